"""Claims about columns and rows that a sheet hides: part of the table, and told. DATA CONTOH."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import xlsxwriter
import xlwt

from ckanext.paser.tables.reading.child import read_file

from tests.unit.tables.conftest import ods, shown

ROWS = [["a", "b", "c", "d"], ["x", 1, 2, 3], ["y", 4, 5, 6], ["z", 7, 8, 9]]
OTHER = [["Desa", "KK"], ["Contoh", 1]]
TABLE = [["x", "1", "2", "3"], ["y", "4", "5", "6"], ["z", "7", "8", "9"]]


def xlsx(path: Path) -> None:
    """Columns B and C and rows 2 and 4 hidden in its sheet; column D in another one."""
    with xlsxwriter.Workbook(path) as workbook:
        page, other = workbook.add_worksheet("Data"), workbook.add_worksheet("Lain")
        for n, row in enumerate(ROWS):
            page.write_row(n, 0, row)
        page.set_column(1, 2, None, None, {"hidden": True})
        for n in (1, 3):
            page.set_row(n, None, None, {"hidden": True})
        for n, row in enumerate(OTHER):
            other.write_row(n, 0, row)
        other.set_column(3, 3, None, None, {"hidden": True})


def xls(path: Path) -> None:
    workbook = xlwt.Workbook()
    page, other = workbook.add_sheet("Data"), workbook.add_sheet("Lain")
    for sheet, rows in ((page, ROWS), (other, OTHER)):
        for n, row in enumerate(rows):
            for i, cell in enumerate(row):
                sheet.write(n, i, cell)
    for i in (1, 2):
        page.col(i).hidden = True
    for n in (1, 3):
        page.row(n).hidden = True
    other.col(3).hidden = True
    workbook.save(str(path))


def hidden_ods(path: Path) -> None:
    """As LibreOffice writes it: a column for several, a row by a filter, the empty rest of the sheet hidden too."""
    ods(path, {"Lain": OTHER, "Data": ROWS})
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    column = "<table:table-column {}/>"
    shown_, collapsed = (
        column.format(more) for more in ("", 'table:visibility="collapse" table:number-columns-repeated="2"')
    )
    rest = '<table:table-row table:visibility="collapse" table:number-rows-repeated="1048572"><table:table-cell/></table:table-row>'
    before, sheet = parts["content.xml"].split('<table:table table:name="Data">')
    first, *rows = sheet.replace("</table:table>", rest + "</table:table>").split("<table:table-row>")
    columns = f"{shown_}<table:table-column-group>{collapsed}</table:table-column-group>{shown_}"
    looks = ["", "", ' table:visibility="filter"', "", ' table:visibility="collapse"']
    made = "".join(f"<table:table-row{look}>{row}" for look, row in zip(looks[1:], rows, strict=True))
    before = before.replace(
        '<table:table table:name="Lain">', f'<table:table table:name="Lain">{shown_ * 3}{collapsed}'
    )
    parts["content.xml"] = f'{before}<table:table table:name="Data">{columns}{first}{made}'
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)


@pytest.mark.parametrize(
    ("name", "write"), [("data.xlsx", xlsx), ("data.xls", xls), ("data.ods", hidden_ods)]
)
def test_what_a_sheet_hides_is_part_of_the_table_and_told(tmp_path, name, write):
    write(tmp_path / name)
    assert shown(tmp_path / name)[1] == TABLE
    notes = read_file(tmp_path / name, "Data", tmp_path).reading.notes
    assert [(note.code, dict(note.params)) for note in notes if note.code.startswith("hidden")] == [
        ("hidden_columns", {"columns": "B, C"}),
        ("hidden_rows", {"count": 2, "row": 2}),
    ]


@pytest.mark.parametrize(
    ("name", "write"), [("data.xlsx", xlsx), ("data.xls", xls), ("data.ods", hidden_ods)]
)
def test_what_another_sheet_hides_is_not(tmp_path, name, write):
    write(tmp_path / name)
    notes = read_file(tmp_path / name, "Lain", tmp_path).reading.notes
    assert [note.code for note in notes if note.code.startswith("hidden")] == []

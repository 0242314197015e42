"""Claims about cells that no sheet shows: of other workbooks, of sheets that are no longer listed, of data models. Invented
numbers (DATA CONTOH)."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from ckanext.paser.privacy.rules.findings import Finding
from ckanext.paser.privacy.scanning.looking import look_through
from ckanext.paser.tables.reading.child import read_file

NIK = "6401015708900001"


def workbook(folder: Path, **parts: str) -> Path:
    """A workbook of counts, with parts beside those that its program wrote."""
    path = folder / "file.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Data")
        for n, row in enumerate([["Desa", "Jumlah"], *([f"Desa {n}", n * 10] for n in range(1, 9))]):
            sheet.write_row(n, 0, row)
    with zipfile.ZipFile(path, "a") as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/"), content)
    return path


def cells(root: str, value: str) -> str:
    cell = "cell" if root == "externalLink" else "c"
    return f"<{root}><sheetData><row><{cell} r='A1'><v>{value}</v></{cell}></row></sheetData></{root}>"


@pytest.mark.parametrize(
    ("part", "root"),
    [
        ("xl__externalLinks__externalLink1.xml", "externalLink"),
        ("xl__worksheets__sheet9.xml", "worksheet"),
        ("xl__macrosheets__sheet1.xml", "macrosheet"),
    ],
)
@pytest.mark.parametrize("value", [NIK, f"a.n. NIK {NIK}"])
def test_cells_that_no_sheet_of_the_workbook_shows_are_read_as_words(tmp_path, part, root, value):
    (finding,) = read_file(workbook(tmp_path, **{part: cells(root, value)}), None, tmp_path).scan()
    assert (finding.kind, finding.holds, finding.fields) == ("nik", True, ())


def test_a_shared_text_that_only_an_unlisted_sheet_shows_is_shown_by_none(tmp_path):
    shown = "<worksheet><sheetData><row><c r='A1' t='s'><v>0</v></c></row></sheetData></worksheet>"
    path = workbook(tmp_path, **{"xl__worksheets__sheet9.xml": shown})
    other = tmp_path / "other.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        for entry in old.infolist():
            text = old.read(entry)
            if entry.filename == "xl/sharedStrings.xml":
                text = text.replace(b"</sst>", f"<si><t>{NIK}</t></si></sst>".encode())
            new.writestr(entry.filename, text)
    last = 9 + 1  # two headers and eight villages stand before it
    with zipfile.ZipFile(other, "a") as new:
        new.writestr("xl/worksheets/sheet8.xml", shown.replace("<v>0", f"<v>{last}"))
    assert [one.kind for one in read_file(other, None, tmp_path).scan()] == ["nik"]


@pytest.mark.parametrize("target", ["worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml"])
def test_a_sheet_is_found_however_the_workbook_calls_it(tmp_path, target):
    path, other = workbook(tmp_path), tmp_path / "other.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        for entry in old.infolist():
            text = old.read(entry)
            if entry.filename == "xl/_rels/workbook.xml.rels":
                text = text.replace(b"worksheets/sheet1.xml", target.encode())
            if entry.filename == "xl/worksheets/sheet1.xml":
                text = text.replace(b"<v>10</v>", b"<v>6401015708.900001</v>")
            new.writestr(entry.filename, text)
    assert [one for one in read_file(other, None, tmp_path).scan() if one.holds] == []


@pytest.mark.parametrize("part", ["xl__model__item.data", "xl__customData__item1.data"])
def test_a_data_model_closes_the_file_and_not_its_table(tmp_path, part):
    (finding,) = read_file(workbook(tmp_path, **{part: "\x00packed"}), None, tmp_path).scan()
    assert finding == Finding("model_data", "", "hidden parts of the workbook", (), (), 1, "close")


def test_in_an_archive_it_holds_since_there_is_no_table_to_publish_instead(tmp_path):
    path = workbook(tmp_path, **{"xl__model__item.data": "\x00packed"})
    with zipfile.ZipFile(tmp_path / "file.zip", "w") as target:
        target.write(path, "data.xlsx")
    found, _ = look_through(tmp_path / "file.zip", "file.zip", is_table=False, sheet=None, titles=[])
    assert [(one.kind, one.holds) for one in found] == [("model_data", True)]

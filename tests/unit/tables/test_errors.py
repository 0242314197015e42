"""Claims about errors of formulas (``#REF!``): no values, but told with kind, count and place, and not as marks that people write."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import xlwt

from ckanext.paser.problems import worded
from ckanext.paser.tables.reading.child import read_file

Rows = Sequence[Sequence[object]]
ROWS: Rows = [
    ["Kecamatan", "Rasio"],
    ["Kuaro", "-"],
    ["Long Ikis", "#REF!"],
    ["Tanjung", 0.5],
    ["Batu", "#N/A"],
]
CODES = {"#REF!": 0x17, "#N/A": 0x2A}
NO_RESULT = bytes.fromhex("03000000 0000ffff")
"""What xlwt writes as the result of every formula."""


def text(path: Path, rows: Rows) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)


def formulas(path: Path, rows: Rows) -> None:
    """Write an XLSX with formulas that have failed."""
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Data")
        for n, row in enumerate(rows):
            for i, cell in enumerate(row):
                if cell in CODES:
                    sheet.write_formula(n, i, "=A99", value=cell)
                else:
                    sheet.write(n, i, cell)


def error_cells(path: Path, rows: Rows) -> None:
    """Write an XLSX with errors as values, as openpyxl makes them of such texts."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append([*row])
    book.save(path)


def old(path: Path, rows: Rows) -> None:
    """Write an XLS with errors as values."""
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("Data")
    for n, row in enumerate(rows):
        for i, cell in enumerate(row):
            sheet.row(n).set_cell_error(i, CODES[cell]) if cell in CODES else sheet.write(n, i, cell)
    workbook.save(str(path))


def old_formulas(path: Path, rows: Rows) -> None:
    """Write an XLS with formulas that have failed, as Excel writes it: xlwt knows no results."""
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("Data")
    failed = [cell for row in rows for cell in row if cell in CODES]
    for n, row in enumerate(rows):
        for i, cell in enumerate(row):
            sheet.write(n, i, xlwt.Formula("A99") if cell in CODES else cell)
    workbook.save(str(path))
    content = path.read_bytes()
    for error in failed:
        content = content.replace(NO_RESULT, bytes([2, 0, CODES[error], 0, 0, 0, 255, 255]), 1)
    path.write_bytes(content)


def libreoffice(value: str) -> Callable[[object], str | None]:
    """A cell of an ODS as LibreOffice writes an error.

    Args:
        value: the attributes of the value that it gives it.
    """
    return lambda cell: (
        f'<table:table-cell table:formula="of:=[.A99]" {value} calcext:value-type="error"><text:p>{cell}</text:p></table:table-cell>'
        if cell in CODES
        else None
    )


AS_TEXT = 'office:value-type="string" office:string-value=""'
AS_ZERO = 'office:value-type="float" office:value="0"'
WRITERS = {
    "text": text,
    "XLSX": formulas,
    "values of an XLSX": error_cells,
    "XLS": old_formulas,
    "values of an XLS": old,
}


@pytest.fixture(params=["large text", *WRITERS, "ODS", "ODS with 0"])
def reading(request, tmp_path, write_ods):
    """The same table in each of the engines, and in workbooks in which the errors are errors, not texts."""
    path, form = tmp_path / "file", request.param
    if form.startswith("ODS"):
        write_ods(path, {"Data": ROWS}, libreoffice(AS_ZERO if "0" in form else AS_TEXT))
    else:
        WRITERS[form.removeprefix("large ")](path, ROWS)
    return read_file(path, None, tmp_path, 0 if form == "large text" else 1 << 40).reading


def test_they_are_told_with_kind_count_and_the_place_of_the_first(reading):
    (found,) = reading.problems
    assert found.code == "error_cells"
    assert {name: found.params[name] for name in ("value", "count", "row", "column", "field")} == {
        "value": "#REF!",
        "count": 2,
        "row": 3,
        "column": "Rasio",
        "field": "rasio",
    }


def test_they_are_not_counted_among_the_marks_that_people_write(reading):
    assert [note.params["count"] for note in reading.notes if note.code == "missing"] == [1]


def test_they_keep_no_column_from_being_one_of_numbers(reading):
    assert [column.type for column in reading.columns] == ["text", "number"]


def test_an_officer_reads_what_to_do_about_them(reading):
    assert worded(reading.problems[0])["fact"] == (
        '"#REF!" is the error of a formula; such cells are read as missing (2 cells).'
    )
    assert worded(reading.problems[0])["remedy"] == (
        "Correct the formulas, or empty the cells if there is no value, and send the file again."
    )


@pytest.mark.parametrize("write", WRITERS.values(), ids=[*WRITERS])
def test_the_rows_beside_them_stay(write, tmp_path, table):
    write(tmp_path / "file", ROWS)
    assert table(tmp_path / "file")[1] == [["Kuaro", ""], ["Long Ikis", ""], ["Tanjung", "0.5"], ["Batu", ""]]


@pytest.mark.parametrize("write", [formulas, old_formulas], ids=["XLSX", "XLS"])
def test_formulas_that_were_drawn_further_down_than_the_data_add_no_rows(write, tmp_path, table):
    write(tmp_path / "file", [["Desa", "KK"], ["Contoh", 7], [None, "#N/A"], [None, "#N/A"]])
    assert table(tmp_path / "file")[1] == [["Contoh", "7"]]


@pytest.mark.parametrize("written", ["Err:502", "#NILAI!"])
def test_an_error_of_libreoffice_is_one_by_whatever_name(written, tmp_path, write_ods):
    def cell(value: object) -> str | None:
        made = libreoffice(AS_ZERO)("#REF!")
        return made.replace("#REF!", written) if made and value == "?" else None

    write_ods(tmp_path / "file", {"Data": [["Desa", "KK"], ["A", "?"], ["B", 7]]}, cell)
    reading = read_file(tmp_path / "file", None, tmp_path).reading
    assert [(found.code, found.params["count"]) for found in reading.problems] == [("error_cells", 1)]

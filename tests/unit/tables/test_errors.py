"""Claims about errors of formulas (``#REF!``): no values, but told with kind, count and place, and not as marks that people write."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
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


def error_cells(path: Path, rows: Rows) -> None:
    """Write an XLSX with errors as values, as openpyxl makes them of such texts."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append([*row])
    book.save(path)


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


def old_libreoffice(cell: object) -> str | None:
    """An error in an ODS of older versions of LibreOffice."""
    if cell not in CODES:
        return None
    value = 'office:value-type="float" office:value="0" calcext:value-type="error"'
    shown = {"#REF!": "#REF!", "#N/A": "Err:502"}[str(cell)]
    return f'<table:table-cell table:formula="of:=[.A99]" {value}><text:p>{shown}</text:p></table:table-cell>'


WRITERS = {"text": text, "large text": text, "XLSX of values": error_cells, "XLS of formulas": old_formulas}


@pytest.fixture(params=[*WRITERS, "xlsx", "xls", "ods", "old ods"])
def file(request, tmp_path, forms) -> Path:
    """The same table in each of the engines, and in workbooks in which the errors are errors, not texts."""
    path, form = tmp_path / request.param, request.param
    if form == "old ods":
        forms["ods"](path, {"Data": ROWS}, old_libreoffice)
    elif form in WRITERS:
        WRITERS[form](path, ROWS)
    else:
        forms[form](path, {"Data": ROWS})
    return path


@pytest.fixture
def reading(file):
    return read_file(file, None, file.parent, 0 if file.name == "large text" else 1 << 40).reading


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


def test_the_rows_beside_them_stay(file, table):
    assert table(file)[1] == [["Kuaro", ""], ["Long Ikis", ""], ["Tanjung", "0.5"], ["Batu", ""]]


def test_formulas_that_were_drawn_further_down_than_the_data_add_no_rows(written, table):
    path = written({"Data": [["Desa", "KK"], ["Contoh", 7], [None, "#N/A"], [None, "#N/A"]]})
    assert table(path)[1] == [["Contoh", "7"]]


def test_an_error_of_another_language_is_one_too(tmp_path, write_ods):
    def failed(cell: object) -> str | None:
        return (old_libreoffice("#REF!") or "").replace("#REF!", "#NILAI!") if cell == "?" else None

    write_ods(tmp_path / "file", {"Data": [["Desa", "KK"], ["A", "?"], ["B", 7]]}, failed)
    (found,) = read_file(tmp_path / "file", None, tmp_path).reading.problems
    assert (found.code, found.params["count"]) == ("error_cells", 1)


def test_the_error_of_a_formula_among_headers_is_a_column_without_one(written, table):
    path = written({"Data": [["Kecamatan", "Sapi", "#REF!"], ["Kuaro", 3, 4], ["Ikis", 5, 6]]})
    assert table(path) == (
        ["kecamatan:text", "sapi:integer", "kolom_3:integer"],
        [["Kuaro", "3", "4"], ["Ikis", "5", "6"]],
    )

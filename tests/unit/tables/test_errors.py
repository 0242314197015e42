"""Claims about errors of formulas (``#REF!``): no values, but told with kind, count and place, and not as marks that people write."""

from __future__ import annotations

import pytest
import xlsxwriter

from ckanext.paser.problems import worded
from ckanext.paser.tables.reading.child import read_file

ROWS = [["Kecamatan", "Rasio"], ["Kuaro", "-"], ["Long Ikis", "#REF!"], ["Tanjung", "0.5"], ["Batu", "#N/A"]]


@pytest.fixture(params=["small", "large", "XLSX"])
def reading(request, tmp_path):
    """The same table in each of the engines, and in a workbook."""
    path = tmp_path / "file"
    if request.param == "XLSX":
        with xlsxwriter.Workbook(path) as workbook:
            sheet = workbook.add_worksheet("Data")
            for n, row in enumerate(ROWS):
                sheet.write_row(n, 0, row)
    else:
        path.write_text("\n".join(";".join(row) for row in ROWS), encoding="utf-8")
    return read_file(path, None, tmp_path, 0 if request.param == "large" else 1 << 40).reading


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

"""Claims about dates that a spreadsheet has made of something else, and about dates of several kinds in one column."""

from __future__ import annotations

from datetime import date

import pytest

from ckanext.paser.problems import worded
from ckanext.paser.tables.reading.child import LARGE, read_file

from .conftest import as_csv

NUMBERED = [date(2025, 1, 3) if n % 4 == 0 else f"00{n % 9}/002" for n in range(1, 25)]


def told(path, large: int = LARGE) -> list[tuple[str, object, object]]:
    problems = read_file(path, None, path.parent, large).reading.problems
    return [(one.code, one.params["count"], one.params.get("rows")) for one in problems]


@pytest.mark.parametrize("header", ["RT/RW", "Kode Tahap", "Keterangan"])
def test_dates_among_other_values_of_a_workbook_are_told_with_their_rows(written, header):
    path = written({"Data": [["Desa", header], *(["Contoh", cell] for cell in NUMBERED)]})
    assert told(path) == [("changed_to_dates", 6, "5, 9, 13, 17 …")]


def test_it_is_told_what_a_spreadsheet_has_done_and_what_to_do(written):
    path = written({"Data": [["Desa", "RT/RW"], *(["Contoh", cell] for cell in NUMBERED[:4])]})
    (problem,) = read_file(path, None, path.parent, LARGE).reading.problems
    assert worded(problem, str)["text"] == (
        'Sheet "Data", row 5, column "RT/RW": "2025-01-03" is a date among other values (rows 5; 1 cells): of 3/1 or 1-2 a '
        "spreadsheet makes a date by itself. Format the column as text in the spreadsheet, type these cells again and send "
        "the file; choose text for the column if they are meant to be dates."
    )


def test_more_of_them_than_of_the_others_are_told_where_the_others_are_two_numbers(written):
    cells = [date(2025, 1, n) for n in range(1, 12)] + ["13/2", "14/2"]
    path = written({"Data": [["Desa", "RT/RW"], *(["Contoh", cell] for cell in cells)]})
    assert told(path) == [("changed_to_dates", 11, "2, 3, 4, 5 …")]


def test_those_that_a_spreadsheet_has_saved_as_text_are_told_too(tmp_path, large):
    cells = ["03-Jan", "002/002", "13/14", "001/003", "Mei-98", "15/002"]
    path = as_csv(tmp_path / "file.csv", [["Desa", "RT/RW"], *(["Contoh", cell] for cell in cells)])
    assert [one[:2] for one in told(path, large)] == [("changed_to_dates", 2)]


@pytest.mark.parametrize(
    "cells", [["03-Jan", "awal tahun", "akhir tahun"], ["002/002", "001/003", "13/14"]], ids=["words", "none"]
)
def test_other_texts_are_not(tmp_path, large, cells):
    path = as_csv(tmp_path / "file.csv", [["Desa", "Waktu"], *(["Contoh", cell] for cell in cells)])
    assert told(path, large) == []


def test_dates_of_different_kinds_are_told_with_two_of_them(tmp_path, large):
    cells = ["31/12/2024", "3 Maret 2025", "Mar-24", "01/02/2025"]
    path = as_csv(tmp_path / "file.csv", [["Desa", "Tanggal"], *(["Contoh", cell] for cell in cells)])
    reading = read_file(path, None, tmp_path, large).reading
    assert reading.columns[1].reason == "The values are dates of different kinds."
    assert [worded(problem, str)["text"] for problem in reading.problems] == [
        'Row 3, column "Tanggal": The dates of the column are of different kinds, such as "31/12/2024" and "3 Maret 2025" '
        "(2 cells unlike most), so it stays text. Write all of them as days (31/12/2024) or all as months (Maret 2024) and "
        "send the file again, or choose text for the column if they are meant so."
    ]

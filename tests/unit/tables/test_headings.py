"""Claims about headings of groups in rows of their own, in both engines."""

from __future__ import annotations

import pytest

from ckanext.paser.problems import worded
from ckanext.paser.tables.reading.child import LARGE, read_file

from .conftest import as_csv, shown

HEADER = ["No", "Desa", "Luas (ha)", "Produksi (ton)"]
KUARO = [["1", "Lolo", "10", "20"], ["2", "Janju", "11", "21"], ["3", "Pepara", "12", "22"]]
IKIS = [["1", "Atang Pait", "13", "23"], ["2", "Tajer", "14", "24"]]


@pytest.fixture
def read(tmp_path, large):
    """Columns and rows of a table, and the rows of its headings."""

    def read(rows: list[list[str]]) -> tuple[list[str], list[list[str]], list[str]]:
        path = as_csv(tmp_path / "file.csv", rows)
        found = read_file(path, None, tmp_path, large).reading.problems
        told = [problem.params["rows"] for problem in found if problem.code == "group_headings"]
        return *shown(path, large=large), told

    return read


@pytest.mark.parametrize(
    ("kuaro", "ikis"),
    [
        (["KECAMATAN KUARO", "", "", ""], ["KECAMATAN LONG IKIS", "", "", ""]),
        (["", "KECAMATAN KUARO", "", ""], ["", "KECAMATAN LONG IKIS", "", ""]),
        (["", "Kuaro", "", ""], ["", "Long Ikis", "", ""]),
        (["A. Kuaro"], ["B. Long Ikis"]),
    ],
)
def test_headings_of_groups_are_no_rows_and_told_with_theirs(read, kuaro, ikis):
    columns, rows, told = read([HEADER, kuaro, *KUARO, ikis, *IKIS])
    assert columns == ["no:integer", "desa:text", "luas_ha:integer", "produksi_ton:integer"]
    assert (rows, told) == ([*KUARO, *IKIS], ["2, 6"])


def test_headings_among_rows_without_numbers_are_told_by_what_they_are_called(read):
    rows = [row[1:] for row in KUARO]
    assert read([HEADER[1:], ["Kec. Kuaro"], *rows])[1:] == (rows, ["2"])


@pytest.mark.parametrize(
    "rows",
    [
        [HEADER, *KUARO, ["4", "Desa X", "", ""], *IKIS],
        [HEADER, *KUARO, ["", "Tajer", "", ""], *IKIS],
        [["Desa", "Luas", "Isi"], ["Lolo", "", ""], ["Janju", "5", "6"], ["Pepara", "7", "8"]],
        [["Puskesmas", "L", "P"], ["Puskesmas Kuaro", "", ""], ["Lolo", "5", "6"], ["Suatang", "7", "8"]],
        [["Desa", "L"], ["Desa Lolo", ""], ["Desa Janju", "6"], ["Desa Pepara", "8"]],
        [["Nama", "L"], ["Lolo", ""], ["Janju", "6"], ["Pepara", ""]],
    ],
)
def test_rows_that_lack_their_values_stay(read, rows):
    assert read(rows)[1:] == (rows[1:], [])


def test_they_are_told_with_what_to_do(tmp_path, forms):
    figures = [[int(row[0]), row[1], int(row[2]), int(row[3])] for row in KUARO]
    forms["xlsx"](tmp_path / "f.xlsx", {"Data": [HEADER, [None, "KECAMATAN KUARO"], *figures]})
    reading = read_file(tmp_path / "f.xlsx", None, tmp_path, LARGE).reading
    assert [worded(problem, str)["text"] for problem in reading.problems] == [
        'Sheet "Data", row 2: Rows that are headings of groups, kept out of the table: 1 (rows 2: KECAMATAN KUARO). The rows '
        "below them do not say to which group they belong: write its name in a column of its own in each row, for example "
        "Kecamatan, and send the file again."
    ]

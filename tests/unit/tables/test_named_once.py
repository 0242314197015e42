"""Claims about groups that are named in their first row alone, in both engines."""

from __future__ import annotations

import pytest

from ckanext.paser.tables.reading.child import read_file
from ckanext.paser.tables.rules.named_once import named_once

from .conftest import as_csv, shown

HEADER = ["No", "Kecamatan", "Desa", "KK"]
ROWS = [
    ["1", "Kuaro", "Contoh A", "5"],
    ["", "", "Contoh B", "6"],
    ["", "", "Contoh C", "-"],
    ["2", "Long Ikis", "Contoh D", "7"],
    ["", "", "Contoh E", "8"],
]


def told(path, large, **asked):
    notes = read_file(path, None, path.parent, large, **asked).reading.notes
    return [note.params for note in notes if note.code == "named_once"]


@pytest.mark.parametrize("below", [[], [["", "Jumlah", "", "26"]], [["", "", "", ""], ["Sumber: BPS"]]])
def test_empty_cells_below_a_name_stay_empty_and_are_told_with_their_column_and_number(
    tmp_path, large, below
):
    path = as_csv(tmp_path / "file.csv", [HEADER, *ROWS, *below])
    assert shown(path, large=large)[1] == [["" if cell == "-" else cell for cell in row] for row in ROWS]
    assert told(path, large) == [{"column": "Kecamatan", "field": "kecamatan", "count": 3}]


def test_what_is_merged_names_each_row_and_is_not_told(written):
    rows = [HEADER[1:], ["Kuaro", "Contoh A", 5], [None, "Contoh B", 6], [None, "Contoh C", 7]]
    path = written({"Data": rows}, merges=["A2:A4"])
    assert [row[0] for row in shown(path)[1]] == ["Kuaro"] * 3
    assert told(path, 0) == []


def test_all_rows_of_a_large_file_are_counted(tmp_path, large):
    rows = [["" if n % 3 else f"Kecamatan {n}", f"Desa {n}", "5"] for n in range(2400)]
    path = as_csv(tmp_path / "file.csv", [HEADER[1:], *rows])
    assert [params["count"] for params in told(path, large)] == [1600]


def test_also_where_years_across_become_rows(tmp_path, large):
    rows = [["Kuaro", "A", "1", "2"], ["", "B", "3", "4"], ["", "C", "5", "6"]]
    path = as_csv(tmp_path / "file.csv", [["Kecamatan", "Desa", "2023", "2024"], *rows])
    assert [params["count"] for params in told(path, large, long=True)] == [2]


N = None


@pytest.mark.parametrize(
    ("labels", "columns", "found"),
    [
        (["Kecamatan", "Desa"], [["Kuaro", N, N, "Ikis"], [*"abcd"]], [0]),
        (["Kecamatan", "Desa", "Umur"], [["Kuaro", N, N, N], ["a", N, "b", N], [*"abcd"]], [0, 1]),
        (["Kode Kecamatan", "Desa"], [["640101", N, N], [*"abc"]], [0]),
        (["Tahun", "Desa"], [[2024.0, N, N], [*"abc"]], [0]),
        (["No", "Kecamatan", "Desa"], [[1.0, N, N], ["Kuaro", N, N], [*"abc"]], [1]),
        (["Desa", "Catatan", "KK"], [[*"abc"], ["baik", N, N], [1.0, 2.0, 3.0]], []),
        (["Kecamatan", "Desa"], [["Kuaro", "Kuaro", N, N], [*"abcd"]], []),
        (["Kecamatan", "Desa"], [[N, "Kuaro", N, N], [*"abcd"]], []),
        (["Kecamatan", "Desa"], [["Kuaro", "Ikis", "Batu", N], [*"abcd"]], []),
        (["Luas", "Desa"], [[5.0, N, N], [*"abc"]], []),
        (["Kecamatan", "Desa"], [["Kuaro", N, N], ["a", N, "c"]], []),
        (["Kecamatan"], [["Kuaro", N, N]], []),
    ],
)
def test_only_columns_of_names_at_the_left_are_told(labels, columns, found):
    assert named_once(labels, columns) == found

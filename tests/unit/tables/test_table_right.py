"""Claims about another table that stands right of the one that is read, behind an empty column, in both engines."""

from __future__ import annotations

import pytest

from ckanext.paser.problems import worded
from ckanext.paser.tables.reading.child import LARGE, read_file

from .conftest import as_csv, shown, xlsx

LEFT = [["Kecamatan", "Padi"], ["Kuaro", "10"], ["Long Ikis", "20"]]
OTHER = [["Kecamatan", "Sapi"], ["Tanah Grogot", "7"], ["Kuaro", "8"], ["Batu Engau", "9"]]


def beside(left: list[list[str]], right: list[list[str]], gap: int = 1) -> list[list[str]]:
    height = max(len(left), len(right))
    blank = [""] * len(left[0])
    left, right = ([*rows, *[blank] * (height - len(rows))] for rows in (left, right))
    return [[*one, *[""] * gap, *other] for one, other in zip(left, right, strict=True)]


@pytest.mark.parametrize("gap", [1, 2])
@pytest.mark.parametrize(
    "rows", [LEFT, [*LEFT, *(["Contoh", str(n)] for n in range(5))]], ids=["shorter", "longer"]
)
def test_the_left_one_alone_is_read(tmp_path, large, rows, gap):
    path = as_csv(tmp_path / "file.csv", [["Tabel 1", "", "", "Tabel 2"], *beside(rows, OTHER, gap)])
    assert shown(path, large=large) == (["kecamatan:text", "padi:integer"], rows[1:])


def test_the_other_is_told_with_its_place_and_what_to_do(tmp_path):
    xlsx(tmp_path / "dua.xlsx", {"Data": [[cell or None for cell in row] for row in beside(LEFT, OTHER)]})
    problems = read_file(tmp_path / "dua.xlsx", None, tmp_path, LARGE).reading.problems
    assert [worded(problem, str)["text"] for problem in problems] == [
        'Sheet "Data", row 1: Right of this table, in column D, another one begins: "Kecamatan Sapi". It was not read, as '
        "its rows are others. Put the other table into a sheet or a file of its own, and send that too."
    ]


def test_it_is_told_of_a_text_file_of_any_size(tmp_path, large):
    path = as_csv(tmp_path / "file.csv", beside(LEFT, OTHER))
    problems = read_file(path, None, tmp_path, large).reading.problems
    assert [(one.code, one.params["letter"]) for one in problems] == [("table_right", "D")]


@pytest.mark.parametrize(
    "rows",
    [
        [["Kecamatan", "Padi", "", "Sapi", "Kerbau"], ["Kuaro", "1", "", "2", "3"]],
        [["Kecamatan", "Padi", "", "Kecamatan", "Sapi"], ["Kuaro", "1", "x", "Kuaro", "3"]],
        [["Kecamatan", "Padi", "Kecamatan", "Sapi"], ["Kuaro", "1", "Kuaro", "3"]],
        [["Kecamatan", "Padi", "", "Kecamatan"], ["Kuaro", "1", "", "Kuaro"]],
    ],
    ids=["spacer", "no gap", "side by side", "one column"],
)
def test_columns_that_an_empty_one_parts_are_one_table(tmp_path, large, rows):
    path = as_csv(tmp_path / "file.csv", rows)
    filled = sum(any(row[i] for row in rows) for i in range(len(rows[0])))
    assert len(read_file(path, None, tmp_path, large).reading.columns) == filled


def test_personal_data_in_it_are_found(tmp_path, large):
    people = [["Kecamatan", "NIK"], *(["Kuaro", f"64010157089{n:05}"] for n in range(1, 9))]
    path = as_csv(tmp_path / "file.csv", beside(LEFT, people))
    assert "nik" in {one.kind for one in read_file(path, None, tmp_path, large).scan()}

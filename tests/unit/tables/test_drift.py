"""Claims about how a new file differs from the table before it."""

from __future__ import annotations

import pytest

from ckanext.paser.problems import worded
from ckanext.paser.tables.rules import drift
from ckanext.paser.tables.rules.table import Column, Reading

BEFORE = [
    Column("desa", "Desa", "text"),
    Column("jumlah", "Jumlah", "integer"),
    Column("luas", "Luas", "number"),
]


def told(now: list[Column], **options: list[str]) -> list[str]:
    notes, problems = drift.of_columns(BEFORE, now, **options)
    return [worded(item)["text"] for item in (*notes, *problems)]


def test_the_same_columns_are_nothing_to_tell_of():
    assert told(BEFORE) == []


def test_a_first_table_differs_from_none():
    assert drift.of_columns([], BEFORE) == ([], [])


def test_new_columns_are_noted_and_gone_ones_are_a_problem_by_their_headers():
    found = told([*BEFORE[:2], Column("luas_km2", "Luas (km2)", "number")])
    assert found[0] == "Columns that the table before it did not have: 1 (Luas (km2))."
    assert found[1].startswith("Columns of the table before it that this one does not have: 1 (Luas).")


@pytest.mark.parametrize(("left", "is_told"), [(2, False), (1, True), (0, True)])
def test_a_chosen_header_under_which_most_names_are_others_is_told(left, is_told):
    now = [*BEFORE[:left], *(Column(f"k{n}", f"K{n}", "text") for n in range(3 - left))]
    problems = drift.of_columns(BEFORE, now, header="5-6")[1]
    assert ("header_moved" in [problem.code for problem in problems]) == is_told
    assert "header_moved" not in [problem.code for problem in drift.of_columns(BEFORE, now)[1]]


def test_a_column_that_officers_keep_back_is_not_gone():
    assert told(BEFORE[:2], closed=["luas"]) == []


def test_numbers_that_become_text_are_a_problem_unless_it_was_chosen():
    now = [BEFORE[0], Column("jumlah", "Jumlah", "text"), BEFORE[2]]
    assert told(now)[0].startswith(
        'Column "jumlah": The column was of type whole number in the table before it'
    )
    assert told(now, chosen=["jumlah"]) == []


def test_whole_numbers_among_numbers_and_codes_among_texts_are_no_other_type():
    now = [
        Column("desa", "Desa", "code"),
        Column("jumlah", "Jumlah", "number"),
        Column("luas", "Luas", "integer"),
    ]
    assert told(now) == []


def test_a_column_without_a_header_is_called_by_its_name():
    assert told([*BEFORE, Column("kolom_4", "", "text")])[0].endswith("1 (kolom_4).")


def test_many_columns_are_counted_and_the_first_are_named():
    now = [*BEFORE, *(Column(f"k{n}", f"K{n}", "text") for n in range(12))]
    assert told(now)[0].startswith("Columns that the table before it did not have: 12 (K0, K1,")
    assert told(now)[0].endswith("K9, …).")


COVER = (Column("dinas", "Dinas", "text"),)


def test_a_cover_sheet_is_not_put_in_the_place_of_a_table():
    problem = drift.nearly_nothing(BEFORE, Reading(COVER, 1), "Cover")
    assert problem
    assert worded(problem)["text"] == (
        'Sheet "Cover": Here is one column with 1 rows, none of the 3 columns of the table before it (Desa, Jumlah, Luas), so '
        "that table stays. Choose the sheet of the table, or send its file; if this is to be published, add it as a file of "
        "its own."
    )


@pytest.mark.parametrize(
    ("before", "reading"),
    [
        ([], Reading(COVER, 1)),
        (BEFORE[:1], Reading(COVER, 1)),
        (BEFORE, Reading(COVER, 10)),
        (BEFORE, Reading((*COVER, Column("b", "B", "text")), 1)),
        (BEFORE, Reading((BEFORE[0],), 1)),
        (BEFORE, Reading(COVER, 1, in_file=("dinas", "jumlah"))),
    ],
    ids=[
        "the first",
        "a single column before",
        "a list",
        "two columns",
        "a column of before",
        "others kept out",
    ],
)
def test_another_table_may_be_small(before, reading):
    assert drift.nearly_nothing(before, reading) is None

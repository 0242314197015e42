"""Claims about how a new file differs from the table before it."""

from __future__ import annotations

from ckanext.paser.problems import worded
from ckanext.paser.tables.rules import drift
from ckanext.paser.tables.rules.table import Column

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


def test_new_columns_are_noted_and_gone_ones_are_a_problem():
    found = told([*BEFORE[:2], Column("luas_km2", "Luas (km2)", "number")])
    assert found[0] == "Columns that the table before it did not have: 1 (luas_km2)."
    assert found[1].startswith("Columns of the table before it that this file does not have: 1 (luas).")


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


def test_many_columns_are_counted_and_the_first_are_named():
    now = [*BEFORE, *(Column(f"k{n}", f"K{n}", "text") for n in range(12))]
    assert told(now)[0].startswith("Columns that the table before it did not have: 12 (k0, k1,")
    assert told(now)[0].endswith("k9, …).")

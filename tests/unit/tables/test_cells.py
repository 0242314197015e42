"""Claims about cells."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from ckanext.paser.tables.rules.cells import Sheet, Shown, as_text, clean, is_missing


@pytest.mark.parametrize(
    "mark", ["-", "–", "—", "...", "…", "n/a", "N/A", "#N/A", "*", "NULL", "Rp-", "Rp. -", "#REF!", None]
)
def test_a_mark_for_a_missing_value_is_missing(mark):
    assert is_missing(mark)


@pytest.mark.parametrize("value", [0, 0.0, False, "0", "tidak ada", "N", "-5", "x"])
def test_zero_and_words_are_not_missing(value):
    assert not is_missing(value)


@pytest.mark.parametrize(
    ("cell", "cleaned"),
    [
        ("\u00a0Kuaro \n", "Kuaro"),
        ("Long\u00a0Ikis", "Long Ikis"),
        ("5\u2013 é\u202f", "5\u2013 é"),
        ("  ", None),
        ("", None),
        (5.0, 5.0),
    ],
)
def test_blanks_around_a_value_do_not_belong_to_it(cell, cleaned):
    assert clean(cell) == cleaned


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (64.0, "64"),
        (64, "64"),
        (0.1 + 0.2, "0.3"),
        (1234.5, "1234.5"),
        (-0.000001, "-0.000001"),
        (6401010101700001.0, "6401010101700001"),
        (True, "true"),
        (date(2024, 3, 1), "2024-03-01"),
        (datetime(2024, 3, 1, 8, 30), "2024-03-01 08:30:00"),
        (datetime(2024, 3, 1), "2024-03-01"),
        (timedelta(hours=25), "25:00:00"),
        (timedelta(minutes=90, seconds=1.25), "1:30:01.25"),
        (-timedelta(hours=1), "-1:00:00"),
        ("apa adanya", "apa adanya"),
    ],
)
def test_a_workbooks_value_is_written_as_the_workbook_shows_it(cell, text):
    assert as_text(cell) == text


def test_equal_texts_of_a_column_are_one_object():
    twins = ["".join(["Ku", "aro"]), "".join(["Ku", "aro"])]
    assert twins[0] is not twins[1]
    (column,) = Sheet([[twin] for twin in twins]).columns
    assert column == twins
    assert column[0] is column[1]


def test_a_percentage_that_is_shown_is_not_taken_for_the_same_text_as_people_write_it():
    (column,) = Sheet([["1%"], [Shown("1%")]]).columns
    assert [*map(type, column)] == [str, Shown]

"""Claims about the rows of fields with subfields, as a form shows them."""

from __future__ import annotations

import pytest

from ckanext.paser.metadata.rules.subfields import Row, is_filled, places, rows

POOR, ALL = {"nama": "Penduduk miskin"}, {"nama": "Penduduk"}


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        ({}, [Row("0", {}), Row("1", {}, is_spare=True)]),
        ({"variabel": []}, [Row("0", {}), Row("1", {}, is_spare=True)]),
        ({"variabel": [POOR]}, [Row("0", POOR), Row("1", {}, is_spare=True)]),
        ({"variabel": [{"nama": " "}, POOR, {}, ALL]}, [Row("0", POOR), Row("1", ALL), Row("2", {}, True)]),
    ],
)
def test_behind_the_rows_that_say_something_stands_one_empty_row(data, shown):
    assert rows("variabel", data) == shown


def test_what_was_sent_is_shown_in_the_place_of_what_is_stored():
    sent = {"variabel-2-nama": "Penduduk", "variabel-0-nama": "", "variabel-10-nama": "Penduduk miskin"}
    shown = [
        one.said for one in rows("variabel", {"variabel": [{"nama": "Lama"}], "var-0-nama": "x", **sent})
    ]
    assert shown == [ALL, POOR, {}]


def test_a_form_that_was_sent_empty_shows_nothing_of_what_is_stored():
    shown = [one.said for one in rows("variabel", {"variabel": [POOR], "variabel-0-nama": ""})]
    assert shown == [{}, {}]


@pytest.mark.parametrize(("filled", "last"), [(9, "9"), (10, "90"), (11, "91"), (20, "990"), (35, "9995")])
def test_the_numbers_of_rows_have_the_same_order_as_texts(filled, last):
    numbers = [one.number for one in rows("variabel", {"variabel": [POOR] * filled})]
    assert (numbers, numbers[-1]) == (sorted(numbers), last)
    assert numbers == sorted(numbers, key=int)


@pytest.mark.parametrize("value", [False, 0, "0", ["a"]])
def test_no_and_nought_say_something(value):
    assert is_filled(["", value])


@pytest.mark.parametrize("value", [None, "", " \r\n", [], ["", " "]])
def test_blanks_say_nothing(value):
    assert not is_filled([value])


def test_rows_that_say_something_move_up_in_their_order():
    assert places([7, 2, 2, 4]) == {2: 0, 4: 1, 7: 2}

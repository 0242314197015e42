from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ckanext.paser.tables.reading.cells import ColumnCells, NumberCells, cells_of
from ckanext.paser.tables.rules import kinds
from ckanext.paser.tables.rules.evidence import Misfits

NOTHING: frozenset[str] = frozenset()


def column(*cells, marks=NOTHING):
    return ColumnCells([*cells], range(5, 5 + len(cells)), marks)


def test_a_mark_for_a_missing_value_is_written_as_none():
    assert column("a", "-", None, "n/a").written(None) == ["a", None, None, None]


def test_a_number_that_was_chosen_as_a_mark_is_missing():
    assert column(1.0, 9999.0, marks=frozenset(["9999"])).written(kinds.INTEGER) == ["1", None]


def test_missing_values_are_not_counted():
    assert column(1.0, None, "...").count == 1


@pytest.mark.parametrize(
    "cells", [(True, 1.0, False, 0), (1.0, True, 0, False)], ids=["yes first", "one first"]
)
def test_yes_and_no_among_numbers_are_neither_one_nor_zero(cells):
    written = {True: "true", False: "false"}
    assert column(*cells).written(None) == [
        written[cell] if isinstance(cell, bool) else str(int(cell)) for cell in cells
    ]


def test_errors_of_formulas_are_counted_with_the_row_of_the_first_one():
    assert column("-", "#REF!", 1.0, "#DIV/0!", "#ref!").errors == Misfits(3, 6, "#REF!")


def test_other_marks_for_a_missing_value_are_no_errors():
    assert column("-", "n/a", None).errors is None


def test_misfits_are_counted_with_the_row_of_the_first_one():
    assert column(1.0, "x", 2.0, "x", "y").misfits(kinds.INTEGER) == Misfits(3, 6, "x")


def test_a_column_without_misfits_has_none():
    assert column(1.0, "2", None).misfits(kinds.INTEGER) is None


def test_each_different_value_is_read_once():
    read: list[object] = []

    def counted(cell):
        read.append(cell)
        return "1"

    kind = replace(kinds.DECIMAL, read_native=counted)
    other = replace(kinds.NUMBER_ID, read_native=counted)
    cells = column(2.5, 2.5, 3.5)
    cells.misfits(kind)
    cells.misfits(other)
    assert cells.written(kind) == ["1", "1", "1"]
    assert sorted(read) == [2.5, 3.5]


def test_strings_and_numbers_of_one_kind_are_written_alike():
    assert column(1234.5, "1.234,5").written(kinds.NUMBER_ID) == ["1234.5", "1234.5"]


@given(st.lists(st.floats(allow_nan=False) | st.integers(-(10**17), 10**17).map(float), min_size=1))
def test_numbers_read_in_their_order_are_what_they_are_when_told_apart(cells):
    apart, ordered = column(*cells), NumberCells(cells, range(5, 5 + len(cells)))
    tried = (None, *kinds.KINDS, kinds.PHONE, kinds.EXACT)
    assert [ordered.written(kind) for kind in tried] == [apart.written(kind) for kind in tried]
    assert [ordered.misfits(kind) for kind in tried[1:]] == [apart.misfits(kind) for kind in tried[1:]]
    assert (ordered.count, ordered.sample) == (apart.count, apart.sample)


@pytest.mark.parametrize(
    ("cells", "marks", "expected"),
    [
        ([1.0, 2.5, 3.0], NOTHING, NumberCells),
        ([1.0] * 20, NOTHING, ColumnCells),
        ([1.0, None, 3.0], NOTHING, ColumnCells),
        ([1.0, "2", 3.0], NOTHING, ColumnCells),
        ([1.0, 2.0, 9999.0], frozenset(["9999"]), ColumnCells),
    ],
    ids=["different numbers", "one number", "a gap", "a text", "a mark"],
)
def test_only_numbers_that_are_nearly_all_different_are_read_in_their_order(cells, marks, expected):
    assert type(cells_of(cells, range(len(cells)), marks)) is expected

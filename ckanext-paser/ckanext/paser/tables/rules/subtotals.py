"""Rows that call themselves a sum (*Jumlah Kuaro*, *Jumlah* among the sexes) and are one: the table has none of them.

Pure. Their word alone does not tell: *Jumlah Desa* is a figure of its own in a list of figures. Where the arithmetic
says the same they are left out, since whoever sums up the column would count twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from ckanext.paser.problems import N_, Note, Problem
from ckanext.paser.tables.rules import totals
from ckanext.paser.tables.rules.adding import Added, Sum, Sums, closest
from ckanext.paser.tables.rules.cells import Cell
from ckanext.paser.tables.rules.numbers import python

NAMED = r"(?i)(?:grand |sub[ -]?)?(?:total|jumlah|jml)(?:[^a-z].*)?"
"""A whole cell that may name a sum, for Python's ``re`` and RE2."""
MOST_COLUMNS = 10
"""Columns at the beginning of a table in which a row says that it is a sum."""
_LEAST = 2
"""Rows of a sum; one alone is a sum only in a table that has such sums (a kecamatan with one desa)."""
_named = python(NAMED)


def named(columns: Sequence[Sequence[Cell]]) -> dict[int, str]:
    """The rows that may be sums by their words, from 0, with what they are called."""
    found: dict[int, str] = {}
    for cells in columns:
        words = {cell for cell in set(cells) if isinstance(cell, str) and _named.fullmatch(cell)}
        if words:
            found |= {n: str(cell) for n, cell in enumerate(cells) if cell in words and n not in found}
    return dict(sorted(found.items()))


def named_sums(sums: Sums, sheet: str = "") -> tuple[set[int], list[Note], list[Problem]]:
    """The numbers of the rows to be left out: they say to be sums, and are, of the rows right above or below them or of all there.

    Where most that say so are none, the table is a list of figures (*Laki-laki*, *Perempuan*, *Jumlah Penduduk*, *Jumlah KK*),
    and all of them stay.

    Args:
        sheet: where they stand, empty in a text file.

    Returns:
        these, and what is told of them and of those that stay.
    """
    near = [*sums.near()]
    are = _are_sums(near)
    rows = [row for row, is_sum in zip(sums.rows, are, strict=True) if is_sum]
    others = [sides for sides, is_sum in zip(near, are, strict=True) if not is_sum]
    if len(rows) <= len(others):
        fact = N_(
            "Rows that sum up the rows beside them stay in the table, since others that are called a sum are none: {count} "
            '(the first is row {row}, {text}). Look whether they are figures of their own; if not, write "Jumlah" as their '
            "first cell, so that nothing is counted twice."
        )
        return set(), _told("named_sums", fact, rows), []
    left_out = N_(
        "Rows that sum up the rows beside them, kept out of the table: {count} (the first is row {row}, {text})."
    )
    staying = N_(
        "Rows that are called a sum as others are, but whose figures are not what the rows beside them come to, stay in the "
        "table: {count} (the first is row {row}, {text}). Look whether their figures are right, or take the rows out of the "
        "file, so that nothing is counted twice."
    )
    remedy = N_(
        "The row stays in the table. Correct it or its rows, or take it out of the file, so that nothing is counted twice."
    )
    ways = [closest(sides) for sides in others if sides]
    notes, problems = totals.told(ways, remedy, sheet)
    uncertain = [way.sum for way in ways if not way.wrong]
    told = [*_told("group_sums", left_out, rows), *_told("named_sums", staying, uncertain)]
    more, slips = totals.told(_mistyped(near, are), totals.CORRECT, sheet)
    return {row.row for row in rows}, [*told, *notes, *more], [*problems, *slips]


def _mistyped(near: Sequence[Sequence[Sequence[Added]]], are: Sequence[bool]) -> list[Added]:
    """Of the rows that are sums those with one figure that is wrong."""
    ways = (chain.from_iterable(sides) for sides, is_sum in zip(near, are, strict=True) if is_sum)
    return [*chain.from_iterable(map(totals.mistyped, ways))]


def _told(code: str, fact: str, rows: Sequence[Sum]) -> list[Note]:
    """How many rows are so, and which is the first."""
    return [Note(code, fact, {"count": len(rows), "row": one.row, "text": one.label}) for one in rows[:1]]


def _are_sums(near: Sequence[Sequence[Sequence[Added]]]) -> list[bool]:
    ways = ([way for way in chain.from_iterable(sides) if way.adds_up] for sides in near)
    most = [max((way.group.rows for way in each), default=0) for each in ways]
    sure = any(
        rows >= _LEAST and any(sides[0][0].sum.own) for rows, sides in zip(most, near, strict=True) if rows
    )
    return [sure and rows > 0 for rows in most]

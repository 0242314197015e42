"""Rows that call themselves a sum (*Jumlah Kuaro*, *Jumlah* among the sexes) and are one: the table has none of them.

Pure. Their word alone does not tell: *Jumlah Desa* is a figure of its own in a list of figures. Where the arithmetic
says the same they are left out, since whoever sums up the column would count twice.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ckanext.paser.problems import N_, Note
from ckanext.paser.tables.rules.cells import Cell
from ckanext.paser.tables.rules.numbers import python

NAMED = r"(?i)(?:grand |sub[ -]?)?(?:total|jumlah|jml)(?:[^a-z].*)?"
"""A whole cell that may name a sum, for Python's ``re`` and RE2."""
MOST_COLUMNS = 10
"""Columns at the beginning of a table in which a row says that it is a sum."""
_LEAST = 2
"""Rows of a sum; one alone is a sum only in a table that has such sums (a kecamatan with one desa)."""
_named = python(NAMED)


@dataclass(frozen=True)
class Block:
    """A row that may be a sum, with the rows between it and the one before.

    Args:
        row: its number as people count.
        parts: how many rows there are between.
        own: its figures.
        above: what the figures of the rows between come to.
    """

    row: int
    label: str
    parts: int
    own: Sequence[float | None]
    above: Sequence[float]


def named(columns: Sequence[Sequence[Cell]]) -> dict[int, str]:
    """The rows that may be sums by their words, from 0, with what they are called."""
    found: dict[int, str] = {}
    for cells in columns:
        words = {cell for cell in set(cells) if isinstance(cell, str) and _named.fullmatch(cell)}
        if words:
            found |= {n: str(cell) for n, cell in enumerate(cells) if cell in words and n not in found}
    return dict(sorted(found.items()))


def named_sums(blocks: Sequence[Block]) -> tuple[set[int], list[Note]]:
    """The numbers of the rows to be left out: they say to be sums, and are, of the rows right above them or of all above.

    Where most that say so are none, the table is a list of figures (*Laki-laki*, *Perempuan*, *Jumlah Penduduk*, *Jumlah KK*),
    and all of them stay.

    Returns:
        these, and what is told of them and of those that stay.
    """
    are = _are_sums(blocks)
    sums = [block for block, is_sum in zip(blocks, are, strict=True) if is_sum]
    others = [block for block, is_sum in zip(blocks, are, strict=True) if not is_sum]
    if len(sums) <= len(others):
        fact = N_(
            "Rows that sum up the rows above them stay in the table, since others that are called a sum are none: {count} "
            '(the first is row {row}, {text}). Look whether they are figures of their own; if not, write "Jumlah" as their '
            "first cell, so that nothing is counted twice."
        )
        return set(), _told("named_sums", fact, sums)
    left_out = N_(
        "Rows that sum up the rows above them, kept out of the table: {count} (the first is row {row}, {text})."
    )
    staying = N_(
        "Rows that are called a sum as others are, but whose figures are not what the rows above them come to, stay in the "
        "table: {count} (the first is row {row}, {text}). Look whether their figures are right, or take the rows out of the "
        "file, so that nothing is counted twice."
    )
    told = [*_told("group_sums", left_out, sums), *_told("named_sums", staying, others)]
    return {block.row for block in sums}, told


def _told(code: str, fact: str, blocks: Sequence[Block]) -> list[Note]:
    """How many rows are so, and which is the first."""
    return [Note(code, fact, {"count": len(blocks), "row": one.row, "text": one.label}) for one in blocks[:1]]


def _are_sums(blocks: Sequence[Block]) -> list[bool]:
    whole, parts = [0.0] * max((len(block.above) for block in blocks), default=0), 0
    summed: list[int] = []
    for block in blocks:
        whole = [one + more for one, more in zip(whole, block.above, strict=True)]
        parts += block.parts
        ways = ((block.parts, block.above), (parts, whole))
        summed.append(max((rows for rows, sums in ways if _adds_up(block.own, sums)), default=0))
    sure = any(rows >= _LEAST and any(block.own) for rows, block in zip(summed, blocks, strict=True))
    return [sure and rows > 0 for rows in summed]


def _adds_up(own: Sequence[float | None], sums: Sequence[float]) -> bool:
    pairs = [(one, other) for one, other in zip(own, sums, strict=True) if one is not None]
    return bool(pairs) and all(math.isclose(*pair, rel_tol=1e-9) for pair in pairs)

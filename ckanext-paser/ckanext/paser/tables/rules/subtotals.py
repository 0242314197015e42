"""Rows that call themselves a sum (*Jumlah Kuaro*, *Jumlah* among the sexes) and are one, yet stay in the table.

Pure. Their word alone does not tell: *Jumlah Desa* is a figure of its own in a list of figures. Where the arithmetic
says the same, a person is told, since whoever sums up the column counts twice.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ckanext.paser.problems import N_, Note
from ckanext.paser.tables.rules.cells import Cell
from ckanext.paser.tables.rules.numbers import python

NAMED = r"(?i)(?:grand |sub[ -]?)?(?:total|jumlah|jml)(?:[^a-z].*)?"
"""A whole cell that may name a sum, for Python's ``re`` and RE2."""
MOST_COLUMNS = 10
"""Columns at the beginning of a table in which a row says that it is a sum."""
_LEAST = 2
"""Rows of a sum; fewer are none."""
_SHOWN = 5
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


def named_sums(blocks: Sequence[Block]) -> list[Note]:
    """What is told of rows that say to be sums, and are: of the rows right above them or of all above."""
    found = [block for block, is_sum in zip(blocks, _are_sums(blocks), strict=True) if is_sum]
    if not found:
        return []
    fact = N_(
        "Rows that sum up rows above them stay in the table: {count} ({text}). Take them out of the file, or write "
        '"Jumlah" as their first cell, so that nothing is counted twice.'
    )
    shown = ", ".join(f"{block.row} {block.label}" for block in found[:_SHOWN])
    text = f"{shown} …" if len(found) > _SHOWN else shown
    return [Note("named_sums", fact, {"count": len(found), "text": text})]


def _are_sums(blocks: Sequence[Block]) -> Iterator[bool]:
    whole, parts = [0.0] * max((len(block.above) for block in blocks), default=0), 0
    for block in blocks:
        whole = [one + more for one, more in zip(whole, block.above, strict=True)]
        parts += block.parts
        yield (block.parts >= _LEAST and _adds_up(block.own, block.above)) or (
            parts >= _LEAST and _adds_up(block.own, whole)
        )


def _adds_up(own: Sequence[float | None], sums: Sequence[float]) -> bool:
    pairs = [(one, other) for one, other in zip(own, sums, strict=True) if one is not None]
    return any(one for one, _ in pairs) and all(math.isclose(*pair, rel_tol=1e-9) for pair in pairs)

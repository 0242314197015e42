"""Another table below the first in a large text file, or its header again: the question of ``rules.stacked``, asked of DuckDB.

DuckDB finds the blank rows and those that begin as the header does; only what stands around them is looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from itertools import groupby
from typing import Any

from ckanext.paser.tables.reading import sql
from ckanext.paser.tables.reading.starts import Start
from ckanext.paser.tables.rules import stacked
from ckanext.paser.tables.rules.cells import as_text
from ckanext.paser.tables.rules.header import Row

Numbered = tuple[int, Row]

_LONGEST = 1000
"""Characters of a cell that may be a label or a figure."""
_RUN = 10_000
"""Rows that are looked at in one piece."""
_BLANK = stacked.NEAR + stacked.AFTER + 1
"""Rows from a blank one on in which a header, and what stands below it, may be."""


def begins_alike(start: Start, names: Sequence[str], odd_blanks: bool) -> str:
    """SQL that tells whether a row begins as the header does."""
    place, label = stacked.first_label(start.above[start.head.header :])
    if start.head.header == start.head.body or place >= len(names):
        return "false"
    return f"coalesce(({sql.trimmed(names[place], odd_blanks)}) = {sql.literal(as_text(label))}, false)"


def look(
    start: Start, names: Sequence[str], rows: str, wanted: str, ask: Callable[[str], Iterable[Any]]
) -> stacked.Stacked:
    """Find where another table begins.

    Args:
        rows: a query of all rows below the header, with their number ``n`` from 1.
        wanted: SQL that tells whether a row is blank or begins as the header does.
        ask: runs SQL.
    """
    cells = ", ".join(f"left({name}, {_LONGEST})" for name in names)
    near = f"SELECT DISTINCT unnest(range(n - {stacked.BEFORE}, n + {_BLANK})) FROM ({rows}) WHERE {wanted}"

    def figures_below(n: int, places: Set[int]) -> bool:
        cells = [names[i] for i in sorted(places) if i < len(names)]
        has_figure = " OR ".join(f"coalesce({sql.is_figure(cell)}, false)" for cell in cells)
        return bool([*ask(f"SELECT n FROM ({rows}) WHERE n > {n} AND ({has_figure or 'false'}) LIMIT 1")])

    found = ask(f"SELECT n, {cells} FROM ({rows}) WHERE n = 1 OR n IN ({near}) ORDER BY n")
    header = start.above[start.head.header :]
    return stacked.look(_runs((n - 1, row) for n, *row in found), start.head, header, figures_below)


def _runs(rows: Iterable[Numbered]) -> Iterator[tuple[int, list[Row]]]:
    """Rows that follow each other; a long run in pieces that have what stands around their ends in common."""
    around = stacked.BEFORE + _BLANK
    for _, run in groupby(enumerate(rows), lambda each: each[1][0] - each[0]):
        piece: list[Numbered] = []
        for _, row in run:
            piece.append(row)
            if len(piece) == _RUN:
                yield piece[0][0], [cells for _, cells in piece]
                piece = piece[-around:]
        if piece:
            yield piece[0][0], [cells for _, cells in piece]

"""Right of one table of a sheet another one, behind an empty column, with a header that begins as the first's does.

Pure. Their rows have nothing to do with each other, so only the left one is read. An empty column alone proves nothing:
agencies part the columns of one table by it. So the header must begin anew (*Kecamatan* | *Padi* | | *Kecamatan* | *Sapi*).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import takewhile

from ckanext.paser.privacy.rules.findings import letters
from ckanext.paser.problems import N_, Problem
from ckanext.paser.tables.rules.cells import as_text
from ckanext.paser.tables.rules.header import Head, Row

_FEWEST = 2
"""Columns of a table that stands beside another."""
_SHOWN = 200


@dataclass(frozen=True)
class Right:
    """The table right of the one that is read.

    Args:
        end: the place of the empty column between both, from 0.
        begin: the place of its first column.
        text: its headers.
        row: the number of its header, as people count.
    """

    end: int
    begin: int
    text: str
    row: int

    def problem(self, sheet: str = "") -> Problem:
        """The other table, which nobody would look for."""
        fact = N_(
            'Right of this table, in column {letter}, another one begins: "{text}". It was not read, as its rows are others.'
        )
        remedy = N_("Put the other table into a sheet or a file of its own, and send that too.")
        where, params = N_("Row {row}"), {"row": self.row, "letter": letters(self.begin), "text": self.text}
        if sheet:
            where, params = N_('Sheet "{sheet}", row {row}'), {**params, "sheet": sheet}
        return Problem("table_right", where, fact, remedy, params)


def find_right(rows: Sequence[Row], head: Head, is_empty: Callable[[int], bool]) -> Right | None:
    """Find the table that stands right of another; None where none does.

    Args:
        rows: those of the sheet down to the end of the header, cells cleaned; both tables may have titles of their own.
        head: what is above the first row of data, of both together.
        is_empty: tells of a column, by its place, that nothing stands in it below the header.
    """
    if head.header == head.body:
        return None
    for n, row in enumerate(rows[: head.body]):
        named = [i for i, cell in enumerate(row) if cell is not None]
        below = rows[n : head.body]
        for at in range(_FEWEST, len(named) - _FEWEST + 1):
            begin = named[at]
            before = range(begin - 1, named[0], -1)
            gap = [*takewhile(is_empty, takewhile(partial(_is_blank, below), before))]
            if gap and as_text(row[begin]).casefold() == as_text(row[named[0]]).casefold():
                text = " ".join(as_text(row[i]) for i in named[at:])
                return Right(gap[-1], begin, text[:_SHOWN], n + 1)
    return None


def _is_blank(rows: Sequence[Row], place: int) -> bool:
    return all(place >= len(row) or row[place] is None for row in rows)

"""People's names that stand alone in their rows, below a table that is not about them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ckanext.paser.privacy.rules import listed
from ckanext.paser.privacy.rules.findings import SHOWN, Finding, letters
from ckanext.paser.privacy.rules.kinds import Kind, Severity, without_data
from ckanext.paser.tables.rules.cells import Cell, as_text
from ckanext.paser.tables.rules.header import Row

_LONGEST_NUMBER = 4
"""Characters of what numbers the entries of a list."""

Word = tuple[int, int, str]
"""Row and column, from 0, and text of a cell."""


def names_alone(sheet: str, place: str, rows: Sequence[Row], above: int) -> list[Finding]:
    """The lists of names among some rows, one finding for all.

    Args:
        place: what the rows are, an English msgid.
        rows: cells cleaned.
        above: how many rows stand above these.
    """
    found: list[Word] = []
    before = ""
    for run in _runs(rows):
        if listed.are_names([text for *_, text in run], before):
            found += run
        before = run[-1][2]
    if not found:
        return []
    cells = tuple(f"{letters(column)}{above + row + 1}" for row, column, _ in found[:SHOWN])
    return [Finding(Kind.NAME.value, without_data(sheet), place, (), cells, len(found), Severity.HOLD.value)]


def _runs(rows: Sequence[Row]) -> list[list[Word]]:
    """The words that stand below each other in one column, each alone in its row but for a number."""
    parts: list[list[Word]] = []
    for word in _words(rows):
        last = parts[-1][-1] if parts else None
        if last and (word[0] - last[0], word[1]) == (1, last[1]):
            parts[-1].append(word)
        else:
            parts.append([word])
    parted = [part for part in parts if len(part) == 1]
    return (
        [[word for part in parts for word in part]] if len(parted) == len(parts) >= listed.FEWEST else parts
    )


def _words(rows: Sequence[Row]) -> Iterator[Word]:
    for n, row in enumerate(rows):
        words = [
            (n, i, as_text(cell)) for i, cell in enumerate(row) if cell is not None and not _numbers(cell)
        ]
        if len(words) == 1:
            yield words[0]


def _numbers(cell: Cell) -> bool:
    """Tell whether a cell numbers an entry: *3*, *3.*"""
    text = as_text(cell)
    return len(text) <= _LONGEST_NUMBER and text.rstrip(".)").isdecimal()

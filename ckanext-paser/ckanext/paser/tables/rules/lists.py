"""A second table of words alone below the first: names with homes or illnesses, offices with their heads.

Pure. It has no figures by which a second table is told from the notes below the first (``stacked``); so it is told by its rows,
which follow each other below a blank row and fill the same places with words where the first table has figures. Legends
(*A* | *Baik*), sources and those who sign are notes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import groupby

from ckanext.paser.tables.rules.cells import Cell, as_text
from ckanext.paser.tables.rules.footer import is_figure, note_texts, says_note, signs
from ckanext.paser.tables.rules.header import Row

_ROWS = 2
"""Rows below the first, at least; one sign below the name of an office, too."""
_NAMES, _NAME = 5, 40
"""Rows of one name each that are a list of them, and the characters of a name."""
_SHORT = 3
"""Characters of what a legend explains."""

Cells = Mapping[int, Cell]
"""The cells of a row that hold something, by their place."""


def is_list(first: Cells, below: Sequence[Cells], figures: Set[int], title: str) -> bool:
    """Tell whether rows that follow each other are a table of words.

    Args:
        first: the first of them, its header or not.
        below: the next ones, up to a blank row.
        figures: the places of figures in the table above.
        title: what stands alone above the first row.
    """
    full = [row for row in below if len(row) > 1]
    if len(full) < _ROWS or not all(row.keys() <= first.keys() for row in below):
        return False
    rows = (first, *below)
    if says_note(title) or any(signs(cell) for row in rows for cell in row.values()):
        return False
    if any(is_figure(row[i]) for row in rows for i in row.keys() & figures):
        return False
    names = [as_text(row[min(row)]) for row in rows]
    return not says_note(names[0]) and not _is_legend(names)


def heads(first: Cells, below: Sequence[Cells], figures: Set[int]) -> bool:
    """Tell whether the first row of a list is surely its header: words where figures stand above, and others than below them."""
    own = {i for i in first.keys() & figures if sum(i in row for row in below) >= _ROWS}
    return bool(own) and not any(row.get(i) == cell for i, cell in first.items() for row in below)


def blocks(rows: Sequence[Row]) -> Iterator[tuple[int, Sequence[Row]]]:
    """What may be tables among some rows: the number of the first row, from 0, and the rows.

    They stand between blank rows; where blank rows part all of them, they stand between others.
    """
    found: list[tuple[int, int, int]] = []
    for filled, run in groupby(range(len(rows)), lambda n: any(cell is not None for cell in rows[n])):
        numbers = [*run]
        wide = sum(_is_wide(rows[n]) for n in numbers)
        if filled and wide:
            found.append((numbers[0], numbers[-1] + 1, wide))
    parted = sum(wide < _ROWS for *_, wide in found) > _ROWS
    if parted:
        yield found[0][0], rows[found[0][0] :]
    for begin, end, wide in found:
        if wide >= _ROWS + parted:
            yield begin, rows[begin:end]


@dataclass(frozen=True)
class Below:
    """The notes below a table.

    Args:
        rows: cells cleaned, blank rows among them.
    """

    rows: Sequence[Row] = ()

    @property
    def count(self) -> int:
        """How many rows say something."""
        return sum(any(cell is not None for cell in row) for row in self.rows)

    @property
    def texts(self) -> list[str]:
        """What they say that may be repeated."""
        return note_texts([row for n, row in enumerate(self.rows) if n not in self._listed])

    @property
    def unsaid(self) -> int:
        """How many rows of words there are that may be a table or a list of names, whose cells are repeated nowhere."""
        return len(self._listed)

    @property
    def has_number(self) -> bool:
        """Tell whether a number stands in them: they may be data after all."""
        return any(is_figure(cell) for row in self.rows for cell in row)

    @property
    def _listed(self) -> set[int]:
        words = [[*row] if _is_wide(row) and not any(map(is_figure, row)) else [None] for row in self.rows]
        found = {
            n + i
            for n, block in blocks(words)
            if not _are_notes([_head(row) for row in block if _is_wide(row)])
            for i, row in enumerate(block)
            if _is_wide(row)
        }
        for is_name, run in groupby(range(len(self.rows)), lambda n: _is_name(self.rows[n])):
            numbers = [*run]
            if is_name and len(numbers) >= _NAMES:
                found.update(numbers)
        return found


def _is_name(row: Row) -> bool:
    """Tell whether a row has one cell, of a few words, as one of a list of names."""
    head = _head(row)
    return (
        sum(cell is not None for cell in row) == 1
        and head.replace(" ", "").replace(".", "").isalpha()
        and len(head) <= _NAME
    )


def _head(row: Row) -> str:
    """The first cell of a row that says something."""
    return next((as_text(cell) for cell in row if cell is not None), "")


def _is_legend(heads: Iterable[str]) -> bool:
    return all(len(head.strip("=: ")) <= _SHORT for head in heads)


def _are_notes(heads: Sequence[str]) -> bool:
    """Tell whether each of some rows begins as a legend or a note does (*Sumber:* | *BPS*)."""
    return _is_legend(head for head in heads if not says_note(head))


def _is_wide(row: Row) -> bool:
    return sum(cell is not None for cell in row) > 1

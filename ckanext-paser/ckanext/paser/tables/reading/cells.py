"""The cells of one column in memory: what is missing, which values do not fit, how all are written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice
from typing import cast

from ckanext.paser.tables.rules.cells import Cell, as_text, has_strings, is_error, is_missing
from ckanext.paser.tables.rules.evidence import Misfits
from ckanext.paser.tables.rules.kinds import Kind, read_natives

_SAMPLE = 1000
_SHOWN = 4
"""Rows that are named of those that do not fit."""
_FIRST = 10_000
"""Cells that show whether nearly all of a column are different."""


class ColumnCells:
    """The cells of a column, each different one read once; kinds that read alike share what was read.

    Args:
        cells: as they stand in the sheet, without blanks around them.
        numbers: of their rows, as people count.
        marks: of missing values, besides the usual ones.
    """

    def __init__(self, cells: Sequence[Cell], numbers: Sequence[int], marks: frozenset[str]) -> None:
        cells = _told_apart(cells)
        different = set(cells)
        strings = {cell for cell in different if isinstance(cell, str)} if has_strings(different) else set()
        may_miss = different if marks else {None, *strings} & different
        missing = {cell for cell in may_miss if is_missing(cell, marks)}
        self._cells = [None if cell in missing else cell for cell in cells] if missing - {None} else cells
        self._numbers = numbers
        self.errors = _found({*filter(is_error, missing)}, numbers, cells)
        """The errors of formulas among what is missing, None if there are none."""
        self._texts = [*strings - missing]
        self._natives = [*different.difference(strings, missing)]
        self._known: dict[Callable[..., str | None], dict[Cell, str | None]] = {}
        without = self._cells.count(None) if missing else 0
        self.count = len(cells) - without
        failed = self.errors.count if self.errors else 0
        self.marks = without - cells.count(None) - failed if missing - {None} else 0
        """How many cells hold a mark that means "no value"."""
        self.sample = list(islice((cell for cell in self._cells if cell is not None), _SAMPLE))

    def misfits(self, kind: Kind) -> Misfits | None:
        """The values that are not of a kind, None if all are."""
        bad: set[Cell] = set()
        for known in self._read(kind):
            if None in known.values():
                bad.update(cell for cell, text in known.items() if text is None)
        return _found(bad, self._numbers, self._cells)

    def written(self, kind: Kind | None) -> Sequence[str | None]:
        """The cells in plain form: strings, and None where a value is missing."""
        if kind is None and not self._natives:
            return cast("Sequence[str | None]", self._cells)
        if kind is None:
            texts: dict[Cell, str | None] = {cell: cell for cell in self._texts}
            texts |= {cell: as_text(cell) for cell in self._natives}
            return [*map(texts.get, self._cells)]
        strings, natives = self._read(kind)
        return list(map((strings | natives if strings else natives).get, self._cells))

    def _read(self, kind: Kind) -> tuple[dict[Cell, str | None], dict[Cell, str | None]]:
        known = self._known
        if kind.read_text not in known:
            known[kind.read_text] = {cell: kind.read_text(cell) for cell in self._texts}
        if kind.read_native not in known:
            texts = read_natives(kind.read_native, self._natives)
            known[kind.read_native] = dict(zip(self._natives, texts, strict=True))
        return known[kind.read_text], known[kind.read_native]


class NumberCells:
    """The cells of a column of numbers that are nearly all different: read in their order, as nothing is saved by telling them apart.

    To its users it is what :class:`ColumnCells` is.
    """

    errors = None
    marks = 0

    def __init__(self, cells: Sequence[Cell], numbers: Sequence[int]) -> None:
        self._cells = cells
        self._numbers = numbers
        self._known: dict[Callable[..., str | None], Sequence[str | None]] = {}
        self.count = len(cells)
        self.sample = cells[:_SAMPLE]

    def misfits(self, kind: Kind) -> Misfits | None:
        """The values that are not of a kind, None if all are."""
        texts = self.written(kind)
        if None not in texts:
            return None
        first = texts.index(None)
        return Misfits(texts.count(None), self._numbers[first], as_text(self._cells[first]))

    def written(self, kind: Kind | None) -> Sequence[str | None]:
        """The cells in plain form: strings, and None where a value is not of the kind."""
        read = kind.read_native if kind else as_text
        if read not in self._known:
            self._known[read] = read_natives(read, self._cells)
        return self._known[read]


def cells_of(
    column: Sequence[Cell], numbers: Sequence[int], marks: frozenset[str]
) -> ColumnCells | NumberCells:
    """The cells of a column, as they are quickest to work on; as :class:`ColumnCells`."""
    first = column[:_FIRST]
    if not marks and len(set(first)) > 0.9 * len(first) and set(map(type, column)) == {float}:
        return NumberCells(column, numbers)
    return ColumnCells(column, numbers, marks)


def _found(cells: set[Cell], numbers: Sequence[int], column: Sequence[Cell]) -> Misfits | None:
    """Where some cells stand in a column, None if there are none of them."""
    if not cells:
        return None
    at = [(n, cell) for n, cell in zip(numbers, column, strict=True) if cell in cells]
    return Misfits(len(at), at[0][0], as_text(at[0][1]), tuple(n for n, _ in at[1:_SHOWN]))


def _told_apart(cells: Sequence[Cell]) -> Sequence[Cell]:
    """The same cells; yes and no among numbers are words, since to Python they equal 1 and 0."""
    types = set(map(type, cells))
    if bool in types and types & {int, float}:
        return [as_text(cell) if isinstance(cell, bool) else cell for cell in cells]
    return cells

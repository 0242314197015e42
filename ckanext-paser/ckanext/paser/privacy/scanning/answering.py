"""What the cells of a sheet in memory answer to the questions of the rules, in Python."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence, Set
from functools import cache
from typing import cast

from ckanext.paser.privacy.rules.findings import severity
from ckanext.paser.privacy.rules.kinds import NOTHING, SHORTEST, SUSPECT, Detector, plain
from ckanext.paser.privacy.rules.probe import FIRST, GLANCE, PART, Hits, Probe
from ckanext.paser.privacy.rules.shares import is_small
from ckanext.paser.tables.rules.cells import Cell, as_text

_LARGE = 1e9
"""Numbers of fewer digits are no one's."""
_NUMBERS = {int, float}
_SUSPECT = re.compile(SUSPECT).search
_says_nothing = re.compile(NOTHING).fullmatch

Marked = list[tuple[int, str]]


def answers(asked: Sequence[Probe], cells: Sequence[Sequence[Cell]], first: int) -> list[tuple[Probe, Hits]]:
    """The answers of some rows to what is asked of their columns.

    Args:
        cells: of each column.
        first: the number of the first row.
    """
    answer = _answering(cells, first)
    answered: list[tuple[Probe, Hits]] = []
    left, now = list(asked), [probe for probe in asked if not probe.given]
    while now:
        some = [(probe, answer(probe)) for probe in now]
        met = {probe for probe, hits in some if hits.count and severity(probe, hits)}
        answered += some
        done = {*now}
        left = [probe for probe in left if probe.given and probe not in done]
        # the others only where what they need was met
        now = [probe for probe in left if not met.isdisjoint(probe.given)]
    return answered


def _answering(cells: Sequence[Sequence[Cell]], first: int) -> Callable[[Probe], Hits]:
    """What answers questions about some rows, and reads each column once."""
    types = [set(map(type, column)) for column in cells]
    filled = [*map(_filled, cells, types)]
    suspects = [
        _marked(column, _suspects(column, of), first) for column, of in zip(cells, types, strict=True)
    ]

    signed = cache(lambda place, sign: _signed(suspects[place], sign))

    @cache
    def everything(place: int) -> tuple[Marked, int]:
        marked = _marked(cells[place], {*cells[place]} - {None, ""}, first)
        return marked, sum(not _says_nothing(text) for _, text in marked)

    @cache
    def texts(place: int, rows: int | None = None) -> list[str]:
        return [plain(as_text(cell)) if cell is not None else "" for cell in cells[place][:rows]]

    @cache
    def rows(given: Probe) -> frozenset[int]:
        return frozenset(n for n, _ in _found(given.detector, everything(given.column.place)[0]))

    def answer(probe: Probe) -> Hits:
        place = probe.column.place
        if probe.glanced:
            begin = _joined([texts(one.place, GLANCE) for one in probe.parts or (probe.column,)], first)
            if not _found(probe.at_a_glance, begin):
                return Hits(filled[place])
        if probe.parts:
            parts = [texts(part.place) for part in probe.parts]
            told = frozenset().union(*map(rows, probe.given)) if probe.given else None
            return _hits(probe.detector, _joined(parts, first, told), filled[place])
        if probe.wide:
            return _hits(probe.detector, *everything(place))
        if probe.detector.shortest:
            long = _long(cells[place], probe.detector)
            return _hits(probe.detector, _marked(cells[place], long, first), filled[place])
        some = signed(place, probe.detector.sign)
        return _hits(probe.detector, some, filled[place], suspects[place])

    return answer


def _joined(parts: Sequence[Sequence[str]], first: int, rows: Set[int] | None = None) -> Marked:
    """The cells of several columns as one text for each row; none where these are no rows, but different values of each.

    Args:
        rows: the numbers of those that are asked; None for all.
    """
    if len({*map(len, parts)}) > 1:
        return []
    if rows is not None:
        return [(n, PART.join([part[n - first] for part in parts])) for n in sorted(rows)]
    return list(enumerate(map(PART.join, zip(*parts, strict=True)), first))


def _filled(column: Sequence[Cell], types: Set[type]) -> int:
    return len(column) - sum(column.count(nothing) for nothing in (None, "") if type(nothing) in types)


def _suspects(column: Sequence[Cell], types: Set[type]) -> set[Cell]:
    """The different cells of a column that may be a person's; most columns have few different ones, or none that may."""
    if types <= _NUMBERS and max(cast("Sequence[float]", column), default=0) < _LARGE:
        return set()
    return {
        cell
        for cell in set(column)
        if (len(cell) >= SHORTEST and _SUSPECT(cell) if isinstance(cell, str) else _is_large(cell))
    }


def _long(column: Sequence[Cell], detector: Detector) -> set[Cell]:
    least, signed = detector.shortest, re.compile(detector.sign).search
    return {cell for cell in set(column) if isinstance(cell, str) and len(cell) >= least and signed(cell)}


def _is_large(cell: Cell) -> bool:
    return isinstance(cell, (int, float)) and cell >= _LARGE


def _marked(column: Sequence[Cell], wanted: set[Cell], first: int) -> Marked:
    """The texts of some cells with their rows."""
    if not wanted:
        return []
    return [(n, plain(as_text(cell))) for n, cell in enumerate(column, first) if cell in wanted]


def _signed(cells: Marked, sign: str) -> Marked:
    """Those with the sign of a detector, which several may share."""
    has = re.compile(sign).search
    return [(n, text) for n, text in cells if has(text)] if sign else cells


def _hits(detector: Detector, cells: Marked, filled: int, alike: Marked | None = None) -> Hits:
    """What some cells come to.

    Args:
        alike: those that may look like a datum at a glance; None: the same.
    """
    if not cells:
        return Hits(filled)
    found = _found(detector, cells)
    shape = re.compile(detector.shape).search if detector.shape and found else None
    shaped = sum(1 for _, text in (cells if alike is None else alike) if shape(text)) if shape else 0
    return Hits(filled, len(found), shaped, found[:FIRST])


def _found(detector: Detector, cells: Marked) -> Marked:
    """The cells that hold a datum; each text is asked once."""
    told = {text for text in {text for _, text in cells} if _is_hit(detector, text)}
    return [(n, text) for n, text in cells if text in told]


def _is_hit(detector: Detector, text: str) -> bool:
    if detector.times:
        return is_small(text, detector.times)
    if detector.whole and not re.search(detector.pattern, text):
        return False
    return re.search(detector.pattern, detector.without_allowed(text)) is not None

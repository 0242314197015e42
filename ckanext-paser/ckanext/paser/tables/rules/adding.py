"""Whether a row that calls itself a sum is what the rows around it come to, figure by figure.

Pure. A sum stands below its rows, as agencies write it, or above them, as BPS does; where there are several, it is of the
rows up to the next one, or of more. A figure is right, or wrong, or says nothing: a mean lies among the values of its rows,
and what is missing in one of them may be in the sum.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, islice

from ckanext.paser.tables.rules.cells import number_text
from ckanext.paser.tables.rules.table import Column

_EXACT = 1e-9
"""How far a sum may be from an exact figure, as a part of that: fractions are added in binary."""
_FARTHEST = 50
"""Groups on one side that a sum may be of, besides all of them."""
_COUNTS = re.compile(
    r"(?i)jiwa|orang|org|kk|keluarga|rumah ?tangga|rumah|unit|buah|ekor|bidang|desa|kelurahan|rt|kasus|siswa|guru|rp|rupiah"
)
"""Units of what is counted one by one, or kept in books, so that nobody rounds it."""
_SAYS_COUNT = re.compile(r"(?i)\b(?:jumlah|jml|banyak(?:nya)?|total)\b")
_SAYS_SHARE = re.compile(r"(?i)/|\b(?:per|rata|rerata|median|maksimum|minimum|tertinggi|terendah)\b")
"""Headers of what is added up, and of what is not although it counts: *Jumlah Anggota per KK*."""
_OTHERS = 2
"""Columns that a total fits, from which on another one that it does not fit has a slip."""
_MOST_ROWS_OF_MEANS = 3
"""Values of which a mean may well be as great as all but the greatest come to."""


@dataclass(frozen=True)
class Span:
    """What the values of one column come to in some rows."""

    filled: int = 0
    total: float = 0.0
    least: float = math.inf
    most: float = -math.inf

    def __add__(self, other: Span) -> Span:
        least, most = min(self.least, other.least), max(self.most, other.most)
        return Span(self.filled + other.filled, self.total + other.total, least, most)


@dataclass(frozen=True)
class Group:
    """The rows between two that call themselves sums: how many, and what their figures come to."""

    rows: int
    spans: tuple[Span, ...]

    def __add__(self, other: Group) -> Group:
        spans = (one + more for one, more in zip(self.spans, other.spans, strict=True))
        return Group(self.rows + other.rows, tuple(spans))


@dataclass(frozen=True)
class Sum:
    """A row that calls itself a sum.

    Args:
        row: its number as people count.
        own: its figures.
    """

    row: int
    label: str
    own: Sequence[float | None]


@dataclass(frozen=True)
class Figure:
    """A column that may have a sum.

    Args:
        decimals: the most that one of its values has.
    """

    column: Column
    decimals: int

    @property
    def is_counted(self) -> bool:
        """Tell whether its header says that it counts, so that no mean of it is a total."""
        label = self.column.label
        return bool(_SAYS_COUNT.search(label)) and not _SAYS_SHARE.search(label)

    def allowed(self, own: float, rows: int) -> float:
        """How far a sum may be from what its rows come to: half a unit each where they are rounded, of many less, as they even out."""
        exact = _EXACT * max(1.0, abs(own))
        if not self.decimals and (not self.column.unit or _COUNTS.fullmatch(self.column.unit)):
            return exact
        return (
            exact
            + min(rows / 2, math.sqrt(rows)) / 10**self.decimals
            + 0.5 / 10 ** decimals_of(number_text(own))
        )


@dataclass(frozen=True)
class Added:
    """A sum beside rows that it may be of."""

    sum: Sum
    group: Group
    figures: Sequence[Figure]

    @cached_property
    def wrong(self) -> list[int]:
        """Its figures that the rows do not come to, by their place."""
        return [i for i in self._differing if not self._says_nothing(i)]

    @property
    def right(self) -> list[int]:
        """Its figures that the rows come to, by their place."""
        return [i for i, own in enumerate(self.sum.own) if own is not None and i not in self._differing]

    @cached_property
    def slips(self) -> list[int]:
        """The place of the one figure that is wrong in a sum that else adds up, though it lies among its values as a mean does.

        It counts by its header; or it is no mean, and the rows come to several others.
        """
        if len(self._differing) != 1 or not self.adds_up:
            return []
        (i,) = self._differing
        is_wrong = self.figures[i].is_counted or (self._telling >= _OTHERS and not self._may_be_mean(i))
        return [i] if is_wrong and self._is_among(i) else []

    @property
    def _telling(self) -> int:
        """How many of its figures, without zeros, the rows come to."""
        return sum(bool(self.sum.own[i]) for i in self.right)

    @property
    def adds_up(self) -> bool:
        """Tell whether it is what the rows come to; figures that say nothing need as many others that do."""
        return bool(self.right) and not self.wrong and len(self._differing) <= self._telling

    @property
    def distance(self) -> tuple[int, float]:
        """How far it is from adding up."""
        for i in self._differing[:1]:
            own, total = self.sum.own[i] or 0, self.group.spans[i].total
            return len(self._differing), abs(own - total) / max(abs(own), abs(total))
        return 0, 0.0

    @cached_property
    def _differing(self) -> list[int]:
        found = zip(self.sum.own, self.group.spans, self.figures, strict=True)
        return [
            i
            for i, (own, span, figure) in enumerate(found)
            if own is not None and abs(own - span.total) > figure.allowed(own, self.group.rows)
        ]

    def _says_nothing(self, i: int) -> bool:
        """Tell whether a figure is a mean, or may hold what is missing in a row."""
        own, span = self.sum.own[i] or 0, self.group.spans[i]
        return self._is_among(i) or (span.filled < self.group.rows and own > span.total)

    def _is_among(self, i: int) -> bool:
        """Tell whether a figure lies among the values of its rows, as a mean does."""
        own, span = self.sum.own[i] or 0, self.group.spans[i]
        return span.filled > 1 and span.least <= own <= span.most

    def _may_be_mean(self, i: int) -> bool:
        """Tell whether a figure among its values may be their mean: all but the greatest, which may be mistyped, come to more."""
        own, span = self.sum.own[i] or 0, self.group.spans[i]
        rest = span.total - span.most - self.figures[i].allowed(own, self.group.rows)
        return span.least < 0 or span.filled <= _MOST_ROWS_OF_MEANS or own < rest


@dataclass(frozen=True)
class Sums:
    """The rows of a table that call themselves sums, and the rows around them.

    Args:
        groups: the rows above the first, between each two, and below the last.
    """

    figures: Sequence[Figure]
    rows: Sequence[Sum]
    groups: Sequence[Group]

    def near(self) -> Iterator[list[list[Added]]]:
        """Each beside the rows up to the next one, and beside all of them: on the side of its own rows, then on the other."""
        above, below = [*accumulate(self.groups)], [*accumulate(reversed(self.groups))][::-1]
        heading = bool(self.rows) and self.groups[-1].rows and not self.groups[0].rows
        for i, row in enumerate(self.rows):
            sides = [(self.groups[i], above[i]), (self.groups[i + 1], below[i + 1])]
            ways = ([Added(row, group, self.figures) for group in side if group.rows] for side in sides)
            yield [*filter(None, ways)][:: -1 if heading else 1]

    def far(self, i: int) -> Iterator[Added]:
        """One of them beside the rows of several groups: a sum of sums."""
        for groups in (reversed(self.groups[: i + 1]), self.groups[i + 1 :]):
            for group in islice(accumulate(groups), _FARTHEST):
                if group.rows:
                    yield Added(self.rows[i], group, self.figures)


def closest(sides: Sequence[Sequence[Added]]) -> Added:
    """A sum beside the rows on its own side that come closest to it."""
    return min(sides[0], key=lambda way: way.distance)


def decimals_of(text: str) -> int:
    """How many decimals a number in plain form has."""
    return len(text.partition(".")[2])

"""The first chart of a table, from the roles that the data dictionary gives its columns. Pure rules.

Rows become one figure only where the dictionary says how: a sum over two series, or one that lacks a value, would be a
false official figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from ckanext.paser.rows.rules.query import Aggregate, Condition, Every, Op, Order, Query
from ckanext.paser.tables.rules.kinds import Type
from ckanext.paser.tables.rules.numbering import numbers_rows
from ckanext.paser.tables.rules.roles import AREA, DIMENSION, MEASURE, TIME
from ckanext.paser.tables.rules.table import Column

from paser_dashboards.indicators.rules.periods import parse_period

LINE, BARS = "garis", "batang"
FEWEST_TIMES = 3
"""Times from which on a line tells more than numbers."""
MOST_BARS = 15
MOST_POINTS = 400
TOGETHER = {"jumlah": "sum", "terakhir": "sum", "rata_rata": "avg"}
"""How rows become one figure, by what the dictionary says; where it says nothing, they do not."""

_MOST_CATEGORIES = 200
_MOST_SERIES = 3
"""Columns that are tried for one series of them alone."""
LONGEST_NAME = 200
"""Characters of what stands beside a bar,"""
_LONGEST_SERIES = 60
"""and of what a title says of a series."""
_NUMBERS = (Type.INTEGER.value, Type.NUMBER.value)
_DAYS = (Type.DATE.value, Type.TIMESTAMP.value)
_PERIOD = re.compile(r"\d{4}(-(\d\d|[A-Z]{1,2}\d)(-\d\d)?)?", re.ASCII)
_YEAR = re.compile(r"(?:tahun\s+)?((?:19|20)\d\d)\W*", re.ASCII | re.IGNORECASE)
"""The header of a column that is a year, with a mark of a note behind it: ``Tahun 2024*``."""
_MINUTES = 24 * 60
"""Of a day."""

Statistics = Mapping[str, Mapping[str, Any]]
Fixed = tuple[Column, str]


@dataclass(frozen=True)
class Proposal:
    """A measure by a dimension.

    Args:
        kind: ``LINE`` over time, or ``BARS`` from most to least.
        time: of which the bars show the newest value; None where the table has no time.
        fixed: columns of which one value alone is shown.
    """

    kind: str
    measure: Column
    by: Column
    time: Column | None = None
    fixed: tuple[Fixed, ...] = ()

    @property
    def columns(self) -> frozenset[str]:
        """The ids of the columns that it shows."""
        shown = (self.measure, self.by, *([self.time] if self.time else []), *(one for one, _ in self.fixed))
        return frozenset(column.id for column in shown)

    @property
    def where(self) -> Every:
        """What holds of the rows that it shows."""
        return Every(tuple(Condition(column.id, Op.EQ, (value,)) for column, value in self.fixed))

    def at(self, newest: str) -> Proposal:
        """It with the newest time fixed."""
        return replace(self, time=None, fixed=((self.time, newest), *self.fixed)) if self.time else self

    def question(self, function: str) -> Query:
        """What the table is asked: of each value of the dimension a figure, how many rows and how many values made it.

        Args:
            function: ``max``, which is the value itself where one row made it, or one of ``TOGETHER``.
        """
        figures = (
            Aggregate(function, self.measure.id),
            Aggregate("count"),
            Aggregate("count", self.measure.id),
        )
        return newest_of(self.by, self.where, figures)


def newest_of(by: Column, where: Every, figures: tuple[Aggregate, ...] = (Aggregate("count"),)) -> Query:
    """The question for the last values of a dimension, the last one first."""
    order = (Order(by.id, descending=True),)
    return Query(
        groups=(by.id,), aggregates=figures, where=where, order=order, limit=MOST_POINTS, total=False
    )


@dataclass(frozen=True)
class Answer:
    """The figure of one value of the dimension, how many rows made it, and how many of them have a value."""

    by: Any
    value: Any
    rows: int
    filled: int


def are_names(answers: Iterable[Answer]) -> bool:
    """Tell whether what is counted by can be written beside it; what draws charts does not survive a cell of megabytes."""
    return all(len(str(answer.by)) <= LONGEST_NAME for answer in answers)


def is_one_row_each(answers: Iterable[Answer]) -> bool:
    """Whether every figure is one that stands in the table."""
    return all(one.rows == 1 for one in answers)


def is_whole(answers: Iterable[Answer]) -> bool:
    """Whether no figure of several rows lacks one of their values."""
    return all(one.rows == one.filled for one in answers if one.rows > 1)


def is_of_the_same(answers: Sequence[Answer]) -> bool:
    """Whether figures of several series can be one line: each is made of several rows, every time of as many.

    Where each row has a time of its own, a line would jump from one area to the next.
    """
    return all(one.rows == answers[0].rows > 1 for one in answers)


def place(value: Any) -> float | None:
    """Where a time stands among those of its column: days by the calendar, numbers as they are; None of other words.

    >>> place("2025-S2") - place("2025-S1")
    181.0
    """
    if isinstance(value, datetime):
        return value.toordinal() + (value.hour * 60 + value.minute) / _MINUTES
    if isinstance(value, date):
        return float(value.toordinal())
    if not isinstance(value, str):
        return float(value)
    try:
        return float(parse_period(value).start.toordinal()) if _PERIOD.fullmatch(value) else None
    except ValueError:
        return None


def in_order(values: Iterable[Any]) -> bool:
    """Whether times can be put in their order: of texts only ``2025``, ``2025-03``, ``2025-S1`` and the like can."""
    return all(place(value) is not None for value in values)


def besides(proposal: Proposal, columns: Iterable[Column], statistics: Statistics) -> list[Column]:
    """Areas and dimensions that a proposal leaves open: its rows may be of several series."""
    return [
        column
        for column in columns
        if column.role in (AREA, DIMENSION)
        and column.id not in proposal.columns
        and _differ(column, statistics) > 1
    ]


def proposals(columns: Sequence[Column], statistics: Statistics) -> Iterator[Proposal]:
    """Charts that would show a table, the most telling first, those of one series alone last.

    Args:
        statistics: of the columns by their ids, as ``releases.snapshots.statistics`` tells them.
    """
    columns = [c for c in columns if not numbers_rows(c.label, c.role, statistics.get(c.id, {}))]
    measures = [c for c in columns if c.role == MEASURE and c.type in _NUMBERS and _differ(c, statistics) > 1]
    if not measures:
        return
    measure = _newest_year(measures)
    times = _times(columns, statistics)
    lines = [Proposal(LINE, measure, time) for time in times if _differ(time, statistics) >= FEWEST_TIMES]
    by = _category(columns, statistics)
    bars = [Proposal(BARS, measure, by, next(iter(times), None))] if by else []
    yield from (*lines, *bars)
    for column, value in _series(columns, statistics):
        for whole in (*lines, *bars):
            if column != whole.by:
                yield replace(whole, fixed=((column, value),))


def _newest_year(measures: Sequence[Column]) -> Column:
    """The first measure; where that is a year of several that stand side by side, the last of them."""
    years = [(found[1], c) for c in measures if (found := _YEAR.fullmatch(c.label.strip()))]
    is_of_years = any(c is measures[0] for _, c in years)
    return max(years, key=lambda one: one[0])[1] if is_of_years else measures[0]


def _times(columns: Sequence[Column], statistics: Statistics) -> list[Column]:
    """The columns of the time, days first; a number of a month is none beside its year."""
    found = [c for c in columns if c.role == TIME and _differ(c, statistics)]
    whole = [c for c in found if c.type not in _NUMBERS or c.unit == "tahun"]
    return sorted(whole or found[:1], key=lambda c: c.type not in _DAYS)


def _category(columns: Sequence[Column], statistics: Statistics) -> Column | None:
    """What the bars are of: an area by its name rather than its code, else another dimension."""
    fitting = [c for c in columns if 2 <= _differ(c, statistics) <= _MOST_CATEGORIES]
    for role in (AREA, DIMENSION):
        named = [c for c in fitting if c.role == role]
        if named:
            return next((c for c in named if c.type == Type.TEXT.value), named[0])
    return None


def _series(columns: Sequence[Column], statistics: Statistics) -> list[Fixed]:
    """Texts by which a table has several series, each with the one that has the most rows."""
    found: list[Fixed] = []
    for column in columns:
        top = statistics.get(column.id, {}).get("top", ())
        most = next((value for value, _ in top if value), "")
        many = 2 <= _differ(column, statistics) <= _MOST_CATEGORIES
        named = column.role in (AREA, DIMENSION) and column.type == Type.TEXT.value
        if most and many and named and len(most) <= _LONGEST_SERIES:
            found.append((column, most))
    return found[:_MOST_SERIES]


def _differ(column: Column, statistics: Statistics) -> int:
    return statistics.get(column.id, {}).get("distinct", 0)

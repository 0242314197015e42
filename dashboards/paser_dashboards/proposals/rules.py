"""The first chart of a table, from the roles that the data dictionary gives its columns. Pure rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ckanext.paser.rows.rules.query import Aggregate, Condition, Every, Op, Query
from ckanext.paser.tables.rules.table import Column

LINE, BARS = "garis", "batang"
FEWEST_TIMES = 3
"""Times from which on a line tells more than numbers."""
MOST_BARS = 15
MOST_POINTS = 400
_MOST_CATEGORIES = 200
_NUMBERS = ("integer", "number")


@dataclass(frozen=True)
class Proposal:
    """A measure by a dimension.

    Args:
        kind: ``LINE`` over time, or ``BARS`` from most to least.
        at: the time that the bars are of, and its newest value; None where the table has no time.
    """

    kind: str
    measure: Column
    by: Column
    at: tuple[Column, str] | None = None

    @property
    def columns(self) -> frozenset[str]:
        """The ids of the columns that it shows."""
        return frozenset(column.id for column in (self.measure, self.by, *(self.at or ())[:1]))

    def question(self, function: str) -> Query:
        """What the table is asked: one figure for each value of the dimension, and how many rows made it.

        Args:
            function: ``max``, which is the value itself where one row made it, or ``sum``.
        """
        figures = (Aggregate(function, self.measure.id), Aggregate("count"))
        where = Every((Condition(self.at[0].id, Op.EQ, (self.at[1],)),)) if self.at else Every()
        return Query(groups=(self.by.id,), aggregates=figures, where=where, limit=MOST_POINTS, total=False)


def proposals(columns: Sequence[Column], statistics: Mapping[str, Mapping[str, Any]]) -> Iterator[Proposal]:
    """Charts that would show a table, the most telling first.

    Args:
        statistics: of the columns by their ids, as ``releases.snapshots.statistics`` tells them.
    """
    measure = next(
        (c for c in columns if c.role == "ukuran" and c.type in _NUMBERS and _differ(c, statistics) > 1), None
    )
    if measure is None:
        return
    time = next((c for c in columns if c.role == "waktu" and _differ(c, statistics)), None)
    if time and _differ(time, statistics) >= FEWEST_TIMES:
        yield Proposal(LINE, measure, time)
    if by := _category(columns, statistics):
        newest = statistics[time.id].get("max") if time else None
        yield Proposal(BARS, measure, by, (time, newest) if time and newest else None)


def _category(columns: Sequence[Column], statistics: Mapping[str, Mapping[str, Any]]) -> Column | None:
    """What the bars are of: an area by its name rather than its code, else another dimension."""
    fitting = [c for c in columns if 2 <= _differ(c, statistics) <= _MOST_CATEGORIES]
    for role in ("wilayah", "dimensi"):
        named = [c for c in fitting if c.role == role]
        if named:
            return next((c for c in named if c.type == "text"), named[0])
    return None


def _differ(column: Column, statistics: Mapping[str, Mapping[str, Any]]) -> int:
    return statistics.get(column.id, {}).get("distinct", 0)

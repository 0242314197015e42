"""What is asked of a file, and what an engine answers: counts, and the first data with their places. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ckanext.paser.privacy.rules.kinds import Detector

FIRST = 2000
"""Data of one kind and column that are looked at one by one."""
PART = "\x1f"
"""What stands between the cells of several columns, and in none of them."""
GLANCE = 200
"""Rows by which it shows whether half of a column's cells may be a datum, or a third of those of several columns together."""


@dataclass(frozen=True)
class Column:
    """A column of a sheet as it stands there.

    Args:
        place: its position in the sheet, from 0.
        label: its header.
        field: its name in the public table; empty where the table does not have it.
    """

    place: int
    label: str
    field: str = ""


@dataclass(frozen=True)
class Probe:
    """A question to an engine: where in this column is that?

    Args:
        fields: the public columns that make the finding together: names first, what is beside them after.
        parts: columns whose cells, in this order and parted by ``PART``, are the text that is asked, row by row; empty: the
            column's own.
        glanced: asked in full only where one of the first ``GLANCE`` rows has a datum, or what looks like it at a glance.
        wide: asked of all cells, also of those that are no ``SUSPECT``.
        given: of these one must be found as well; the public columns of each that is stand behind its own.
        quiet: it is asked for the sake of those that it is given for, and makes no finding.
    """

    column: Column
    detector: Detector
    fields: tuple[str, ...]
    wide: bool = False
    given: tuple[Probe, ...] = ()
    quiet: bool = False
    parts: tuple[Column, ...] = ()
    glanced: bool = False

    @property
    def at_a_glance(self) -> Detector:
        """What the first rows are asked: a short question, where there is one."""
        detector = self.detector
        return Detector(detector.kind, detector.shape) if detector.shape else detector


@dataclass(frozen=True)
class Hits:
    """An engine's answer to a probe.

    Args:
        filled: cells of the column that are not empty; of a wide probe, nor ``NOTHING``.
        count: those that hold a datum.
        shaped: those that look like it at a glance.
        first: row, from 1, and text of the first ones, at most ``FIRST``.
    """

    filled: int = 0
    count: int = 0
    shaped: int = 0
    first: Sequence[tuple[int, str]] = field(default=(), repr=False)


def of(*columns: Column) -> tuple[str, ...]:
    """Their names in the public table, of those that it has."""
    return tuple(column.field for column in columns if column.field)

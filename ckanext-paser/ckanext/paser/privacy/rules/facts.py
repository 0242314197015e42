"""What is asked of a file, and what an engine answers: counts, and the first data with their places.

An engine (``scanning``) goes through all cells; the rules say beforehand what to look for in which column, and
judge afterwards. So Python and DuckDB cannot differ in what is personal, only in speed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ckanext.paser.privacy.rules import beside, headers
from ckanext.paser.privacy.rules.kinds import NAMED, Detector, Kind, Severity, anywhere
from ckanext.paser.privacy.rules.sums import SMALL_TEXT

FIRST = 2000
"""Data of one kind and column that are looked at one by one."""

_POINT = Detector(Kind.COORDINATES, r"([0-9]{1,3}[.,][0-9]{5})")
_LATITUDE, _LONGITUDE = (
    r"[+-]?(?:[0-9]|1[01])[.,][0-9]{5,17}",
    r"[+]?(?:9[5-9]|1[0-3][0-9]|14[01])[.,][0-9]{5,17}",
)
_AND = r"(?:%2[Cc]|%20|![0-9][a-z]|[^0-9.]){1,16}?"
"""Between two numbers: *-1.9, 116.1*, *POINT(116.1 -1.9)*, *@-1.9,116.1*, *!3d-1.9!4d116.1*."""
_PAIR = Detector(
    Kind.COORDINATES,
    rf"(?:^|[^0-9.,]|[^0-9][.,]|%2[Cc])({_LATITUDE}{_AND}{_LONGITUDE}|{_LONGITUDE}{_AND}{_LATITUDE})(?:[^0-9]|$)",
    shortest=len("0.00000,95.00000"),
)
"""A point in Indonesia, in degrees exact to a metre, as one text: under whatever header, as a link or as WKT."""
_SMALL = Detector(Kind.SMALL_CELLS, SMALL_TEXT)


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
        wide: asked of all cells, also of those that are no ``SUSPECT``.
    """

    column: Column
    detector: Detector
    fields: tuple[str, ...]
    wide: bool = False


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


def probes(columns: Sequence[Column], titles: Sequence[str] = ()) -> list[Probe]:
    """What to ask of a sheet's columns.

    Args:
        titles: what stands above the header, and what the file is called: it says what the table is about.
    """
    asked: list[Probe] = []
    for column in columns:
        kind = headers.named(column.label)
        usual = [d for d in anywhere() if not kind or not _covers(kind, d.kind)]
        asked += [Probe(column, detector, _of(column)) for detector in usual]
        asked += [Probe(column, d, _of(column), wide=True) for d in (NAMED[kind] if kind else ())]
    return [*asked, *_named(columns, titles), *_points(columns, titles), *_counted(columns, titles)]


def _of(*columns: Column) -> tuple[str, ...]:
    return tuple(column.field for column in columns if column.field)


def _covers(named: Kind, usual: Kind) -> bool:
    """A header that names a number decides what its digits are."""
    return usual is named or (named in (Kind.KK, Kind.NPWP) and usual is Kind.NIK)


def _named(columns: Sequence[Column], titles: Sequence[str]) -> list[Probe]:
    """Names beside what is private, and whole persons in one cell."""
    labels = [column.label for column in columns]
    whole = [(one, detector, []) for one, detector in beside.together(labels)]
    return [
        Probe(columns[one], detector, _of(columns[one], *(columns[i] for i in others)), wide=True)
        for one, detector, others in [*beside.names(labels, titles), *whole]
    ]


def _points(columns: Sequence[Column], titles: Sequence[str]) -> list[Probe]:
    """Exact points of people: of those who are named, or of addresses of which nothing says that they are a thing's."""
    labels = [column.label for column in columns]
    someones = any(map(headers.address, labels)) and not headers.things(labels, titles)
    people, _ = beside.people(labels, titles)
    if not (someones or people):
        return []
    points = [column for column in columns if headers.coordinate(column.label)]
    return [
        *(Probe(column, _POINT, _of(column), wide=True) for column in points),
        *(Probe(column, _PAIR, _of(column)) for column in columns if column not in points),
    ]


def _counted(columns: Sequence[Column], titles: Sequence[str]) -> list[Probe]:
    labels = [column.label for column in columns]
    if not headers.sensitive(labels, titles):
        return []
    severity = Severity.HOLD if headers.fine(labels) else Severity.WARN
    small = Detector(_SMALL.kind, _SMALL.pattern, severity=severity)
    return [
        Probe(column, small, _of(column), wide=True)
        for column in columns
        if headers.counts(column.label) and not headers.facility(column.label, titles)
    ]

"""When a dataset is due: what its agency has announced, and what its frequency promises.

Pure rules: no CKAN, no clock, no database. All days are days in Paser (Asia/Makassar).
Source: Perpres 39/2019 articles 27(3) and 36(4): the list of data names "jadwal rilis dan/atau pemutakhiran".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone, tzinfo
from enum import Enum
from typing import Any

from dateutil.relativedelta import relativedelta

from ckanext.paser.metadata.rules import FREQUENCY

ANNOUNCED = ("jadwal_rilis", "jadwal_pemutakhiran")
"""The fields in which an agency announces days."""
EARLY = timedelta(days=7)
"""A release comes out up to so many days before its day and is still the one that was announced."""

_PERIODS = {
    "UPDATE_CONT": relativedelta(days=1),
    "HOURLY": relativedelta(days=1),
    "TRIHOURLY": relativedelta(days=1),
    "DAILY": relativedelta(days=1),
    "WEEKLY": relativedelta(weeks=1),
    "MONTHLY": relativedelta(months=1),
    "QUARTERLY": relativedelta(months=3),
    "ANNUAL_3": relativedelta(months=4),
    "ANNUAL_2": relativedelta(months=6),
    "ANNUAL": relativedelta(years=1),
    "BIENNIAL": relativedelta(years=2),
    "TRIENNIAL": relativedelta(years=3),
    "QUINQUENNIAL": relativedelta(years=5),
    "DECENNIAL": relativedelta(years=10),
}
"""From one update to the next, by the code of the EU list; what is irregular or never updated promises nothing."""


class Kind(str, Enum):
    """Why a day stands in the calendar."""

    RELEASE = "rilis"
    UPDATE = "pemutakhiran"
    EXPECTED = "perkiraan"


class State(str, Enum):
    """What has become of a day of the calendar."""

    KEPT = "terpenuhi"
    AWAITED = "ditunggu"
    LATE = "terlambat"


@dataclass(frozen=True, order=True)
class Promise:
    """A day on which data are to come out, and why."""

    day: date
    kind: Kind


@dataclass(frozen=True)
class Schedule:
    """What a dataset says about its updates.

    Attributes:
        release: announced day of release (``jadwal_rilis``): of what is to be published, or of what comes next.
        update: announced day of the next update (``jadwal_pemutakhiran``).
        frequency: URI of the EU list.
        updated: day on which the data last changed; None while there are none.
        issued: day on which the dataset was public first; None while it is not.
    """

    release: date | None = None
    update: date | None = None
    frequency: str = ""
    updated: date | None = None
    issued: date | None = None

    @classmethod
    def of(cls, dataset: Mapping[str, Any], zone: tzinfo) -> Schedule:
        """What a dataset says, as it is shown: days as ISO texts, ``modified`` a moment of UTC."""
        return cls(
            release=_day(dataset.get("jadwal_rilis")),
            update=_day(dataset.get("jadwal_pemutakhiran")),
            frequency=str(dataset.get("frequency") or ""),
            updated=local_day(dataset.get("modified"), zone),
            issued=_day(dataset.get("issued")),
        )

    @property
    def newest(self) -> date | None:
        """The last day on which something came out: new data, or the dataset itself.

        Data that lie ready before their day of release come out on it.
        """
        return newest(self.updated, self.issued)


def promises(schedule: Schedule) -> list[Promise]:
    """The days of the calendar: what was announced, or else what the frequency makes expected."""
    announced = _announced(schedule)
    due_day = due(schedule)
    if due_day and due_day not in {one.day for one in announced} and _is_worth_a_day(schedule.frequency):
        announced.append(Promise(due_day, Kind.EXPECTED))
    return sorted(announced)


def due(schedule: Schedule) -> date | None:
    """The day on which the next update is due: the first announced day that is not kept, or one period after the last update.

    It does not depend on the day on which it is asked: a day that has passed and was not kept stays the one that is due.
    None where nothing is announced and the frequency promises nothing.
    """
    day = awaited(schedule)
    if day:
        return day
    period = _period(schedule.frequency)
    return schedule.updated + period if schedule.updated and period else None


def awaited(schedule: Schedule) -> date | None:
    """The first announced day for which nothing came out yet; None where all are kept, or none is announced."""
    open_days = (one.day for one in _announced(schedule) if not is_kept(one.day, schedule.newest))
    return min(open_days, default=None)


def newest(updated: date | None, issued: date | None) -> date | None:
    """The later one of the days on which data changed and on which they were public first."""
    return max((day for day in (updated, issued) if day), default=None)


def is_kept(day: date, came: date | None) -> bool:
    """Whether something came out for a day: on it or later, or at most ``EARLY`` before."""
    return came is not None and came >= day - EARLY


def state(day: date, came: date | None, today: date) -> State:
    """What has become of a day of the calendar, seen on ``today``.

    Args:
        came: the last day on which something came out.
    """
    if is_kept(day, came):
        return State.KEPT
    return State.LATE if day < today else State.AWAITED


def days_late(due_day: date | None, today: date) -> int:
    """Days since an update was due; 0 while it is not late."""
    return max((today - due_day).days, 0) if due_day else 0


def local_day(moment: Any, zone: tzinfo) -> date | None:
    """The day in Paser of a moment of UTC ("2026-11-28T20:00:00Z"); None where there is none."""
    if not moment:
        return None
    parsed = datetime.fromisoformat(str(moment).replace("Z", "+00:00"))
    return (parsed if parsed.tzinfo else parsed.replace(tzinfo=timezone.utc)).astimezone(zone).date()


def _announced(schedule: Schedule) -> list[Promise]:
    """Release and update; both on one day are one event."""
    found = {schedule.update: Kind.UPDATE, schedule.release: Kind.RELEASE}
    return [Promise(day, kind) for day, kind in found.items() if day]


def _is_worth_a_day(frequency: str) -> bool:
    """Whether an update is an event: one that comes every day is none."""
    period = _period(frequency)
    return period is not None and period != relativedelta(days=1)


def _period(frequency: str) -> relativedelta | None:
    return _PERIODS.get(frequency.removeprefix(FREQUENCY))


def _day(text: Any) -> date | None:
    try:
        return date.fromisoformat(str(text)[:10]) if text else None
    except ValueError:
        return None

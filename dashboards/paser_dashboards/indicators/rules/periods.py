"""Periods of observations: 2024, 2024-S1, 2024-Q3, 2024-07, 2024-07-15, and the ages that follow from them.

Pure rules: no CKAN, no clock. Days are days in Asia/Makassar. The written form is the SDMX one
(``TIME_PERIOD``), so it sorts as text within one frequency.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum


class Frequency(str, Enum):
    """How often a new value is promised; the words are those of the code list FREKUENSI."""

    DAILY = "harian"
    WEEKLY = "mingguan"
    MONTHLY = "bulanan"
    QUARTERLY = "triwulanan"
    HALF_YEARLY = "semesteran"
    YEARLY = "tahunan"
    DECENNIAL = "sepuluh_tahunan"
    IRREGULAR = "tidak_terjadwal"


STEP_MONTHS = {
    Frequency.MONTHLY: 1,
    Frequency.QUARTERLY: 3,
    Frequency.HALF_YEARLY: 6,
    Frequency.YEARLY: 12,
    Frequency.DECENNIAL: 120,
}
STEP_DAYS = {Frequency.DAILY: 1, Frequency.WEEKLY: 7}


@dataclass(frozen=True, order=True)
class Period:
    """A span of days; ``code`` is how it is written."""

    start: date
    code: str
    end: date

    @property
    def year(self) -> int:
        """The year it lies in."""
        return self.start.year

    @property
    def position(self) -> float:
        """Where it stands on a time axis, in years (2024, 2024.5, 2024.58…)."""
        return round(self.start.year + (self.start.timetuple().tm_yday - 1) / 366, 4)


_YEAR = re.compile(r"(\d{4})$")
_PART = re.compile(r"(\d{4})-?(S|Q|TW|T)([1-4])$", re.IGNORECASE)
_MONTH = re.compile(r"(\d{4})-(\d{1,2})$")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_HALF = re.compile(r"(?:semester|sem\.?)\s*(I{1,2}|[12])[\s,]+(\d{4})$", re.IGNORECASE)


def _months(year: int, first: int, count: int, code: str) -> Period:
    last = first + count - 1
    return Period(date(year, first, 1), code, date(year, last, monthrange(year, last)[1]))


def _part(year: int, kind: str, number: int) -> Period:
    if kind.upper() == "S":
        if number > 2:
            raise ValueError(f"{year}-S{number}")
        return _months(year, 1 + 6 * (number - 1), 6, f"{year}-S{number}")
    return _months(year, 1 + 3 * (number - 1), 3, f"{year}-Q{number}")


def parse_period(value: object) -> Period:
    """Read a period as tables hold it.

    Args:
        value: a year as number or text, ``2024-S1``, ``Semester I 2024``, ``2024-Q3``, ``2024-TW3``,
            ``2024-07``, an ISO day, or a date.

    Raises:
        ValueError: nothing of these.
    """
    if isinstance(value, (date, datetime)):
        day = value.date() if isinstance(value, datetime) else value
        return Period(day, day.isoformat(), day)
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()
    if match := _YEAR.match(text):
        return _months(int(match[1]), 1, 12, match[1])
    if match := _PART.match(text):
        return _part(int(match[1]), match[2], int(match[3]))
    if match := _HALF.match(text):
        return _part(int(match[2]), "S", 2 if match[1].upper() in {"II", "2"} else 1)
    if match := _DAY.match(text):
        day = date(int(match[1]), int(match[2]), int(match[3]))
        return Period(day, day.isoformat(), day)
    if match := _MONTH.match(text):
        return _months(int(match[1]), int(match[2]), 1, f"{match[1]}-{int(match[2]):02d}")
    raise ValueError(text)


@dataclass(frozen=True)
class Duration:
    """An ISO 8601 duration: calendar months plus exact time."""

    months: int
    rest: timedelta

    def after(self, day: date) -> datetime:
        """The moment this long after the end of ``day`` (naive, in the region's time)."""
        month = day.month - 1 + self.months
        year, month = day.year + month // 12, month % 12 + 1
        reached = date(year, month, min(day.day, monthrange(year, month)[1]))
        if self.months and day.day == monthrange(day.year, day.month)[1]:
            reached = reached.replace(day=monthrange(year, month)[1])
        return datetime(reached.year, reached.month, reached.day) + timedelta(days=1) + self.rest

    def __add__(self, other: Duration) -> Duration:
        return Duration(self.months + other.months, self.rest + other.rest)

    @property
    def days(self) -> float:
        """About how many days, to compare two."""
        return self.months * 30.4375 + self.rest.total_seconds() / 86400


_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$")


def parse_duration(text: str) -> Duration:
    """Read ``P9M``, ``P1Y6M``, ``P45D``, ``PT36H``.

    Raises:
        ValueError: it is none.
    """
    match = _DURATION.match(text)
    if not match or text in {"P", "PT"}:
        raise ValueError(text)
    years, months, weeks, days, hours, minutes = (int(part or 0) for part in match.groups())
    return Duration(years * 12 + months, timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes))


def step(frequency: Frequency) -> Duration | None:
    """The time from one value to the next; None where none is promised."""
    if frequency in STEP_MONTHS:
        return Duration(STEP_MONTHS[frequency], timedelta())
    if frequency in STEP_DAYS:
        return Duration(0, timedelta(days=STEP_DAYS[frequency]))
    return None


def follows(previous: Period, current: Period, frequency: Frequency) -> bool:
    """Whether ``current`` is the very next period after ``previous`` (no value is missing between)."""
    if months := STEP_MONTHS.get(frequency):
        between = (current.start.year - previous.start.year) * 12 + current.start.month - previous.start.month
        return between == months
    if days := STEP_DAYS.get(frequency):
        return (current.start - previous.start).days == days
    return True


def apart(previous: Period, current: Period, frequency: Frequency) -> bool:
    """Whether a line from one to the other would tell of time that nothing is known of."""
    if frequency is Frequency.IRREGULAR:
        return (current.start - previous.end).days > 1
    return not follows(previous, current, frequency)


def between(previous: Period, current: Period, frequency: Frequency) -> list[Period]:
    """The periods that lie between two and have no value (empty when nothing is promised)."""
    months = STEP_MONTHS.get(frequency)
    if not months:
        return []
    missing: list[Period] = []
    at = previous.start.year * 12 + previous.start.month - 1 + months
    while at < current.start.year * 12 + current.start.month - 1:
        missing.append(_starting(at // 12, at % 12 + 1, months))
        at += months
    return missing


def _starting(year: int, month: int, months: int) -> Period:
    if months >= 12:
        return _months(year, 1, 12, str(year))
    if months == 6:
        return _part(year, "S", 1 + (month - 1) // 6)
    if months == 3:
        return _part(year, "Q", 1 + (month - 1) // 3)
    return _months(year, month, 1, f"{year}-{month:02d}")

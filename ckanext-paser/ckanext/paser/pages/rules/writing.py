"""How a number, a day, an age and a size are written for people.

Pure rules: no CKAN, no clock, no database. Source: the words of the look (docs/look.md, "Numbers and dates");
the Indonesian forms are those of CLDR (babel), with the true minus sign.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timezone, tzinfo
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

MINUS = "\N{MINUS SIGN}"
NBSP = "\N{NO-BREAK SPACE}"
MOST_DECIMALS = 6  # of a number whose decimals nobody fixed, from the first on that is not zero

Number = int | float | Decimal | str
Moment = date | datetime | str

_MOMENTS = {"id": "d MMM y HH.mm.ss", "en": "d MMM y HH:mm:ss"}
_PARTIAL_DAY = re.compile(r"(\d{4})(?:-(\d{2}))?$")


class Age(NamedTuple):
    """How old something is, in the one unit that people would use: minute, hour, day, month or year."""

    count: int
    unit: str


def format_number(value: Number, decimals: int | None = None, locale: str = "id") -> str:
    """Write a number: ``1.234.567,8`` in Indonesian, with U+2212 for minus.

    Args:
        value: a number, or its ISO text (decimal point).
        decimals: digits after the comma, always this many; None keeps those that the number has, up to six, and of one
            below 0,1 up to six digits that are not zeros in front.

    Raises:
        ValueError: ``value`` is not a finite number.
    """
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise ValueError(f"{value!r} is not a number") from None
    if not number.is_finite():
        raise ValueError(f"{value!r} is not a finite number")
    most = MOST_DECIMALS - min(number.adjusted() + 1, 0)
    fraction = "#" * most if decimals is None else "0" * decimals
    pattern = f"#,##0.{fraction}" if fraction else "#,##0"
    return format_decimal(number, pattern, locale=locale).replace("-", MINUS)


def format_day(
    value: Moment, pattern: str = "d MMMM y", locale: str = "id", zone: tzinfo = timezone.utc
) -> str:
    """Write a day: ``21 Januari 2021``; of ``2021-01`` only the month, of ``2021`` only the year.

    Args:
        value: a date, a datetime, or ISO text of one; a datetime without zone is UTC, as CKAN stores it.
        pattern: CLDR pattern of a whole day; ``d MMM y`` is the short one.
        zone: where the reader is.

    Raises:
        ValueError: ``value`` is not a date.
    """
    if isinstance(value, str) and (partial := _PARTIAL_DAY.match(value)):
        year, month = partial.groups()
        return format_date(date(int(year), int(month), 1), "MMMM y", locale=locale) if month else year
    return format_date(as_day(value, zone), pattern, locale=locale)


def format_moment(value: datetime | str, locale: str = "id", zone: tzinfo = timezone.utc) -> str:
    """Write what a clock showed: ``15 Jan 2024 08.30``, with seconds where it has some.

    Args:
        value: a datetime, or its ISO text; what is on no calendar (PostgreSQL's ``infinity``) or has parts of a second
            stays as it is.
        zone: where the reader is; a moment of which it is known where it was is told as it was there, with the zone's name.
    """
    try:
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    except ValueError:
        return str(value)
    if moment.tzinfo:
        try:
            here = moment.astimezone(zone)
        except OverflowError:  # in the last hours of the calendar
            return str(value)
        return f"{format_moment(here.replace(tzinfo=None), locale)} {here.tzname()}"
    if moment.microsecond:
        return str(value)
    pattern = _MOMENTS[locale] if moment.second else _MOMENTS[locale][:-3]
    return format_datetime(moment, pattern, locale=locale)


def format_period(start: str, end: str, locale: str = "id") -> str:
    """Write a span of years, months or days: ``2020``, ``2017–2024``, ``Januari 2025–Oktober 2026``."""
    first, last = (format_day(edge, locale=locale) for edge in (start or end, end or start))
    return first if first == last else f"{first}–{last}"


def as_day(value: Moment, zone: tzinfo = timezone.utc) -> date:
    """The day of ``value`` on the reader's calendar."""
    if isinstance(value, str):
        if len(value) == 10:
            return date.fromisoformat(value)
        value = datetime.fromisoformat(value.replace("Z", "+00:00"))
    return as_moment(value).astimezone(zone).date() if isinstance(value, datetime) else value


def as_moment(value: datetime) -> datetime:
    """``value`` with its zone; CKAN's own times have none and are UTC."""
    return value if value.tzinfo else value.replace(tzinfo=timezone.utc)


def age(value: Moment, now: datetime, zone: tzinfo = timezone.utc) -> Age:
    """How old ``value`` is at ``now``: by the clock within the reader's day, by the calendar beyond.

    What lies in the future is as old as now: clocks differ by seconds.
    """
    if isinstance(value, str) and len(value) > 10:
        value = datetime.fromisoformat(value.replace("Z", "+00:00"))
    day, today = as_day(value, zone), as_day(now, zone)
    days = max((today - day).days, 0)
    if days == 0:
        if not isinstance(value, datetime):
            return Age(0, "day")
        minutes = max(int((as_moment(now) - as_moment(value)).total_seconds() // 60), 0)
        return Age(minutes, "minute") if minutes < 60 else Age(minutes // 60, "hour")
    months = (today.year - day.year) * 12 + today.month - day.month - (today.day < day.day)
    if months < 2:
        return Age(days, "day")
    return Age(months, "month") if months < 24 else Age(months // 12, "year")


def format_size(size: int, locale: str = "id") -> str:
    """Write the size of a file: ``14 KB``, ``1,2 MB`` (1 KB = 1,000 bytes)."""
    if size < 1000:
        return f"{format_number(size, 0, locale)}{NBSP}B"
    number, unit = Decimal(size), "B"
    for bigger in ("KB", "MB", "GB", "TB"):
        if number < 1000:
            break
        number, unit = number / 1000, bigger
    decimals = 1 if number < 10 and unit != "KB" else 0
    return f"{format_number(number, decimals, locale)}{NBSP}{unit}"

"""Dates and times as agencies write them; day before month, always.

Sources: PUEBI (``3 Maret 2025``), the Indonesian locale of Excel (``31/12/2024``, ``Mar-24``), ISO 8601.
Years stay integers: a column of years is a number with the unit ``tahun``. A month without a day
is its first day, as spreadsheets have it. A quarter or half of a year is no day: as its first day it could not be told from
that day, nor from a month. It stays text, in the one form (``2024-Q1``, ``2024-S1``; SDMX ``TIME_PERIOD``) that sorts by
time and that indicators read. What is not certain is told and stays text: the month first (``12/31/2024``), a year of
two digits in a full date (the century, and which of three numbers it is), a time with a zone, which a column of times cannot keep.
The patterns serve Python's ``re`` and RE2 alike.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from ckanext.paser.tables.rules.numbers import python

MONTHS = {
    "januari": 1,
    "jan": 1,
    "january": 1,
    "februari": 2,
    "pebruari": 2,
    "feb": 2,
    "peb": 2,
    "february": 2,
    "maret": 3,
    "mar": 3,
    "march": 3,
    "april": 4,
    "apr": 4,
    "mei": 5,
    "may": 5,
    "juni": 6,
    "jun": 6,
    "june": 6,
    "juli": 7,
    "jul": 7,
    "july": 7,
    "agustus": 8,
    "agu": 8,
    "agt": 8,
    "ags": 8,
    "aug": 8,
    "august": 8,
    "september": 9,
    "sep": 9,
    "sept": 9,
    "oktober": 10,
    "okt": 10,
    "oct": 10,
    "october": 10,
    "november": 11,
    "nopember": 11,
    "nov": 11,
    "nop": 11,
    "desember": 12,
    "des": 12,
    "dec": 12,
    "december": 12,
}
_MONTH = "(" + "|".join(sorted(MONTHS, key=len, reverse=True)) + ")"
_DAYS = "(?:(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad),? )?"
_TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,6})?)?"
_DOTTED_TIME = r"(?:[01][0-9]|2[0-3])\.[0-5][0-9](?:\.[0-5][0-9])?"

ISO = r"([12][0-9]{3})-([01][0-9])-([0-3][0-9])"
DMY = r"([0-3]?[0-9])[/.-]([01]?[0-9])[/.-]([12][0-9]{3})"
MDY = r"([01]?[0-9])[/.-]([0-3]?[0-9])[/.-]([12][0-9]{3})"
NAMED = rf"(?i:{_DAYS}([0-3]?[0-9])[ -]{_MONTH}[ -]([12][0-9]{{3}}))"
MONTH = rf"(?i:{_MONTH}[ -](?:([12][0-9]{{3}})|([0-9]{{2}})))"
SHORT = rf"[0-3]?[0-9](?:/[0-3]?[0-9]/|-[0-3]?[0-9]-|(?i:[ -]{_MONTH}[ -]))[0-9]{{2}}"
CHANGED = rf"(?i:[0-3]?[0-9]-{_MONTH}|{_MONTH}-[0-9]{{2}})"
"""What a spreadsheet saves to a text file where 3/1 or 1-98 was typed: *03-Jan*, *Jan-98*."""
CLOCK = r"(?:[01]?[0-9]|2[0-3])\.[0-5][0-9]"
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_QUARTER_WORD, _HALF_WORD = r"(?:tw|triw\.?|triwulan|q|kuartal|quarter)", r"(?:semester|sem\.?|smt\.?)"
_YEAR, _OF = "([12][0-9]{3})", "[ ,/.-]{0,2}(?:tahun |th\\.? )?"
QUARTER = rf"(?i:{_QUARTER_WORD}[ .-]{{0,2}}(iv|i{{1,3}}|[1-4]){_OF}{_YEAR}|{_YEAR}[ /-]?{_QUARTER_WORD}[ .-]?(iv|i{{1,3}}|[1-4]))"
HALF = rf"(?i:{_HALF_WORD}[ .-]{{0,2}}(i{{1,2}}|[12]){_OF}{_YEAR}|{_YEAR}[ /-]?(?:s|{_HALF_WORD})[ .-]?(i{{1,2}}|[12]))"
ISO_TIME = rf"{ISO}[T ]{_TIME}"
DMY_TIME = rf"{DMY},? (?:{_TIME}|{_DOTTED_TIME})"
ZONED = rf"(?:{ISO}|{DMY})[T ,]{{1,2}}(?:{_TIME}|{_DOTTED_TIME}) ?(?i:z|wita|wib|wit|utc|gmt|[+-][0-9]{{2}}:?(?:[0-9]{{2}})?)"

_ISO, _DMY, _MDY, _NAMED, _MONTH_ONLY = map(python, (ISO, DMY, MDY, NAMED, MONTH))
_ISO_TIME, _DMY_TIME, _SHORT, _ZONED = map(python, (ISO_TIME, DMY_TIME, SHORT, ZONED))
_CLOCK = python(CLOCK)
_QUARTER, _HALF = python(QUARTER), python(HALF)


def _valid(text: str) -> str | None:
    """The text if it is a day of the calendar in ISO form."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return None
    return text


def read_iso(text: str) -> str | None:
    """``2024-12-31``, or None."""
    return _valid(text) if _ISO.fullmatch(text) else None


def read_dmy(text: str) -> str | None:
    """``31/12/2024``, ``1.2.2024`` or ``31-12-2024`` in ISO form, or None."""
    found = _DMY.fullmatch(text)
    return _valid(f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}") if found else None


def read_mdy(text: str) -> str | None:
    """``12/31/2024`` as some programs write it, in ISO form, or None; read only where a person chose it."""
    found = _MDY.fullmatch(text)
    return _valid(f"{found[3]}-{int(found[1]):02}-{int(found[2]):02}") if found else None


def read_named(text: str) -> str | None:
    """``3 Maret 2025``, ``Senin, 3 Maret 2025`` or ``03-Mar-2025`` in ISO form, or None."""
    found = _NAMED.fullmatch(text)
    return _valid(f"{found[3]}-{MONTHS[found[2].lower()]:02}-{int(found[1]):02}") if found else None


def read_month(text: str) -> str | None:
    """``Maret 2024`` or ``Mar-24`` as the first day of that month in ISO form, or None."""
    found = _MONTH_ONLY.fullmatch(text)
    return _valid(f"{found[2] or '20' + found[3]}-{MONTHS[found[1].lower()]:02}-01") if found else None


def read_iso_time(text: str) -> str | None:
    """``2024-12-31T23:59:01`` in ISO form with a space, or None."""
    found = _ISO_TIME.fullmatch(text)
    return _time(found[1], found[2], found[3], text) if found else None


def read_dmy_time(text: str) -> str | None:
    """``31/12/2024 23:59`` or ``31/12/2024 23.59`` in ISO form with a space, or None."""
    found = _DMY_TIME.fullmatch(text)
    return _time(found[3], found[2], found[1], text) if found else None


def _time(year: str, month: str, day: str, text: str) -> str | None:
    whole = _valid(f"{year}-{int(month):02}-{int(day):02}")
    time = text.replace("T", " ").rpartition(" ")[2]
    return whole and f"{whole} {time if ':' in time else time.replace('.', ':')}"


def read_quarter(text: str) -> str | None:
    """``TW I 2024``, ``Triwulan 2 tahun 2024`` or ``2024-TW3`` as ``2024-Q1``, or None."""
    return _part(_QUARTER.fullmatch(text), "Q")


def read_half(text: str) -> str | None:
    """``Semester I 2024`` as ``2024-S1``, or None."""
    return _part(_HALF.fullmatch(text), "S")


def _part(found: re.Match[str] | None, letter: str) -> str | None:
    if not found:
        return None
    number = (found[1] or found[4]).lower()
    return f"{found[2] or found[3]}-{letter}{ROMAN.get(number, number)}"


EARLIEST, LATEST = date(1910, 1, 1), date(2199, 12, 31)
"""A whole number that is a year (2024) would be a day before the first of these."""


def of_serial(number: float, zero: date) -> datetime | None:
    """What a spreadsheet shows for a number that is formatted as a date; None where that is no likely date.

    Args:
        zero: the day of the number 0.
    """
    if not (EARLIEST - zero).days <= number < (LATEST - zero).days + 1:
        return None
    midnight = datetime(zero.year, zero.month, zero.day)
    return midnight + timedelta(milliseconds=round(number * 86_400_000))


def read_short(text: str) -> str | None:
    """A full date with a year of two digits as it is, or None."""
    return text if _SHORT.fullmatch(text) else None


def read_clock(text: str) -> str | None:
    """A time of day written ``10.30`` as it is, or None."""
    return text if _CLOCK.fullmatch(text) else None


def read_zoned(text: str) -> str | None:
    """A time that names its zone as it is, or None."""
    return text if _ZONED.fullmatch(text) else None

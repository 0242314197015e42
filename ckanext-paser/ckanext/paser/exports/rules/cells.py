"""How the values of a snapshot are written into cells of a worksheet.

Pure rules: no CKAN, no clock, no database.
Source: OWASP, "CSV Injection": a text that begins with one of these signs is computed by some program sooner
or later, also when the worksheet is saved as CSV first. An apostrophe in front of it stops them all. A text that is nothing
but a number (``-1.58``, a coordinate whose last digits are masked) computes nothing, and stays the number that it is.
"""

from __future__ import annotations

import math
import re
from datetime import date, datetime

COMPUTED = tuple("=+-@\t\r\n\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}"
                 "\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}")  # fmt: skip
LONGEST = 32_767
"""Characters of a cell."""
EXACT = 15
"""Digits of a number that a worksheet keeps."""

_is_number = re.compile(r"[+-][.,]?[0-9][0-9.,]*").fullmatch
_FIRST_DAY = date(1900, 3, 1)  # the days before it are counted wrongly by Excel
_DAY_ZERO = date(1899, 12, 30)


def harmless(text: str) -> str:
    """A text that no program takes for a formula, no longer than a cell may be, with the one line end that cells have."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    safe = f"'{text}" if text.startswith(COMPUTED) and not _is_number(text) else text
    return safe if len(safe) <= LONGEST else f"{safe[: LONGEST - 1]}…"


def number(text: str) -> float | None:
    """A number that a worksheet keeps exactly; None if it has too many digits, or is none."""
    digits = text.lstrip("+-").replace(".", "", 1).lstrip("0")
    if len(digits) > EXACT:
        return None
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def day(text: str) -> int | None:
    """The serial number of an ISO day; None before March 1900."""
    try:
        value = date.fromisoformat(text)
    except ValueError:
        return None
    return (value - _DAY_ZERO).days if value >= _FIRST_DAY else None


def moment(text: str) -> float | None:
    """The serial number of an ISO day and time of day; None before March 1900."""
    try:
        value = datetime.fromisoformat(text)
    except ValueError:
        return None
    if value.date() < _FIRST_DAY or value.tzinfo:
        return None
    of_day = value - datetime(value.year, value.month, value.day)
    return (value.date() - _DAY_ZERO).days + of_day.total_seconds() / 86_400

"""Periods of data: a year, a month or a day."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date

YEARS = (1900, 2100)
_PERIOD = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def period(text: str) -> tuple[date, date]:
    """First and last day of a year ("2020"), a month ("2020-01") or a day ("2020-01-31").

    Raises:
        ValueError: the text is none of them, or the year lies outside ``YEARS``.
    """
    match = _PERIOD.fullmatch(text.strip())
    if not match or not YEARS[0] <= int(match[1]) <= YEARS[1]:
        raise ValueError(f"{text!r} is not a year, a month or a day between {YEARS[0]} and {YEARS[1]}")
    year, month, day = int(match[1]), match[2], match[3]
    first = date(year, int(month or 1), int(day or 1))
    if day:
        return first, first
    last_month = int(month or 12)
    return first, date(year, last_month, monthrange(year, last_month)[1])


def years(coverage: Iterable[Mapping[str, str]]) -> list[str]:
    """The years that periods {start, end} touch, in order; what cannot be read is left out."""
    found: set[int] = set()
    for one in coverage:
        try:
            start, end = period(one.get("start") or ""), period(one.get("end") or "")
        except ValueError:
            continue
        found.update(range(start[0].year, end[1].year + 1))
    return [str(year) for year in sorted(found)]

"""Periods that texts tell: titles, headers, values of a column, names of files.

Pure. A period is written as the profile does: a year, a month or a day; its step is a code of list PERIODE.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from ckanext.paser.metadata.rules.periods import period
from ckanext.paser.metadata.rules.vocabularies import FREQUENCY

YEAR, HALF, THIRD, QUARTER, MONTH, WEEK, DAY = "P1Y", "P6M", "P4M", "P3M", "P1M", "P1W", "P1D"
_FINEST = (DAY, WEEK, MONTH, QUARTER, THIRD, HALF, YEAR)
_CODES = {
    DAY: "DAILY",
    WEEK: "WEEKLY",
    MONTH: "MONTHLY",
    QUARTER: "QUARTERLY",
    THIRD: "ANNUAL_3",
    HALF: "ANNUAL_2",
    YEAR: "ANNUAL",
}
FREQUENCY_OF = {step: FREQUENCY + code for step, code in _CODES.items()}
"""How often data come out that have one figure for each step."""
_MONTHS_IN = {QUARTER: 3, THIRD: 4, HALF: 6}
_MONTHS_OF = {MONTH: 1, **_MONTHS_IN, YEAR: 12}

_NAMES = (
    "jan(?:uari|uary)?",
    "[fp]eb(?:ruari|ruary)?",
    "mar(?:et|ch)?",
    "apr(?:il)?",
    "mei|may",
    "jun[ie]?",
    "jul[iy]?",
    "ag(?:u|us|t|s|ustus)|aug(?:ust)?",
    "sept?(?:ember)?",
    "o[kc]t(?:ober)?",
    "no[vp](?:ember)?",
    "de[sc](?:ember)?",
)
_MONTH_NAMES = [re.compile(rf"\b(?:{name})\b", re.IGNORECASE) for name in _NAMES]
_YEAR = r"(?:19|20)\d{2}"
_YEARS = re.compile(rf"(?<!\d){_YEAR}(?!\d)")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_PARTS = (
    (QUARTER, re.compile(r"\b(?:triwulan|tw|kuartal|quarter|q)[\s.-]*(iv|i{1,3}|[1-4])\b", re.IGNORECASE)),
    (THIRD, re.compile(r"\b(?:caturwulan|cawu)[\s.-]*(i{1,3}|[1-3])\b", re.IGNORECASE)),
    (HALF, re.compile(r"\b(?:semester|smt|s)[\s.-]*(i{1,2}|[12])\b", re.IGNORECASE)),
)
_ISO_DAY = re.compile(rf"(?<!\d)({_YEAR})-(\d{{2}})-(\d{{2}})(?!\d)")
_ISO_MONTH = re.compile(rf"(?<!\d)({_YEAR})-?(0[1-9]|1[0-2])(?!\d)")
_NUMBERED = re.compile(
    r"\b(?:triwulan|tw|kuartal|semester|smt|caturwulan|cawu|minggu(?:\s+ke)?)[\s.-]*(?:iv|i{1,3}|\d{1,2})\b",
    re.IGNORECASE,
)
_MONTH_OF = re.compile(
    rf"(?:\b(?:pada|bulan|periode|s\.?d\.?|sampai|hingga)\s+)*\b(?:{'|'.join(_NAMES)})\b(?:\s*[-–])?",
    re.IGNORECASE,
)


class Span(NamedTuple):
    """A time that data are about: its first and last period, and the code of the step between figures."""

    start: str
    end: str
    step: str


def told(text: str) -> Span | None:
    """The time that a text tells of: ``Juli 2025``, ``Triwulan II 2024``, ``2020-2024``; None if it tells of none."""
    plain = text.replace("_", " ")
    days = sorted({"-".join(found) for found in _ISO_DAY.findall(plain) if _is_period("-".join(found))})
    if days:
        return Span(days[0], days[-1], DAY)
    months = sorted({"-".join(found) for found in _ISO_MONTH.findall(plain)})
    if months:
        return Span(months[0], months[-1], MONTH)
    years = sorted(set(_YEARS.findall(plain)))
    if not years:
        return None
    return (_part(plain, years) if len(years) == 1 else None) or Span(years[0], years[-1], YEAR)


def _part(text: str, years: Sequence[str]) -> Span | None:
    """The part of one year that is named beside it."""
    for step, pattern in _PARTS:
        numbers = [_number(found) for found in pattern.findall(text)]
        if numbers:
            length = _MONTHS_IN[step]
            first, last = (min(numbers) - 1) * length + 1, max(numbers) * length
            return Span(_month(years[0], first), _month(years[0], last), step)
    named = months_in(text)
    return Span(_month(years[0], named[0]), _month(years[0], named[-1]), MONTH) if named else None


def months_in(text: str) -> list[int]:
    """The numbers of the months that a text names, in the order of the year."""
    plain = text.replace("_", " ")
    return [number for number, name in enumerate(_MONTH_NAMES, 1) if name.search(plain)]


def without(text: str) -> str:
    """A text without the months, quarters and years that it names."""
    plain = text.replace("_", " ")
    if _YEARS.search(plain):
        plain = _MONTH_OF.sub(" ", plain)
    plain = _ISO_MONTH.sub(" ", _ISO_DAY.sub(" ", _NUMBERED.sub(" ", plain)))
    return " ".join(plain.split())


def covering(spans: Iterable[Span]) -> Span | None:
    """The time from the first to the last of several, in the finest of their steps."""
    found = list(spans)
    if not found:
        return None
    step = min((span.step for span in found), key=_FINEST.index)
    first = min(found, key=lambda span: period(span.start)[0])
    last = max(found, key=lambda span: period(span.end)[1])
    return Span(first.start, last.end, step)


def of_values(values: Iterable[str], months: Iterable[str] = ()) -> Span | None:
    """The time that the values of a column tell of.

    Args:
        months: the values of a column beside it that names or numbers months.
    """
    spans = [span for value in values if (span := told(value))]
    found = covering(spans)
    if found is None:
        return None
    numbers = sorted({number for value in months for number in _numbers_of_months(value)})
    if found.step == YEAR and numbers:
        if found.start == found.end:
            return Span(_month(found.start, numbers[0]), _month(found.end, numbers[-1]), MONTH)
        return found._replace(step=MONTH)
    if found.step != DAY:
        return found
    days = sorted({date.fromisoformat(span.start) for span in spans if span.step == DAY})
    step = _step_of_days(days)
    are_first = all(span.step == DAY and span.start == span.end and span.start[-2:] == "01" for span in spans)
    return _of_first_days(days, step) if are_first and step in _MONTHS_OF else found._replace(step=step)


def _of_first_days(days: Sequence[date], step: str) -> Span:
    """The time that first days of months tell of, each of the month, or the longer step, that begins with it."""
    first, last = days[0], days[-1]
    if step == YEAR and (first.month, last.month) == (1, 1):
        return Span(str(first.year), str(last.year), step)
    year, month = divmod(12 * last.year + last.month - 1 + _MONTHS_OF[step] - 1, 12)
    return Span(_month(str(first.year), first.month), _month(str(year), month + 1), step)


def _numbers_of_months(value: str) -> list[int]:
    return [int(value)] if value.isdigit() and 1 <= int(value) <= 12 else months_in(value)


def _step_of_days(days: Sequence[date]) -> str:
    """The step between days, in their order, by the shortest time from one to the next."""
    shortest = min((later - earlier for earlier, later in pairwise(days)), default=None)
    if shortest is None or shortest.days < 6:
        return DAY
    limits = ((27, WEEK), (80, MONTH), (170, QUARTER), (350, HALF))
    return next((step for limit, step in limits if shortest.days <= limit), YEAR)


def _month(year: str, number: int) -> str:
    return f"{year}-{number:02d}"


def _number(text: str) -> int:
    return _ROMAN.get(text.casefold()) or int(text)


def _is_period(text: str) -> bool:
    try:
        period(text)
    except ValueError:
        return False
    return True


def next_day(step: str, today: date) -> date | None:
    """A day on which the figures after these may be there: one step from today, on the last day of a month that is too short;
    None for an unknown step."""
    if step in (DAY, WEEK):
        return date.fromordinal(today.toordinal() + (1 if step == DAY else 7))
    months = _MONTHS_OF.get(step)
    if months is None:
        return None
    whole = today.year * 12 + today.month - 1 + months
    year, month = whole // 12, whole % 12 + 1
    return date(year, month, min(today.day, monthrange(year, month)[1]))


def around(covered: Iterable[Sequence[Mapping[str, str]]]) -> list[dict[str, str]]:
    """The one span around several, each as a dataset stores it (``[{"start": "2024", "end": "2025"}]``)."""
    rows = [row for rows in covered for row in rows]
    first = min(rows, key=lambda row: period(row["start"])[0])
    last = max(rows, key=lambda row: period(row["end"])[1])
    return [{"start": first["start"], "end": last["end"]}]

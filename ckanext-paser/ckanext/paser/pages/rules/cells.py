"""How the cells of a table are written for people.

Pure rules: no CKAN, no clock, no database. Types are those of ``ckanext.paser.tables`` (text, integer,
number, date, timestamp, boolean, code), or json; a column whose unit is ``tahun`` holds years: no thousands mark.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import timezone, tzinfo
from decimal import Decimal
from typing import Any

from ckanext.paser.pages.rules.writing import format_day, format_moment, format_number
from ckanext.paser.tables.rules.table import JSON

_WORD = re.compile(r"[^\W_]+")
_FIRST_LETTER = 0xA0
"""Behind ASCII and the control characters."""
_ESCAPED = re.compile(r"\\(u[0-9a-fA-F]{4}|.)")

_DIGITS = 28
"""As many as Python's decimals keep."""

PADDED = 2
"""Decimals up to which a column's figures are given zeros: 2,500 beside 1,125 would be read as two thousand five hundred."""

NUMERIC = ("integer", "number")
YEARS = "tahun"
MISSING = "–"
LONGEST = 300
"""Characters of a cell that a page shows: what is longer (a cell may have 5 MiB) is read in a download."""


def is_numeric(kind: str, unit: str) -> bool:
    """Whether a column is to be read as figures, right-aligned."""
    return kind in NUMERIC and unit != YEARS


def says_more(label: str, column_id: str, unit: str) -> bool:
    """Whether a column's label explains its id, instead of repeating it (``kode_wilayah``: "Kode Wilayah").

    The unit that a header has in brackets is told beside it.
    """
    said = label.removesuffix(f"({unit})").casefold()
    return not set(_WORD.findall(said)) <= set(_WORD.findall(column_id.casefold()))


def decimals(values: Iterable[Any]) -> int:
    """Digits after the comma that numbers need."""
    exponents = (Decimal(str(value)).normalize().as_tuple().exponent for value in values if value is not None)
    return max(0, *(-exponent for exponent in exponents if isinstance(exponent, int)), 0)


def shortened(text: str) -> str:
    """A text as a cell of a page shows it."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"


def format_column(
    values: list[Any],
    kind: str,
    unit: str,
    locale: str = "id",
    answers: tuple[str, str] = ("no", "yes"),
    *,
    zone: tzinfo = timezone.utc,
) -> list[str]:
    """Write the cells of one column; what is missing is a dash, and a long text is cut.

    Figures share their decimals, as money does, so that commas stand below each other; from three on each has its own.

    Args:
        answers: the words for false and true.
        zone: where the reader is.
    """
    if is_numeric(kind, unit):
        shared = decimals(values)
        digits = (shared if shared <= PADDED else decimals([value]) for value in values)
        figures = zip(values, digits, strict=True)
        return [MISSING if value is None else _figure(value, own, locale) for value, own in figures]
    if kind == "date":
        return [MISSING if value is None else _day(value, locale) for value in values]
    if kind == "timestamp":
        return [MISSING if value is None else format_moment(value, locale, zone) for value in values]
    if kind == "boolean":
        return [MISSING if value is None else answers[bool(value)] for value in values]
    text = _json if kind == JSON else _text
    return [MISSING if value is None else shortened(text(value)) for value in values]


def _figure(value: Any, digits: int, locale: str) -> str:
    """A number; of those that no file is given but the API takes, what is none (``NaN``) or too long as it stands there."""
    number = Decimal(str(value))
    if not number.is_finite() or number.adjusted() + 1 + digits > _DIGITS:
        return str(value if number.is_finite() else number)
    return format_number(number, digits, locale)


def _day(value: Any, locale: str) -> str:
    """A day; what is on no calendar (``0044-03-15 BC``) as it stands there."""
    try:
        return format_day(value, "d MMM y", locale)
    except ValueError:
        return str(value)


def _text(value: Any) -> str:
    """Lists and JSON of tables made by the API as JSON, in which Python's own words are not known."""
    if isinstance(value, (list, dict, bool)):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def _json(value: Any) -> str:
    """JSON with letters in place of their numbers, as which CKAN keeps them; all else as it is written there."""

    def letter(found: re.Match[str]) -> str:
        code = int(found[1][1:], 16) if len(found[1]) > 1 else 0
        return chr(code) if code >= _FIRST_LETTER else found[0]

    return _ESCAPED.sub(letter, _text(value)).encode("utf-16", "surrogatepass").decode("utf-16", "replace")

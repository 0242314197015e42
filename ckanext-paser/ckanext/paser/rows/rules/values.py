"""Values as people write them into an address, made the text that PostgreSQL reads, or refused with a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime

from ckanext.paser.problems import N_, Problem, ProblemError
from ckanext.paser.rows.rules.fields import Field, shortened
from ckanext.paser.tables.rules.kinds import Type

_INTEGER = re.compile(r"[+-]?\d{1,19}", re.ASCII)
_NUMBER = re.compile(r"[+-]?(\d{1,400}(\.\d{0,400})?|\.\d{1,400})([eE][+-]?\d{1,3})?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_HALF = re.compile("[\ud800-\udfff]")
_LARGEST = 2**63
BOOLEANS = {"true": "true", "false": "false"}


def is_storable(text: str) -> bool:
    """Tell whether PostgreSQL takes a text: it has no NUL, and no half of a character."""
    return "\x00" not in text and not _HALF.search(text)


def _text(value: str) -> str | None:
    return value if is_storable(value) else None


def _integer(value: str) -> str | None:
    return str(int(value)) if _INTEGER.fullmatch(value) and -_LARGEST <= int(value) < _LARGEST else None


def _number(value: str) -> str | None:
    return value if _NUMBER.fullmatch(value) else None


def _date(value: str) -> str | None:
    try:
        return date.fromisoformat(value).isoformat() if _DAY.fullmatch(value) else None
    except ValueError:
        return None


def _timestamp(value: str) -> str | None:
    """Columns have no time zone: what stands there is what the clock showed, so none may be converted."""
    try:
        moment = datetime.fromisoformat(value.removesuffix("Z"))
    except ValueError:
        return None
    return moment.isoformat() if _DAY.match(value) and moment.tzinfo is None else None


def _instant(value: str) -> str | None:
    try:
        moment = datetime.fromisoformat(re.sub(r"Z$", "+00:00", value))
    except ValueError:
        return None
    return moment.isoformat() if _DAY.match(value) else None


def _boolean(value: str) -> str | None:
    return BOOLEANS.get(value.lower())


def is_too_large(field: Field, value: str) -> bool:
    """Tell whether it is a whole number that no column of whole numbers holds."""
    is_whole = field.family is Type.INTEGER and re.fullmatch(r"\+?\d{19,}", value, re.ASCII)
    return bool(is_whole) and _integer(value) is None


READ: dict[Type | None, tuple[Callable[[str], str | None], str]] = {
    Type.TEXT: (_text, N_("Write text without control characters.")),
    Type.INTEGER: (_integer, N_("Write a whole number with digits alone, such as 1250.")),
    Type.NUMBER: (_number, N_("Write a number with a dot before its decimals, such as 1250.5.")),
    Type.DATE: (_date, N_("Write a day as 2025-12-31.")),
    Type.TIMESTAMP: (_timestamp, N_("Write a moment as 2025-12-31T23:59:00.")),
    Type.BOOLEAN: (_boolean, N_("Write true or false.")),
}


def read(field: Field, value: str, where: str) -> str:
    """A value of this column in the form that PostgreSQL casts to its type.

    Raises:
        ProblemError: it is no value of this column.
    """
    reader, remedy = READ[field.family]
    known = _instant(value) if field.pg_type == "timestamptz" else reader(value)
    if known is None:
        fact = N_('"{value}" cannot be a value of the column {column}.')
        if is_too_large(field, value):
            fact, remedy = (
                N_('"{value}" is too large for the column {column}.'),
                N_("Write a smaller number."),
            )
        params = {"where": where, "value": shortened(value), "column": field.id}
        raise ProblemError(Problem("not_a_value", "{where}", fact, remedy, params))
    return known

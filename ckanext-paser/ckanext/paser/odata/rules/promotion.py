"""Values of ``$filter`` as the column's own type has them: OData compares numbers of any two types, and instants."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timezone
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from ckanext.paser.rows.rules.query import Condition, Every, Op, Some, Where

_DECIMAL = re.compile(r"[+-]?\d{1,40}(\.\d{1,40})?([eE][+-]?\d{1,3})?", re.ASCII)
_OFFSET = re.compile(r"\d{4}-\d\d-\d\dT.*[+-]\d\d:\d\d", re.ASCII)
_MOST_DIGITS = 40
_ROUNDED = {Op.GT: ROUND_FLOOR, Op.GTE: ROUND_CEILING, Op.LT: ROUND_CEILING, Op.LTE: ROUND_FLOOR}
"""How a bound between two whole numbers becomes one of them, so that the same whole numbers are beyond it."""


def whole(condition: Condition) -> Where:
    """A comparison of whole numbers with any: ``eq 2020.0`` is 2020, ``gt 50000.5`` is more than 50000."""
    if rounding := _ROUNDED.get(condition.op):
        return _with(condition, lambda value: _rounded(value, rounding))
    if condition.op is not Op.EQ and condition.op is not Op.NE:
        return condition
    kept = tuple(value for value in condition.values if value is None or _is_whole(value))
    if not kept:
        return Some(()) if condition.op is Op.EQ else Every(())
    condition = replace(condition, values=kept)
    return _with(condition, lambda value: _rounded(value, ROUND_FLOOR))


def _with(condition: Condition, read: Callable[[str], str]) -> Condition:
    return replace(
        condition, values=tuple(value if value is None else read(value) for value in condition.values)
    )


def _is_whole(value: str) -> bool:
    return _rounded(value, ROUND_FLOOR) == _rounded(value, ROUND_CEILING)


def _rounded(value: str, rounding: str) -> str:
    """What is no number, or too long for a whole one, stays: it is refused where values are read."""
    if not _DECIMAL.fullmatch(value) or Decimal(value).adjusted() > _MOST_DIGITS:
        return value
    return str(int(Decimal(value).to_integral_value(rounding)))


def instant(value: str) -> str:
    """A moment with its distance from UTC as UTC has it, as the feed writes all moments; anything else as it is.

    >>> instant("2025-01-31T08:00:00+08:00")
    '2025-01-31T00:00:00Z'
    """
    if not _OFFSET.fullmatch(value):
        return value
    try:
        return datetime.fromisoformat(value).astimezone(timezone.utc).isoformat().replace("+00:00", "Z")
    except (ValueError, OverflowError):
        return value

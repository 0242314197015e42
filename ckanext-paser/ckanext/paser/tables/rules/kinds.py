"""Kinds: the ways of writing values that we know, each with how it is read.

A kind reads a cell into the plain form that PostgreSQL takes, or says that the cell is not of this
kind. Native values of a workbook are certain, so they are of every kind of their type.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum

from ckanext.paser.tables.rules import codes, dates, numbers
from ckanext.paser.tables.rules.cells import Cell, as_text, number_text

SAFE = 10**15
"""From here on a workbook's number may have lost digits."""

Read = Callable[[Cell], "str | None"]


class Type(str, Enum):
    """What a column holds, for people and programs; ``code`` is text whose digits are a name."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"
    TIMESTAMP = "timestamp"
    BOOLEAN = "boolean"
    CODE = "code"


@dataclass(frozen=True)
class Kind:
    """One way of writing values.

    Args:
        read: the value in plain form, or None if it is not of this kind.
        pattern: how a string of this kind looks, for Python's ``re`` and RE2; the calendar decides further.
        mark: what stands before decimals.
    """

    name: str
    type: Type
    read: Read
    pattern: str
    mark: str = ""
    unit: str = ""

    @property
    def written(self) -> str:
        """``id`` or ``en`` where the kind tells dots from commas, else empty."""
        if self.name == "decimal":
            return "en"
        return {",": "id", ".": "en"}.get(self.mark, "")


def _integer(cell: Cell) -> str | None:
    if isinstance(cell, str):
        return cell if _INTEGER.fullmatch(cell) else None
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        return None
    return str(int(cell)) if abs(cell) < SAFE and float(cell).is_integer() else None


def _decimal(cell: Cell) -> str | None:
    if isinstance(cell, str):
        return cell if _DECIMAL.fullmatch(cell) else None
    return _native_number(cell)


def _native_number(cell: Cell) -> str | None:
    if isinstance(cell, bool) or not isinstance(cell, (int, float)) or abs(cell) >= SAFE:
        return None
    return number_text(float(cell))


def _number(pattern: str, mark: str) -> Read:
    compiled = numbers.python(pattern)

    def read(cell: Cell) -> str | None:
        if isinstance(cell, str):
            return numbers.read(cell, mark) if compiled.fullmatch(cell) else None
        return _native_number(cell)

    return read


def _whole(pattern: str, mark: str) -> Read:
    read = _number(pattern, mark)
    return lambda cell: read(cell) if isinstance(cell, str) else _integer(cell)


def _percent(pattern: str, mark: str) -> Read:
    read = _number(pattern, mark)
    return lambda cell: read(cell) if isinstance(cell, str) else None


def _date(read: Callable[[str], str | None]) -> Read:
    def as_date(cell: Cell) -> str | None:
        if isinstance(cell, str):
            return read(cell)
        if isinstance(cell, datetime):
            return cell.date().isoformat() if cell.time() == time() else None
        return cell.isoformat() if isinstance(cell, date) else None

    return as_date


def _timestamp(read: Callable[[str], str | None]) -> Read:
    def as_timestamp(cell: Cell) -> str | None:
        if isinstance(cell, str):
            return read(cell)
        if isinstance(cell, datetime):
            return cell.isoformat(sep=" ")
        return f"{cell.isoformat()} 00:00:00" if isinstance(cell, date) else None

    return as_timestamp


def _text(read: Callable[[str], str | None]) -> Read:
    return lambda cell: read(cell) if isinstance(cell, str) else None


BOOLEANS = {"ya": True, "tidak": False, "true": True, "false": False, "benar": True, "salah": False}


def _boolean(cell: Cell) -> str | None:
    value = BOOLEANS.get(cell.lower()) if isinstance(cell, str) else cell if isinstance(cell, bool) else None
    return None if value is None else "true" if value else "false"


def _code(cell: Cell) -> str | None:
    if isinstance(cell, str):
        return cell if _CODE.fullmatch(cell) else None
    return as_text(cell) if isinstance(cell, float) and cell.is_integer() and cell >= 0 else None


def _unseparated(cell: Cell) -> str | None:
    if isinstance(cell, str):
        return cell if _UNSEPARATED.fullmatch(cell) else None
    return _native_number(cell)


def _exact(cell: Cell) -> str | None:
    if isinstance(cell, str):
        return cell if not _ROUNDED.fullmatch(cell) else None
    lost = isinstance(cell, (int, float)) and not isinstance(cell, bool) and abs(cell) >= SAFE
    return None if lost else as_text(cell)


_INTEGER, _DECIMAL, _CODE = map(numbers.python, (numbers.INTEGER, numbers.DECIMAL, codes.CODE))
_UNSEPARATED, _ROUNDED = map(numbers.python, (numbers.UNSEPARATED, numbers.ROUNDED))

INTEGER = Kind("integer", Type.INTEGER, _integer, numbers.INTEGER)
DECIMAL = Kind("decimal", Type.NUMBER, _decimal, numbers.DECIMAL)
INTEGER_ID = Kind("integer_id", Type.INTEGER, _whole(numbers.INTEGER_ID, ","), numbers.INTEGER_ID, ",")
INTEGER_EN = Kind("integer_en", Type.INTEGER, _whole(numbers.INTEGER_EN, "."), numbers.INTEGER_EN, ".")
BARE_ID = Kind("bare_id", Type.NUMBER, _number(numbers.BARE_ID, ","), numbers.BARE_ID, ",")
NUMBER_ID = Kind("number_id", Type.NUMBER, _number(numbers.NUMBER_ID, ","), numbers.NUMBER_ID, ",")
NUMBER_EN = Kind("number_en", Type.NUMBER, _number(numbers.NUMBER_EN, "."), numbers.NUMBER_EN, ".")
PERCENT_ID = Kind("percent_id", Type.NUMBER, _percent(numbers.PERCENT_ID, ","), numbers.PERCENT_ID, ",", "%")
PERCENT_EN = Kind("percent_en", Type.NUMBER, _percent(numbers.PERCENT_EN, "."), numbers.PERCENT_EN, ".", "%")
DATE_ISO = Kind("date_iso", Type.DATE, _date(dates.read_iso), dates.ISO)
DATE_DMY = Kind("date_dmy", Type.DATE, _date(dates.read_dmy), dates.DMY)
DATE_MDY = Kind("date_mdy", Type.DATE, _date(dates.read_mdy), dates.MDY)
DATE_NAMED = Kind("date_named", Type.DATE, _date(dates.read_named), dates.NAMED)
MONTH = Kind("month", Type.DATE, _date(dates.read_month), dates.MONTH)
TIME_ISO = Kind("time_iso", Type.TIMESTAMP, _timestamp(dates.read_iso_time), dates.ISO_TIME)
TIME_DMY = Kind("time_dmy", Type.TIMESTAMP, _timestamp(dates.read_dmy_time), dates.DMY_TIME)
QUARTER = Kind("quarter", Type.TEXT, _text(dates.read_quarter), dates.QUARTER)
HALF = Kind("half", Type.TEXT, _text(dates.read_half), dates.HALF)
BOOLEAN = Kind("boolean", Type.BOOLEAN, _boolean, rf"(?i:{'|'.join(BOOLEANS)})")
CODE = Kind("code", Type.CODE, _code, codes.CODE)

KINDS = (
    *(INTEGER, DECIMAL, BARE_ID, NUMBER_ID, NUMBER_EN, PERCENT_ID, PERCENT_EN),
    *(DATE_ISO, DATE_DMY, DATE_NAMED, MONTH, TIME_ISO, TIME_DMY, QUARTER, HALF, BOOLEAN, CODE),
)
"""The kinds that values may show, in the order in which they are asked for; ``DATE_MDY`` must be chosen."""

SHORT_YEAR = Kind("short_year", Type.TEXT, _text(dates.read_short), dates.SHORT)
ZONED = Kind("zoned", Type.TEXT, _text(dates.read_zoned), dates.ZONED)
"""Dates and times that are not certain, or that no column can hold; they stay text, with a word about it."""

UNSEPARATED = Kind("unseparated", Type.NUMBER, _unseparated, numbers.UNSEPARATED)
"""Numbers without a dot or comma: they read alike in every language."""

EXACT = Kind("exact", Type.TEXT, _exact, numbers.ROUNDED)
"""Anything but numbers of which a spreadsheet has lost digits; its pattern is what it is not."""

BY_NAME = {kind.name: kind for kind in (*KINDS, INTEGER_ID, INTEGER_EN, DATE_MDY)}
"""The kinds that a column can have, by name."""

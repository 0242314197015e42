"""Kinds: the ways of writing values that we know, each with how it is read.

A kind reads a cell into the plain form that PostgreSQL takes, or says that the cell is not of this
kind. Native values of a workbook are certain, so they are of every kind of their type.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import cast

from ckanext.paser.tables.rules import codes, dates, numbers
from ckanext.paser.tables.rules.cells import Cell, as_text, number_text, number_texts

_HALF_TURN = 180
"""Degrees that no latitude and no longitude is beyond."""
SAFE = 10**15
"""From here on a workbook's number may have lost digits."""

ReadText = Callable[[str], "str | None"]
ReadNative = Callable[[Cell], "str | None"]


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
        read_text: a string in plain form, or None if it is not of this kind.
        read_native: the same of a workbook's own value; kinds that read them alike share one function.
        pattern: how a string of this kind looks, for Python's ``re`` and RE2; the calendar decides further.
        mark: what stands before decimals.
    """

    name: str
    type: Type
    read_text: ReadText
    read_native: ReadNative
    pattern: str
    mark: str = ""
    unit: str = ""

    def read(self, cell: Cell) -> str | None:
        """The value in plain form, or None if it is not of this kind."""
        return self.read_text(cell) if isinstance(cell, str) else self.read_native(cell)

    @property
    def written(self) -> str:
        """``id`` or ``en`` where the kind tells dots from commas, else empty."""
        if self.name == "decimal":
            return "en"
        return {",": "id", ".": "en"}.get(self.mark, "")


def _verbatim(pattern: str) -> ReadText:
    """Strings that PostgreSQL takes as they are."""
    matches = numbers.python(pattern).fullmatch
    return lambda text: text if matches(text) else None


def _number(pattern: str, mark: str) -> ReadText:
    matches = numbers.python(pattern).fullmatch
    return lambda text: numbers.read(text, mark) if matches(text) else None


def _whole(text: str) -> str | None:
    if not _WHOLE.fullmatch(text):
        return None
    return str(int(Decimal(text.replace(",", ".")))) if "e" in text.lower() else text


def _boolean(text: str) -> str | None:
    value = BOOLEANS.get(text.lower())
    return None if value is None else as_text(value)


def _exact(text: str) -> str | None:
    return None if _ROUNDED.fullmatch(text) else text


def _in_full(text: str) -> str | None:
    return None if _WITH_EXPONENT.fullmatch(text) else text


def _native_integer(cell: Cell) -> str | None:
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        return None
    return str(int(cell)) if abs(cell) < SAFE and float(cell).is_integer() else None


def _native_number(cell: Cell) -> str | None:
    if isinstance(cell, bool) or not isinstance(cell, (int, float)) or not abs(cell) < SAFE:
        return None  # nor is NaN less than anything
    return number_text(float(cell))


def _native_zero(cell: Cell) -> str | None:
    """The one number that is the same as a percentage and as a fraction."""
    is_number = isinstance(cell, (int, float)) and not isinstance(cell, bool)
    return "0" if is_number and cell == 0 else None


def _native_compact(cell: Cell) -> str | None:
    return _compact(as_text(cell)) if isinstance(cell, (int, float)) else None


def _native_date(cell: Cell) -> str | None:
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else None
    return cell.isoformat() if isinstance(cell, date) else None


def _native_timestamp(cell: Cell) -> str | None:
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")
    return f"{cell.isoformat()} 00:00:00" if isinstance(cell, date) else None


def _native_boolean(cell: Cell) -> str | None:
    return as_text(cell) if isinstance(cell, bool) else None


def _native_code(cell: Cell) -> str | None:
    return as_text(cell) if isinstance(cell, float) and cell.is_integer() and cell >= 0 else None


def _native_phone(cell: Cell) -> str | None:
    is_number = isinstance(cell, (int, float)) and not isinstance(cell, bool)
    return _phone(as_text(cell)) if is_number else None


def _native_exact(cell: Cell) -> str | None:
    lost = isinstance(cell, (int, float)) and not isinstance(cell, bool) and SAFE <= abs(cell) < math.inf
    return None if lost else as_text(cell)


def _native_whole(cell: Cell) -> str | None:
    return None if isinstance(cell, float) and not cell.is_integer() else as_text(cell)


def _native_degrees(cell: Cell) -> str | None:
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        return None
    return as_text(cell) if abs(cell) <= _HALF_TURN else None


def _native_undated(cell: Cell) -> str | None:
    return None if isinstance(cell, date) else as_text(cell)


def _unchanged(text: str) -> str | None:
    return None if _CHANGED.fullmatch(text) else text


def _never(_: Cell) -> str | None:
    return None


def read_natives(read: ReadNative, cells: Sequence[Cell]) -> Sequence[str | None]:
    """What a kind reads of many native values.

    Floats, of which a workbook has millions, are read all at once.
    """
    if set(map(type, cells)) == {float}:
        floats = cast("Sequence[float]", cells)
        within = min(floats) > -SAFE and max(floats) < SAFE
        if within and math.isfinite(sum(floats)):  # NaN is neither less nor more
            if read is _native_number:
                return number_texts(floats)
            if read is _native_integer and all(map(float.is_integer, floats)):
                return [*map(str, map(int, floats))]
    return [*map(read, cells)]


BOOLEANS = {"ya": True, "tidak": False, "true": True, "false": False, "benar": True, "salah": False}
_ROUNDED, _CHANGED = map(numbers.python, (numbers.ROUNDED, dates.CHANGED))
_WITH_EXPONENT, _WHOLE = map(numbers.python, (numbers.WITH_EXPONENT, numbers.INTEGER_EXPONENT))
_phone = _verbatim(codes.PHONE)
_COMPACT = r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
_compact = _verbatim(_COMPACT)


def _written_number(name: str, type_: Type, pattern: str, mark: str) -> Kind:
    native = _native_integer if type_ is Type.INTEGER else _native_number
    return Kind(name, type_, _number(pattern, mark), native, pattern, mark)


def _percent(name: str, pattern: str, mark: str) -> Kind:
    return Kind(name, Type.NUMBER, _number(pattern, mark), _native_zero, pattern, mark, "%")


def _date(name: str, read: ReadText, pattern: str) -> Kind:
    return Kind(name, Type.DATE, read, _native_date, pattern)


def _timestamp(name: str, read: ReadText, pattern: str) -> Kind:
    return Kind(name, Type.TIMESTAMP, read, _native_timestamp, pattern)


def _text(name: str, read: ReadText, pattern: str) -> Kind:
    return Kind(name, Type.TEXT, read, _never, pattern)


INTEGER = Kind("integer", Type.INTEGER, _verbatim(numbers.INTEGER), _native_integer, numbers.INTEGER)
INTEGER_EXPONENT = Kind("integer_exponent", Type.INTEGER, _whole, _native_integer, numbers.INTEGER_EXPONENT)
DECIMAL = Kind("decimal", Type.NUMBER, _verbatim(numbers.DECIMAL), _native_number, numbers.DECIMAL)
INTEGER_ID = _written_number("integer_id", Type.INTEGER, numbers.INTEGER_ID, ",")
INTEGER_EN = _written_number("integer_en", Type.INTEGER, numbers.INTEGER_EN, ".")
BARE_ID = _written_number("bare_id", Type.NUMBER, numbers.BARE_ID, ",")
NUMBER_ID = _written_number("number_id", Type.NUMBER, numbers.NUMBER_ID, ",")
NUMBER_EN = _written_number("number_en", Type.NUMBER, numbers.NUMBER_EN, ".")
PERCENT_ID = _percent("percent_id", numbers.PERCENT_ID, ",")
PERCENT_EN = _percent("percent_en", numbers.PERCENT_EN, ".")
DATE_ISO = _date("date_iso", dates.read_iso, dates.ISO)
DATE_DMY = _date("date_dmy", dates.read_dmy, dates.DMY)
DATE_MDY = _date("date_mdy", dates.read_mdy, dates.MDY)
DATE_NAMED = _date("date_named", dates.read_named, dates.NAMED)
MONTH = _date("month", dates.read_month, dates.MONTH)
TIME_ISO = _timestamp("time_iso", dates.read_iso_time, dates.ISO_TIME)
TIME_DMY = _timestamp("time_dmy", dates.read_dmy_time, dates.DMY_TIME)
QUARTER = _text("quarter", dates.read_quarter, dates.QUARTER)
HALF = _text("half", dates.read_half, dates.HALF)
BOOLEAN = Kind("boolean", Type.BOOLEAN, _boolean, _native_boolean, rf"(?i:{'|'.join(BOOLEANS)})")
CODE = Kind("code", Type.CODE, _verbatim(codes.CODE), _native_code, codes.CODE)

KINDS = (
    *(INTEGER, INTEGER_EXPONENT, DECIMAL, BARE_ID, NUMBER_ID, NUMBER_EN, PERCENT_ID, PERCENT_EN),
    *(DATE_ISO, DATE_DMY, DATE_NAMED, MONTH, TIME_ISO, TIME_DMY, QUARTER, HALF, BOOLEAN, CODE),
)
"""The kinds that values may show, in the order in which they are asked for; ``DATE_MDY`` must be chosen."""

PHONE = Kind("phone", Type.CODE, _phone, _native_phone, codes.PHONE)
"""Whole numbers that are telephones where the header says so."""

OUTLINE = Kind("outline", Type.CODE, _verbatim(codes.OUTLINE), _native_number, codes.OUTLINE)
AREA = Kind("area", Type.CODE, _verbatim(codes.AREA), _never, codes.AREA)
"""Numbers of parts of parts, and codes of areas, which only their header tells from decimals."""

WHOLE = Kind("whole", Type.TEXT, str, _native_whole, ".*")
"""Anything but a workbook's numbers with decimals, of which zeros at the end are lost."""

_DEGREES = r"(?:\+|[-−–] ?)?[0-9]{1,3}(?:[.,][0-9]{1,20})?(?:[ \x{a0}]?°)?"
DEGREES = Kind("degrees", Type.NUMBER, _verbatim(_DEGREES), _native_degrees, _DEGREES)
"""Latitudes and longitudes in degrees and decimals."""

COMPACT_DATE = Kind("compact_date", Type.TEXT, _compact, _native_compact, _COMPACT)
"""Days that programs write without marks (20240301), which are whole numbers as well."""

_FIGURES = r"[-+−–(='\"]{0,3}(?:[Rr][Pp]\.? ?)?[0-9.,]{1,30}[ \x{a0}]?%?[)'\"]{0,2}"
FIGURES = Kind("figures", Type.TEXT, _verbatim(_FIGURES), _native_number, _FIGURES)
"""What looks like a number, whether it can be read or not: ``,5``, ``="00123"``, ``12.5`` beside ``12,5%``."""

SHORT_YEAR = _text("short_year", dates.read_short, dates.SHORT)
ZONED = _text("zoned", dates.read_zoned, dates.ZONED)
CLOCK = _text("clock", dates.read_clock, dates.CLOCK)
"""Dates and times that are not certain, or that no column can hold; they stay text, with a word about it."""

UNSEPARATED = Kind(
    "unseparated", Type.NUMBER, _verbatim(numbers.UNSEPARATED), _native_number, numbers.UNSEPARATED
)
"""Numbers without a dot or comma: they read alike in every language."""

WRITTEN = Kind("written", Type.TEXT, _verbatim(numbers.WRITTEN), _native_number, numbers.WRITTEN)
IN_WORDS = Kind("in_words", Type.TEXT, _verbatim(numbers.IN_WORDS), _native_number, numbers.IN_WORDS)
"""Numbers with or without a word for their size (``1,2 juta``), and those without: what is one alone has the word."""

EXACT = Kind("exact", Type.TEXT, _exact, _native_exact, numbers.ROUNDED)
"""Anything but numbers of which a spreadsheet has lost digits; its pattern is what it is not."""

WITH_UNIT = Kind("with_unit", Type.TEXT, _verbatim(numbers.WITH_UNIT), _never, numbers.WITH_UNIT)
"""Numbers, each with a unit in its cell."""

_MARKED = rf"{numbers.MARKED}|{numbers.WRITTEN}"
MARKED = Kind("marked", Type.TEXT, _verbatim(_MARKED), _native_number, _MARKED)
"""Numbers, some of them with the mark of a footnote."""

IN_FULL = Kind("in_full", Type.TEXT, _in_full, as_text, numbers.WITH_EXPONENT)
"""Anything but numbers with an exponent; its pattern is what it is not."""

ANY_DATE_PATTERN = "|".join(
    (dates.ISO, dates.DMY, dates.NAMED, dates.MONTH, dates.SHORT, dates.ISO_TIME, dates.DMY_TIME)
)
ANY_DATE = Kind("any_date", Type.TEXT, _verbatim(ANY_DATE_PATTERN), _native_timestamp, ANY_DATE_PATTERN)
"""Dates, however each of them is written."""

UNDATED = Kind("undated", Type.TEXT, str, _native_undated, ".*")
UNCHANGED = Kind("unchanged", Type.TEXT, _unchanged, _native_undated, dates.CHANGED)
"""Anything but dates of a workbook; and but those that a spreadsheet saves as ``03-Jan``: its pattern is what it is not."""

BY_NAME = {kind.name: kind for kind in (*KINDS, INTEGER_ID, INTEGER_EN, DATE_MDY)}
"""The kinds that a column can have, by name."""

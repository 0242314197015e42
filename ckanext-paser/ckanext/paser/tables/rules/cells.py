"""Cells: what one holds, which marks mean "no value", how a native value is written as text.

A cell is a string as the file has it, a native value of a workbook, or None for an empty one.
Sources: BPS, "Tanda-tanda, satuan dan lain-lain" of every statistical publication (``...`` and ``–``
are marks, not numbers); Excel's specification (15 significant digits in a number).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property
from itertools import chain, zip_longest

Cell = str | bool | int | float | date | datetime | time | timedelta | None


class Shown(str):
    """A number as the workbook shows it: certain, but not written by hand, so that it says nothing about how people write."""

    __slots__ = ()


class Padded(float):
    """A number with decimals that the workbook shows with zeros before it: a code by its header (*64.10*), else a quantity.

    Args:
        shown: as people see it.
    """

    __slots__ = ("shown",)
    shown: str

    def __new__(cls, number: float, shown: str) -> Padded:
        one = super().__new__(cls, number)
        one.shown = shown
        return one


BLANKS = " \t\r\n\u00a0\u2007\u2009\u202f\u200b\ufeff"
"""Characters that are removed around a value."""
HARD_BLANKS = "\u00a0\u2007\u202f"
"""Blanks that hold words together and look like any other: within a value each is a space, or nobody finds *Long Ikis*."""
_SOFTENED = str.maketrans(HARD_BLANKS, " " * len(HARD_BLANKS))

# fmt: off
ERRORS = frozenset([
    "#n/a", "#ref!", "#div/0!", "#value!", "#name?", "#num!", "#null!", "#getting_data", "#spill!", "#calc!",
    *(f"err:{n}" for n in range(501, 541)),  # LibreOffice
])
# fmt: on
"""What a spreadsheet shows, in lower case, where a formula has failed: no value either, but somebody's mistake."""

# fmt: off
MISSING = ERRORS | frozenset([
    "-", "--", "---", "–", "—", "..", "...", "…", "*", "**",
    "rp-", "rp -", "rp.-", "rp. -",  # what a spreadsheet shows of none in its format for accounts
    "n/a", "n.a.", "na", "null", "none", "nan", "nil", "tad", "t.a.d",
])
# fmt: on
"""Lower-case marks that stand for a missing value; never for zero."""


def clean(cell: Cell) -> Cell:
    """Strip the blanks around a string, and make hard ones within it spaces; an empty string is None."""
    if isinstance(cell, str):
        stripped = cell.strip(BLANKS)
        if not stripped.isascii() and (softened := stripped.translate(_SOFTENED)) != stripped:
            return softened
        return (cell if len(stripped) == len(cell) else stripped) or None
    return cell


def has_strings(cells: Iterable[Cell]) -> bool:
    return any(issubclass(type_, str) for type_ in set(map(type, cells)))


def cleaned(cells: Sequence[Cell]) -> Sequence[Cell]:
    """Each of many cells ``clean``; every different one is looked at once."""
    if not has_strings(cells):
        return cells
    different = (cell for cell in set(cells) if isinstance(cell, str))
    changed: dict[Cell, Cell] = {cell: new for cell in different if (new := clean(cell)) != cell}
    return [*map(changed.get, cells, cells)] if changed else cells


def by_column(rows: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """The cells of some rows by column; short rows are filled up with None."""
    widths = {*map(len, rows)}
    if len(widths) != 1:
        return [list(column) for column in zip_longest(*rows)]
    cells, (width,) = (
        [*chain.from_iterable(rows)],
        widths,
    )  # as workbooks give them: in less than half the time
    return [cells[i::width] for i in range(width)]


@dataclass(frozen=True)
class Sheet:
    """The cells of a sheet, by row and, put together once for all who ask, by column."""

    rows: Sequence[Sequence[Cell]]

    @cached_property
    def columns(self) -> list[list[Cell]]:
        """Of all rows; short ones are filled up with None. In a column of texts those alike are one object."""
        return [*map(_sharing, by_column(self.rows))]


def _sharing(column: list[Cell]) -> list[Cell]:
    """The cells of a column; equal texts, which a file has scattered over all memory, are one that is quickly told from others."""
    if set(map(type, column)) != {str}:
        return column
    first: dict[Cell, Cell] = {}
    return [*map(first.setdefault, column, column)]


def is_missing(cell: Cell, marks: frozenset[str] = frozenset()) -> bool:
    """Tell whether a cleaned cell holds no value, or a mark for a missing one.

    Args:
        marks: of its column, besides the usual ones; they may be numbers (``9999``).
    """
    if cell is None or (isinstance(cell, str) and cell.lower() in MISSING):
        return True
    return bool(marks) and as_text(cell).lower() in marks


def is_error(cell: Cell) -> bool:
    """Tell whether a cleaned cell is the error of a formula."""
    return isinstance(cell, str) and cell.lower() in ERRORS


def as_text(cell: Cell) -> str:
    """Write a cell as text: strings as they are, numbers with Excel's 15 digits, times in ISO form, durations in hours (``25:00:00``)."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return cell.shown if isinstance(cell, Padded) else number_text(cell)
    if isinstance(cell, (date, time, timedelta)):
        return _time_text(cell)
    return "" if cell is None else str(cell)


def _time_text(cell: date | time | timedelta) -> str:
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ") if cell.time() != time() else cell.date().isoformat()
    if not isinstance(cell, timedelta):
        return cell.isoformat()
    seconds, rest = divmod(abs(cell), timedelta(seconds=1))
    fraction = f".{rest.microseconds:06}".rstrip("0") if rest else ""
    sign = "-" if cell < timedelta() else ""
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}{fraction}"


def number_text(value: float) -> str:
    """Write a workbook's number exactly as far as the workbook knows it: 15 significant digits.

    ``0.1 + 0.2`` is ``0.3``, as Excel shows it; never an exponent, never a trailing ``.0``.
    """
    if value.is_integer() and abs(value) < 1e16:
        return str(int(value))
    text = f"{value:.15g}"
    return format(Decimal(text), "f") if "e" in text else text


def number_texts(values: Sequence[float]) -> list[str]:
    """``number_text`` of each of many numbers, none of which has more than 15 digits before its decimals."""
    texts = [f"{value:.15g}" for value in values]
    if "e" not in "".join(texts) and "-0" not in texts:
        return texts
    return [
        number_text(value) if "e" in text or text == "-0" else text
        for value, text in zip(values, texts, strict=True)
    ]

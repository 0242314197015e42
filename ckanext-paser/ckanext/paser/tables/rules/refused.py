"""Rows that the database has refused, or takes though no column means them: instead of its English words a sentence with row,
column and remedy. Pure.

The database names a column only where its type is of another kind; else the value that it quotes is looked for in the rows.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ckanext.paser.problems import N_, Problem
from ckanext.paser.tables.rules.kinds import Type
from ckanext.paser.tables.rules.table import JSON, ZONED

Records = Sequence[Mapping[str, Any]]

_TOO_LARGE, _OTHER_TYPE = "22003", "42804"
_UNFIT = ("22P02", "22007", "22008", _TOO_LARGE, _OTHER_TYPE)
_TOO_LONG = ("54000", "22001")
"""Source: PostgreSQL 15, appendix A: a text that is no value, or none in range; a limit of an index, or of the type."""
_NOT_ADAPTED = "can't adapt type"
"""How psycopg2 refuses an object before the database sees it."""
_QUOTED = re.compile('"(.*)"', re.DOTALL)
_RANGES = {"smallint": 2**15, "integer": 2**31, "bigint": 2**63}
_ENDLESS = re.compile(r"(?i)\s*[-+]?(?:nan|inf|infinity)\s*").fullmatch
_FINITE = {
    **dict.fromkeys(("numeric", "decimal"), Type.NUMBER),
    **dict.fromkeys(("int2", "int4", "int8", "smallint", "int", "integer", "bigint"), Type.INTEGER),
    **dict.fromkeys(("timestamp", "timestamptz"), Type.TIMESTAMP),
    "date": Type.DATE,
}
"""Types of PostgreSQL in which a value is not NaN or infinite by what they mean here."""
_MOMENT = N_("Write a day and a time such as 2025-12-31T08:00:00.")
_REMEDIES = {
    Type.INTEGER: N_("Write a whole number without thousands marks, such as 1250."),
    Type.NUMBER: N_("Write a number with a point before its decimals, such as 1250.5."),
    Type.DATE: N_("Write a day such as 2025-12-31."),
    Type.TIMESTAMP: _MOMENT,
    ZONED: _MOMENT,
    Type.BOOLEAN: N_("Write true or false."),
}
_KINDS = {
    "timestamp with time zone": ZONED,
    "timestamp": Type.TIMESTAMP,
    "date:": Type.DATE,
    "numeric": Type.NUMBER,
    "double precision": Type.NUMBER,
    "real": Type.NUMBER,
    "boolean": Type.BOOLEAN,
    **dict.fromkeys(_RANGES, Type.INTEGER),
}
"""What the columns are of whose type the database speaks."""


@dataclass(frozen=True)
class Cell:
    """A value of the rows that were sent; the first row is 1."""

    row: int
    column: str
    value: Any


def problem(code: str | None, said: str, records: Records, kinds: Mapping[str, str]) -> Problem | None:
    """What is wrong with rows that the database refused; None where it is not for one of their values.

    Args:
        code: SQLSTATE of the refusal; None where it was made on the way there.
        said: and its first sentence.
        records: the rows that were sent.
        kinds: what the columns are of (``Column.type``, ``JSON`` or ``ZONED``), as far as that is known.
    """
    if code in _TOO_LONG:
        return _too_long(_longest(records))
    if code not in _UNFIT and not said.startswith(_NOT_ADAPTED):
        return None
    cell = _found(code, said, records, kinds)
    if cell is None:
        return _unknown(said)
    if code == _TOO_LARGE:
        fact = N_('"{value}" is too large for this column, so nothing was written.')
        remedy = N_("Write a smaller number, or choose another type for the column.")
        return _at(cell, "not_a_value", fact, remedy)
    return _no_value(cell, kinds.get(cell.column, ""))


def _no_value(cell: Cell, kind: str) -> Problem:
    fact = N_('"{value}" cannot be a value of this column, so nothing was written.')
    remedy = _REMEDIES.get(kind, N_("Write a value of the column's type."))
    return _at(cell, "not_a_value", fact, remedy)


def endless(records: Records) -> list[Cell]:
    """The values that are no number and no moment though PostgreSQL has a word for them: NaN, the infinite."""
    return [cell for cell in _cells(records) if _is_endless(cell.value)]


def unmeant(cells: Sequence[Cell], types: Mapping[str, str]) -> list[Problem]:
    """What is wrong with the first value that is no number in a column of decimals, or no moment; empty if none is.

    One of them makes the sum of its column none, and JSON has no word for it. Floats have, and keep theirs (``docs/api.md``).

    Args:
        cells: what ``endless`` found.
        types: of the columns, as ``pg_type.typname`` or CKAN's API has them.
    """
    found = ((cell, _FINITE.get(types.get(cell.column, "").lower())) for cell in cells)
    return [_no_value(cell, kind) for cell, kind in found if kind][:1]


def _is_endless(value: Any) -> bool:
    if isinstance(value, float):
        return not math.isfinite(value)
    return isinstance(value, str) and bool(_ENDLESS(value))


def _found(code: str | None, said: str, records: Records, kinds: Mapping[str, str]) -> Cell | None:
    refusable = [cell for cell in _cells(records) if not _takes(kinds.get(cell.column, ""), cell.value)]
    quoted = _QUOTED.search(said)
    if code is None:
        return next((cell for cell in refusable if isinstance(cell.value, Mapping)), None)
    if code == _OTHER_TYPE:
        name, of = (quoted[1] if quoted else "").partition('"')[0], said.rpartition(" ")[2]
        return next((cell for cell in refusable if cell.column == name and _is_of(cell.value, of)), None)
    word = next((word for word in _KINDS if word in said), "")
    limit = _RANGES.get(word, 0)
    found = [
        cell
        for cell in refusable
        if (
            str(cell.value) == quoted[1]
            if quoted
            else _is_number(cell.value) and abs(cell.value) >= limit > 0
        )
    ]
    of_kind = (cell for cell in found if word and kinds.get(cell.column) == _KINDS[word])
    return next(of_kind, found[0] if found else None)


def _takes(kind: str, value: Any) -> bool:
    """A column of texts takes any text, one of JSON anything."""
    return kind == JSON or (kind in (Type.TEXT, Type.CODE) and isinstance(value, str))


def _is_of(value: Any, kind: str) -> bool:
    """Tell whether the database would take a value for one of this kind, as far as it is not clear: of no other it speaks so."""
    if kind == "boolean":
        return isinstance(value, bool)
    if kind.endswith("[]"):
        return isinstance(value, list | tuple)
    return _is_number(value)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _cells(records: Records) -> Iterator[Cell]:
    return (
        Cell(row, column, value) for row, record in enumerate(records, 1) for column, value in record.items()
    )


def _longest(records: Records) -> Cell | None:
    texts = (cell for cell in _cells(records) if isinstance(cell.value, str))
    return max(texts, key=lambda cell: len(cell.value), default=None)


def _too_long(cell: Cell | None) -> Problem | None:
    fact = N_("The text is too long for this column, so nothing was written.")
    remedy = N_("Shorten it, or take the column out of the key and the indexes.")
    return _at(cell, "too_long", fact, remedy) if cell else None


def _unknown(said: str) -> Problem:
    fact = N_(
        "The database keeps a value of these rows in none of their columns, so nothing was written ({said})."
    )
    return Problem(
        "not_a_value", "", fact, N_("Compare the values with the types of the columns."), {"said": said}
    )


def _at(cell: Cell, code: str, fact: str, remedy: str) -> Problem:
    text = cell.value if isinstance(cell.value, str) else json.dumps(cell.value, default=str)
    text = " ".join(text.split())  # Table Designer has tabs between the parts of an error
    shown = text if len(text) <= 60 else f"{text[:59]}…"
    params = {"row": cell.row, "column": cell.column, "value": shown}
    return Problem(code, N_('Row {row}, column "{column}"'), fact, remedy, params)

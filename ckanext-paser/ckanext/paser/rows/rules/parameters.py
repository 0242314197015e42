"""The words in which an address asks for rows: Indonesian names, and the table's own columns.

``kolom`` columns, ``urut`` order, ``batas`` limit, ``sesudah`` place to go on from, ``kelompok`` groups, ``hitung`` figures;
everything else is a column, or a column with ``__`` and a comparison.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from urllib.parse import unquote_to_bytes

from ckanext.paser.problems import N_, Problem, ProblemError
from ckanext.paser.rows.rules.fields import Fields, shortened, unknown
from ckanext.paser.rows.rules.query import (
    DEFAULT_LIMIT,
    LISTED,
    Aggregate,
    Condition,
    Every,
    Op,
    Order,
    Query,
)
from ckanext.paser.tables.rules.kinds import Type

WORDS = {
    "columns": "kolom",
    "order": "urut",
    "limit": "batas",
    "after": "sesudah",
    "groups": "kelompok",
    "aggregates": "hitung",
}
NAMES = tuple(WORDS.values())
PARTED = tuple(WORDS[part] for part in ("columns", "order", "groups", "aggregates"))
"""What has several parts, with commas between."""
_WITH_COMMA = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:\.\d{3})+),\d+", re.ASCII)
"""One number as Indonesians write it, ``283,8`` or ``1.283,8``; or two values."""
_DIRECTION = re.compile(r"-?(.+?)[ :+.](?:asc|desc)", re.IGNORECASE)
_VALUE = re.compile(r'(?:"(?P<quoted>(?:[^"]|"")*)"|(?P<plain>(?!")[^,]*))(?P<more>,|\Z)')
"""One value and what follows it, as in CSV; other than there, a line may end inside a value without quotes."""
_LONGEST = 100_000
"""Characters of the values of one parameter."""


def check_bytes(address: bytes) -> None:
    """Refuse an address whose bytes are no text; its parameters would have values that nobody has written.

    Raises:
        ProblemError: it is not UTF-8.
    """
    try:
        unquote_to_bytes(address).decode()
    except UnicodeDecodeError:
        fact = N_("The address has bytes that are not UTF-8.")
        raise ProblemError(Problem("not_utf8", "", fact, N_("Write each character in UTF-8."))) from None


def parse(parameters: Iterable[tuple[str, str]], fields: Fields) -> Query:
    """The question that an address asks. Values are not looked at yet (``checking.checked``).

    Args:
        parameters: names and values in the order of the address.

    Raises:
        ProblemError: a parameter is neither one of ours nor a column, or says what is none.
    """
    asked: dict[str, str] = {}
    conditions: dict[str, Condition] = {}
    for name, value in parameters:
        if name not in NAMES:
            conditions[name] = _joined(conditions.get(name), _condition(name, value, fields))
        elif name in asked:
            fact = N_("It stands here twice.")
            raise _wrong(name, fact, N_("Write it once, its parts with commas between."))
        else:
            asked[name] = value
    if asked.get("kolom") and ("kelompok" in asked or "hitung" in asked):
        fact = N_("The columns of a grouped answer are those of kelompok and hitung.")
        raise _wrong("kolom", fact, N_("Leave it out."))
    groups = _list(asked, "kelompok")
    return Query(
        columns=_list(asked, "kolom"),
        where=Every(tuple(conditions.values())),
        order=tuple(_order(part, fields) for part in _list(asked, "urut")),
        limit=_limit(asked.get("batas", "")),
        groups=groups,
        aggregates=_aggregates(_list(asked, "hitung")) or ((Aggregate("count"),) if groups else ()),
        after=asked.get("sesudah", ""),
    )


def joined(parts: Iterable[str]) -> str:
    """Parts as one value: with commas between, one that has a comma itself in quotes."""
    written = io.StringIO()
    csv.writer(written, lineterminator="").writerow(parts)
    return written.getvalue()


def _condition(name: str, value: str, fields: Fields) -> Condition:
    """A parameter that asks for a column. A column that is named like another one with a comparison goes first."""
    column, _, word = (name, "", Op.EQ.value) if name in fields else name.rpartition("__")
    if column not in fields or word not in list(Op):
        if column in fields:
            raise ProblemError(unknown(name, word, [op.value for op in Op]))
        asked = column or name
        raise ProblemError(unknown(name, asked, [*fields.by_id, *NAMES]))
    op = Op(word)
    if op in LISTED and fields[column].family is Type.NUMBER and _WITH_COMMA.fullmatch(value):
        raise ProblemError(_one_or_two(name, value))
    return Condition(column, op, _values(name, value) if op in LISTED else (value,), where=name)


def _joined(before: Condition | None, new: Condition) -> Condition:
    """Values of a parameter that stands in an address more than once are alternatives."""
    if before is None:
        return new
    return Condition(new.column, new.op, (*before.values, *new.values), new.where)


def _values(name: str, text: str) -> tuple[str, ...]:
    """``a,b`` are two values, ``"a,b"`` is one."""
    if len(text) > _LONGEST:
        raise _wrong(name, N_("A value is too long."), N_("Look for a part of it: contains."))
    found, at, more = [], 0, True
    while more:
        value = _VALUE.match(text, at)
        if value is None:
            fact = N_("A value begins with a quote and does not end with one.")
            remedy = N_('Write "a, b" for one value with a comma, and """a""" for one with quotes around it.')
            raise _wrong(name, fact, remedy)
        quoted = value["quoted"]
        found.append(value["plain"] if quoted is None else quoted.replace('""', '"'))
        at, more = value.end(), bool(value["more"])
    return tuple(found)


def _one_or_two(name: str, text: str) -> Problem:
    first, second = text.split(",")
    fact = N_('"{value}" reads as one number with decimals, and as two values.')
    remedy = N_("Write {where}={number} for the number, {where}={first}&{where}={second} for the two values.")
    number = text.replace(".", "").replace(",", ".")
    parts = {"value": text, "number": number, "first": first, "second": second}
    params = {"where": name, **{part: shortened(one) for part, one in parts.items()}}
    return Problem("one_or_two_values", "{where}", fact, remedy, params)


def _list(asked: dict[str, str], name: str) -> tuple[str, ...]:
    return _values(name, asked[name]) if asked.get(name) else ()


def _order(part: str, fields: Fields) -> Order:
    """``jumlah`` or ``-jumlah``; other portals write ``jumlah desc``."""
    order = Order(part.removeprefix("-"), part.startswith("-"))
    if order.column not in fields and (other := _DIRECTION.fullmatch(part)):
        fact = N_("The direction of an order is not written as a word.")
        remedy = N_("Write {column} for ascending, -{column} for descending.")
        params = {"where": "urut", "column": other[1]}
        raise ProblemError(Problem("not_understood", "{where}", fact, remedy, params))
    return order


def _limit(text: str) -> int:
    if text and not (text.isascii() and text.isdigit() and len(text) < 10):
        raise _wrong("batas", N_("It is not a number of rows."), N_("Write digits alone, such as 100."))
    return int(text) if text else DEFAULT_LIMIT


def _aggregates(parts: tuple[str, ...]) -> tuple[Aggregate, ...]:
    found = []
    for part in parts:
        column, colon, function = part.rpartition(":")
        if not (colon and column) or (column == "*" and function != "count"):
            fact = N_("A figure is a column, a colon and sum, avg, min, max or count; *:count counts rows.")
            raise _wrong("hitung", fact, N_("Write it as jumlah:sum,*:count."))
        found.append(Aggregate(function, "" if column == "*" else column))
    return tuple(found)


def _wrong(where: str, fact: str, remedy: str) -> ProblemError:
    return ProblemError(Problem("not_understood", "{where}", fact, remedy, {"where": where}))

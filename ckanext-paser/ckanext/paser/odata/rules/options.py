"""The options of an OData address, made a question to the table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ckanext.paser.odata.rules import filtering
from ckanext.paser.odata.rules.model import NUMBER, name
from ckanext.paser.problems import N_, Problem, ProblemError
from ckanext.paser.rows.rules.fields import Fields, unknown
from ckanext.paser.rows.rules.query import MOST_ROWS, Every, Form, Order, Query, Where
from ckanext.paser.tables.rules.kinds import Type

OF_ONE = ("$select", "$format")
"""Options of a row that is asked by its key."""
OPTIONS = ("$select", "$filter", "$orderby", "$top", "$skip", "$skiptoken", "$count", "$format")
_JSON = ("json", "application/json")
_KEY = re.compile(rf"(?:{NUMBER}=)?(\d{{1,18}})", re.ASCII)
WORDS = {
    "columns": "$select",
    "order": "$orderby",
    "limit": "$top",
    "after": "$skiptoken",
    "groups": "$apply",
    "aggregates": "$apply",
}
PAGE = 5_000
"""Rows that one answer has, if the program asks for no fewer."""


@dataclass(frozen=True)
class Asked:
    """What an address asks.

    Args:
        top: rows that the program wants in all pages together; None: all.
        names: the columns' names in the answer, in its order; empty: all.
    """

    query: Query
    top: int | None
    names: tuple[str, ...]


def once(parameters: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The options of an address, none of which may stand there twice.

    Raises:
        ProblemError: one does.
    """
    found: dict[str, str] = {}
    for option, value in parameters:
        if option in found:
            fact, remedy = N_("It stands here twice."), N_("Write it once; join filters by and.")
            raise ProblemError(Problem("not_understood", "{where}", fact, remedy, {"where": option}))
        found[option] = value
    return found


def parse(options: Mapping[str, str], fields: Fields, page: int = PAGE) -> Asked:
    """The question that the options ask.

    Args:
        fields: the table's own, without the number that OData wants.
        page: rows per answer that the program prefers.

    Raises:
        ProblemError: an option is not offered, or says what is not understood.
    """
    _check(options, OPTIONS)
    columns = {NUMBER: NUMBER, **{name(column): column for column in fields.by_id}}
    chosen = tuple(
        part.strip() for part in options.get("$select", "").split(",") if part.strip() not in ("", "*")
    )
    top = _number(options, "$top")
    limit = min(page, MOST_ROWS, MOST_ROWS if top is None else top)
    filtered = options.get("$filter", "")
    where = _filter(filtered, columns, fields) if filtered.strip() else Every()
    query = Query(
        columns=tuple(_column(part, columns, "$select") for part in chosen),
        where=where,
        order=_order(options.get("$orderby", ""), columns),
        limit=limit,
        after=options.get("$skiptoken", ""),
        skip=_number(options, "$skip") or 0,
        total=_truth(options),
        form=Form(tuple((column, shown) for shown, column in columns.items() if shown != column)),
    )
    return Asked(query, top, chosen)


def _filter(text: str, columns: Mapping[str, str], fields: Fields) -> Where:
    families = {column: one.family for column, one in fields.numbered().by_id.items()}
    whole = {column for column, family in families.items() if family is Type.INTEGER}
    numbers = {column for column, family in families.items() if family is Type.NUMBER}
    return filtering.parse(text, columns, whole | numbers, whole)


def of_one(options: Mapping[str, str], fields: Fields, key: str) -> Asked:
    """The question for the row of a key, written as ``3`` or ``_id=3``.

    Raises:
        ProblemError: as ``parse``, or it is no key.
    """
    _check(options, OF_ONE)
    number = _KEY.fullmatch(key)
    if number is None:
        fact, remedy = N_("It is not the key of a row."), N_("Write the number of a row, such as baris(3).")
        raise ProblemError(Problem("not_understood", "{where}", fact, remedy, {"where": "baris"}))
    return parse({**options, "$filter": f"{NUMBER} eq {number[1]}"}, fields)


def _check(options: Mapping[str, str], offered: tuple[str, ...]) -> None:
    for option in options:
        if option not in offered:
            raise ProblemError(unknown(option, option, offered))
    if options.get("$format", _JSON[0]).partition(";")[0].strip().lower() not in _JSON:
        fact, remedy = N_("The feed is written as JSON alone."), N_("Write json, or leave it out.")
        raise ProblemError(Problem("not_offered", "{where}", fact, remedy, {"where": "$format"}))


def _order(text: str, columns: Mapping[str, str]) -> tuple[Order, ...]:
    found = []
    for part in filter(None, (part.split() for part in text.split(","))):
        if len(part) > 2 or part[1:] not in ([], ["asc"], ["desc"]):
            fact, remedy = N_("It is not an order."), N_("Write it as tahun desc,kode_wilayah.")
            raise ProblemError(Problem("not_understood", "{where}", fact, remedy, {"where": "$orderby"}))
        found.append(Order(_column(part[0], columns, "$orderby"), part[1:] == ["desc"]))
    return tuple(found)


def _column(shown: str, columns: Mapping[str, str], where: str) -> str:
    if shown not in columns:
        raise ProblemError(unknown(where, shown, columns))
    return columns[shown]


def _number(options: Mapping[str, str], option: str) -> int | None:
    text = options.get(option, "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        fact, remedy = N_("It is not a number of rows."), N_("Write digits alone, such as 100.")
        raise ProblemError(Problem("not_understood", "{where}", fact, remedy, {"where": option}))
    return int(text)


def _truth(options: Mapping[str, str]) -> bool:
    text = options.get("$count", "false")
    if text not in ("true", "false"):
        fact, remedy = N_("It is asked yes or no."), N_("Write true or false.")
        raise ProblemError(Problem("not_understood", "{where}", fact, remedy, {"where": "$count"}))
    return text == "true"

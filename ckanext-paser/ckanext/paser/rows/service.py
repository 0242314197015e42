"""Rows of a table, page by page: one version per page, as fast deep in the table as at its beginning."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from flask import has_request_context

import ckan.plugins.toolkit as tk
from ckan import authz
from ckan.lib.plugins import DefaultPermissionLabels, get_permission_labels

from ckanext.paser.problems import N_, Problem, ProblemError
from ckanext.paser.rows import store
from ckanext.paser.rows.rules import cursor
from ckanext.paser.rows.rules.checking import checked, figure
from ckanext.paser.rows.rules.cursor import Place
from ckanext.paser.rows.rules.fields import Field, Fields
from ckanext.paser.rows.rules.parameters import WORDS
from ckanext.paser.rows.rules.query import Every, Query
from ckanext.paser.rows.store import Key, Table

SECONDS = 5
"""What an answer may take of the database's time for everybody,"""
SECONDS_OF_USERS = 30
"""and for those who have logged in."""
KEPT = "public, max-age=5, must-revalidate"
"""``Cache-Control`` of rows that everybody may see. A table that is no longer public must be gone from other caches
too, so they may not keep it for long."""
_MOST_TOTALS = 10_000
_OWN_RULES = "ckan.logic.auth.get"

Ask = Callable[[Fields], Query]
Etag = Callable[[str], bool]


@dataclass(frozen=True)
class Page:
    """Some of the lines that answer a question.

    Args:
        fields: its columns.
        rows: tuples of values, or JSON objects as text, by what was called.
        total: lines of the whole answer; None if nobody asked.
        next: what the next question has as ``after``; empty at the end.
        version: of the table; empty if it was not made here.
        etag: changes whenever anything of the answer to the same question may have changed; empty if nobody can tell.
        known: the reader has it already, so there are no rows.
    """

    fields: tuple[Field, ...] = ()
    rows: Sequence[Any] = ()
    total: int | None = None
    next: str = ""
    version: str = ""
    etag: str = ""
    known: bool = False


_totals: dict[tuple[str, str, str], int] = {}
"""Lines of an answer, by table, version and question: they cannot change."""


def is_public(resource_id: str) -> bool:
    """Tell in one query whether everybody may see a resource. False may also mean that others have to be asked.

    Only while CKAN's own rules decide; where a plugin has others, ``resource_show`` is asked.
    """
    own = all(
        getattr(authz._AuthFunctions.get(name), "__module__", "") == _OWN_RULES
        for name in ("resource_show", "package_show")
    )
    labels = type(get_permission_labels()) is DefaultPermissionLabels
    return own and labels and store.is_public(resource_id)


def page(resource_id: str, ask: Ask, words: dict[str, str] = WORDS) -> Page:
    """Rows as tuples of Python's values. The caller has checked access.

    Args:
        ask: makes the question from the table's columns.
        words: what the asker calls the parts of a question.

    Raises:
        ObjectNotFound: there is no table.
        ProblemError: the question cannot be asked of this table, or its answer takes too long.
    """
    with _reading(resource_id) as table:
        return _page(table, resource_id, _asked(table, ask, words), Table.values, words)


def lines(
    resource_id: str, ask: Ask, is_known: Etag = lambda etag: False, words: dict[str, str] = WORDS
) -> Page:
    """As ``page``, with rows as JSON text, in which numbers are exactly as PostgreSQL has them.

    Args:
        is_known: tells whether the reader has the answer with this ETag.
    """
    with _reading(resource_id) as table:
        if (etag := _etag(table)) and is_known(etag):
            return Page(etag=etag, known=True)
        page = _page(table, resource_id, _asked(table, ask, words), Table.lines, words)
        return replace(page, etag=etag)


def fields(resource_id: str) -> tuple[Field, ...]:
    """The columns of a table.

    Raises:
        ObjectNotFound: there is no table.
    """
    with _reading(resource_id) as table:
        return tuple(table.fields.by_id.values())


@contextmanager
def _reading(resource_id: str) -> Iterator[Table]:
    seconds = SECONDS_OF_USERS if _has_user() else SECONDS
    try:
        with store.reading(resource_id, seconds) as table:
            yield table
    except store.NoTableError:
        raise tk.ObjectNotFound(tk._("This resource has no table.")) from None
    except store.SlowError:
        fact = N_("The answer takes longer than {seconds} seconds.")
        remedy = N_("Ask for less: filter by a column, leave out the order, or download the table.")
        raise ProblemError(Problem("too_slow", "", fact, remedy, {"seconds": seconds})) from None
    except store.ValueRefusedError:
        fact = N_("A value is larger than the database can compute with.")
        remedy = N_("Ask with smaller values, or leave out the figure.")
        raise ProblemError(Problem("not_a_value", "", fact, remedy)) from None


def _asked(table: Table, ask: Ask, words: dict[str, str]) -> Query:
    query = ask(table.fields)
    if query.form:
        table.fields = table.fields.numbered()
    return checked(query, table.fields, words)


def _has_user() -> bool:
    return has_request_context() and tk.current_user.is_authenticated


def _etag(table: Table) -> str:
    """Of version and dictionary; a table that was not made here has no version that one could go by."""
    return table.digest if table.mark else ""


def _page(
    table: Table,
    resource_id: str,
    query: Query,
    read: Callable[..., tuple[list[Any], bool]],
    words: dict[str, str],
) -> Page:
    keys, shown = _keys(query, table.fields)
    place = cursor.read(query, len(keys), words["after"]) if query.after else None
    version = table.mark.version if table.mark else ""
    total = _total(table, resource_id, query, version, place) if query.total else None
    rows, more = read(table, query, keys, place)
    width = len(rows[0]) - len(keys) if rows else 0
    end = ""
    if more and rows:
        end = cursor.write(Place(tuple(rows[-1][width:]), version, total), query)
    single = read is Table.lines
    kept = [row[0] for row in rows] if single else [tuple(row[:width]) for row in rows]
    return Page(shown, kept, total, end, version)


def _keys(query: Query, fields: Fields) -> tuple[list[Key], tuple[Field, ...]]:
    """What makes the order of the lines, down to the last difference between two; and the columns to show."""
    known = Fields([*fields.by_id.values(), *(figure(one, fields) for one in query.aggregates)])
    asked = {one.column: one for one in reversed(query.order)}  # of two on one column the first counts
    asked = [one for one in query.order if asked.get(one.column) is one]
    keys = [Key(one.column, known[one.column].pg_type, one.descending) for one in asked]
    if query.grouped:
        sorted_by = {one.column for one in asked}
        keys += [Key(name, known[name].pg_type) for name in query.groups if name not in sorted_by]
    else:
        keys.append(Key("_id", "int8", nullable=False))
    return keys, tuple(known[name] for name in query.columns)


def _total(table: Table, resource_id: str, query: Query, version: str, place: Place | None) -> int:
    """Exact; counted once per question and version. A loaded table's rows were counted when it was loaded."""
    if table.mark and table.mark.fingerprint and not query.grouped and query.where == Every():
        return table.mark.rows
    if place and version and place.version == version and place.total is not None:
        return place.total
    key = (resource_id, version, cursor.question(query))
    if version and key in _totals:
        return _totals[key]
    total = table.count(query)
    if version:
        if len(_totals) >= _MOST_TOTALS:
            _totals.clear()
        _totals[key] = total
    return total


def written(page: Page, following: str | None) -> str:
    """An answer as JSON.

    Args:
        page: one of ``lines``.
        following: how the next page is asked for.
    """
    about = [
        {"id": field.id, "label": field.about.label, "type": field.about.type, "unit": field.about.unit,
         "definition": field.about.definition}
        for field in page.fields
    ]  # fmt: skip
    known = {"columns": about, "total": page.total, "next": following, "version": page.version or None}
    head = json.dumps(known, ensure_ascii=False, separators=(",", ":"))
    return f'{head[:-1]},"items":[{",".join(page.rows)}]}}'

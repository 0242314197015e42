"""Rows of a table, page by page: one version per page, as fast deep in the table as at its beginning."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Any

from flask import has_request_context
from psycopg2 import sql

import ckan.plugins.toolkit as tk
from ckan import authz

from ckanext.paser.problems import N_, Problem, ProblemError
from ckanext.paser.rows import store
from ckanext.paser.rows.rules import cursor
from ckanext.paser.rows.rules.checking import checked
from ckanext.paser.rows.rules.cursor import Place
from ckanext.paser.rows.rules.fields import Field, Fields
from ckanext.paser.rows.rules.parameters import WORDS
from ckanext.paser.rows.rules.query import Every, Query
from ckanext.paser.rows.statements import Question
from ckanext.paser.rows.store import Facts, Table
from ckanext.paser.tables.rules.mark import Mark
from ckanext.paser.workflow import service as workflow

SECONDS = 5
"""What an answer may take of the database's time for everybody,"""
SECONDS_OF_USERS = 30
"""and for those who have logged in."""
KEPT = "public, max-age=3, must-revalidate"
"""``Cache-Control`` of rows that everybody may see. A table that is no longer public must be gone from other caches
too, so they may not keep it for long."""
_MOST_TOTALS = 10_000
_TRIES = 5
"""How often a question is asked anew because the table has changed since the last time."""
_KNOWN_RULES = {"ckan.logic.auth.get", "ckanext.paser.workflow.auth"}
"""Where rights are decided in ways that ``store.is_public`` knows."""

Ask = Callable[[Fields], Query]
Etag = Callable[[str], bool]
Read = Callable[[Question, Place | None], sql.Composable]


@dataclass(frozen=True)
class Page:
    """Some of the lines that answer a question.

    Args:
        fields: its columns.
        rows: tuples of values, or JSON objects as text, by what was called.
        total: lines of the whole answer; None if nobody asked.
        next: what the next question has as ``after``; empty at the end.
        back: what the page before has as ``after``, of a page that was asked for with it; empty where that is the first page.
        version: of the table; empty if it was not made here.
        etag: changes whenever anything of the answer to the same question may have changed; empty if nobody can tell.
        known: the reader has it already, so there are no rows.
        numbers: ``_id`` of each of ``rows``, by which CKAN's API edits it; of ``page`` without groups.
    """

    fields: tuple[Field, ...] = ()
    rows: Sequence[Any] = ()
    total: int | None = None
    next: str = ""
    back: str = ""
    version: str = ""
    etag: str = ""
    known: bool = False
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True)
class _Asked:
    """What is asked, whatever the table is like."""

    resource_id: str
    ask: Ask
    words: dict[str, str]
    read: Read
    back: bool = False


_totals: dict[tuple[str, str, str], int] = {}
"""Lines of an answer, by table, version and question: they cannot change."""


def is_public(resource_id: str) -> bool:
    """Tell in one query whether everybody may see a resource. False may also mean that others have to be asked.

    Only while CKAN's own rules and ours decide; where a plugin has others, ``resource_show`` is asked.
    """
    rules = (authz._AuthFunctions.get(name) for name in ("resource_show", "package_show"))
    known = all(module in _KNOWN_RULES for rule in rules for module in _modules(rule))
    return known and workflow.decides_who_sees() and store.is_public(resource_id)


def _modules(rule: Any) -> Iterator[str]:
    """Where a right is decided: CKAN makes a chain of its own rule and those of plugins."""
    while isinstance(rule, partial):
        yield rule.func.__module__
        rule = rule.args[0]
    yield getattr(rule, "__module__", "")


def page(resource_id: str, ask: Ask, words: dict[str, str] = WORDS, *, back: bool = False) -> Page:
    """Rows as tuples of Python's values. The caller has checked access.

    Args:
        ask: makes the question from the table's columns.
        words: what the asker calls the parts of a question.
        back: the way to the page before is asked for, too.

    Raises:
        ObjectNotFound: there is no table.
        ProblemError: the question cannot be asked of this table, or its answer takes too long.
    """
    return _answer(_Asked(resource_id, ask, words, Question.values, back))


def lines(
    resource_id: str, ask: Ask, is_known: Etag = lambda etag: False, words: dict[str, str] = WORDS
) -> Page:
    """As ``page``, with rows as JSON text, in which numbers are exactly as PostgreSQL has them.

    Args:
        is_known: tells whether the reader has the answer with this ETag.
    """
    return _answer(_Asked(resource_id, ask, words, Question.lines), is_known)


def fields(resource_id: str) -> tuple[Field, ...]:
    """The columns of a table.

    Raises:
        ObjectNotFound: there is no table.
    """
    with _told() as seconds:
        return tuple(store.facts(resource_id, seconds).fields.by_id.values())


@contextmanager
def _told() -> Iterator[int]:
    """How long the reader may let the database work; what it does not answer is told in sentences."""
    seconds = SECONDS_OF_USERS if _has_user() else SECONDS
    try:
        yield seconds
    except store.NoTableError:
        raise tk.ObjectNotFound(tk._("This resource has no table.")) from None
    except store.SlowError:
        fact = N_("The answer takes longer than {seconds} seconds.")
        remedy = N_("Ask for less: filter by a column, leave out the order, or download the table.")
        raise ProblemError(Problem("too_slow", "", fact, remedy, {"seconds": seconds})) from None
    except store.RefusedError:
        fact = N_("A value is larger than the database can compute with.")
        remedy = N_("Ask with smaller values, or leave out the figure.")
        raise ProblemError(Problem("not_a_value", "", fact, remedy)) from None


def _answer(asked: _Asked, is_known: Etag = lambda etag: False) -> Page:
    """A page by what is remembered of the table, or, where that holds no longer, by what is so now."""
    with _told() as seconds:
        facts = store.remembered(asked.resource_id)
        if facts and not is_known(_etag(facts)):
            with suppress(ProblemError, store.RefusedError, store.ChangedError):
                return _page(asked, facts, seconds)
        changed = store.ChangedError()
        for _ in range(_TRIES):
            facts = store.facts(asked.resource_id, seconds)
            if is_known(_etag(facts)):
                return Page(etag=_etag(facts), known=True)
            try:
                return _page(asked, facts, seconds)
            except store.ChangedError as error:
                changed = error
        raise changed


def _has_user() -> bool:
    return has_request_context() and tk.current_user.is_authenticated


def _settled(facts: Facts) -> Mark | None:
    """The mark that says what a table holds; None where none does: it was not made here, or its rows are being edited."""
    return facts.mark if facts.mark and not facts.mark.edits else None


def _etag(facts: Facts) -> str:
    """Of version and dictionary; empty where there is no version that one could go by."""
    return facts.digest if _settled(facts) else ""


def _page(asked: _Asked, facts: Facts, seconds: int) -> Page:
    """A page of the table if it is as these facts say.

    Raises:
        ChangedError: it is not.
        NoTableError, SlowError, RefusedError, ProblemError
    """
    if not facts.fields.by_id:  # Table Designer begins with a table that has no columns yet
        raise store.NoTableError
    query = asked.ask(facts.fields)
    question = _question(asked.resource_id, facts, replace(query, after=""), tuple(asked.words.items()))
    place = None
    if query.after:
        place = cursor.read(
            replace(question.query, after=query.after), len(question.keys), asked.words["after"]
        )
    version = facts.mark.version if facts.mark else ""

    def read(table: Table) -> tuple[Any, ...]:
        total = _total(table, asked.resource_id, question, facts, place) if query.total else None
        before = table.first(question.back(place)) if asked.back and place else None
        return total, before, *table.page(asked.read(question, place), question.query.limit, facts.short)

    total, before, rows, more = store.reading(asked.resource_id, seconds, read)
    if not rows and not more:
        if store.facts(asked.resource_id, seconds).stamp != facts.stamp:
            raise store.ChangedError
        held = question.held(place) if place else None
        if held and not store.reading(asked.resource_id, seconds, lambda table: table.count(held)):
            raise ProblemError(cursor.gone(asked.words["after"]))
    width = len(rows[0]) - len(question.keys) if rows else 0
    ends = before, rows[-1][width:] if more and rows else None
    back, end = (cursor.write(Place(tuple(at), version, total), question.query) if at else "" for at in ends)
    single = asked.read is Question.lines
    kept = [row[0] for row in rows] if single else [tuple(row[:width]) for row in rows]
    numbers = () if single or query.grouped else tuple(int(row[-1]) for row in rows)
    return Page(question.shown, kept, total, end, back, version, _etag(facts), numbers=numbers)


@lru_cache(maxsize=200)
def _question(resource_id: str, facts: Facts, query: Query, words: tuple[tuple[str, str], ...]) -> Question:
    """A question made ready; programs ask the same one page after page."""
    fields = facts.fields.numbered() if query.form else facts.fields
    return Question(resource_id, checked(query, fields, dict(words)), fields, facts.stamp)


def _total(table: Table, resource_id: str, question: Question, facts: Facts, place: Place | None) -> int:
    """Exact; counted once per question and version. A loaded table's rows were counted when it was loaded."""
    mark, query = _settled(facts), question.query
    if mark and mark.fingerprint and not query.grouped and query.where == Every():
        return mark.rows
    version = mark.version if mark else ""
    if place and version and place.version == version and place.total is not None:
        return place.total
    key = (resource_id, version, cursor.question(query))
    if version and key in _totals:
        return _totals[key]
    total = table.count(question.count)
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
         "definition": field.about.definition, **({"over": field.over} if field.over else {})}
        for field in page.fields
    ]  # fmt: skip
    known = {"columns": about, "total": page.total, "next": following, "version": page.version or None}
    head = json.dumps(known, ensure_ascii=False, separators=(",", ":"))
    return f'{head[:-1]},"items":[{",".join(page.rows)}]}}'

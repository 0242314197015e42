"""Reads of tables in the DataStore, as the user who may read only.

What the catalogue says about a table is remembered, and each question asks under the condition that it still says so.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from operator import itemgetter
from typing import Any, TypeVar

from psycopg2 import DataError, extensions, sql
from psycopg2.errors import (
    DatatypeMismatch,
    QueryCanceled,
    UndefinedColumn,
    UndefinedFunction,
    UndefinedObject,
    UndefinedTable,
)

import ckan.plugins.toolkit as tk

from ckanext.paser.rows import statements
from ckanext.paser.rows.connections import Connections
from ckanext.paser.rows.rules.fields import Field, Fields
from ckanext.paser.rows.rules.query import MOST_CHARACTERS
from ckanext.paser.tables.rules import dictionary
from ckanext.paser.tables.rules.mark import Mark

_PUBLIC = (
    "PREPARE is_public (text) AS SELECT 1 FROM package WHERE state = 'active' AND NOT private"
    " AND id = (SELECT package_id FROM resource WHERE id = $1 AND state = 'active')"
)
"""Its plan takes three times as long to make as to carry out."""
_FIRST = 20
"""Lines that are fetched before it is known how long they are,"""
_LINE = 8 << 10
"""and characters of a line where no value is long: what PostgreSQL may not compress, it keeps apart from rows of 8 KiB."""
_GROWTH = 4
"""How many times as many are fetched as were read before."""
_BEGIN = sql.SQL("BEGIN; ")
_DECLARE = sql.SQL("DECLARE page NO SCROLL CURSOR FOR ")
_ROLLBACK = sql.SQL("ROLLBACK")
_MOST_REMEMBERED = 1_000
_ANOTHER_SHAPE = (DatatypeMismatch, UndefinedColumn, UndefinedFunction, UndefinedObject)
"""What PostgreSQL says of a question about columns that have gone, or have got another type."""

Found = TypeVar("Found")


class NoTableError(Exception):
    """The resource has no table."""


class SlowError(Exception):
    """The answer was not found in the time that the reader has."""


class RefusedError(Exception):
    """PostgreSQL does not take a value, or cannot compute with those that are there."""


class ChangedError(Exception):
    """The table is no longer what it was when the question was made."""


@dataclass(frozen=True, eq=False)
class Facts:
    """What the catalogue says about a table.

    Args:
        digest: changes exactly when anything of it does.
        stamp: changes whenever anything of it is written, be it the same.
        short: no value is so long that PostgreSQL keeps it apart from its row.
    """

    mark: Mark | None
    fields: Fields
    digest: str
    stamp: str
    short: bool


_remembered: dict[str, Facts] = {}
"""By resource. A question asks whether they still hold."""


def is_public(resource_id: str) -> bool:
    """Tell whether a resource is there and of a published dataset that everybody may see."""

    def read(connection: extensions.connection) -> bool:
        with connection.cursor() as cursor:
            cursor.execute("EXECUTE is_public (%s)", [resource_id])
            return cursor.fetchone() is not None

    return _portal().surely(read)


def remembered(resource_id: str) -> Facts | None:
    """The facts about a table as they were when it was last looked at."""
    return _remembered.get(resource_id)


def facts(resource_id: str, seconds: int) -> Facts:
    """The facts about a table as they are.

    Raises:
        NoTableError, SlowError
    """
    command = statements.facts(resource_id)
    known = reading(resource_id, seconds, lambda table: table.facts(command))
    if len(_remembered) >= _MOST_REMEMBERED:
        _remembered.clear()
    if known.fields.by_id:  # of a table without columns nothing can be asked that would tell when it has some
        _remembered[resource_id] = known
    return known


def _facts(said: Sequence[tuple[Any, ...]]) -> Facts:
    """Of a table that was not made here nobody tells when a long value comes into it."""
    comments = {number: comment for number, comment, name, _ in said if name is None}
    stamp, short = comments.pop(statements.STAMP), comments.pop(statements.SHORT)
    columns = [(number, name, pg_type) for number, _, name, pg_type in said if name]
    fields = Fields(
        Field(dictionary.column(name, pg_type, dictionary.parse(comments.get(number))), pg_type)
        for number, name, pg_type in columns
        if name[0] != "_"
    )
    mark = Mark.parse(comments.get(0))
    digest = blake2b(repr((comments, columns)).encode(), digest_size=12).hexdigest()
    return Facts(mark, fields, digest, stamp, bool(mark and short))


def reading(resource_id: str, seconds: int, read: Callable[[Table], Found]) -> Found:
    """What is read of a table.

    Raises:
        NoTableError, SlowError, RefusedError, ChangedError
    """
    try:
        return _datastore().surely(lambda connection: read(Table(connection, resource_id, seconds)))
    except DataError as error:
        raise RefusedError from error
    except UndefinedTable as error:
        raise NoTableError from error
    except QueryCanceled as error:
        raise SlowError from error
    except _ANOTHER_SHAPE as error:
        raise ChangedError from error


@lru_cache(maxsize=1)
def _portal() -> Connections:
    return Connections(tk.config["sqlalchemy.url"], _PUBLIC)


@lru_cache(maxsize=1)
def _datastore() -> Connections:
    return Connections(tk.config["ckan.datastore.read_url"])


class Table:
    """A table while it is read."""

    def __init__(self, connection: extensions.connection, resource_id: str, seconds: int) -> None:
        self._connection = connection
        self._until = time.monotonic() + seconds
        self._opening = statements.opening(resource_id, seconds * 1000)

    def facts(self, command: sql.Composable) -> Facts:
        return _facts(sorted(map(tuple, self._run(self._opening, command)), key=itemgetter(0)))

    def count(self, command: sql.Composable) -> int:
        """The number that a command gives.

        Raises:
            ChangedError: it gives none.
        """
        if not (found := self._run(self._opening, command)):
            raise ChangedError
        return found[0][0]

    def first(self, command: sql.Composable) -> tuple[Any, ...] | None:
        """The first line that a command gives."""
        return next((tuple(line) for line in self._run(self._opening, command)), None)

    def page(self, command: sql.Composable, limit: int, short: bool) -> tuple[list[Any], bool]:
        """The first lines that a command gives, until they are enough, or so long that an answer holds no more.

        Args:
            command: gives one line more than are kept, which tells that there are others.
            limit: how many are enough.
            short: the lines are known to be short, so that many of them may be fetched at once.
        """
        if short and (limit + 1) * _LINE <= MOST_CHARACTERS:
            found = self._run(self._opening, command)
            return found[:limit], len(found) > limit
        try:
            self._run(_BEGIN, self._opening, _DECLARE, command)
            page = self._fetch(limit)
            self._run(_ROLLBACK)
        except BaseException:
            self._connection.close()  # and with it what is left of the transaction
            raise
        return page

    def _fetch(self, limit: int) -> tuple[list[Any], bool]:
        """As ``page``, fetched as many at a time as there is room for by the length of those before, so that a page of
        long lines never is in memory whole.
        """
        found: list[Any] = []
        length, step = 0, _FIRST
        while True:
            step = min(step, limit + 1 - len(found))
            lines = self._run(sql.SQL("FETCH {} FROM page").format(sql.Literal(step)))
            for line in lines:
                if len(found) >= limit or (found and length >= MOST_CHARACTERS):
                    return found, True
                found.append(line)
                length += sum(map(len, map(str, line)))
            if len(lines) < step:
                return found, False
            if found and time.monotonic() > self._until:
                length = MOST_CHARACTERS  # PostgreSQL counts its time for each step; the page ends with the next line
            room = (MOST_CHARACTERS - length) * len(found) // max(1, length)
            step = max(1, min(room, _GROWTH * len(found)))

    def _run(self, *parts: sql.Composable) -> list[Any]:
        """What the last statement of a text gives."""
        text = "".join(part.as_string(self._connection) for part in parts)
        with self._connection.cursor() as cursor:
            cursor.execute(text)
            return cursor.fetchall() if cursor.description else []

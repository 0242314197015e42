"""Reads of tables in the DataStore, through CKAN's own connections, as the user who may read only.

Every text of SQL is put together by psycopg2's ``sql``: names are quoted, values are literals with a cast.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from hashlib import blake2b
from typing import Any

import sqlalchemy as sa
from psycopg2 import sql
from psycopg2.errors import QueryCanceled, UndefinedTable
from sqlalchemy.exc import DataError, DBAPIError

from ckan import model

from ckanext.datastore.backend.postgres import get_read_engine
from ckanext.paser.rows.rules.cursor import Place
from ckanext.paser.rows.rules.fields import Family, Field, Fields
from ckanext.paser.rows.rules.query import (
    MOST_CHARACTERS,
    Aggregate,
    Condition,
    Every,
    Form,
    Not,
    Op,
    Query,
    Some,
    Where,
)
from ckanext.paser.rows.rules.values import BOOLEANS
from ckanext.paser.tables.rules import dictionary
from ckanext.paser.tables.rules.mark import Mark

_PUBLIC = sa.select(sa.literal(1)).where(
    model.package_table.c.id
    == sa.select(model.resource_table.c.package_id)
    .where(
        model.resource_table.c.id == sa.bindparam("resource_id"),
        model.resource_table.c.state == model.State.ACTIVE,
    )
    .scalar_subquery(),
    model.package_table.c.state == model.State.ACTIVE,
    model.package_table.c.private.is_(False),
)
_OPEN = sql.SQL(
    "SET LOCAL statement_timeout = {milliseconds}; LOCK TABLE {table} IN ACCESS SHARE MODE;"
    " SELECT objsubid, description, NULL, NULL FROM pg_description"
    " WHERE objoid = {name}::regclass AND classoid = 'pg_class'::regclass"
    " UNION ALL SELECT attnum, NULL, attname, (SELECT typname FROM pg_type WHERE oid = atttypid)"
    " FROM pg_attribute WHERE attrelid = {name}::regclass AND attnum > 0 AND NOT attisdropped"
)
"""Comments and columns, each by the column's number. Two plain scans: a join of them takes longer to plan than the rows to read."""
_COMPARED = {
    Op.GT: sql.SQL(">"),
    Op.GTE: sql.SQL(">="),
    Op.LT: sql.SQL("<"),
    Op.LTE: sql.SQL("<="),
}
_PATTERNS = {Op.CONTAINS: "%{}%", Op.STARTSWITH: "{}%", Op.ENDSWITH: "%{}"}
_FIRST = 20
"""Lines that are fetched before it is known how long they are."""
_CASTS = {Family.TEXT: "text", Family.INTEGER: "int8"}
"""Types that values are cast to, where it is not the column's own."""


class NoTableError(Exception):
    """The resource has no table."""


class SlowError(Exception):
    """The answer was not found in the time that the reader has."""


class ValueRefusedError(Exception):
    """PostgreSQL does not take a value, or cannot compute with those that are there."""


def is_public(resource_id: str) -> bool:
    """Tell whether a resource is there and of a published dataset that everybody may see."""
    engine: sa.Engine = model.Session.get_bind()  # pyright: ignore[reportAssignmentType]
    with engine.connect() as connection:
        return connection.execute(_PUBLIC, {"resource_id": resource_id}).first() is not None


@contextmanager
def reading(resource_id: str, seconds: int) -> Iterator[Table]:
    """The table of a resource, which is not exchanged while it is read.

    Raises:
        NoTableError, SlowError, ValueRefusedError
    """
    try:
        with get_read_engine().connect() as connection:
            yield Table(connection, resource_id, seconds)
    except DataError as error:
        raise ValueRefusedError from error
    except DBAPIError as error:
        if isinstance(error.orig, UndefinedTable):
            raise NoTableError from error
        if isinstance(error.orig, QueryCanceled):
            raise SlowError from error
        raise


class Table:
    """A table, and what its comments say about it at this moment."""

    def __init__(self, connection: sa.Connection, resource_id: str, seconds: int) -> None:
        self._connection = connection
        self._until = time.monotonic() + seconds
        self._name = sql.Identifier("public", resource_id)
        found = self._run(
            _OPEN.format(
                milliseconds=sql.Literal(seconds * 1000),
                table=self._name,
                name=sql.Literal(f'public."{resource_id}"'),
            )
        )
        said = sorted((tuple(row) for row in found), key=lambda row: (row[0], row[2] or ""))
        self.mark, self.fields, self.digest = _known(tuple(said))

    def lines(
        self, query: Query, keys: Sequence[Key], place: Place | None
    ) -> tuple[list[tuple[str, ...]], bool]:
        """One JSON object per row, as PostgreSQL writes it, followed by its place in the order.

        Returns:
            as many as are asked for, or as one answer can hold; and whether there are more.
        """
        columns = sql.SQL(", ").join(self._shown(name, query.form) for name in query.columns)
        whole = sql.SQL("(SELECT row_to_json(x) FROM (SELECT {}) x)::text").format(columns)
        return self._page([whole], query, keys, place)

    def values(
        self, query: Query, keys: Sequence[Key], place: Place | None
    ) -> tuple[list[tuple[Any, ...]], bool]:
        """As ``lines``, with the values of each row."""
        return self._page([self._shown(name, query.form) for name in query.columns], query, keys, place)

    def _shown(self, column: str, form: Form | None) -> sql.Composable:
        """CKAN keeps JSON in a type of its own, ``nested``."""
        at: sql.Composable = _at(column)
        field = self.fields.by_id.get(column)
        if field and field.pg_type == "nested":
            at = sql.SQL("({}).json").format(at)
        if field and form and field.family is Family.OTHER:
            at = sql.SQL("{}::text").format(at)
        if field and form and field.pg_type == "timestamp":
            at = sql.SQL("""to_char({}, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')""").format(at)
        name = dict(form.names).get(column, column) if form else column
        return sql.SQL("{} AS {}").format(at, sql.Identifier(name))

    def count(self, query: Query) -> int:
        """How many lines the whole answer has."""
        if query.aggregates and not query.groups:
            return 1
        if query.groups:
            inner = sql.SQL("SELECT count(*) FROM (SELECT 1 FROM {} t {} GROUP BY {}) groups")
            names = sql.SQL(", ").join(map(_at, query.groups))
            return self._run(inner.format(self._name, self._filter(query), names))[0][0]
        return self._run(sql.SQL("SELECT count(*) FROM {} t {}").format(self._name, self._filter(query)))[0][
            0
        ]

    def _page(
        self, shown: list[sql.Composable], query: Query, keys: Sequence[Key], place: Place | None
    ) -> tuple[list[Any], bool]:
        source = self._groups(query) if query.grouped else self._name
        filters = [] if query.grouped else self._conditions(query)
        if place and keys:
            filters.append(_after(keys, place.values))
        command = sql.SQL(
            "SELECT {shown} FROM {source} t {where} {order} LIMIT {limit} OFFSET {skip}"
        ).format(
            shown=sql.SQL(", ").join([*shown, *(sql.SQL("{}::text").format(key.at) for key in keys)]),
            source=source,
            where=_where(filters),
            order=sql.SQL("ORDER BY {}").format(sql.SQL(", ").join(key.order for key in keys))
            if keys
            else sql.SQL(""),
            limit=sql.Literal(query.limit + 1),
            skip=sql.Literal(query.skip),
        )
        return self._fetch(command, query.limit)

    def _fetch(self, command: sql.Composable, limit: int) -> tuple[list[Any], bool]:
        """The first lines that a command gives, until they are enough, or so long that an answer holds no more.

        They are fetched as many at a time as there is room for by the length of those before, so that a page of long
        lines never is in memory whole. One line more than are kept tells that there are others.
        """
        declared = sql.SQL("DECLARE page NO SCROLL CURSOR FOR {}; ").format(command)
        found: list[Any] = []
        length, step = 0, _FIRST
        while True:
            step = min(step, limit + 1 - len(found))
            lines = self._run(sql.SQL("{}FETCH {} FROM page").format(declared, sql.Literal(step)))
            declared = sql.SQL("")
            for line in lines:
                if len(found) >= limit or (found and length >= MOST_CHARACTERS):
                    return found, True
                found.append(line)
                length += _length(line)
            if len(lines) < step:
                return found, False
            if found and time.monotonic() > self._until:
                length = MOST_CHARACTERS  # PostgreSQL counts its time for each step; the page ends with the next line
            room = (MOST_CHARACTERS - length) * len(found) // max(1, length)
            step = max(1, min(room, 4 * len(found)))

    def _groups(self, query: Query) -> sql.Composable:
        figures = [
            sql.SQL("{} AS {}").format(_figure(aggregate), sql.Identifier(aggregate.name))
            for aggregate in query.aggregates
        ]
        names = [_at(name) for name in query.groups]
        return sql.SQL("(SELECT {} FROM {} t {} {})").format(
            sql.SQL(", ").join([*names, *figures]),
            self._name,
            self._filter(query),
            sql.SQL("GROUP BY {}").format(sql.SQL(", ").join(names)) if names else sql.SQL(""),
        )

    def _filter(self, query: Query) -> sql.Composable:
        return _where(self._conditions(query))

    def _conditions(self, query: Query) -> list[sql.Composable]:
        return [] if query.where == Every() else [_condition(query.where, self.fields)]

    def _run(self, command: sql.Composable) -> list[Any]:
        text = command.as_string(self._connection.connection.driver_connection)  # pyright: ignore[reportArgumentType]
        done = self._connection.exec_driver_sql(text, execution_options={"no_parameters": True})
        return list(done)


@lru_cache(maxsize=1_000)
def _known(said: tuple[tuple[int, str | None, str | None, str], ...]) -> tuple[Mark | None, Fields, str]:
    """What a table's comments and columns say, and what changes exactly when they do.

    They are the same at every question until the table changes, so they are read once.
    """
    comments = {number: comment for number, comment, name, _ in said if name is None}
    fields = Fields(
        Field(dictionary.column(name, pg_type, dictionary.parse(comments.get(number))), pg_type)
        for number, _, name, pg_type in said
        if name and name[0] != "_"
    )
    digest = blake2b(repr(said).encode(), digest_size=12).hexdigest()
    return Mark.parse(comments.get(0)), fields, digest


class Key:
    """One of the columns that make the order of an answer.

    Args:
        nullable: whether it may be empty; empty ones come last.
    """

    def __init__(self, column: str, pg_type: str, descending: bool = False, nullable: bool = True) -> None:
        self.at = _at(column)
        self.pg_type = pg_type
        self.descending = descending
        self.nullable = nullable

    @property
    def order(self) -> sql.Composable:
        if not self.nullable:
            return self.at
        return sql.SQL("{} DESC NULLS LAST" if self.descending else "{} NULLS LAST").format(self.at)

    def beyond(self, value: str | None) -> sql.Composable | None:
        """Later in the order than this value; None where nothing can be."""
        if value is None:
            return None
        later = sql.SQL("{} < {}" if self.descending else "{} > {}").format(self.at, self._cast(value))
        return sql.SQL("({} OR {} IS NULL)").format(later, self.at) if self.nullable else later

    def same(self, value: str | None) -> sql.Composable:
        if value is None:
            return sql.SQL("{} IS NULL").format(self.at)
        return sql.SQL("{} = {}").format(self.at, self._cast(value))

    def _cast(self, value: str) -> sql.Composable:
        return sql.SQL("CAST({} AS {})").format(sql.Literal(value), sql.Identifier(self.pg_type))


def _after(keys: Sequence[Key], values: Sequence[str | None]) -> sql.Composable:
    """What comes after this place: the first column is beyond it, or the same and the next one is beyond it ..."""
    found: sql.Composable = sql.SQL("false")
    for number, (key, value) in enumerate(zip(reversed(keys), reversed(values), strict=True)):
        later = key.beyond(value)
        if not number:
            found = later or found
            continue
        same = sql.SQL("({} AND {})").format(key.same(value), found)
        found = sql.SQL("({} OR {})").format(later, same) if later else same
    return found


def _length(line: Sequence[Any]) -> int:
    """About how many characters it has."""
    return sum(len(value) if isinstance(value, str) else len(str(value)) for value in line)


def _at(column: str) -> sql.Identifier:
    return sql.Identifier("t", column)


def _figure(aggregate: Aggregate) -> sql.Composable:
    """``aggregate.function`` is one of ``aggregation.FUNCTIONS``."""
    of = _at(aggregate.column) if aggregate.column else sql.SQL("*")
    return sql.SQL("{}({})").format(sql.Identifier(aggregate.function), of)


def _where(conditions: Sequence[sql.Composable]) -> sql.Composable:
    if not conditions:
        return sql.SQL("")
    return sql.SQL("WHERE {}").format(sql.SQL(" AND ").join(conditions))


def _condition(where: Where, fields: Fields) -> sql.Composable:
    if isinstance(where, Condition):
        return _comparison(where, fields[where.column])
    if isinstance(where, Not):
        return sql.SQL("({} IS NOT TRUE)").format(_condition(where.part, fields))
    word, empty = (" OR ", "false") if isinstance(where, Some) else (" AND ", "true")
    parts = [_condition(part, fields) for part in where.parts] or [sql.SQL(empty)]
    return sql.SQL("({})").format(sql.SQL(word).join(parts))


def _comparison(condition: Condition, field: Field) -> sql.Composable:
    at, op = _at(field.id), condition.op
    if op is Op.ISNULL:
        asked = condition.values[0] == BOOLEANS["true"]
        return sql.SQL("{} IS NULL" if asked else "{} IS NOT NULL").format(at)
    if op in _PATTERNS:
        text = (condition.values[0] or "").replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        return sql.SQL("{} ILIKE {}").format(at, sql.Literal(_PATTERNS[op].format(text)))
    if op in _COMPARED:
        return sql.SQL("{} {} {}").format(at, _COMPARED[op], _cast(condition.values[0], field))
    return (
        _one_of(condition, field)
        if op is Op.EQ
        else sql.SQL("({} IS NOT TRUE)").format(_one_of(condition, field))
    )


def _one_of(condition: Condition, field: Field) -> sql.Composable:
    at = _at(field.id)
    known = [value for value in condition.values if value is not None]
    parts: list[sql.Composable] = []
    if len(known) == 1:
        parts.append(sql.SQL("{} = {}").format(at, _cast(known[0], field)))
    elif known:
        any_of = sql.SQL("{} = ANY (CAST({} AS {}[]))")
        parts.append(any_of.format(at, sql.Literal(known), sql.Identifier(_type(field))))
    if len(known) < len(condition.values):
        parts.append(sql.SQL("{} IS NULL").format(at))
    return sql.SQL("({})").format(sql.SQL(" OR ").join(parts))


def _cast(value: str | None, field: Field) -> sql.Composable:
    return sql.SQL("CAST({} AS {})").format(sql.Literal(value), sql.Identifier(_type(field)))


def _type(field: Field) -> str:
    return _CASTS.get(field.family, field.pg_type)

"""Connections for questions that take less time than what usually surrounds them.

They are psycopg2's own: SQLAlchemy's way to a row took a quarter to a third of the processor that a page of rows took in
Python (docs/performance.md). They begin no transactions and are not tried beforehand; one that has died while it was idle
is told by the question itself, which is asked once more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import sqlalchemy as sa
from psycopg2 import DataError, InterfaceError, OperationalError, extensions
from psycopg2.extras import register_default_json, register_default_jsonb
from psycopg2.pool import ThreadedConnectionPool

_KEPT = 1
"""Idle connections of a process, which answers one request at a time,"""
_MOST = 20
"""and how many it may have where threads ask."""

_DAYS = (
    (extensions.PYDATE, 1082),
    (extensions.PYDATETIME, 1114),
    (extensions.PYDATETIMETZ, 1184),
)
"""PostgreSQL's types of days and moments, by what makes Python's of them."""
_AS_WRITTEN = (1083, 1266, 1186)
"""Its types of times and intervals: Python's say less, a month among them is thirty days."""

_GONE = (None, "57P01", "57P02", "57P03")
"""What is said where a connection has died, not of the question: nothing, or that PostgreSQL ends (its codes of class 57P)."""

Found = TypeVar("Found")


class Connections:
    """Connections to one database, each with an optional statement that it knows from its beginning."""

    def __init__(self, url: str, prepared: str = "") -> None:
        def begun(dsn: str, **options: Any) -> extensions.connection:
            connection = extensions.connection(dsn, **options)
            connection.autocommit = True
            for register in (register_default_json, register_default_jsonb):
                register(connection, loads=str)  # JSON in a column stays as it is written there
            for types, read in _readers():
                extensions.register_type(extensions.new_type(types, "PASER", read), connection)
            if prepared:
                with connection.cursor() as cursor:
                    cursor.execute(prepared)
            return connection

        self._pool = ThreadedConnectionPool(_KEPT, _MOST, _libpq(url), connection_factory=begun)

    def surely(self, read: Callable[[extensions.connection], Found]) -> Found:
        """What is read through a connection, if need be through a second one.

        Raises:
            psycopg2.Error: the database is away, or cannot answer.
        """
        with self._lent() as connection:
            try:
                return read(connection)
            except (OperationalError, InterfaceError) as error:
                if error.pgcode not in _GONE:
                    raise
        with self._lent() as connection:
            return read(connection)

    @contextmanager
    def _lent(self) -> Iterator[extensions.connection]:
        """A connection, which comes back unless it was closed meanwhile."""
        connection = self._pool.getconn()
        try:
            yield connection
        finally:
            self._pool.putconn(connection)


def _readers() -> Iterator[tuple[tuple[int, ...], Callable[[Any, Any], Any]]]:
    """How values are read that Python's own types do not hold: years before Christ or after 9999 stay text."""

    def or_text(cast: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
        def read(value: Any, cursor: Any) -> Any:
            try:
                return cast(value, cursor)
            except (ValueError, OverflowError, DataError):
                return value

        return read

    yield from (((type_,), or_text(cast)) for cast, type_ in _DAYS)
    yield _AS_WRITTEN, lambda value, _: value


def _libpq(url: str) -> str:
    """An address of SQLAlchemy's, which may name a driver, as PostgreSQL's own library takes it."""
    return sa.make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)

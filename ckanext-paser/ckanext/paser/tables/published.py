"""What is public now: tables as their readers see them, through CKAN's own connections."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import IO, Any

import sqlalchemy as sa
from psycopg2 import sql
from psycopg2.errors import UndefinedTable

from ckanext.datastore.backend.postgres import get_read_engine, get_write_engine
from ckanext.paser.tables.rules import dictionary
from ckanext.paser.tables.rules.mark import Mark
from ckanext.paser.tables.rules.table import Column

_MARKS = sa.text(
    "SELECT relname, obj_description(oid, 'pg_class') FROM pg_class"
    " WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname = ANY(:names)"
)
_ALL_MARKS = sa.text(
    "SELECT relname, obj_description(oid, 'pg_class') FROM pg_class"
    " WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname !~ '^_'"
)
_COLUMNS = sa.text(
    "SELECT attname, typname, col_description(attrelid, attnum), EXISTS (SELECT FROM pg_index"
    " WHERE indrelid = attrelid AND indisunique AND NOT indisprimary AND attnum = ANY(indkey)) FROM pg_attribute"
    " JOIN pg_type ON pg_type.oid = atttypid WHERE attrelid = to_regclass(:table)"
    " AND attnum > 0 AND NOT attisdropped AND attname !~ '^_' ORDER BY attnum"
)
_COLUMNS_OF = sa.text(
    "SELECT relname, attname, typname, col_description(attrelid, attnum) AS comment, EXISTS (SELECT FROM pg_index"
    " WHERE indrelid = attrelid AND indisunique AND NOT indisprimary AND attnum = ANY(indkey)) AS key FROM pg_attribute"
    " JOIN pg_class ON pg_class.oid = attrelid JOIN pg_type ON pg_type.oid = atttypid"
    " WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname = ANY(:names)"
    " AND attnum > 0 AND NOT attisdropped AND attname !~ '^_' ORDER BY relname, attnum"
)
_COPY = sql.SQL("COPY (SELECT {columns} FROM public.{name} ORDER BY _id) TO STDOUT (FORMAT csv, HEADER)")
_HOLD = sql.SQL("LOCK TABLE public.{name} IN ACCESS SHARE MODE")
_COUNT = sa.text("SELECT cached_table_row_count(:table)")
_COUNTS = sa.text(
    "SELECT relname, cached_table_row_count(relname) FROM pg_class WHERE relnamespace = 'public'::regnamespace"
    " AND relkind = 'r' AND relname = ANY(:names)"
)


def marks(resource_ids: Iterable[str]) -> dict[str, Mark]:
    """What is known about the content of tables, by resource; of those that were made here."""
    with get_read_engine().connect() as connection:
        rows = connection.execute(_MARKS, {"names": list(resource_ids)})
        return {name: mark for name, comment in rows if (mark := Mark.parse(comment))}


def all_marks() -> dict[str, Mark]:
    """As ``marks``, of every table."""
    with get_read_engine().connect() as connection:
        rows = connection.execute(_ALL_MARKS)
        return {name: mark for name, comment in rows if (mark := Mark.parse(comment))}


def unsearchable() -> list[str]:
    """Resources whose full text is not complete."""
    return [name for name, mark in all_marks().items() if not mark.searchable]


def columns(resource_id: str) -> list[Column]:
    """The columns of a table with their dictionary; none if there is no table."""
    with get_read_engine().connect() as connection:
        return _columns(connection, resource_id)


def columns_of(resource_ids: Iterable[str]) -> dict[str, list[Column]]:
    """As ``columns``, of all of several that are tables, in one query."""
    found: dict[str, list[Column]] = {}
    with get_read_engine().connect() as connection:
        for name, *told in connection.execute(_COLUMNS_OF, {"names": list(resource_ids)}):
            found.setdefault(name, []).append(_column(*told))
    return found


def types(resource_id: str) -> dict[str, str]:
    """The types of a table's columns as ``pg_type.typname`` has them, by name; none if there is no table."""
    with get_read_engine().connect() as connection:
        return {name: pg_type for name, pg_type, *_ in _catalogue(connection, resource_id)}


def _columns(connection: sa.Connection, resource_id: str) -> list[Column]:
    return [_column(*told) for told in _catalogue(connection, resource_id)]


def _catalogue(connection: sa.Connection, resource_id: str) -> Sequence[sa.Row[Any]]:
    """Of each column its name, its type in PostgreSQL, its comment, and whether it is part of the key."""
    return connection.execute(_COLUMNS, {"table": f'public."{resource_id}"'}).all()


def _column(name: str, pg_type: str, comment: str | None, key: bool) -> Column:
    return dictionary.column(name, pg_type, dictionary.parse(comment), key=key)


def first_rows(resource_id: str, names: Sequence[str], limit: int) -> list[tuple[Any, ...]]:
    """The first rows of a table, with the columns of these names."""
    table = sa.table(resource_id, *map(sa.column, ("_id", *names)))
    query = sa.select(*(table.c[name] for name in names)).order_by(table.c["_id"]).limit(limit)
    with get_read_engine().connect() as connection:
        return [tuple(map(_value, row)) for row in connection.execute(query)]


def extent(resource_id: str, names: Sequence[str]) -> dict[str, tuple[Any, Any]]:
    """The smallest and the largest value of columns of a table, by name; without columns that hold nothing. One look at the table."""
    columns = sa.table(resource_id, *map(sa.column, names)).c
    query = sa.select(*(bound(columns[name]) for name in names for bound in (sa.func.min, sa.func.max)))
    with get_read_engine().connect() as connection:
        found = connection.execute(query).one() if names else ()
    bounds = zip(names, found[::2], found[1::2], strict=True)
    return {name: (low, high) for name, low, high in bounds if low is not None}


def distinct(resource_id: str, names: Sequence[str], limit: int) -> dict[str, list[str]]:
    """Some of the different values of columns, as text, by column; what is missing is left out. One query.
    Args:
        limit: how many of each at most.
    """
    table = sa.table(resource_id, *map(sa.column, names))
    if not names:
        return {}
    parts = [
        sa.select(sa.literal(name).label("name"), sa.cast(table.c[name], sa.Text).label("value"))
        .where(table.c[name].is_not(None))
        .distinct()
        .limit(limit)
        .subquery()
        for name in names
    ]
    found: dict[str, list[str]] = {name: [] for name in names}
    with get_read_engine().connect() as connection:
        for name, value in connection.execute(sa.union_all(*(sa.select(part) for part in parts))):
            found[name].append(value)
    return found


def pairs(resource_id: str, name: str, others: Sequence[str], limit: int) -> dict[str, list[tuple[str, str]]]:
    """What stands beside the values of a column in each of some others, as text, by the other column; without empty cells. One query.

    Args:
        limit: how many different pairs of each at most.
    """
    if not others:
        return {}
    columns = sa.table(resource_id, *map(sa.column, {name, *others})).c
    parts = [
        sa.select(
            sa.literal(other).label("other"),
            *(
                sa.cast(columns[one], sa.Text).label(label)
                for one, label in ((name, "value"), (other, "beside"))
            ),
        )
        .where(columns[name].is_not(None), columns[other].is_not(None))
        .distinct()
        .limit(limit)
        .subquery()
        for other in others
    ]
    found: dict[str, list[tuple[str, str]]] = {other: [] for other in others}
    with get_read_engine().connect() as connection:
        for other, value, beside in connection.execute(sa.union_all(*(sa.select(part) for part in parts))):
            found[other].append((value, beside))
    return found


def rows_with(
    resource_id: str, name: str, other: str, wanted: Collection[tuple[str, str]], limit: int
) -> list[tuple[int, str, str]]:
    """The first rows in which two columns say one of some pairs, as text: the row's number, and the pair.

    Args:
        wanted: pairs as ``pairs`` tells them.
    """
    columns = sa.table(resource_id, *map(sa.column, ("_id", name, other))).c
    both = [sa.cast(columns[one], sa.Text) for one in (name, other)]
    query = sa.select(columns["_id"], *both).where(sa.tuple_(*both).in_(wanted))
    with get_read_engine().connect() as connection:
        found = connection.execute(query.order_by(columns["_id"]).limit(limit))
        return [(number, value, beside) for number, value, beside in found]


def copy_out(resource_id: str, file: IO[bytes]) -> tuple[Mark, list[Column], int] | None:
    """Write a whole table, as it is in one moment, as CSV: a header of column names, rows in their order.

    Returns:
        what its content is known as, its columns and how many rows there are; None if there is no table, or
        one that nobody has ever marked.
    """
    with get_read_engine().connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        if not _held(connection, resource_id):
            return None
        marked = connection.execute(_MARKS, {"names": [resource_id]}).first()
        mark = Mark.parse(marked[1]) if marked else None
        told = _catalogue(connection, resource_id)
        if mark is None or not told:
            return None
        shown = sql.SQL(", ").join(_shown(name, pg_type) for name, pg_type, *_ in told)
        cursor = connection.connection.cursor()
        cursor.copy_expert(_COPY.format(columns=shown, name=sql.Identifier(resource_id)), file)  # pyright: ignore[reportAttributeAccessIssue]
        return mark, [_column(*one) for one in told], cursor.rowcount


def _shown(name: str, pg_type: str) -> sql.Composable:
    """CKAN keeps JSON in a type of its own, beside a text that nobody needs."""
    at = sql.Identifier(name)
    return sql.SQL("({at}).json AS {at}").format(at=at) if pg_type == "nested" else at


def _value(value: Any) -> Any:
    """JSON without the text that CKAN keeps beside it."""
    return getattr(value, "json", value)


def _held(connection: sa.Connection, resource_id: str) -> bool:
    """Keep a table from being exchanged until the transaction ends, before anything of it is read; False if there is none."""
    try:
        connection.connection.cursor().execute(_HOLD.format(name=sql.Identifier(resource_id)))
    except UndefinedTable:
        return False
    return True


def counts(resource_ids: Iterable[str]) -> dict[str, int]:
    """As ``count``, of all of several that are tables."""
    with get_write_engine().begin() as connection:
        found = connection.execute(_COUNTS, {"names": list(resource_ids)})
        return {row.relname: row.cached_table_row_count for row in found}


def count(resource_id: str) -> int:
    """How many rows a table has; CKAN keeps the number, and lets only its writer read it."""
    with get_write_engine().begin() as connection:
        return connection.execute(_COUNT, {"table": resource_id}).scalar_one()

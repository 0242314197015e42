"""The full text and the indexes of tables that are too large for them while they are loaded, and of those that have lost a column.

They are made in small steps, while rows are read, written and closed. The trigger fills each row whose full text is empty
when it is written.
"""

from __future__ import annotations

import logging
from dataclasses import replace

from psycopg import errors, sql
from psycopg.rows import TupleRow

from ckanext.paser.tables import datastore, published, trigger
from ckanext.paser.tables.datastore import FULL_TEXT, Connection
from ckanext.paser.tables.rules import roles

log = logging.getLogger(__name__)

_BATCH = 5_000
_ASKED_FOR = frozenset({roles.AREA, roles.TIME, roles.IDENTIFIER})
"""Roles of the columns by which most questions choose rows."""
_MOST_INDEXES = 8
"""Of one table: each costs space, and time at every edit."""


def fill(connection: Connection, resource_id: str) -> None:
    """Fill and index the full text of a table, and index the columns that most questions are about.

    Goes on where an earlier call ended; begins anew when the column was made anew meanwhile, be it with the whole table.
    Ends early when somebody who changes what the table is has stopped it, and has it done again afterwards.
    """
    try:
        _fill(connection, resource_id)
    except errors.QueryCanceled:
        log.info("the index of the table of %s was stopped; it is asked for again", resource_id)


def _fill(connection: Connection, resource_id: str) -> None:
    while (mark := datastore.read_mark(connection, resource_id)) and not mark.searchable:
        trigger.put(connection, resource_id)
        connection.commit()
        column = _column(connection, resource_id)
        if _fill_rows(connection, resource_id, column):
            _index(connection, resource_id)
            _say_searchable(connection, resource_id, column)


def _column(connection: Connection, resource_id: str) -> TupleRow | None:
    """What tells the column from one of the same name that was there before, or belonged to another table."""
    query = "SELECT attrelid, attnum FROM pg_attribute WHERE attrelid = to_regclass(%s) AND attname = %s"
    return connection.execute(query, [f'public."{resource_id}"', FULL_TEXT]).fetchone()


def _fill_rows(connection: Connection, resource_id: str, column: TupleRow | None) -> bool:
    """Fill what is empty of a column; False if another one has taken its place."""
    table = sql.Identifier("public", resource_id)
    row = connection.execute(sql.SQL("SELECT coalesce(max(_id), 0) FROM {}").format(table)).fetchone()
    update = sql.SQL(
        "UPDATE {} SET _full_text = NULL WHERE _id BETWEEN %s AND %s AND _full_text IS NULL"
    ).format(table)
    for first in range(1, row[0] + 1 if row else 1, _BATCH):
        datastore.set_language(connection)
        connection.execute(update, [first, first + _BATCH - 1])
        connection.commit()
        if _column(connection, resource_id) != column:
            return False
    return True


def _index(connection: Connection, resource_id: str) -> None:
    """Make the indexes of a table, while rows are read and written; one that a fall left half made is made again."""
    connection.commit()
    connection.autocommit = True
    name, table = datastore.index_name(resource_id), sql.Identifier("public", resource_id)
    _drop_index(connection, name)
    connection.execute(datastore.index_command(name, resource_id, concurrently=True))
    asked_for = [column.id for column in published.columns(resource_id) if column.role in _ASKED_FOR]
    for column in asked_for[:_MOST_INDEXES]:
        name = datastore.index_name(resource_id, column)
        _drop_index(connection, name)
        command = sql.SQL("CREATE INDEX CONCURRENTLY {} ON {} ({})")
        try:
            connection.execute(command.format(sql.Identifier(name), table, sql.Identifier(column)))
        except errors.ProgramLimitExceeded:  # a value is longer than an index takes
            _drop_index(connection, name)
    connection.execute(sql.SQL("ANALYZE {}").format(table))
    connection.autocommit = False


def _drop_index(connection: Connection, name: str) -> None:
    connection.execute(sql.SQL("DROP INDEX CONCURRENTLY IF EXISTS {}").format(sql.Identifier("public", name)))


def _say_searchable(connection: Connection, resource_id: str, column: TupleRow | None) -> None:
    """Write down that every row can be found, unless the column is another one by now."""
    now = datastore.hold_mark(connection, resource_id)
    if now and _column(connection, resource_id) == column:
        datastore.write_mark(connection, resource_id, replace(now, searchable=True))
    connection.commit()

"""The full text of tables that are too large for it while they are loaded, and of those that have lost a column.

It is filled in small steps, while rows are read, written and closed. The trigger fills each row whose full text is empty
when it is written.
"""

from __future__ import annotations

from dataclasses import replace

from psycopg import sql
from psycopg.rows import TupleRow

from ckanext.paser.tables import datastore, trigger
from ckanext.paser.tables.datastore import FULL_TEXT, Connection

_BATCH = 5_000


def fill(connection: Connection, resource_id: str) -> None:
    """Fill and index the full text of a table.

    Goes on where an earlier call ended; begins anew when the column was made anew meanwhile, be it with the whole table.
    """
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
    """Index a column, while rows are read and written."""
    connection.commit()
    connection.autocommit = True
    name = datastore.index_name(resource_id)
    index = sql.Identifier("public", name)
    connection.execute(sql.SQL("DROP INDEX CONCURRENTLY IF EXISTS {}").format(index))
    connection.execute(datastore.index_command(name, resource_id, concurrently=True))
    connection.execute(sql.SQL("ANALYZE {}").format(sql.Identifier("public", resource_id)))
    connection.autocommit = False


def _say_searchable(connection: Connection, resource_id: str, column: TupleRow | None) -> None:
    """Write down that every row can be found, unless the column is another one by now."""
    now = datastore.hold_mark(connection, resource_id)
    if now and _column(connection, resource_id) == column:
        datastore.write_mark(connection, resource_id, replace(now, searchable=True))
    connection.commit()

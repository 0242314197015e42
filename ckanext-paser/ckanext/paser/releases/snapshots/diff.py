"""What differs between the tables of two releases, told by the rows' key."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import duckdb

from ckanext.paser.duck import identifier
from ckanext.paser.releases.rules.keys import candidates, changed_columns
from ckanext.paser.releases.snapshots.source import EXACT, NUMBERS, WHOLE, at, column_of, digest, hold, opened
from ckanext.paser.tables.rules import numbering
from ckanext.paser.tables.rules.table import Column

Place = tuple[Path, Sequence[Column]]
"""The file of a release's table, and its columns."""


def compare(old: Place, new: Place, most: int, closed: Collection[str] = ()) -> dict[str, Any]:
    """Compare two tables.

    Args:
        most: rows of each kind that are told, the first ones of their table; all are counted.
        closed: columns that take no part, as if neither had them.

    Returns:
        ``key`` (names of columns; empty where no columns tell the rows apart, and a changed row is one that went and
        one that came), ``numbering`` (names of columns that merely number the rows and take no part), ``columns`` (``added``,
        ``removed``, ``retyped``), the counts ``added``, ``removed``, ``changed``,
        ``same`` and ``cells`` (changed cells), and ``rows``: ``added`` and ``removed`` are rows as objects,
        ``changed`` has ``key`` and ``cells``: ``{column: [old, new]}``. All values are text or None.
    """
    with opened() as connection:
        before, now = (hold(connection, name, *place, closed) for name, place in (("old", old), ("new", new)))
        numbers = _numbering(connection, before, now)
        parts = [[column for column in columns if column.id not in numbers] for columns in (before, now)]
        key = next((key for key in candidates(*parts) if key and _tells_apart(connection, key)), ())
        shared = _shared(*parts)
        found = _by_key(connection, key, shared, most) if key else _by_row(connection, shared, most)
    return {"key": list(key), "numbering": numbers, "columns": changed_columns(before, now), **found}


def _numbering(
    connection: duckdb.DuckDBPyConnection, old: Sequence[Column], new: Sequence[Column]
) -> list[str]:
    """The columns that number the rows of each table in which they are, from 1 in the order of its file."""
    held_in = {"old": {column.id for column in old}, "new": {column.id for column in new}}
    found = {
        id_: all(_counts_up(connection, table, id_) for table, ids in held_in.items() if id_ in ids)
        for id_ in dict.fromkeys(column.id for column in (*new, *old) if numbering.is_called_so(column))
    }
    return [id_ for id_, numbers in found.items() if numbers]


def _counts_up(connection: duckdb.DuckDBPyConnection, table: str, column: str) -> bool:
    number = f"TRY_CAST(rtrim({at(column)}, '. ') AS {WHOLE})"
    asked = f"SELECT count(*) = count(*) FILTER ({number} = rowid + 1) FROM {identifier(table)}"
    return bool((connection.execute(asked).fetchone() or (False,))[0])


def _shared(old: Sequence[Column], new: Sequence[Column]) -> list[Column]:
    before = {column.id for column in old}
    return [column for column in new if column.id in before]


def _tells_apart(connection: duckdb.DuckDBPyConnection, key: Sequence[str]) -> bool:
    asked = "SELECT count(*) = count(DISTINCT {digest}) FROM {table}"
    return all(
        (connection.execute(asked.format(digest=digest(key, table), table=table)).fetchone() or (False,))[0]
        for table in ("old", "new")
    )


def _differs(column: Column) -> str:
    """SQL: the cell is another one now. ``12.5`` and ``12.50`` are the same number."""
    a, b = f"old.{at(column.id)}", f"new.{at(column.id)}"
    if column.type not in NUMBERS:
        return f"({a} IS DISTINCT FROM {b})"
    same = f"coalesce(TRY_CAST({a} AS {EXACT}) = TRY_CAST({b} AS {EXACT}), false)"
    return f"({a} IS DISTINCT FROM {b} AND NOT {same})"


def _by_key(
    connection: duckdb.DuckDBPyConnection, key: Sequence[str], shared: Sequence[Column], most: int
) -> dict[str, Any]:
    on = f"{digest(key, 'old')} = {digest(key, 'new')}"
    values = [column for column in shared if column.id not in key]
    cells = " + ".join(f"{_differs(column)}::INT" for column in values) or "0"
    counted = f"SELECT count(*), count(*) FILTER (n > 0), coalesce(sum(n), 0) FROM (SELECT {cells} AS n FROM old JOIN new ON {on})"
    both, changed, cell_count = connection.execute(counted).fetchone() or (0, 0, 0)
    rows = {
        "added": _rows(
            connection, f"SELECT * FROM new ANTI JOIN old ON {on} ORDER BY new.rowid LIMIT {most}"
        ),
        "removed": _rows(
            connection, f"SELECT * FROM old ANTI JOIN new ON {on} ORDER BY old.rowid LIMIT {most}"
        ),
        "changed": _changed(connection, on, key, values, most),
    }
    return {
        "added": _count(connection, "new") - both,
        "removed": _count(connection, "old") - both,
        "changed": changed,
        "same": both - changed,
        "cells": int(cell_count),
        "rows": rows,
    }


def _changed(
    connection: duckdb.DuckDBPyConnection,
    on: str,
    key: Sequence[str],
    values: Sequence[Column],
    most: int,
) -> list[dict[str, Any]]:
    if not values:
        return []
    keys = [f"new.{at(name)}" for name in key]
    pairs = [f"old.{at(c.id)}, new.{at(c.id)}, {_differs(c)}" for c in values]
    where = " OR ".join(_differs(column) for column in values)
    query = f"SELECT {', '.join(keys + pairs)} FROM old JOIN new ON {on} WHERE {where} ORDER BY new.rowid LIMIT {most}"
    found: list[dict[str, Any]] = []
    for row in connection.execute(query).fetchall():
        told, cells = row[: len(key)], row[len(key) :]
        triples = zip(values, cells[::3], cells[1::3], cells[2::3], strict=True)
        found.append(
            {
                "key": dict(zip(key, told, strict=True)),
                "cells": {column.id: [a, b] for column, a, b, other in triples if other},
            }
        )
    return found


def _by_row(connection: duckdb.DuckDBPyConnection, shared: Sequence[Column], most: int) -> dict[str, Any]:
    """Rows that nothing tells apart: how many times each stands there before and after."""
    ids = [column.id for column in shared]
    before, now = _count(connection, "old"), _count(connection, "new")
    if not ids:
        return _uncompared(now, before)
    groups = (
        f"SELECT {digest(ids, table)} AS _row, count(*) AS n, min(rowid) AS first FROM {table} GROUP BY 1"
        for table in ("old", "new")
    )
    connection.execute(
        "CREATE TEMP TABLE differing AS SELECT _row, coalesce(now.n, 0) - coalesce(before.n, 0) AS more,"
        " before.first AS old_first, now.first AS new_first"
        " FROM ({}) AS before FULL JOIN ({}) AS now USING (_row) WHERE more <> 0".format(*groups)
    )
    counted = "SELECT coalesce(sum(more) FILTER (more > 0), 0) FROM differing"
    added = int((connection.execute(counted).fetchone() or (0,))[0])
    rows = {
        "added": _times(connection, "new", ids, "more", most),
        "removed": _times(connection, "old", ids, "-more", most),
    }
    same = now - added
    return _uncompared(added, before - same) | {"same": same, "rows": {**rows, "changed": []}}


def _uncompared(added: int, removed: int) -> dict[str, Any]:
    """Rows of which none can be another state of one before."""
    rows: dict[str, Any] = {"added": [], "removed": [], "changed": []}
    return {"added": added, "removed": removed, "changed": 0, "same": 0, "cells": 0, "rows": rows}


def _times(
    connection: duckdb.DuckDBPyConnection, table: str, ids: Sequence[str], more: str, most: int
) -> list[dict[str, Any]]:
    """Rows of a table, each as many times as it stands there ``more`` often than in the other."""
    few = f"SELECT _row, {more} AS _times FROM differing WHERE _times > 0 ORDER BY {table}_first LIMIT {most}"
    numbered = (
        f"SELECT {table}.*, {table}.rowid AS _at, _times,"
        f" row_number() OVER (PARTITION BY _row ORDER BY {table}.rowid) AS _nth"
        f" FROM {table} JOIN ({few}) ON {digest(ids, table)} = _row"
    )
    names = ", ".join(map(at, ids))
    return _rows(
        connection, f"SELECT {names} FROM ({numbered}) WHERE _nth <= _times ORDER BY _at LIMIT {most}"
    )


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    return (connection.execute(f"SELECT count(*) FROM {table}").fetchone() or (0,))[0]


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    asked = connection.execute(query)
    names = [column_of(column[0]) for column in asked.description or ()]
    return [dict(zip(names, row, strict=True)) for row in asked.fetchall()]

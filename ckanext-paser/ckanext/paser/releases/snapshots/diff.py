"""What differs between the tables of two releases, told by the rows' key."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from ckanext.paser.releases.rules.keys import candidates, changed_columns
from ckanext.paser.releases.snapshots.source import EXACT, NUMBERS, opened, quoted, view
from ckanext.paser.tables.rules.table import Column

Place = tuple[Path, Sequence[Column]]
"""The file of a release's table, and its columns."""


def compare(old: Place, new: Place, most: int) -> dict[str, Any]:
    """Compare two tables.

    Args:
        most: rows of each kind that are told; all are counted.

    Returns:
        ``key`` (names of columns; empty where no columns tell the rows apart, and a changed row is one that went and
        one that came), ``columns`` (``added``, ``removed``, ``retyped``), the counts ``added``, ``removed``, ``changed``,
        ``same`` and ``cells`` (changed cells), and ``rows``: ``added`` and ``removed`` are rows as objects,
        ``changed`` has ``key`` and ``cells``: ``{column: [old, new]}``. All values are text or None.
    """
    with opened() as connection:
        view(connection, "old", *old)
        view(connection, "new", *new)
        key = next((key for key in candidates(old[1], new[1]) if key and _tells_apart(connection, key)), ())
        shared = _shared(old[1], new[1])
        found = _by_key(connection, key, shared, most) if key else _by_row(connection, shared, most)
    return {"key": list(key), "columns": changed_columns(old[1], new[1]), **found}


def _shared(old: Sequence[Column], new: Sequence[Column]) -> list[Column]:
    before = {column.id for column in old}
    return [column for column in new if column.id in before]


def _tells_apart(connection: duckdb.DuckDBPyConnection, key: Sequence[str]) -> bool:
    names = ", ".join(map(quoted, key))
    query = "SELECT count(*) = 0 FROM (SELECT 1 FROM {table} GROUP BY {names} HAVING count(*) > 1 LIMIT 1)"
    return all(
        (connection.execute(query.format(table=table, names=names)).fetchone() or (False,))[0]
        for table in ("old", "new")
    )


def _differs(column: Column) -> str:
    """SQL: the cell is another one now. ``12.5`` and ``12.50`` are the same number."""
    a, b = f"old.{quoted(column.id)}", f"new.{quoted(column.id)}"
    if column.type not in NUMBERS:
        return f"({a} IS DISTINCT FROM {b})"
    same = f"coalesce(TRY_CAST({a} AS {EXACT}) = TRY_CAST({b} AS {EXACT}), false)"
    return f"({a} IS DISTINCT FROM {b} AND NOT {same})"


def _by_key(
    connection: duckdb.DuckDBPyConnection, key: Sequence[str], shared: Sequence[Column], most: int
) -> dict[str, Any]:
    on = " AND ".join(f"old.{quoted(name)} IS NOT DISTINCT FROM new.{quoted(name)}" for name in key)
    values = [column for column in shared if column.id not in key]
    cells = " + ".join(f"{_differs(column)}::INT" for column in values) or "0"
    counted = f"SELECT count(*), count(*) FILTER (n > 0), coalesce(sum(n), 0) FROM (SELECT {cells} AS n FROM old JOIN new ON {on})"
    both, changed, cell_count = connection.execute(counted).fetchone() or (0, 0, 0)
    rows = {
        "added": _rows(connection, f"SELECT * FROM new ANTI JOIN old ON {on} LIMIT {most}"),
        "removed": _rows(connection, f"SELECT * FROM old ANTI JOIN new ON {on} LIMIT {most}"),
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
    keys = [f"new.{quoted(name)}" for name in key]
    pairs = [f"old.{quoted(c.id)}, new.{quoted(c.id)}, {_differs(c)}" for c in values]
    where = " OR ".join(_differs(column) for column in values)
    query = f"SELECT {', '.join(keys + pairs)} FROM old JOIN new ON {on} WHERE {where} LIMIT {most}"
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
    names = ", ".join(quoted(column.id) for column in shared)
    if not names:
        counts = {"added": _count(connection, "new"), "removed": _count(connection, "old")}
        return {
            **counts,
            "changed": 0,
            "same": 0,
            "cells": 0,
            "rows": {"added": [], "removed": [], "changed": []},
        }
    came = f"(SELECT {names} FROM new EXCEPT ALL SELECT {names} FROM old)"
    went = f"(SELECT {names} FROM old EXCEPT ALL SELECT {names} FROM new)"
    added, removed = _count(connection, came), _count(connection, went)
    return {
        "added": added,
        "removed": removed,
        "changed": 0,
        "same": _count(connection, "new") - added,
        "cells": 0,
        "rows": {
            "added": _rows(connection, f"SELECT * FROM {came} LIMIT {most}"),
            "removed": _rows(connection, f"SELECT * FROM {went} LIMIT {most}"),
            "changed": [],
        },
    }


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    return (connection.execute(f"SELECT count(*) FROM {table}").fetchone() or (0,))[0]


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    asked = connection.execute(query)
    names = [column[0] for column in asked.description or ()]
    return [dict(zip(names, row, strict=True)) for row in asked.fetchall()]

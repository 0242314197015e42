"""What is in the columns of a table: range, different values, missing ones, how they are spread."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from ckanext.paser.releases.snapshots.source import EXACT, NUMBERS, WHOLE, held, hold, identifier, opened
from ckanext.paser.tables.rules.kinds import Type
from ckanext.paser.tables.rules.table import Column

BINS = 12
MOST_FREQUENT = 5
_LONGEST = 80
"""Characters of a frequent text that are told."""


def statistics(path: Path, columns: Sequence[Column]) -> dict[str, dict[str, Any]]:
    """Look at each column of a table.

    Returns:
        by column: ``rows``, ``missing``, ``distinct``; ``min``, ``max`` (text) of what has an order; ``mean`` (text) and
        ``bins`` (``[from, to, count]``, equally wide, of whole numbers between whole ones) of numbers; ``top``
        (``[value, count]``) of the rest, the most frequent first, where any value stands there twice.
    """
    with opened() as connection:
        hold(connection, "held", path, columns)
        return {column.id: _of(connection, column) for column in columns}


def _of(connection: duckdb.DuckDBPyConnection, column: Column) -> dict[str, Any]:
    name = identifier(held(column.id))
    rows, filled, distinct = _one(
        connection, f"SELECT count(*), count({name}), count(DISTINCT {name}) FROM held"
    )
    found: dict[str, Any] = {"rows": rows, "missing": rows - filled, "distinct": distinct}
    if not filled:
        return found
    if column.type in NUMBERS:
        return {
            **found,
            **_numbers(connection, name, filled, WHOLE if column.type == Type.INTEGER.value else EXACT),
        }
    if column.type in (Type.DATE.value, Type.TIMESTAMP.value):
        low, high = _one(connection, f"SELECT min({name}), max({name}) FROM held")
        return {**found, "min": low, "max": high}
    return {**found, **_frequent(connection, name)}


def _numbers(connection: duckdb.DuckDBPyConnection, name: str, filled: int, exact: str) -> dict[str, Any]:
    """What is told of numbers; nothing where one of them is too long to be held exactly."""
    value = f"TRY_CAST({name} AS {exact})"
    asked = f"SELECT count({value}), min({value}), max({value}), avg({value}::DOUBLE) FROM held"
    held, low, high, mean = _one(connection, asked)
    if held < filled:
        return {}
    told = {"min": _written(low), "max": _written(high), "mean": f"{mean:.10g}"}
    if low == high:
        return told
    return {**told, "bins": _bins(connection, value, low, high, whole=exact == WHOLE)}


def _bins(
    connection: duckdb.DuckDBPyConnection, value: str, low: Decimal, high: Decimal, *, whole: bool
) -> list[list[float]]:
    """How many values there are from each border up to the next one.

    Borders between whole numbers are whole, one for each where they are few: others would leave bins empty into which no
    value can fall.
    """
    if whole:
        width = -(-(int(high) - int(low) + 1) // BINS)
        number = (int(high) - int(low)) // width + 1
        place = f"(({value})::HUGEINT - {int(low)}) // {width}"
    else:
        width, number = float(high - low) / BINS, BINS
        place = f"least({BINS - 1}, floor(({value}::DOUBLE - {float(low)!r}) / {width!r}))"
    counted = connection.execute(
        f"SELECT ({place})::INT AS bin, count(*) FROM held WHERE {value} IS NOT NULL GROUP BY bin"
    ).fetchall()
    counts = dict(counted)
    first = int(low) if whole else float(low)
    return [
        [float(first + at * width), float(first + (at + 1) * width), counts.get(at, 0)]
        for at in range(number)
    ]


def _frequent(connection: duckdb.DuckDBPyConnection, name: str) -> dict[str, Any]:
    top = connection.execute(
        f"SELECT {name}, count(*) AS n FROM held WHERE {name} IS NOT NULL GROUP BY 1"
        f" ORDER BY n DESC, {name} LIMIT {MOST_FREQUENT}"
    ).fetchall()
    told = [[value[:_LONGEST], count] for value, count in top]
    return {"top": told} if told[0][1] > 1 else {}


def _written(number: Decimal) -> str:
    return format(number.normalize(), "f")


def _one(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[Any, ...]:
    return connection.execute(query).fetchone() or ()

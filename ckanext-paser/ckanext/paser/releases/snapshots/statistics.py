"""What is in the columns of a table: range, different values, missing ones, how they are spread."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from ckanext.paser.duck import identifier
from ckanext.paser.releases.rules.keys import telling
from ckanext.paser.releases.snapshots.source import EXACT, NUMBERS, WHOLE, digest, held, hold, opened
from ckanext.paser.tables.rules.kinds import Type
from ckanext.paser.tables.rules.roles import MEASURE
from ckanext.paser.tables.rules.table import Column

BINS = 12
MOST_UNITS = 36
"""Days, months or years that have a bin each: three years of months."""
MOST_FREQUENT = 5
MOST_VALUES = 200
"""Different values of a column up to which all are kept: Paser has 155 areas, and a code list is not much longer."""
_LONGEST = 80
"""Characters of a frequent text that are told; a longer one is no code."""
_LISTED = (Type.TEXT.value, Type.CODE.value, Type.INTEGER.value)
_APART = "DECIMAL(38, 19)"
"""Holds how far any two numbers of ``EXACT`` lie apart."""


class _Unit(NamedTuple):
    """What a bin of time is: the number of a day's unit as SQL and in Python, and how that number is written."""

    sql: str
    number: Callable[[date], int]
    written: Callable[[int], str]


_UNITS = (
    _Unit("datediff('day', DATE '0001-01-01', {}) + 1", date.toordinal, lambda n: str(date.fromordinal(n))),
    _Unit(
        "year({0}) * 12 + month({0}) - 1",
        lambda day: day.year * 12 + day.month - 1,
        lambda n: f"{n // 12:04}-{n % 12 + 1:02}",
    ),
    _Unit("year({})", lambda day: day.year, lambda n: f"{n:04}"),
)
"""From the finest: day, month, year."""


def statistics(path: Path, columns: Sequence[Column]) -> dict[str, dict[str, Any]]:
    """Look at each column of a table.

    Returns:
        by column: ``rows``, ``missing``, ``distinct``; ``min``, ``max`` (text) of what has an order; ``mean`` (text) and
        ``bins`` (``[from, to, count]``, equally wide, of whole numbers between whole ones) of numbers; ``bins`` of days
        and moments (``[first, last, count]``, days, months or years in ISO text); ``top`` (``[value, count]``) of the
        rest, the most frequent first, where any value stands there twice; ``values``, all the different ones in their order,
        of texts, codes and whole numbers that are no measure, where they are few and short; ``key``, true of the columns that
        together tell each row from all others, where their roles, or how the table was made, say which those may be.
    """
    with opened() as connection:
        hold(connection, "held", path, columns)
        found = {column.id: _of(connection, column) for column in columns}
        for name in _key(connection, columns, found):
            found[name]["key"] = True
        return found


def _key(
    connection: duckdb.DuckDBPyConnection, columns: Sequence[Column], found: Mapping[str, Mapping[str, Any]]
) -> tuple[str, ...]:
    """The first set of columns that tells each row from all others; empty where none does, or where there are no rows."""
    for names in telling(columns):
        if any(found[name]["missing"] or not found[name]["rows"] for name in names):
            continue
        asked = f"SELECT count(*) = count(DISTINCT {digest(names, 'held')}) FROM held"
        if _one(connection, asked)[0]:
            return names
    return ()


def _of(connection: duckdb.DuckDBPyConnection, column: Column) -> dict[str, Any]:
    name = identifier(held(column.id))
    rows, filled, distinct = _one(
        connection, f"SELECT count(*), count({name}), count(DISTINCT {name}) FROM held"
    )
    found: dict[str, Any] = {"rows": rows, "missing": rows - filled, "distinct": distinct}
    if not filled:
        return found
    if distinct <= MOST_VALUES and _is_listed(column):
        found |= _values(connection, name)
    if column.type in NUMBERS:
        return {
            **found,
            **_numbers(connection, name, filled, WHOLE if column.type == Type.INTEGER.value else EXACT),
        }
    if column.type in (Type.DATE.value, Type.TIMESTAMP.value):
        return {**found, **_times(connection, name, filled)}
    return {**found, **_frequent(connection, name)}


def _is_listed(column: Column) -> bool:
    return column.type in _LISTED and column.role != MEASURE


def _values(connection: duckdb.DuckDBPyConnection, name: str) -> dict[str, Any]:
    asked = f"SELECT DISTINCT {name} FROM held WHERE {name} IS NOT NULL ORDER BY 1"
    values = [value for (value,) in connection.execute(asked).fetchall()]
    return {"values": values} if all(len(value) <= _LONGEST for value in values) else {}


def _numbers(connection: duckdb.DuckDBPyConnection, name: str, filled: int, exact: str) -> dict[str, Any]:
    """What is told of numbers; nothing where one of them is too long to be held exactly."""
    value = f"TRY_CAST({name} AS {exact})"
    held, low, high = _one(connection, f"SELECT count({value}), min({value}), max({value}) FROM held")
    if held < filled:
        return {}
    told = {
        "min": _written(low),
        "max": _written(high),
        "mean": _written(_mean(connection, value, low, exact)),
    }
    if low == high:
        return told
    return {**told, "bins": _bins(connection, value, low, high, whole=exact == WHOLE)}


def _mean(connection: duckdb.DuckDBPyConnection, value: str, low: Decimal, exact: str) -> Decimal:
    """The mean, to ten digits of what it is above the smallest value: so it lies among the values, however large."""
    held = WHOLE if exact == WHOLE else _APART
    above = f"({value})::{held} - '{low:f}'::{held}"
    (mean,) = _one(connection, f"SELECT avg(({above})::DOUBLE) FROM held")
    return low + Decimal(f"{mean:.10g}")


def _bins(
    connection: duckdb.DuckDBPyConnection, value: str, low: Decimal, high: Decimal, *, whole: bool
) -> list[list[float]]:
    """How many values there are from each border up to the next one.

    Borders between whole numbers are whole, one for each where they are few: others would leave bins empty into which no
    value can fall.
    """
    if whole:
        value = f"({value})::HUGEINT"
        return [
            [float(start), float(end), n] for start, end, n in _steps(connection, value, int(low), int(high))
        ]
    width, first = float(high - low) / BINS, float(low)
    place = f"least({BINS - 1}, floor(({value}::DOUBLE - {first!r}) / {width!r}))"
    counts = _counts(connection, place)
    return [[first + at * width, first + (at + 1) * width, counts.get(at, 0)] for at in range(BINS)]


def _times(connection: duckdb.DuckDBPyConnection, name: str, filled: int) -> dict[str, Any]:
    """What is told of days and moments: a bin for each day, month or year, the finest of which there are not too many.

    No bins where a value is on no calendar, such as PostgreSQL's ``infinity``.
    """
    low, high = _one(connection, f"SELECT min({name}), max({name}) FROM held")
    told = {"min": low, "max": high}
    day = f"TRY_CAST({name} AS TIMESTAMP)::DATE"
    day = f"(CASE WHEN year({day}) BETWEEN {date.min.year} AND {date.max.year} THEN {day} END)"
    held, first, last = _one(connection, f"SELECT count({day}), min({day}), max({day}) FROM held")
    if held < filled or first == last:
        return told
    unit = next((u for u in _UNITS if u.number(last) - u.number(first) < MOST_UNITS), _UNITS[-1])
    steps = _steps(connection, unit.sql.format(day), unit.number(first), unit.number(last), most=MOST_UNITS)
    return {**told, "bins": [[unit.written(start), unit.written(end - 1), n] for start, end, n in steps]}


def _steps(
    connection: duckdb.DuckDBPyConnection, value: str, low: int, high: int, *, most: int = BINS
) -> list[tuple[int, int, int]]:
    """From, up to before, and how many: of whole numbers, in at most so many steps of the same width."""
    width = -(-(high - low + 1) // most)
    counts = _counts(connection, f"({value} - {low}) // {width}")
    number = (high - low) // width + 1
    return [(low + at * width, low + (at + 1) * width, counts.get(at, 0)) for at in range(number)]


def _counts(connection: duckdb.DuckDBPyConnection, place: str) -> dict[int, int]:
    """How many values there are at each place."""
    counted = f"SELECT ({place})::INT AS bin, count(*) FROM held GROUP BY bin HAVING bin IS NOT NULL"
    return dict(connection.execute(counted).fetchall())


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

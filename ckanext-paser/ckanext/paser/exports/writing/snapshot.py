"""A release's snapshot as DuckDB reads it: every value as the text that it is, and the types that hold them all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb

from ckanext.paser import duck
from ckanext.paser.releases.snapshots.source import read_csv
from ckanext.paser.tables.rules.table import ZONED, Column

Row = tuple[Any, ...]

INSTANT = "TIMESTAMP WITH TIME ZONE"
_MEMORY = "384MB"
_BATCH = 2048
_PRECISION = 38
"""Digits of DuckDB's and Parquet's exact decimals."""
_PLAIN_NUMBER = r"-?[0-9]+(\.[0-9]+)?"
_TYPES = {"integer": "BIGINT", "date": "DATE", "timestamp": "TIMESTAMP", "boolean": "BOOLEAN", ZONED: INSTANT}
_ON_A_CALENDAR = ("date", "timestamp", ZONED)
_COMMON_YEAR = "[0-9]{4}-[^B]*"
"""A day of the years 1 to 9999: DuckDB takes ``0044-03-15 00:00:00 BC`` for one after Christ, and neither Python nor .NET reads
a file with ``infinity`` or a day of the year 10000 in it."""


@dataclass(frozen=True)
class Snapshot:
    """The table of a release.

    Args:
        path: gzipped CSV as COPY writes it: a header, NULL an empty unquoted field.
        folder: for temporary files.
    """

    path: Path
    columns: tuple[Column, ...]
    folder: Path

    @cached_property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """DuckDB on one core, with a limit."""
        return duck.connect(self.folder, _MEMORY)

    @property
    def source(self) -> str:
        """What stands behind FROM; the columns are named ``c0``, ``c1`` and so on."""
        return read_csv(self.path, (f"c{i}" for i in range(len(self.columns))))

    def rows(self, expressions: Sequence[str] = ()) -> Iterator[list[Row]]:
        """All rows in their order, some at a time; every value a text, or what the expressions make of it."""
        wanted = ", ".join(expressions) or "*"
        found = self.connection.execute(f"SELECT {wanted} FROM {self.source}")
        while batch := found.fetchmany(_BATCH):
            yield batch

    def one(self, expressions: Sequence[str]) -> Row:
        """What aggregate expressions say about all rows."""
        found = self.connection.execute(f"SELECT {', '.join(expressions)} FROM {self.source}").fetchone()
        return found or ()

    @cached_property
    def types(self) -> list[str]:
        """A type of DuckDB for each column that holds all its values exactly; of numbers beyond 38 digits the nearest."""
        asked, readers = [], []
        for i, column in enumerate(self.columns):
            type_ = ZONED if column.kind == ZONED else column.type
            questions = _questions(f"c{i}", type_)
            readers.append((type_, len(asked), len(questions)))
            asked += questions
        told = self.one(asked) if asked else ()
        return [_answer(type_, told[start : start + length]) for type_, start, length in readers]


def _questions(name: str, type_: str) -> list[str]:
    """What must be known about all values of a column before its type is."""
    if type_ == "number":
        return [
            f"count(*) FILTER (NOT regexp_full_match({name}, '{_PLAIN_NUMBER}'))",
            f"count(*) FILTER (TRY_CAST({name} AS DOUBLE) IS NULL AND {name} IS NOT NULL)",
            f"max(length(ltrim(split_part({name}, '.', 1), '-')))",
            f"max(length(split_part({name}, '.', 2)))",
        ]
    if type_ in _TYPES:
        known = f"TRY_CAST({name} AS {_TYPES[type_]}) IS NOT NULL"
        if type_ in _ON_A_CALENDAR:
            known += f" AND regexp_full_match({name}, '{_COMMON_YEAR}')"
        return [f"count(*) FILTER (NOT ({known}) AND {name} IS NOT NULL)"]
    return []


def _answer(type_: str, told: Row) -> str:
    if type_ == "number":
        odd, no_number, whole, fraction = told
        if no_number:
            return "VARCHAR"
        precision = max((whole or 0) + (fraction or 0), 1)
        return "DOUBLE" if odd or precision > _PRECISION else f"DECIMAL({precision}, {fraction or 0})"
    if type_ in _TYPES and not told[0]:
        return _TYPES[type_]
    return "VARCHAR"

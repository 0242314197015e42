"""Tables of releases in DuckDB: every column as the text that was kept."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb

from ckanext.paser import duck, temporary
from ckanext.paser.duck import identifier
from ckanext.paser.tables.rules.kinds import Type
from ckanext.paser.tables.rules.table import Column

NUMBERS = (Type.NUMBER.value, Type.INTEGER.value)
EXACT = "DECIMAL(38, 20)"
"""Holds every number that the reader takes: up to 15 digits before the comma, 20 behind it."""
WHOLE = "DECIMAL(38, 0)"
"""Holds every whole number of a table: PostgreSQL's have up to 19 digits."""
_MEMORY = "256MB"
_LONGEST = 24 << 20
"""Bytes of a row: several of its cells may be as long as a cell can be."""


def held(column: str) -> str:
    """The name under which a column is held. DuckDB takes ``A`` and ``a`` for one name: a capital is written ``^a``."""
    return re.sub(r"[A-Z^]", lambda capital: f"^{capital[0].lower()}", column)


def column_of(held: str) -> str:
    """The column that is held under a name."""
    return re.sub(r"\^(.)", lambda capital: capital[1].upper(), held)


class SnapshotError(Exception):
    """A table that is kept cannot be read. DuckDB's own words are not repeated: they quote rows."""


@contextmanager
def _silenced() -> Iterator[None]:
    try:
        yield
    except duckdb.Error as error:
        raise SnapshotError(type(error).__name__) from None


@contextmanager
def opened() -> Iterator[duckdb.DuckDBPyConnection]:
    """DuckDB, small: what does not fit into its memory goes to a temporary folder."""
    with temporary.folder("releases") as folder, duck.connect(folder, _MEMORY) as connection, _silenced():
        yield connection


def read_csv(path: Path, names: Iterable[str]) -> str:
    """SQL: what stands behind FROM for the table of a release, as COPY has written it.

    Args:
        names: of its columns, in their order. All are text, NULL where there was no value; an empty text is a value.
    """
    return duck.read_csv(
        path, names, _LONGEST, header=True, nullstr="", allow_quoted_nulls=False, compression="gzip"
    )


def hold(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    path: Path,
    columns: Sequence[Column],
    closed: Collection[str] = (),
) -> list[Column]:
    """Have the table of a release, unpacked once; DuckDB's ``rowid`` numbers its rows as they stand in the file.

    Returns:
        its columns, without the closed ones.
    """
    table = read_csv(path, (held(column.id) for column in columns))
    shown = [column for column in columns if column.id not in closed]
    names = ", ".join(identifier(held(column.id)) for column in shown) or "1 AS _none"
    connection.execute(f"CREATE TEMP TABLE {identifier(name)} AS SELECT {names} FROM {table}")
    return shown


def at(column: str) -> str:
    """SQL: a column of a held table."""
    return identifier(held(column))


def digest(names: Iterable[str], table: str) -> str:
    """SQL: 16 bytes for the values of columns. To group and join by them costs a fraction of what the texts cost."""
    cells = (f"{identifier(table)}.{at(name)}" for name in names)
    told = ", ".join(f"coalesce(length({cell}) || ':' || {cell}, '-')" for cell in cells)
    return f"md5_number(concat({told}))"

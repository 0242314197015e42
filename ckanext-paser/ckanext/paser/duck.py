"""DuckDB as every room opens it: on files of ours alone, within its memory, guessing nothing, fetching nothing."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb


def connect(folder: str | Path, memory: str, threads: int = 1) -> duckdb.DuckDBPyConnection:
    """An empty one. It prints nothing: its progress bar would end up among the rows that a process writes.

    Args:
        folder: for what does not fit into its memory; the caller removes it.
        memory: at most, as DuckDB writes it: ``256MB``.
        threads: each takes memory of its own.
    """
    import duckdb  # noqa: PLC0415 - takes time to load, and small files do without

    config: dict[str, Any] = {
        "threads": threads,
        "memory_limit": memory,
        "temp_directory": str(folder),
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "preserve_insertion_order": True,
    }
    connection = duckdb.connect(config=config)
    connection.execute("SET enable_progress_bar = false")
    return connection


def read_csv(path: Path, names: Iterable[str], longest: int, **options: str | int) -> str:
    """SQL: what stands behind FROM for a file whose every column is text, as it is written there.

    Args:
        names: of its columns, in their order.
        longest: bytes of a row.
        options: of DuckDB's ``read_csv``, where the file is not as we write it: commas, no header, ``\\n``.
    """
    types = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in names)
    usual = {"header": False, "delim": ",", "quote": '"', "escape": '"', "new_line": r"\n"}
    sizes = {"max_line_size": longest, "buffer_size": longest}
    said = ", ".join(f"{name} = {_written(value)}" for name, value in (usual | sizes | options).items())
    return f"read_csv({literal(str(path))}, columns = {{{types}}}, auto_detect = false, {said})"


def _written(value: str | int) -> str:
    return literal(value) if isinstance(value, str) else str(value).lower()


def literal(text: str) -> str:
    """A string as SQL."""
    return "'" + text.replace("'", "''") + "'"


def identifier(name: str) -> str:
    """A name as SQL."""
    return '"' + name.replace('"', '""') + '"'

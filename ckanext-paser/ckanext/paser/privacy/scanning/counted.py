"""A table of people that becomes one of counts: how many rows there are of each combination of some columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from ckanext.paser import duck
from ckanext.paser.privacy.rules.written import SMALL
from ckanext.paser.problems import N_, Note, Problem, ProblemError
from ckanext.paser.tables.rules.kinds import Type
from ckanext.paser.tables.rules.table import Column, Reading

Write = Callable[[int], None]
_BLOCK = 1 << 18
_MAX_LINE = 24 << 20
_NAME = "jumlah"


def counted(reading: Reading, untreated: Path, by: Sequence[str], folder: Path) -> tuple[Reading, Write]:
    """The counts of a table's rows; groups that may point at somebody are left out, as if there were none.

    Args:
        untreated: its rows, each led by its number.
        by: names of the columns to count by.
        folder: for temporary files; the caller removes it.

    Raises:
        ProblemError: every group is too small, or none of the columns is there.
    """
    kept = [column for column in reading.columns if column.id in by]
    counts = folder / "counted.csv"
    rows = _count(reading.columns, untreated, kept, counts, folder) if kept else 0
    if not rows:
        raise ProblemError(_too_small())
    fact = N_("Counted by {columns}; groups of fewer than {least} are left out.")
    said = {"columns": ", ".join(column.label for column in kept), "least": SMALL.stop}
    reading = replace(
        reading,
        columns=(*kept, _counter(kept)),
        rows=rows,
        notes=(*reading.notes, Note("counted", fact, said)),
    )
    return reading, lambda fd: _copy(counts, fd)


def _count(
    columns: Sequence[Column], untreated: Path, kept: Sequence[Column], counts: Path, folder: Path
) -> int:
    """Count in DuckDB, which goes to disk where memory ends; returns how many groups there are."""
    names = ", ".join(f"c{i}" for i, column in enumerate(columns, 1) if column in kept)
    source = duck.read_csv(untreated, (f"c{i}" for i in range(len(columns) + 1)), _MAX_LINE)
    groups = (
        f"SELECT {names}, count(*) AS n FROM {source} GROUP BY {names} HAVING count(*) >= {SMALL.stop}"
        f" ORDER BY {names}"
    )
    rows = f"SELECT row_number() OVER () AS id, * FROM ({groups})"
    with duck.connect(folder, "256MB", threads=2) as connection:
        command = f"COPY ({rows}) TO {duck.literal(str(counts))} (FORMAT csv, HEADER false)"
        done = connection.execute(command).fetchone()
    return int(done[0]) if done else 0


def _counter(kept: Sequence[Column]) -> Column:
    """The column of the counts, under a name that is free."""
    taken = {column.id for column in kept}
    name = next(name for name in (_NAME, *(f"{_NAME}_{n}" for n in range(2, 1000))) if name not in taken)
    reason = N_("Counted: how many rows of the file are alike in the other columns.")
    return Column(name, "Jumlah", Type.INTEGER.value, reason=reason)


def _copy(path: Path, fd: int) -> None:
    with path.open("rb") as file, open(fd, "wb", closefd=False) as out:
        while block := file.read(_BLOCK):
            out.write(block)


def _too_small() -> Problem:
    return Problem(
        "groups_too_small",
        "",
        N_("Counted by these columns, every group has fewer than {least} people, so there is no table."),
        N_("Count by fewer columns, or by coarser ones (kecamatan, age group, year)."),
        {"least": SMALL.stop},
    )

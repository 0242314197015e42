"""A table as it was decided to be public, still in the process that reads the file."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from ckanext.paser.privacy.rules.findings import Finding
from ckanext.paser.privacy.rules.treatment import Treatment, row_treatment
from ckanext.paser.tables.rules.kinds import Type
from ckanext.paser.tables.rules.table import Reading

Write = Callable[[int], None]
_LONGEST = 1 << 30
"""Characters of a value: the reader has its own limit, and these rows are its own."""


def treated(
    reading: Reading, write: Write, treatment: Treatment, findings: Sequence[Finding], folder: Path
) -> tuple[Reading, Write]:
    """A table's columns and its way to be written, changed as decided.

    Args:
        folder: for the untreated rows; the caller removes it.
    """
    treat = row_treatment([column.id for column in reading.columns], treatment, findings)
    columns = [
        replace(column, type=Type.TEXT.value, unit="") if column.id in treatment.mask else column
        for column in reading.columns
        if column.id not in treatment.drop
    ]

    def write_treated(fd: int) -> None:
        untreated = folder / "untreated.csv"
        with untreated.open("wb") as file:
            write(file.fileno())
        with (
            untreated.open(encoding="utf-8", newline="") as rows,
            open(os.dup(fd), "w", encoding="utf-8", newline="") as out,
        ):
            csv.field_size_limit(_LONGEST)
            put = csv.writer(out, lineterminator="\n").writerow
            for number, *values in csv.reader(rows):
                put([number, *treat(values)])

    return replace(reading, columns=tuple(columns)), write_treated

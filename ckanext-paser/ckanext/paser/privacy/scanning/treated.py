"""A table as it was decided to be public, still in the process that reads the file."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ckanext.paser.privacy.rules.counting import share
from ckanext.paser.privacy.rules.findings import Finding
from ckanext.paser.privacy.rules.rates import figure
from ckanext.paser.privacy.rules.shares import count, people_of, times
from ckanext.paser.privacy.rules.sums import Cells, counted_columns, emptied, mostly_whole
from ckanext.paser.privacy.rules.treatment import Treatment, row_treatment, small_columns
from ckanext.paser.privacy.rules.written import halves, in_pairs, whole_number
from ckanext.paser.privacy.scanning.counted import counted
from ckanext.paser.tables.rules.kinds import Type
from ckanext.paser.tables.rules.table import Column, Reading

Write = Callable[[int], None]
_LONGEST = 1 << 30
"""Characters of a value: the reader has its own limit, and these rows are its own."""
_FIGURES = (Type.INTEGER.value, Type.NUMBER.value)


def treated(
    reading: Reading, write: Write, treatment: Treatment, findings: Sequence[Finding], folder: Path
) -> tuple[Reading, Write]:
    """A table's columns and its way to be written, changed as decided.

    Args:
        folder: for the untreated rows; the caller removes it.

    Raises:
        ProblemError: nothing is left of it.
    """
    untreated = folder / "untreated.csv"
    if treatment.aggregate:
        _keep(write, untreated)
        return counted(reading, untreated, treatment.aggregate, folder)
    columns = [
        replace(column, type=Type.TEXT.value, unit="") if column.id in treatment.mask else column
        for column in reading.columns
        if column.id not in treatment.drop
    ]

    def write_treated(fd: int) -> None:
        _keep(write, untreated)
        names = [column.id for column in reading.columns]
        empty = _emptied(reading.columns, untreated, small_columns(names, treatment, findings))
        treat = row_treatment(names, treatment, findings, empty)
        with open(os.dup(fd), "w", encoding="utf-8", newline="") as out:
            put = csv.writer(out, lineterminator="\n").writerow
            for place, (number, *values) in enumerate(_rows(untreated)):
                put([number, *treat(place, values)])

    return replace(reading, columns=tuple(columns)), write_treated


def _keep(write: Write, untreated: Path) -> None:
    with untreated.open("wb") as file:
        write(file.fileno())


def _rows(path: Path) -> Iterator[list[str]]:
    csv.field_size_limit(_LONGEST)
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.reader(file)


@dataclass(frozen=True)
class _Counted:
    """A column as its counts are known: two of them of one whose cells hold two.

    Args:
        place: its position in the table.
    """

    place: int
    label: str
    type: str
    cells: Sequence[str]


def _emptied(columns: Sequence[Column], untreated: Path, secret: Sequence[int]) -> Cells:
    """The cells to empty for the sake of the small counts in some columns."""
    if not secret:
        return frozenset()
    read: list[list[str]] = [[] for _ in columns]
    for _, *values in _rows(untreated):
        for cells, value in zip(read, values, strict=True):
            cells.append(value)
    known = [
        one
        for i, column in enumerate(columns)
        for one in (_of_people(columns, read, i, secret) or _halved(i, column, read[i], i in secret))
    ]
    labels = [one.label for one in known]
    wholes = {i: [*map(whole_number, one.cells)] for i, one in enumerate(known)}
    figures = [
        i
        for i, one in enumerate(known)
        if one.type in _FIGURES or (one.type == Type.TEXT.value and mostly_whole(wholes[i]))
    ]
    hidden = [i for i, one in enumerate(known) if one.place in secret]
    numbers = counted_columns(labels, wholes, figures, hidden)
    exact = {i: [*map(figure, known[i].cells)] for i in figures}
    words = {i: one.cells for i, one in enumerate(known) if i not in numbers}
    empty = emptied(labels, numbers, words, hidden, exact)
    return frozenset((row, known[i].place) for row, i in empty)


def _of_people(
    columns: Sequence[Column], read: Sequence[Sequence[str]], place: int, secret: Sequence[int]
) -> list[_Counted]:
    """The counts that a column of secret shares gives back, of each column of people beside it; none of others."""
    label = columns[place].label
    if place not in secret or not share(label):
        return []
    return [
        _Counted(place, "", Type.INTEGER.value, ["" if one is None else str(round(one)) for one in counts])
        for i in people_of([column.label for column in columns])
        for counts in [[count(*both, times(label)) for both in zip(read[i], read[place], strict=True)]]
    ]


def _halved(place: int, column: Column, cells: Sequence[str], secret: bool) -> Iterator[_Counted]:
    """A column, or where two counts stand in its cells each of them: their sums are known apart."""
    pairs = [*map(halves, cells)] if column.type == Type.TEXT.value and (secret or in_pairs(cells)) else []
    if not any(pairs):
        yield _Counted(place, column.label, column.type, cells)
        return
    both = [pair or (cell, "") for pair, cell in zip(pairs, cells, strict=True)]
    for half in zip(*both, strict=True):
        yield _Counted(place, column.label, Type.INTEGER.value, [*map(str, half)])

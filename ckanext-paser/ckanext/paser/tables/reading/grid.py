"""A sheet that fits into memory: rows of cells in, typed table out.

It is worked on by column, and each different value of a column is looked at once: a sheet has millions of cells.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, compress, islice
from typing import Protocol, cast

from ckanext.paser.privacy.rules.findings import Finding
from ckanext.paser.problems import Note, Problem
from ckanext.paser.tables.reading.body import Body
from ckanext.paser.tables.reading.cells import ColumnCells, NumberCells, cells_of
from ckanext.paser.tables.reading.summing import Found, View, adds_up, look_for_sums, of_sums, views
from ckanext.paser.tables.rules import headings
from ckanext.paser.tables.rules.across import Across, across_note, find_across
from ckanext.paser.tables.rules.cells import Cell, is_missing
from ckanext.paser.tables.rules.choices import ASKED_NOTHING, Asked, Choice
from ckanext.paser.tables.rules.dates import of_serial
from ckanext.paser.tables.rules.evidence import Values
from ckanext.paser.tables.rules.infer import Decision, decide_all
from ckanext.paser.tables.rules.kinds import Type
from ckanext.paser.tables.rules.merged import merged_note
from ckanext.paser.tables.rules.named_once import MOST_COLUMNS, SAMPLE, named_once, named_once_note
from ckanext.paser.tables.rules.names import column_ids
from ckanext.paser.tables.rules.pairs import perhaps_note
from ckanext.paser.tables.rules.table import Reading, columns_of, header_note, rows_note, table_above

_BATCH = 2000
_MARKS = '",\r\n'
"""What a field of a CSV holds only between quotation marks."""
_has_mark = re.compile(f"[{_MARKS}]").search


class Scan(Protocol):
    def __call__(self, titles: Sequence[str] = ()) -> list[Finding]: ...


def _nothing(titles: Sequence[str] = ()) -> list[Finding]:
    return []


@dataclass(frozen=True)
class Table:
    """A table that has been read.

    Args:
        reading: what it is.
        write: writes its rows to a file descriptor, as CSV for ``COPY``, each row led by its number.
        scan: goes through the whole file for personal data; it is told what the file is called, by itself and around it.
        places: for each column, where its values stand in the file, by position.
        plain: what it writes is the same as ``COPY``'s own text with commas, which PostgreSQL takes faster than CSV: nothing in
            it is quoted, and no backslash is there that would be an escape.
    """

    reading: Reading
    write: Callable[[int], None]
    scan: Scan = _nothing
    places: tuple[tuple[int, ...], ...] = ()
    plain: bool = False


def read_body(
    body: Body,
    noted: Sequence[Note] = (),
    asked: Asked = ASKED_NOTHING,
    sheet: str = "",
    zero: Callable[[], date] | None = None,
) -> Table:
    """Decide on the columns of a table.

    Args:
        noted: what is known about the file already.
        asked: what was chosen for its columns.
        sheet: the name of the sheet, empty for a text file.
        zero: the day from which a workbook counts dates; None where numbers are no dates.

    Raises:
        ProblemError: a value is not of the type that was chosen for its column.
    """
    across, seen_first = find_across(body.labels), _seen_first(body, asked)
    shape_note = across_note(across, body.labels, asked.long)
    long = (across, body.labels) if across and asked.long else None
    own = [] if long else of_sums(body.total_columns, body.totals)
    if long:
        body = made_long(body, long[0])
    ids = column_ids(body.labels)
    columns = _read_cells(body, ids, asked, zero)
    decisions = decide_all([*map(_values(asked, sheet), ids, body.labels, columns, own or [()] * len(ids))])
    texts = [column.written(decision.kind) for column, decision in zip(columns, decisions, strict=True)]
    named_columns = columns_of(body.labels, decisions)
    seen = [*views(named_columns, decisions, texts, body.total_columns, asked=asked, long=long)]
    sums = _sums(body, seen, len(long[0].periods) if long else 1, sheet)
    if sums.left_out:
        kept = [number not in sums.left_out for number in body.numbers]
        texts = [[*compress(column, kept)] for column in texts]
    height, missing = len(texts[0]), sum(column.marks for column in columns)
    notes = [*noted, *_noticed(body, seen_first, missing), *sums.notes, *shape_note, *_notes_on(decisions)]
    reading = Reading(named_columns, height, tuple(notes), tuple(_wrong(body, sums, decisions, sheet)))
    return Table(reading, lambda fd: _write(texts, height, fd), places=body.places)


def _sums(body: Body, seen: Sequence[View], times: int, sheet: str) -> Found:
    """What is found about rows that sum up others.

    Args:
        times: rows of a long table for each of the file.
    """
    totals = dict(zip(body.total_numbers, body.totals, strict=True))
    return look_for_sums(seen, body.numbers[::times], totals, sheet, body.ordinary)


def _noticed(body: Body, seen_first: Sequence[Note], missing: int) -> Iterator[Note]:
    """What is told of the rows of a file.

    Args:
        missing: cells that hold a mark for a missing value.
    """
    yield from header_note(body.head, body.labels)
    yield from body.chosen.notes()
    yield from seen_first
    yield from rows_note(body.found_totals, body.below, missing)
    yield from body.stacked.notes(body.head.body)


def _notes_on(decisions: Sequence[Decision]) -> Iterator[Note]:
    return chain.from_iterable(decision.notes for decision in decisions)


def _wrong(body: Body, sums: Found, decisions: Sequence[Decision], sheet: str) -> Iterator[Problem]:
    """What a person should put right in the file or in what was chosen for it."""
    yield from body.chosen.problems()
    yield from table_above(body.head, sheet)
    yield from body.stacked.problems(body.head.body, sheet)
    if body.right:
        yield body.right.problem(sheet)
    yield from headings.problems(body.headings, sheet)
    yield from sums.problems
    yield from chain.from_iterable(decision.problems for decision in decisions)


def _seen_first(body: Body, asked: Asked) -> list[Note]:
    """What the first rows show that a person may look at."""
    ids, labels = column_ids(body.labels), body.labels
    first = [
        [None if is_missing(cell, asked.choice(id_).marks) else cell for cell in column[:SAMPLE]]
        for id_, column in zip(ids, body.columns[: MOST_COLUMNS + 1], strict=False)
    ]
    notes = perhaps_note(labels, first[-1], len(body.numbers), body.head.header + 1)
    for i in named_once(labels, first):
        notes += named_once_note(labels[i], ids[i], body.columns[i].count(None))
    for i, rows in body.merged.items():
        notes += merged_note(labels[i], ids[i], rows)
    return notes


def _read_cells(
    body: Body, ids: Sequence[str], asked: Asked, zero: Callable[[], date] | None
) -> list[ColumnCells | NumberCells]:
    return [
        cells_of(_dated(cells, asked.choice(id_), zero), body.numbers, asked.choice(id_).marks)
        for id_, cells in zip(ids, body.columns, strict=True)
    ]


def _dated(cells: Sequence[Cell], choice: Choice, zero: Callable[[], date] | None) -> Sequence[Cell]:
    """The cells of a column, its numbers as the dates that they are where dates were chosen."""
    if zero is None or choice.type not in (Type.DATE, Type.TIMESTAMP):
        return cells
    numbers = {
        cell for cell in set(cells) if isinstance(cell, (int, float)) and not is_missing(cell, choice.marks)
    }
    day = zero() if numbers else date.min
    days: dict[Cell, Cell] = {number: moment for number in numbers if (moment := of_serial(number, day))}
    return [days.get(cell, cell) for cell in cells] if days else cells


def _values(
    asked: Asked, sheet: str
) -> Callable[[str, str, ColumnCells | NumberCells, Sequence[Cell]], Values]:
    """What is to be decided on, of a column's name, header and cells, and those of its sums."""
    return lambda id_, label, column, own: Values(
        label,
        column.count,
        column.sample,
        column.misfits,
        field=id_,
        sheet=sheet,
        choice=asked.choice(id_),
        last=asked.last.get(id_, ""),
        errors=column.errors,
        adds_up=lambda kind: adds_up(column.written, own, kind, asked.choice(id_).marks),
    )


def made_long(body: Body, across: Across) -> Body:
    """The rows of a body with a row of its own for each time that stands across."""
    times, height = len(across.periods), len(body.numbers)
    empty: list[Cell] = [None] * height
    measures = [
        [empty if i is None else body.columns[i] for i in places]
        for places in zip(*across.places, strict=True)
    ]
    return replace(
        body,
        places=tuple(
            tuple(place for i in origins for place in body.places[i]) for origins in across.origins()
        ),
        labels=tuple(across.labels(body.labels)),
        columns=[
            *([cell for cell in body.columns[i] for _ in range(times)] for i in across.kept),
            [*across.periods] * height,
            *([*chain.from_iterable(zip(*columns, strict=True))] for columns in measures),
        ],
        numbers=[number for number in body.numbers for _ in range(times)],
    )


def fields(table: Table) -> dict[int, str]:
    """The names of a table's columns by the positions in the file that their values come from."""
    named = zip(table.places, table.reading.columns, strict=True)
    return {place: column.id for places, column in named for place in places}


def _write(columns: Sequence[Sequence[str | None]], height: int, fd: int) -> None:
    rows = zip(map(str, range(1, height + 1)), *map(_fields, columns), strict=True)
    with open(fd, "wb", closefd=False) as file:
        while lines := [*map(",".join, islice(rows, _BATCH))]:
            text = "\n".join([*lines, ""]).replace("\0", "")
            file.write(text.encode("utf-8", "replace"))


def _fields(column: Sequence[str | None]) -> Sequence[str]:
    """The values of a column as fields of a CSV: quoted where they must be, nothing for None."""
    values = [value or "" for value in column] if None in column else cast("Sequence[str]", column)
    text = "".join(values)
    return [*map(_field, values)] if any(mark in text for mark in _MARKS) else values


def _field(value: str) -> str:
    return '"' + value.replace('"', '""') + '"' if _has_mark(value) else value

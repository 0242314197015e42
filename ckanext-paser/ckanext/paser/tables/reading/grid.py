"""A sheet that fits into memory: rows of cells in, typed table out.

It is worked on by column, and each different value of a column is looked at once: a sheet has millions of cells.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain, compress, islice, takewhile
from typing import Protocol, cast

from ckanext.paser.privacy.rules.findings import Finding
from ckanext.paser.problems import Note, ProblemError
from ckanext.paser.tables.reading import problems
from ckanext.paser.tables.reading.cells import ColumnCells, NumberCells, cells_of
from ckanext.paser.tables.reading.summing import adds_up, look_for_sums, of_sums, views
from ckanext.paser.tables.rules import codes, headings
from ckanext.paser.tables.rules.across import Across, across_note, find_across
from ckanext.paser.tables.rules.cells import Cell, Padded, Sheet, Shown, clean, cleaned, is_error, is_missing
from ckanext.paser.tables.rules.choices import ASKED_NOTHING, Asked, Choice
from ckanext.paser.tables.rules.dates import of_serial
from ckanext.paser.tables.rules.evidence import Values
from ckanext.paser.tables.rules.footer import (
    count_notes,
    tail,
    total_rows,
)
from ckanext.paser.tables.rules.header import DEPTH, Head, Merge, Row, find_head, named
from ckanext.paser.tables.rules.infer import decide_all
from ckanext.paser.tables.rules.kinds import Type
from ckanext.paser.tables.rules.lists import Below
from ckanext.paser.tables.rules.named_once import MOST_COLUMNS, SAMPLE, named_once, named_once_note
from ckanext.paser.tables.rules.names import column_ids
from ckanext.paser.tables.rules.pairs import perhaps_note
from ckanext.paser.tables.rules.right import Right, find_right
from ckanext.paser.tables.rules.stacked import ALONE, Stacked, figures_in, look
from ckanext.paser.tables.rules.table import Reading, columns_of, header_note, rows_note, table_above

MAX_COLUMNS = 1000
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
    """

    reading: Reading
    write: Callable[[int], None]
    scan: Scan = _nothing
    places: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True)
class Body:
    """The data rows of a sheet: cells of the kept columns, and the row number of each as people count."""

    head: Head
    places: tuple[tuple[int, ...], ...]
    labels: tuple[str, ...]
    columns: Sequence[Sequence[Cell]]
    numbers: Sequence[int]
    totals: list[str]
    below: Below = Below()
    total_columns: Sequence[Sequence[Cell]] = ()
    """Cells of the rows of totals, which are no rows of the table."""
    total_numbers: Sequence[int] = ()
    stacked: Stacked = ALONE
    right: Right | None = None
    """A table that stands right of this one."""
    headings: Mapping[int, str] = field(default_factory=dict)
    """Headings of groups, which are no rows of the table, by their number as people count."""


def find_body(sheet: Sheet, merges: Sequence[Merge] = ()) -> Body:
    """Find the table in a sheet and take its data rows out; notes, totals and blank rows stay behind.

    Args:
        merges: merged cells of the sheet.

    Raises:
        ProblemError: there is no table in it.
    """
    top, head = _top(sheet, merges)
    right = _right(sheet, top, head)
    if right:
        sheet = Sheet(_without_blanks([row[: right.end] for row in sheet.rows]))
        merges = [merge for merge in merges if merge[0][1] < right.end]
        top, head = _top(sheet, merges)
    rows = sheet.rows
    stacked = look(
        [(0, rows[head.body :])], head, top[head.header : head.body], figures_in(rows[head.body :])
    )
    end = len(rows) if stacked.end is None else head.body + stacked.end
    last = tail(
        lambda most: [[clean(cell) for cell in row] for row in rows[max(head.body, end - most) : end]]
    )
    notes = count_notes(last)
    end -= notes
    if end <= head.body:
        raise ProblemError(problems.no_rows(head.header + 1))
    columns = named([cleaned(column[head.body : end]) for column in sheet.columns], merges, head.body)
    numbers: Sequence[int] = range(head.body + 1, end + 1)
    totals = total_rows(columns, head.labels, len(numbers))
    total_columns = (
        [[*compress(column, totals)] for column in columns] if any(totals) else [[] for _ in columns]
    )
    total_numbers = [*compress(numbers, totals)]
    if stacked.repeated or total_numbers or all(None in column for column in columns):
        width = len(columns)
        summed = zip(totals, zip(*columns, strict=True), strict=True)
        data = [
            not total and row.count(None) < width and n not in stacked.repeated
            for n, (total, row) in enumerate(summed)
        ]
        columns, numbers = [[*compress(column, data)] for column in columns], [*compress(numbers, data)]
    grouped = headings.in_memory(columns, head.labels, len(numbers))
    if grouped:
        data = [n not in grouped for n in range(len(numbers))]
        grouped = {numbers[n]: text for n, text in grouped.items()}
        columns, numbers = [[*compress(column, data)] for column in columns], [*compress(numbers, data)]
    kept = _kept(head, columns)
    if not numbers or not kept:
        raise ProblemError(problems.no_rows(head.header + 1))
    labels = tuple(head.labels[i] if i < len(head.labels) else "" for i in kept)
    cells = [columns[i] if i < len(columns) else [None] * len(numbers) for i in kept]
    return Body(
        head=head,
        places=tuple((i,) for i in kept),
        labels=labels,
        columns=[_named_by_digits(label, column) for label, column in zip(labels, cells, strict=True)],
        numbers=numbers,
        totals=[total for total in totals if total],
        below=Below(last[len(last) - notes :]),
        total_columns=[total_columns[i] if i < len(columns) else [None] * len(total_numbers) for i in kept],
        total_numbers=total_numbers,
        stacked=stacked,
        right=right,
        headings=grouped,
    )


def _named_by_digits(label: str, column: Sequence[Cell]) -> Sequence[Cell]:
    """The cells of a column; numbers with the zeros of their format are codes where its header may say so."""
    if Padded not in set(map(type, column)):
        return column
    if not codes.header_may_say_code(label):
        return [float(cell) if isinstance(cell, Padded) else cell for cell in column]
    return [Shown(cell.shown) if isinstance(cell, Padded) else cell for cell in column]


def _top(sheet: Sheet, merges: Sequence[Merge]) -> tuple[list[list[Cell]], Head]:
    """The first rows of a sheet, cleaned, and where its table begins.

    Raises:
        ProblemError: no table begins in them.
    """
    rows = sheet.rows
    top = [[None if is_error(cell) else cell for cell in map(clean, row)] for row in rows[:DEPTH]]
    head = find_head(top, merges)  # the error of a formula among headers is a column without one
    if head is None:
        more = any(clean(cell) for row in rows[DEPTH:] for cell in row)
        raise ProblemError(problems.too_far_down(DEPTH) if more else problems.empty())
    return top, head


def _right(sheet: Sheet, top: Sequence[Row], head: Head) -> Right | None:
    def is_empty(i: int) -> bool:
        return all(clean(cell) is None for cell in sheet.columns[i][head.body :])

    return find_right(top, head, is_empty)


def _without_blanks(rows: list[Sequence[Cell]]) -> list[Sequence[Cell]]:
    """The rows up to the last one in which something stands."""
    blank = sum(1 for _ in takewhile(lambda row: all(clean(cell) is None for cell in row), reversed(rows)))
    return rows[: len(rows) - blank]


def _kept(head: Head, columns: Sequence[Sequence[Cell]]) -> list[int]:
    """The places of the columns that have a header or a value.

    Raises:
        ProblemError: there are too many.
    """
    used = {i for i, column in enumerate(columns) if not all(is_missing(cell) for cell in column)}
    kept = sorted(used | {i for i, label in enumerate(head.labels) if label})
    if len(kept) > MAX_COLUMNS:
        raise ProblemError(problems.too_many_columns(len(kept), MAX_COLUMNS))
    return kept


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
    across = find_across(body.labels)
    shape_note = across_note(across, body.labels, asked.long)
    long = (across, body.labels) if across and asked.long else None
    seen_first = _seen_first(body, asked)
    own = of_sums(body.total_columns, body.totals)
    if long:
        body, own = made_long(body, long[0]), []
    ids = column_ids(body.labels)
    columns = _read_cells(body, ids, asked, zero)
    own = own or [()] * len(ids)
    decisions = decide_all([*map(_values(asked, sheet), ids, body.labels, columns, own)])
    texts = [column.written(decision.kind) for column, decision in zip(columns, decisions, strict=True)]
    named_columns = columns_of(body.labels, decisions)
    seen = [*views(named_columns, decisions, texts, body.total_columns, asked=asked, long=long)]
    numbers = body.numbers[:: len(long[0].periods)] if long else body.numbers
    sums = look_for_sums(seen, numbers, dict(zip(body.total_numbers, body.totals, strict=True)), sheet)
    if sums.left_out:
        kept = [number not in sums.left_out for number in body.numbers]
        texts = [[*compress(column, kept)] for column in texts]
    height = len(texts[0])
    notes = [
        *noted,
        *header_note(body.head, body.labels),
        *seen_first,
        *rows_note(body.totals, body.below, sum(column.marks for column in columns)),
        *body.stacked.notes(body.head.body),
        *sums.notes,
        *shape_note,
        *(note for decision in decisions for note in decision.notes),
    ]
    found = [
        *table_above(body.head, sheet),
        *body.stacked.problems(body.head.body, sheet),
        *([body.right.problem(sheet)] if body.right else []),
        *headings.problems(body.headings, sheet),
        *sums.problems,
        *(problem for decision in decisions for problem in decision.problems),
    ]
    reading = Reading(named_columns, height, tuple(notes), tuple(found))
    return Table(reading, lambda fd: _write(texts, height, fd), places=body.places)


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

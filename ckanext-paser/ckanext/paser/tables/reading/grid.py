"""A sheet that fits into memory: rows of cells in, typed table out."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ckanext.paser.privacy.rules.findings import Finding
from ckanext.paser.problems import Note, ProblemError
from ckanext.paser.tables.reading import problems
from ckanext.paser.tables.rules.across import Across, across_note, find_across
from ckanext.paser.tables.rules.cells import Cell, as_text, clean, is_missing
from ckanext.paser.tables.rules.choices import ASKED_NOTHING, Asked
from ckanext.paser.tables.rules.evidence import Misfits, Values
from ckanext.paser.tables.rules.footer import TAIL, count_notes, label_columns, note_texts, total_label
from ckanext.paser.tables.rules.header import DEPTH, YEAR, Head, Merge, find_head
from ckanext.paser.tables.rules.infer import decide_all
from ckanext.paser.tables.rules.kinds import Kind
from ckanext.paser.tables.rules.names import column_ids
from ckanext.paser.tables.rules.table import Reading, columns_of, header_note, rows_note

MAX_COLUMNS = 1000
_SAMPLE = 1000
_BATCH = 2000


@dataclass(frozen=True)
class Table:
    """A table that has been read.

    Args:
        reading: what it is.
        write: writes its rows to a file descriptor, as CSV for ``COPY``, each row led by its number.
        scan: goes through the whole file for personal data.
        places: for each column, where its values stand in the file, by position.
    """

    reading: Reading
    write: Callable[[int], None]
    scan: Callable[[], list[Finding]] = list
    places: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True)
class Body:
    """The data rows of a sheet: cells of the kept columns, and the row number of each as people count."""

    head: Head
    places: tuple[tuple[int, ...], ...]
    labels: tuple[str, ...]
    rows: list[list[Cell]]
    numbers: list[int]
    totals: list[str]
    below: list[str]


def find_body(sheet: Sequence[Sequence[Cell]], merges: Sequence[Merge] = ()) -> Body:
    """Find the table in a sheet and take its data rows out; notes, totals and blank rows stay behind.

    Args:
        merges: merged cells of the sheet.

    Raises:
        ProblemError: there is no table in it.
    """
    rows = [[clean(cell) for cell in row] for row in sheet]
    head = find_head(rows[:DEPTH], merges)
    if head is None:
        raise ProblemError(problems.empty())
    end = len(rows) - count_notes(rows[head.body :][-TAIL:])
    _name_each_row(rows[head.body : end], merges, head.body)
    telling = label_columns(head.labels)
    totals: list[str] = []
    full: dict[int, list[Cell]] = {}
    for n, row in enumerate(rows[head.body : end], head.body + 1):
        if total := total_label([row[i] for i in telling if i < len(row)]):
            totals.append(total)
        elif any(cell is not None for cell in row):
            full[n] = row
    if not full:
        raise ProblemError(problems.no_rows(head.header + 1))
    used = {i for row in full.values() for i, cell in enumerate(row) if not is_missing(cell)}
    labels = dict(enumerate(head.labels))
    kept = [i for i in range(max(used | labels.keys()) + 1) if labels.get(i) or i in used]
    if len(kept) > MAX_COLUMNS:
        raise ProblemError(problems.too_many_columns(len(kept), MAX_COLUMNS))
    return Body(
        head=head,
        places=tuple((i,) for i in kept),
        labels=tuple(labels.get(i, "") for i in kept),
        rows=[[row[i] if i < len(row) else None for i in kept] for row in full.values()],
        numbers=list(full),
        totals=totals,
        below=note_texts(rows[end:]),
    )


def _name_each_row(rows: list[list[Cell]], merges: Iterable[Merge], first: int) -> None:
    """Repeat a word, a date or a year that is merged over several rows in each of them: it names them all.

    A quantity is not repeated: it would be counted as many times.

    Args:
        first: the number of the first row, from 0.
    """
    for (top, left), (bottom, _) in merges:
        if top < first or top - first >= len(rows) or left >= len(rows[top - first]):
            continue
        cell = rows[top - first][left]
        if isinstance(cell, (str, date)) or YEAR.fullmatch(as_text(cell)):
            for row in rows[top - first + 1 : bottom - first + 1]:
                row[left : left + 1] = [cell]


def read_body(body: Body, noted: Sequence[Note] = (), asked: Asked = ASKED_NOTHING, sheet: str = "") -> Table:
    """Decide on the columns of a table.

    Args:
        noted: what is known about the file already.
        asked: what was chosen for its columns.
        sheet: the name of the sheet, empty for a text file.

    Raises:
        ProblemError: a value is not of the type that was chosen for its column.
    """
    across = find_across(body.labels)
    shape_note = across_note(across, body.labels, asked.long)
    if across and asked.long:
        body = made_long(body, across)
    columns = _columns(body, asked, sheet)
    missing = _filled(body.rows) - sum(values.count for values, _ in columns)
    decisions = decide_all([values for values, _ in columns])
    texts = [_written(cells, decision.kind) for (_, cells), decision in zip(columns, decisions, strict=True)]
    notes = [
        *noted,
        *header_note(body.head, body.labels),
        *rows_note(body.totals, body.below, missing),
        *shape_note,
        *(note for decision in decisions for note in decision.notes),
    ]
    found = tuple(problem for decision in decisions for problem in decision.problems)
    reading = Reading(columns_of(body.labels, decisions), len(body.rows), tuple(notes), found)
    return Table(reading, lambda fd: _write(texts, fd), places=body.places)


def made_long(body: Body, across: Across) -> Body:
    """The rows of a body with a row of its own for each time that stands across."""
    rows: list[list[Cell]] = []
    for row in body.rows:
        kept = [row[i] for i in across.kept]
        for period, places in zip(across.periods, across.places, strict=True):
            rows.append([*kept, period, *(None if i is None else row[i] for i in places)])
    return replace(
        body,
        places=tuple(
            tuple(place for i in origins for place in body.places[i]) for origins in across.origins()
        ),
        labels=tuple(across.labels(body.labels)),
        rows=rows,
        numbers=[number for number in body.numbers for _ in across.periods],
    )


def _columns(body: Body, asked: Asked, sheet: str) -> list[tuple[Values, list[Cell]]]:
    """What is to be decided on, and the cells, None where a value is missing."""
    columns: list[tuple[Values, list[Cell]]] = []
    for place, (id_, label) in enumerate(zip(column_ids(body.labels), body.labels, strict=True)):
        choice = asked.choice(id_)
        cells = [None if is_missing(row[place], choice.marks) else row[place] for row in body.rows]
        values = _values(label, cells, body.numbers)
        known = {"field": id_, "sheet": sheet, "choice": choice, "last": asked.last.get(id_, "")}
        columns.append((replace(values, **known), cells))
    return columns


def _filled(rows: Sequence[Sequence[Cell]]) -> int:
    return sum(1 for row in rows for cell in row if cell is not None)


def fields(table: Table) -> dict[int, str]:
    """The names of a table's columns by the positions in the file that their values come from."""
    named = zip(table.places, table.reading.columns, strict=True)
    return {place: column.id for places, column in named for place in places}


def _values(label: str, cells: list[Cell], numbers: list[int]) -> Values:
    present = [cell for cell in cells if cell is not None]
    different = set(present)

    def misfits(kind: Kind) -> Misfits | None:
        bad = {cell for cell in different if kind.read(cell) is None}
        if not bad:
            return None
        at = [(n, cell) for n, cell in zip(numbers, cells, strict=False) if cell is not None and cell in bad]
        return Misfits(len(at), at[0][0], as_text(at[0][1]))

    return Values(label, len(present), present[:_SAMPLE], misfits)


def _written(cells: list[Cell], kind: Kind | None) -> list[str | None]:
    read = kind.read if kind else as_text
    return [None if cell is None else read(cell) for cell in cells]


def _write(columns: list[list[str | None]], fd: int) -> None:
    with open(fd, "wb", closefd=False) as file:
        file.writelines(_csv(columns))


def _csv(columns: list[list[str | None]]) -> Iterator[bytes]:
    rows = enumerate(zip(*columns, strict=False), 1)
    while True:
        text = io.StringIO()
        write = csv.writer(text, lineterminator="\n").writerow
        count = 0
        for count, (n, row) in enumerate(rows, 1):
            write((n, *row))
            if count == _BATCH:
                break
        if not count:
            return
        yield text.getvalue().replace("\0", "").encode("utf-8", "replace")

"""A CSV too large for Python: DuckDB reads it as text, the rules decide, DuckDB writes it typed.

Nothing is guessed by DuckDB: its own detection is off, every column is text, and each rule is asked
over all rows. Clean columns pass through untouched, so that the usual file is read three times
and held never.
"""

from __future__ import annotations

import csv
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from ckanext.paser.problems import ProblemError
from ckanext.paser.tables.reading import problems, sql
from ckanext.paser.tables.reading.delimited import Text, numbered_rows
from ckanext.paser.tables.reading.grid import MAX_COLUMNS, Table
from ckanext.paser.tables.rules import footer, header, infer
from ckanext.paser.tables.rules.cells import Cell, clean, is_missing
from ckanext.paser.tables.rules.infer import Decision, Misfits, Values
from ckanext.paser.tables.rules.kinds import CODE, Kind
from ckanext.paser.tables.rules.table import Reading, columns_of, header_note, rows_note

_SAMPLE = 1000
_TAIL_BYTES = 1 << 16
_MAX_LINE = 6_000_000


@dataclass(frozen=True)
class Start:
    """Where the rows of a file begin: the lines to pass over, the values per row, the first rows."""

    head: header.Head
    lines: int
    width: int
    rows: list[list[Cell]]

    def label(self, i: int) -> str:
        """The header of a column, empty where none stands above it."""
        return self.head.labels[i] if i < len(self.head.labels) else ""


def read_bulk(text: Text, folder: Path) -> Table:
    """Read the table of a large text file.

    Raises:
        ProblemError: there is no table in it, or its rows cannot be told apart.
    """
    start = _start(text)
    if start.width > MAX_COLUMNS:
        raise ProblemError(problems.too_many_columns(start.width, MAX_COLUMNS))
    try:
        return _read(text, start, folder, padded=False)
    except duckdb.Error:
        pass  # rows differ in length: more work, but readable
    try:
        return _read(text, start, folder, padded=True)
    except duckdb.Error as error:
        raise ProblemError(_explain(text, start)) from error


def _read(text: Text, start: Start, folder: Path, *, padded: bool) -> Table:
    source = Source(text, start, folder, padded=padded)
    columns = [column for column in source.columns() if column.label or column.values.count]
    for column in columns:
        if not column.label and column.i >= len(start.head.labels) and column.values.count * 2 < source.rows:
            raise ProblemError(_explain(text, start))
    decisions = [infer.decide(column.values) for column in columns]
    labels = [column.label for column in columns]
    notes = [
        *text.notes,
        *header_note(start.head, labels),
        *rows_note(source.totals, source.below, sum(column.marks for column in columns)),
        *(note for decision in decisions for note in decision.notes),
    ]
    found = tuple(problem for decision in decisions for problem in decision.problems)
    reading = Reading(columns_of(labels, decisions), source.rows, tuple(notes), found)
    written = ", ".join(column.written(decision) for column, decision in zip(columns, decisions))
    return Table(reading, lambda fd: source.write(written, fd))


def _start(text: Text) -> Start:
    lines: list[int] = [0]
    rows: list[list[Cell]] = []
    for line, row in numbered_rows(text):
        lines.append(line)
        rows.append([clean(cell) for cell in row])
        if len(rows) == header.DEPTH + _SAMPLE:
            break
    head = header.find_head(rows[: header.DEPTH])
    if head is None:
        raise ProblemError(problems.empty())
    body = rows[head.body :]
    if not body:
        raise ProblemError(problems.no_rows(head.header + 1))
    width = max(len(body[0]), max(i + 1 for row in rows for i, cell in enumerate(row) if cell is not None))
    return Start(head, lines[head.body], width, body)


def _explain(text: Text, start: Start) -> problems.Problem:
    """Find the first row that is longer than the table."""
    width = len(start.head.labels)
    for line, row in numbered_rows(text):
        length = max((i + 1 for i, cell in enumerate(row) if clean(cell) is not None), default=0)
        if length > width:
            return problems.long_row(line, length, width)
    return problems.unknown_failure()


class Source:
    """The rows of a file in DuckDB, without title rows, totals, notes and blank rows."""

    def __init__(self, text: Text, start: Start, folder: Path, *, padded: bool) -> None:
        self.start = start
        self.connection = _connect(folder)
        columns = ", ".join(f"'c{i}': 'VARCHAR'" for i in range(start.width))
        path, skip = _rows_file(text, start, folder)
        self.connection.execute(
            f"CREATE VIEW source AS SELECT * FROM read_csv({sql.literal(str(path))}, columns = {{{columns}}},"
            f" auto_detect = false, header = false, skip = {skip}, delim = {sql.literal(text.separator)},"
            f" quote = '\"', escape = '\"', null_padding = {padded}, parallel = {not padded},"
            f" max_line_size = {_MAX_LINE})"
        )
        self.odd_blanks = text.odd_blanks or text.quoted
        self.totals: list[str] = []
        self.below: list[str] = []
        self.body = self._body(text)
        self.rows = 0

    def one(self, query: str) -> tuple[Any, ...]:
        """The first row of an answer."""
        return self.connection.execute(query).fetchone() or ()

    def _body(self, text: Text) -> str:
        """What to select from to get data rows alone; also fills ``totals`` and ``below``."""
        names = [f"c{i}" for i in range(self.start.width)]
        first = f"coalesce(nullif({names[0]}, ''), {names[1] if len(names) > 1 else 'NULL'}, '')"
        blank = f"coalesce({', '.join(names)}, '') = ''"
        count, blanks, suspects = self.one(
            f"SELECT count(*), count(*) FILTER ({blank}), count(*) FILTER (regexp_matches({first}, '(?i)total|jumlah|jml|rata'))"
            " FROM source"
        )
        tail = self._tail(text, count)
        notes = footer.count_notes(tail)
        self.below = footer.note_texts(tail[len(tail) - notes :])
        body = f"(SELECT * FROM source LIMIT {count - notes})" if notes else "source"
        kept = []
        if blanks or self.odd_blanks:
            cells = ", ".join(f"trim({name}, {sql.BLANKS_LITERAL})" for name in names)
            kept.append(f"concat({cells}) <> ''")
        if suspects:
            total = f"regexp_full_match({sql.first_cell(names[:2])}, {sql.literal(footer.TOTAL)})"
            found = self.connection.execute(
                f"SELECT {sql.first_cell(names[:2])} FROM {body} WHERE {total}"
            ).fetchall()
            self.totals = [row[0] for row in found]
            kept.append(f"NOT coalesce({total}, false)")
        return f"{body} WHERE {' AND '.join(kept)}" if kept else body

    def _tail(self, text: Text, count: int) -> list[list[Cell]]:
        """The last rows; from the end of the file where lines are rows."""
        if text.quoted:
            rows = self.connection.execute(
                f"SELECT * FROM source OFFSET {max(0, count - footer.TAIL)}"
            ).fetchall()
        else:
            with text.path.open("rb") as file:
                file.seek(max(text.offset, file.seek(0, 2) - _TAIL_BYTES))
                lines = file.read().decode("utf-8", "ignore").splitlines()[1:]
            rows = list(csv.reader(lines[-min(footer.TAIL, count) :], delimiter=text.separator))
        return [[clean(cell) for cell in row] for row in rows]

    def columns(self) -> list[BulkColumn]:
        """All columns, counted in one pass."""
        columns = [BulkColumn(self, i) for i in range(self.start.width)]
        counts = self.one(
            f"SELECT count(*), {', '.join(column.counting() for column in columns)} FROM {self.body}"
        )
        self.rows = counts[0]
        if not self.rows:
            raise ProblemError(problems.no_rows(self.start.head.header + 1))
        for column in columns:
            column.take(*counts[1 + 2 * column.i : 3 + 2 * column.i])
        return columns

    def write(self, columns: str, fd: int) -> None:
        """Write the rows, each led by its number, as CSV for ``COPY``."""
        self.connection.execute(
            f"COPY (SELECT row_number() OVER () AS _id, {columns} FROM {self.body}) TO '/dev/fd/{fd}' (FORMAT csv, HEADER false)"
        )


class BulkColumn:
    """One column of a source: what a single pass found, and more when it is asked for."""

    def __init__(self, source: Source, i: int) -> None:
        self.source, self.i, self.name = source, i, f"c{i}"
        self.label = source.start.label(i)
        cells = (row[i] if i < len(row) else None for row in source.start.rows)
        self.sample = [cell for cell in cells if not is_missing(cell)]
        self.likely = infer.likely(Values(self.label, len(self.sample), self.sample, lambda _: None))
        self.dirty = True
        self.marks = 0

    def counting(self) -> str:
        """SQL of the two counts that :meth:`take` takes: values, and those that need no cleaning."""
        if self.likely and self.likely is not CODE:
            good = sql.matches(self.likely, self.name)
        else:
            good = sql.is_clean(self.name, self.source.odd_blanks)
        return f"count({self.name}), count(*) FILTER ({good})"

    def take(self, values: int, good: int) -> None:
        """Take the counts; where some values need cleaning, count again what is left."""
        self.dirty = values != good
        if self.dirty:
            values, self.marks = self.source.one(
                f"SELECT count({sql.cleaned(self.name)}), count(*) FILTER ({sql.is_missing_mark(self.name)})"
                f" FROM {self.source.body}"
            )
        self.values = Values(self.label, values, self.sample, self.misfits)

    @property
    def value(self) -> str:
        """SQL of the cleaned value."""
        return sql.cleaned(self.name) if self.dirty else self.name

    def misfits(self, kind: Kind) -> Misfits | None:
        """The values that are not of a kind."""
        if kind is self.likely and kind is not CODE and not self.dirty:
            return None
        bad = f"NOT coalesce({sql.matches(kind, 'v')}, false)"
        values = f"(SELECT {self.value} AS v FROM {self.source.body})"
        (count,) = self.source.one(f"SELECT count(*) FILTER ({bad}) FROM {values} WHERE v IS NOT NULL")
        if not count:
            return None
        row, value = self.source.one(
            f"SELECT n, v FROM (SELECT row_number() OVER () AS n, {self.value} AS v FROM source)"
            f" WHERE v IS NOT NULL AND {bad} LIMIT 1"
        )
        return Misfits(count, self.source.start.head.body + row, value)

    def written(self, decision: Decision) -> str:
        """SQL of the value as it is written."""
        if not self.dirty:
            return sql.read(decision.kind, self.name)
        read = sql.read(decision.kind, "v")
        return f"list_transform([{self.value}], lambda v: {read})[1]"


def _connect(folder: Path) -> duckdb.DuckDBPyConnection:
    """An empty DuckDB that fetches nothing and prints nothing: its progress bar would end up among the rows."""
    connection = duckdb.connect(config={"threads": 2, "memory_limit": "256MB", "temp_directory": str(folder)})
    connection.execute("SET enable_progress_bar = false; SET autoinstall_known_extensions = false")
    return connection


def _rows_file(text: Text, start: Start, folder: Path) -> tuple[Path, int]:
    """The file to read and the lines to skip in it.

    DuckDB skips lines, not rows: where a line of the header is broken within quotation marks, or something
    precedes the first line, the rows are copied into a file of their own.
    """
    if not text.offset and start.lines == start.head.body:
        return text.path, start.lines
    path = folder / "rows.csv"
    with text.path.open("rb") as source, path.open("wb") as copy:
        source.seek(text.offset)
        for _ in range(start.lines):
            source.readline()
        shutil.copyfileobj(source, copy, 1 << 20)
    return path, 0

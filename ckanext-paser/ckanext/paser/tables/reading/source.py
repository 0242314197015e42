"""The rows of a large text file in DuckDB, where every column is text and each rule is asked over all rows."""

from __future__ import annotations

import resource
import tempfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import duckdb

from ckanext.paser import duck
from ckanext.paser.privacy.scanning.bulk import Ending
from ckanext.paser.privacy.scanning.bulk import counting as personal_counting
from ckanext.paser.problems import Note, ProblemError
from ckanext.paser.tables.reading import bulk_headings, bulk_stacked, problems, sql
from ckanext.paser.tables.reading.bulk_column import BulkColumn
from ckanext.paser.tables.reading.bulk_totals import TotalRows
from ckanext.paser.tables.reading.delimited import Text
from ckanext.paser.tables.reading.lines import write_lines
from ckanext.paser.tables.reading.starts import SHORT, Start, last_lines
from ckanext.paser.tables.rules import footer, headings
from ckanext.paser.tables.rules.across import Across
from ckanext.paser.tables.rules.cells import Cell, clean, is_missing
from ckanext.paser.tables.rules.choices import Asked
from ckanext.paser.tables.rules.last_row import SAMPLE
from ckanext.paser.tables.rules.layout import Told, total_finder
from ckanext.paser.tables.rules.lists import Below
from ckanext.paser.tables.rules.names import column_ids
from ckanext.paser.tables.rules.stacked import ALONE, Stacked
from ckanext.paser.tables.rules.table import short_rows_note

_TAIL_BYTES = 1 << 16
_MAX_LINE = 6_000_000
"""Bytes of a row for which there is always room."""
_LONGEST = 1000
"""Characters of a cell in the sample: none that is longer is of any kind but text."""
_BUFFER = 8 << 20
"""Bytes of the file that DuckDB holds in one piece, where the longest line is no longer."""
_AT_ONCE = 400
"""Counts in one query: a thread keeps some memory for each."""
_TIDY = "tidy.rows"
"""The data rows after cleaning."""


class Source:
    """The rows of a file in DuckDB, without title rows, totals, notes and blank rows."""

    def __init__(
        self,
        text: Text,
        start: Start,
        path: Path,
        skip: int,
        folder: Path,
        *,
        asked: Asked,
        numbered: bool = False,
    ) -> None:
        self.text, self.start, self.path, self.skip = text, start, path, skip
        self.folder, self.asked, self.numbered = folder, asked, numbered
        self.names = [f"c{i}" for i in range(start.width)]
        self.odd_blanks = text.odd_blanks or text.quoted
        self.connection = _connect(folder)
        self._view()
        self.rows = self.perhaps_totals = self.perhaps_headers = 0
        self.stacked = ALONE
        self.totals: list[str] = []
        self.found_totals: Sequence[str] = ()
        self.chosen = Told()
        self.total_rows = ""
        self.below = Below()
        self.headings: Mapping[int, str] = {}
        self.last: Sequence[Cell] = ()
        self.ending = Ending(0)
        self.personal: Sequence[int] = ()
        self.end = "source"
        self.kept = "true"
        self.is_tidy = False
        self.tidied: frozenset[int] = frozenset()

    def _view(self) -> None:
        """Have DuckDB see the rows as ``source``."""
        text, path = self.text, self.path
        written = [*(["n"] if self.numbered else []), *self.names]
        line_end = "\\n" if path != text.path else text.line_end
        usual = path == text.path and text.longest < _MAX_LINE
        longest = max(_MAX_LINE, text.longest + 2)
        rows = duck.read_csv(
            path,
            written,
            longest,
            skip=self.skip,
            delim=text.separator,
            new_line=line_end,
            buffer_size=max(_BUFFER, longest),
            parallel=usual,  # DuckDB cannot share out lines of megabytes
        )
        self.connection.execute(f"CREATE VIEW source AS SELECT * FROM {rows}")

    def one(self, query: str) -> tuple[Any, ...]:
        """The first row of an answer."""
        return next(iter(self.all(query)), ())

    def all(self, query: str) -> list[tuple[Any, ...]]:
        """All rows of an answer."""
        return self.connection.execute(query).fetchall()

    @property
    def body(self) -> str:
        """What to select from to get the data rows alone."""
        return _TIDY if self.is_tidy else f"{self.end} WHERE {self.kept}"

    @property
    def body_numbered(self) -> str:
        """The data rows, each with its number ``n`` below the header."""
        return f"SELECT * FROM {_TIDY}" if self.is_tidy else self._as_sent

    @property
    def _as_sent(self) -> str:
        number = "CAST(n AS BIGINT) AS n, * EXCLUDE (n)" if self.numbered else "row_number() OVER () AS n, *"
        numbers = ", ".join(map(str, sorted({*(n + 1 for n in self.stacked.repeated), *self.headings})))
        out = f" AND n NOT IN ({numbers})" if numbers else ""
        return f"SELECT * FROM (SELECT {number} FROM {self.end}) WHERE {self.kept}{out}"

    def made_long(self, columns: Sequence[BulkColumn], across: Across) -> Source:
        """The data rows with a row of its own for each time that stands across, written anew to be read as any others."""
        path, names = self.folder / "long.csv", [column.name for column in columns]
        rows = sql.made_long(self._as_sent, names, across)
        self.connection.execute(f"COPY ({rows}) TO {sql.literal(str(path))} (FORMAT csv, HEADER false)")
        labels = tuple(across.labels([column.label for column in columns]))
        head = replace(self.start.head, labels=labels)
        start = replace(self.start, head=head, lines=0, width=len(labels))
        text = replace(self.text, path=path, offset=0, separator=",", quoted=True, line_end="\\n")
        return Source(text, start, path, 0, self.folder, asked=self.asked, numbered=True)

    def columns(self) -> list[BulkColumn]:
        """All columns, counted in one pass; over what is left where cells need cleaning or rows must be left out."""
        columns = self._counted()
        left_out = not self.numbered and self._leave_out(columns)
        dirty = [column for column in columns if column.dirty]
        if left_out or dirty:
            self._make_tidy(dirty)
            columns = self._counted()
        if not self.rows:
            raise ProblemError(problems.no_rows(self.start.head.header + 1))
        return columns

    def _make_tidy(self, dirty: Sequence[BulkColumn]) -> None:
        """Write the data rows as they are after cleaning; ``m1`` has the marks that were in ``c1``."""
        trimmed = [f"{sql.trimmed(column.name, self.odd_blanks)} AS {column.name}" for column in dirty]
        present = {column.name: sql.present(column.name, column.choice.marks) for column in dirty}
        kept = ", ".join(f"{value} AS {name}" for name, value in present.items())
        marked = [f"{sql.mark(name, value)} AS m{name[1:]}" for name, value in present.items()]
        query = self._as_sent
        if dirty:  # in two steps, as the second asks more than once for what the first has made
            query = f"SELECT * REPLACE ({', '.join(trimmed)}) FROM ({query})"
            query = f"SELECT {', '.join([f'* REPLACE ({kept})', *marked])} FROM ({query})"
        path = Path(tempfile.mkdtemp(dir=self.folder), "tidy.duckdb")
        self.connection.execute(f"ATTACH {sql.literal(str(path))} AS tidy")
        self.connection.execute(f"CREATE TABLE {_TIDY} AS {query}")
        self.tidied = frozenset(column.i for column in dirty)
        self.is_tidy = True

    def _counted(self) -> list[BulkColumn]:
        cells = self._sample()
        kept = [
            i for i in range(self.start.width) if self.start.label(i) or not all(map(is_missing, cells[i]))
        ]
        ids = dict(zip(kept, column_ids([self.start.label(i) for i in kept]), strict=True))
        columns = [BulkColumn(self, i, cells[i], ids.get(i, "")) for i in range(self.start.width)]
        counting = [count for column in columns for count in column.counting()]
        asked = ["count(*)", *counting]
        first = not (self.is_tidy or self.numbered)  # the pass over all rows, notes and totals included
        if first:
            alike = bulk_stacked.begins_alike(self.start, self.names, self.odd_blanks)
            asked += [sql.count_where(alike), sql.count_where(self.total_rules.perhaps)]
            asked += personal_counting(self.names)
        self.rows, *counts = self._counts(asked)
        for column in columns:
            column.filled, column.good, column.marks = counts[3 * column.i : 3 * column.i + 3]
        if first:
            self.perhaps_headers, self.perhaps_totals, *self.personal = counts[len(counting) :]
        return columns

    def _sample(self) -> list[list[Cell]]:
        """The beginnings of the first cells of each column."""
        starts = ", ".join(f"left({name}, {_LONGEST})" for name in self.names)
        sample = self.all(f"SELECT {starts} FROM {self.body} LIMIT {SAMPLE}")
        return [[clean(row[i]) for row in sample] for i in range(self.start.width)]

    def known(self, field: str) -> dict[str, Any]:
        """What is known about a column besides its values, by its id."""
        return {"field": field, "choice": self.asked.choice(field), "last": self.asked.last.get(field, "")}

    def _counts(self, asked: Sequence[str]) -> list[int]:
        """What counts come to; those of a very wide table in several passes, as memory allows."""
        parts = [", ".join(asked[i : i + _AT_ONCE]) for i in range(0, len(asked), _AT_ONCE)]
        return [count for part in parts for count in self.one(f"SELECT {part} FROM {self.body}")]

    def short_rows(self) -> list[Note]:
        """The data rows that ended before the last column, which DuckDB takes from a file only if it was made even."""
        listed = self.path.with_suffix(SHORT)
        if self.path == self.text.path or not listed.stat().st_size:
            return []
        short = f"read_csv({sql.literal(str(listed))}, columns = {{'n': 'BIGINT'}}, auto_detect = false)"
        where = f"n IN (SELECT n FROM {short})"
        count, first = self.one(f"SELECT count(*), min(n) FROM ({self.body_numbered}) WHERE {where}")
        return short_rows_note(count, self.start.head.body + (first or 0))

    def total_figures(self, columns: Sequence[str]) -> list[tuple[Any, ...]]:
        """The rows of totals: number, what each calls itself, and its cells in some columns."""
        above, cells = self.start.head.body, ", ".join(["n", "t", *columns])
        rows = self.all(f"SELECT {cells} FROM ({self.total_rows})")
        return [(above + n, self.asked.layout.as_chosen(label), *rest) for n, label, *rest in rows]

    def leave_out(self, numbers: Collection[int], columns: Sequence[BulkColumn]) -> None:
        """Leave more rows out of ``body``, by their numbers as people count; the columns have samples of the others then."""
        if not self.is_tidy:
            self._make_tidy([])
        below = [number - self.start.head.body for number in numbers]
        deleted = self.connection.execute(f"DELETE FROM {_TIDY} WHERE n IN (SELECT unnest(?))", [below])
        self.rows -= deleted.fetchall()[0][0]
        cells = self._sample()
        for column in columns:
            column.first, column.sample = cells[column.i], column.present(cells[column.i])

    def total(self, figure: str) -> float:
        """What the numbers of a column come to, of which the SQL is given."""
        return self.one(f"SELECT sum(TRY_CAST({figure} AS DOUBLE)) FROM {self.body}")[0] or 0

    def row_at(self, last: bool) -> tuple[int, Sequence[Cell]]:
        """The last data row, or the first: its number as people count, and its cells."""
        if last and not self.is_tidy:  # nothing was left out
            cells = [*self.last, *[None] * (len(self.names) - len(self.last))]
            return self.start.head.body + self.rows, cells
        at = f"OFFSET {self.rows - 1}" if last else "LIMIT 1"
        n, *cells = self.one(f"SELECT n, {', '.join(self.names)} FROM ({self.body_numbered}) {at}")
        return self.start.head.body + n, [clean(cell) for cell in cells]

    @property
    def total_rules(self) -> TotalRows:
        """SQL about the rows of totals."""
        return TotalRows(self.start.head.labels, self.names, self.odd_blanks, self.asked.layout)

    def _leave_out(self, columns: list[BulkColumn]) -> bool:
        """Find notes, blank rows and totals, and leave them out of ``body``; False if there is nothing to leave out."""
        count = self.rows
        if not any(column.filled == column.good == count for column in columns):  # else no row is blank
            self.kept = sql.is_filled(self.names)
        self.stacked = self._stacked()
        end = count if self.stacked.end is None else self.stacked.end
        tail = footer.tail(partial(self._tail, end))
        notes = tail[
            len(tail) - footer.count_notes(tail, total_finder(self.start.head.labels, self.asked.layout)) :
        ]
        self.below = Below(notes)
        self.last = next(iter(_filled(tail)[-1:]), ())
        self.ending = self._above_notes(end, len(tail), self.below.count) if notes else Ending(end)
        if self.ending.rows < count:
            self.end = f"(SELECT * FROM source LIMIT {self.ending.rows})"
        if end < count:  # personal data are looked for in the second table as well
            self.ending = Ending(count)
        self._leave_out_totals(columns, tail, len(tail) - len(notes))
        if sum(column.filled == count for column in columns) < headings.FEWEST:
            rows = bulk_headings.Rows(self._as_sent, self.names, self.all)
            self.headings = rows.headings(self.start.head.labels)
        left_out = self.stacked.repeated or self.headings
        return bool(left_out) or (self.end, self.kept) != ("source", "true")

    def _leave_out_totals(
        self, columns: Sequence[BulkColumn], tail: Sequence[Sequence[Cell]], above: int
    ) -> None:
        """Find the rows of totals, as they call themselves or as was chosen, and leave them out of ``body``.

        Args:
            tail: the last rows, of which so many stand above the notes.
        """
        totals = TotalRows(
            self.start.head.labels, self.names, self.odd_blanks, self.asked.layout, tail[:above]
        )
        seen = [
            cell
            for i in totals.areas
            for cell in (*columns[i].sample, *(row[i] for row in tail if i < len(row)))
        ]
        called = totals.called(self.perhaps_totals, seen, self._as_sent, self.one)
        found, layout, chosen = "true", self.asked.layout, totals.chosen
        if chosen:
            found = f"({chosen}) IS NULL"
            labelled = f"SELECT {totals.label} AS t, n FROM ({self._as_sent}) WHERE NOT {found}"
            counted = self.all(f"SELECT t, count(*), min(n) FROM ({labelled}) GROUP BY t ORDER BY min(n)")
            self.chosen = Told(layout, layout.by_label(counted, self.start.head.body))
        if called:
            self.total_rows = f"SELECT {called} AS t, * FROM ({self._as_sent}) WHERE ({called}) IS NOT NULL"
            told = self.all(f"SELECT t, {found} FROM ({self.total_rows})")
            self.totals = [layout.as_chosen(text) for text, _ in told]
            self.found_totals = [text for text, is_found in told if is_found]
            if self.totals:
                total = f"(({called}) IS NOT NULL)"
                self.kept += f" AND NOT {total}"
                self.ending = replace(self.ending, is_total=total)

    def _stacked(self) -> Stacked:
        """Look around the blank rows, those of totals above others, and those that begin as the header does, for another table."""
        blank = f"NOT {self.kept}" if self.kept != "true" else "false"
        total = self.total_rules.surely if self._totals_above_others() else "false"
        if blank == total == "false" and not self.perhaps_headers:
            return ALONE
        alike = bulk_stacked.begins_alike(self.start, self.names, self.odd_blanks)
        rows = "SELECT row_number() OVER () AS n, * FROM source"
        return bulk_stacked.look(self.start, self.names, rows, f"{blank} OR {total} OR {alike}", self.all)

    def _totals_above_others(self) -> bool:
        """Tell whether there may be another row of totals than the last row."""
        if self.perhaps_totals != 1:
            return bool(self.perhaps_totals)
        last = next(iter(_filled(self._tail(self.rows, footer.TAIL))[-1:]), ())
        return not total_finder(self.start.head.labels, self.asked.layout)(last)

    def rows_from(self, row: int | None, most: int) -> list[tuple[Cell, ...]]:
        """So many rows from one on, counted from 0 below the header; none where there is none."""
        return [] if row is None else self.all(f"SELECT * FROM source LIMIT {most} OFFSET {row}")

    def _tail(self, end: int, most: int) -> list[list[Cell]]:
        """So many of the last rows above one, blank ones included, which DuckDB passes over at the end of a file."""
        if end < self.rows or most > footer.TAIL:
            return self._last(end, most)
        tail = last_lines(self.text, self.start.lines, _TAIL_BYTES)
        tail = tail[-most:]
        if not self.text.quoted:
            return tail
        known = self._last(end, most)
        return tail if _filled(tail)[-len(known) :] == _filled(known)[-len(tail) :] else known

    def _last(self, count: int, most: int) -> list[list[Cell]]:
        """So many of the last of some rows as DuckDB has them."""
        rows = self.all(f"SELECT * FROM source LIMIT {min(count, most)} OFFSET {max(0, count - most)}")
        return [[clean(cell) for cell in row] for row in rows]

    def _above_notes(self, count: int, most: int, notes: int) -> Ending:
        """Where so many notes begin, as DuckDB counts the rows."""
        last = self._last(count, most)
        for back, row in enumerate(reversed(last), 1):
            notes -= any(cell is not None for cell in row)
            if not notes:
                return Ending(count - back, last[-back:])
        return Ending(count)

    def stays(self, columns: Sequence[str]) -> bool:
        """Tell whether the lines of the file are what ``COPY`` takes already."""
        plain = self.text.separator == "," and not self.text.quoted and len(columns) > 1
        return plain and [*columns] == self.names and not self.is_tidy

    def write(self, columns: list[str], fd: int) -> None:
        """Write the rows, each led by its number, as CSV for ``COPY``."""
        if self.stays(columns):
            write_lines(self.path, self.skip, len(self.names), fd)
            return
        if self.is_tidy:  # two threads would hold all that they are ahead of the reader: 160 MiB against 10
            self.connection.execute("SET threads = 1")
        rows = f"SELECT row_number() OVER () AS _id, {', '.join(columns)} FROM {self.body}"
        self.connection.execute(
            f"COPY ({rows}) TO '/dev/fd/{fd}' (FORMAT csv, HEADER false, USE_TMP_FILE false)"
        )


def _filled(rows: Sequence[Sequence[Cell]]) -> list[Sequence[Cell]]:
    """The rows that are not blank, each up to its last value."""
    ends = ((row, max((i + 1 for i, cell in enumerate(row) if cell is not None), default=0)) for row in rows)
    return [row[:end] for row, end in ends if end]


def _connect(folder: Path) -> duckdb.DuckDBPyConnection:
    """An empty DuckDB, in a process that may now take what is reserved for it."""
    most = resource.getrlimit(resource.RLIMIT_DATA)[1]
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    return duck.connect(folder, "256MB", threads=2)

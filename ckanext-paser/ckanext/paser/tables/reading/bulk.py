"""A CSV too large for Python: DuckDB reads it as text, the rules decide, DuckDB writes it typed.

Nothing is guessed by DuckDB: its own detection is off, every column is text, and each rule is asked
over all rows. Clean columns pass through untouched, so that the usual file is read three times
and held never. Where cells need cleaning, or rows must be left out, the data rows are written once as they
are after it, in columns on disk, so that what is asked after that reads one column and cleans nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

import duckdb

from ckanext.paser.privacy.rules.findings import Finding
from ckanext.paser.privacy.scanning.bulk import scan_source
from ckanext.paser.privacy.scanning.cells import scan_perhaps, scan_sheet
from ckanext.paser.privacy.scanning.chosen import both
from ckanext.paser.problems import Note, Problem, ProblemError
from ckanext.paser.tables.reading import problems, sql
from ckanext.paser.tables.reading.body import MAX_COLUMNS
from ckanext.paser.tables.reading.bulk_column import BulkColumn
from ckanext.paser.tables.reading.bulk_summing import adds_up, look_for_sums, views
from ckanext.paser.tables.reading.delimited import Text, first_beyond
from ckanext.paser.tables.reading.grid import Scan, Table, fields
from ckanext.paser.tables.reading.source import Source
from ckanext.paser.tables.reading.starts import LONGEST_ROW, long_row, made_even, start_of
from ckanext.paser.tables.reading.summing import Found
from ckanext.paser.tables.rules import headings, infer
from ckanext.paser.tables.rules.across import across_note, find_across
from ckanext.paser.tables.rules.cells import Sheet
from ckanext.paser.tables.rules.choices import ASKED_NOTHING, Asked
from ckanext.paser.tables.rules.evidence import Values
from ckanext.paser.tables.rules.header import Head, find_head
from ckanext.paser.tables.rules.infer import Decision
from ckanext.paser.tables.rules.named_once import MOST_COLUMNS, named_once, named_once_note
from ckanext.paser.tables.rules.names import column_ids
from ckanext.paser.tables.rules.pairs import perhaps_note
from ckanext.paser.tables.rules.right import Right, find_right
from ckanext.paser.tables.rules.shifted import is_shifted
from ckanext.paser.tables.rules.table import Reading, columns_of, header_note, rows_note, table_above

_SECOND = 20_000
"""Rows of a second table that are looked through by its own headers."""


def read_bulk(text: Text, folder: Path, asked: Asked = ASKED_NOTHING) -> Table:
    """Read the table of a large text file.

    Raises:
        ProblemError: there is no table in it, its rows cannot be told apart, or a value is not as was chosen.
    """
    start = start_of(text, asked.layout.header)
    if start.width > MAX_COLUMNS:
        raise ProblemError(problems.too_many_columns(start.width, MAX_COLUMNS))
    as_it_is = text.line_end and not (text.offset or text.indented or text.blank_lines)
    if as_it_is and start.lines == start.head.body and text.longest <= LONGEST_ROW:
        try:
            return _read(Source(text, start, text.path, start.lines, folder, asked=asked))
        except duckdb.Error:
            pass  # rows that differ in length, or mixed line ends
    even = folder / "rows.csv"
    text = replace(text, longest=made_even(text, start, even))
    return _read(Source(text, start, even, 0, folder, asked=asked))


def _read(source: Source) -> Table:
    whole = source.start.head
    columns, right = _columns(source)
    places = tuple((column.i,) for column in columns)
    labels = [column.label for column in columns]
    in_file, seen_first = columns, _seen_first(source, columns)
    across = find_across(labels)
    shape_note = across_note(across, labels, source.asked.long)
    rows = source
    if across and source.asked.long:
        places = tuple(tuple(columns[i].i for i in origins) for origins in across.origins())
        rows = source.made_long(columns, across)
        columns = rows.columns()
        labels = [column.label for column in columns]
    values = _values(source, columns, labels)
    decisions = infer.decide_all(values)
    known = columns_of(labels, decisions)
    sums = look_for_sums(source, views(known, decisions, in_file, across if rows is not source else None))
    if sums.left_out and rows is not source:
        rows.leave_out(sums.left_out, columns)
    notes = [
        *_row_notes(source, columns, values, seen_first),
        *sums.notes,
        *shape_note,
        *(note for decision in decisions for note in decision.notes),
    ]
    reading = Reading(known, rows.rows, tuple(notes), tuple(_wrong(source, right, sums, decisions)))
    written = [column.written(decision) for column, decision in zip(columns, decisions, strict=True)]
    plain = rows.stays(written) and not source.text.escaped
    table = Table(reading, lambda fd: rows.write(written, fd), places=places, plain=plain)
    return replace(table, scan=_scan_of(source, whole, fields(table)))


def _columns(source: Source) -> tuple[list[BulkColumn], Right | None]:
    """The columns that have a header or a value, and a table that stands right of them.

    Raises:
        ProblemError: there are none, or rows are cut wrongly.
    """
    found = source.columns()
    right = _right(source, found)
    if right:
        found = found[: right.end]
        _leave_out_blank(source, found)
    columns = [column for column in found if column.label or column.filled]
    if not columns:
        raise ProblemError(problems.no_rows(source.start.head.header + 1))
    beyond = first_beyond([column.label for column in columns])
    if beyond is not None and columns[beyond].filled * 2 < source.rows:
        raise ProblemError(long_row(source.text, columns[beyond].i))
    if beyond is not None and source.text.separator == "," and _is_shifted(source, columns, beyond):
        raise ProblemError(long_row(source.text, columns[beyond].i, problems.shifted_row))
    return columns, right


def _values(source: Source, columns: Sequence[BulkColumn], labels: Sequence[str]) -> list[Values]:
    """What is to be decided on, of each column."""
    known = [source.known(id_) for id_ in column_ids(labels)]
    return [
        replace(column.values, adds_up=adds_up(column), **each)
        for column, each in zip(columns, known, strict=True)
    ]


def _wrong(
    source: Source, right: Right | None, sums: Found, decisions: Sequence[Decision]
) -> Iterator[Problem]:
    """What a person should put right in the file or in what was chosen for it."""
    body = source.start.head.body
    yield from source.chosen.problems()
    yield from table_above(source.start.head)
    yield from source.stacked.problems(body)
    if right:
        yield right.problem()
    yield from headings.problems({body + n: text for n, text in source.headings.items()})
    yield from sums.problems
    yield from chain.from_iterable(decision.problems for decision in decisions)


def _scan_of(source: Source, whole: Head, fields: Mapping[int, str]) -> Scan:
    """What goes through the whole file for personal data.

    Args:
        whole: where its rows begin, with the headers of a table that stands right of the one that is read.
        fields: names in the public table of its columns, by position.
    """
    about: dict[str, Any] = {"head": whole, "above": source.start.above, "fields": fields}
    about["ending"] = source.ending
    counted = (source.all, source.personal, source.names)

    def scan(titles: Sequence[str] = ()) -> list[Finding]:
        told = scan_source(*counted, titles=titles, **about)
        if source.asked.layout.header:
            told = both(told, _as_found(source, counted, about, titles))
        return [*told, *_in_others(source, fields, titles, told)]

    return scan


def _as_found(
    source: Source, counted: tuple[Any, Any, Any], about: Mapping[str, Any], titles: Sequence[str]
) -> list[Finding]:
    """The personal data by the header that the reader would have found, where somebody has chosen another one."""
    found = scan_sheet("", Sheet(source.start.above), titles=titles)
    head = find_head(source.start.above)
    if head is None:
        return found
    as_found = replace(about["head"], labels=head.labels, titles=head.titles)
    return [*found, *scan_source(*counted, titles=titles, **{**about, "head": as_found})]


def _is_shifted(source: Source, columns: Sequence[BulkColumn], beyond: int) -> bool:
    header = source.start.above[source.start.head.header :]
    return is_shifted(header, [column.first for column in columns], beyond)


def _right(source: Source, columns: Sequence[BulkColumn]) -> Right | None:
    start = source.start
    right = find_right(start.above, start.head, lambda i: not (columns[i].filled or columns[i].marks))
    if right:  # the titles of the other are none of its headers
        first = [next(iter(column.sample), None) for column in columns]
        rows = [row[: right.end] for row in (*start.above, first)]
        head = find_head(rows, chosen=source.asked.layout.header)
        if head and head.body == start.head.body:
            source.start = replace(start, head=head)
            for column in columns:
                column.label = source.start.label(column.i)
    return right


def _leave_out_blank(source: Source, columns: Sequence[BulkColumn]) -> None:
    """Leave out the rows in which nothing stands in these columns, where another table is longer."""
    blank = f"NOT {sql.is_filled([column.name for column in columns])}"
    numbers = source.all(f"SELECT n FROM ({source.body_numbered}) WHERE {blank}")
    if numbers:
        source.leave_out([source.start.head.body + n for (n,) in numbers], columns)


def _in_others(
    source: Source, fields: Mapping[int, str], titles: Sequence[str], known: Sequence[Finding]
) -> list[Finding]:
    """The personal data of a second table, and of rows that may be one, by their own headers; those of all rows are looked for by
    the first's as well.
    """
    stacked, above = source.stacked, source.start.head.body
    rows = source.rows_from(stacked.end, _SECOND)
    found = (
        scan_sheet("", Sheet(rows), titles=titles, above=above + (stacked.end or 0), below=True)
        if rows
        else []
    )
    for n in stacked.perhaps:
        rows = source.rows_from(n, _SECOND)
        found += scan_perhaps("", rows, fields, titles, above=above + n, known=[*known, *found])
    return found


def _seen_first(source: Source, columns: Sequence[BulkColumn]) -> list[Note]:
    """What the first rows show that a person may look at."""
    labels = [column.label for column in columns]
    ids = column_ids(labels)
    first = [column.first for column in columns[: MOST_COLUMNS + 1]]
    notes = perhaps_note(labels, first[-1], source.rows, source.start.head.header + 1)
    for i in named_once(labels, first):
        empty = source.rows - columns[i].filled - columns[i].marks
        notes += named_once_note(labels[i], ids[i], empty)
    return notes


def _row_notes(
    source: Source, columns: Sequence[BulkColumn], values: Sequence[Values], seen_first: Sequence[Note]
) -> list[Note]:
    """What is told of the file and of the rows that are none of the table's."""
    errors = sum(each.errors.count for each in values if each.errors)
    missing = sum(column.marks for column in columns) - errors
    return [
        *source.text.notes,
        *source.short_rows(),
        *header_note(source.start.head, [column.label for column in columns]),
        *source.chosen.notes(),
        *seen_first,
        *rows_note(source.found_totals, source.below, missing),
        *source.stacked.notes(source.start.head.body),
    ]

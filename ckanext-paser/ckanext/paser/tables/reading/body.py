"""Which rows and columns of a sheet that fits into memory are its table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress, takewhile

from ckanext.paser.problems import ProblemError
from ckanext.paser.tables.reading import problems
from ckanext.paser.tables.rules import codes, headings
from ckanext.paser.tables.rules.cells import Cell, Padded, Sheet, Shown, clean, cleaned, is_error, is_missing
from ckanext.paser.tables.rules.footer import count_notes, tail
from ckanext.paser.tables.rules.header import Head, Merge, Row, depth, find_head, named
from ckanext.paser.tables.rules.layout import AS_FOUND, Layout, Told, total_finder, totals_of
from ckanext.paser.tables.rules.lists import Below
from ckanext.paser.tables.rules.merged import merged_figures
from ckanext.paser.tables.rules.right import Right, find_right
from ckanext.paser.tables.rules.stacked import ALONE, Stacked, figures_in, look

MAX_COLUMNS = 1000


@dataclass(frozen=True)
class Body:
    """The data rows of a sheet: cells of the kept columns, and the row number of each as people count."""

    head: Head
    places: tuple[tuple[int, ...], ...]
    labels: tuple[str, ...]
    columns: Sequence[Sequence[Cell]]
    numbers: Sequence[int]
    totals: Sequence[str]
    below: Below = Below()
    total_columns: Sequence[Sequence[Cell]] = ()
    """Cells of the rows of totals, which are no rows of the table."""
    total_numbers: Sequence[int] = ()
    stacked: Stacked = ALONE
    right: Right | None = None
    """A table that stands right of this one."""
    headings: Mapping[int, str] = field(default_factory=dict)
    """Headings of groups, which are no rows of the table, by their number as people count."""
    chosen: Told = Told()
    """What is told of the rows whose labels were chosen."""
    found_totals: Sequence[str] = ()
    """What the rows of totals call themselves that are none of these."""
    ordinary: frozenset[int] = frozenset()
    """The numbers of the rows that are no totals, as chosen."""
    merged: Mapping[int, Sequence[int]] = field(default_factory=dict)
    """The rows in which a figure is merged with the cells below it, as people count, by column."""


@dataclass(frozen=True)
class _Rows:
    """Some rows of a sheet by column, with their numbers as people count."""

    columns: Sequence[Sequence[Cell]]
    numbers: Sequence[int]

    def only(self, are: Sequence[object]) -> _Rows:
        """Those of them that are so."""
        if not any(are):
            return _Rows([[] for _ in self.columns], [])
        return _Rows([[*compress(column, are)] for column in self.columns], [*compress(self.numbers, are)])

    def cells(self, place: int) -> Sequence[Cell]:
        """Those of a column, also of one that only the header has."""
        return self.columns[place] if place < len(self.columns) else [None] * len(self.numbers)


def find_body(sheet: Sheet, merges: Sequence[Merge] = (), layout: Layout = AS_FOUND) -> Body:
    """Find the table in a sheet and take its data rows out; notes, totals and blank rows stay behind.

    Args:
        merges: merged cells of the sheet.
        layout: what was said of its rows.

    Raises:
        ProblemError: there is no table in it, or not where somebody said.
    """
    sheet, merges, top, head, right = _begin(sheet, merges, layout)
    stacked, notes = _end(sheet.rows, top, head, layout)
    end = (len(sheet.rows) if stacked.end is None else head.body + stacked.end) - len(notes)
    if end <= head.body:
        raise ProblemError(problems.no_rows(head.header + 1))
    columns = named([cleaned(column[head.body : end]) for column in sheet.columns], merges, head.body)
    rows = _Rows(columns, range(head.body + 1, end + 1))
    totals, chosen = totals_of(columns, head.labels, len(rows.numbers), layout)
    sums = rows.only(totals)
    grouped, rows = _without_headings(_data(rows, totals, stacked), head)
    kept = _kept(head, rows)
    labels = tuple(head.labels[i] if i < len(head.labels) else "" for i in kept)
    return Body(
        head=head,
        places=tuple((i,) for i in kept),
        labels=labels,
        columns=[_named_by_digits(label, rows.cells(i)) for label, i in zip(labels, kept, strict=True)],
        numbers=rows.numbers,
        totals=[total for total in totals if total],
        below=Below(notes),
        total_columns=[sums.cells(i) for i in kept],
        total_numbers=sums.numbers,
        stacked=stacked,
        right=right,
        headings=grouped,
        chosen=Told(layout, layout.by_label(((label, 1, n + 1) for n, label in chosen.items()), head.body)),
        found_totals=[total for n, total in enumerate(totals) if total and n not in chosen],
        ordinary=frozenset(head.body + 1 + n for n in chosen if not totals[n]),
        merged=merged_figures(
            {n: rows.cells(i) for n, i in enumerate(kept)}, rows.numbers, _in(merges, kept)
        ),
    )


def _in(merges: Sequence[Merge], kept: Sequence[int]) -> list[Merge]:
    """The merged cells that begin in the columns of a table, by the place of these there."""
    at = {i: n for n, i in enumerate(kept)}
    return [((top, at[left]), end) for (top, left), end in merges if left in at]


def _begin(
    sheet: Sheet, merges: Sequence[Merge], layout: Layout
) -> tuple[Sheet, Sequence[Merge], list[list[Cell]], Head, Right | None]:
    """The sheet without a table that stands right of the one that is read, its first rows, and where the table begins."""
    top, head = _top(sheet, merges, layout)
    right = _right(sheet, top, head)
    if right:
        sheet = Sheet(_without_blanks([row[: right.end] for row in sheet.rows]))
        merges = [merge for merge in merges if merge[0][1] < right.end]
        top, head = _top(sheet, merges, layout)
    return sheet, merges, top, head, right


def _end(
    rows: Sequence[Row], top: Sequence[Row], head: Head, layout: Layout
) -> tuple[Stacked, Sequence[Row]]:
    """Another table below the rows of this one, and the notes below them."""
    under = rows[head.body :]
    stacked = look([(0, under)], head, top[head.header : head.body], figures_in(under))
    end = len(rows) if stacked.end is None else head.body + stacked.end
    last = tail(
        lambda most: [[clean(cell) for cell in row] for row in rows[max(head.body, end - most) : end]]
    )
    return stacked, last[len(last) - count_notes(last, total_finder(head.labels, layout)) :]


def _data(rows: _Rows, totals: Sequence[str], stacked: Stacked) -> _Rows:
    """The rows that are not blank, no totals and not the header again."""
    if not (stacked.repeated or any(totals) or all(None in column for column in rows.columns)):
        return rows
    width = len(rows.columns)
    called = enumerate(zip(totals, zip(*rows.columns, strict=True), strict=True))
    return rows.only(
        [
            not total and cells.count(None) < width and n not in stacked.repeated
            for n, (total, cells) in called
        ]
    )


def _without_headings(rows: _Rows, head: Head) -> tuple[Mapping[int, str], _Rows]:
    """The headings of groups, by their number as people count, and the other rows."""
    grouped = headings.in_memory(rows.columns, head.labels, len(rows.numbers))
    if not grouped:
        return {}, rows
    others = rows.only([n not in grouped for n in range(len(rows.numbers))])
    return {rows.numbers[n]: text for n, text in grouped.items()}, others


def _named_by_digits(label: str, column: Sequence[Cell]) -> Sequence[Cell]:
    """The cells of a column; numbers with the zeros of their format are codes where its header may say so."""
    if Padded not in set(map(type, column)):
        return column
    if not codes.header_may_say_code(label):
        return [float(cell) if isinstance(cell, Padded) else cell for cell in column]
    return [Shown(cell.shown) if isinstance(cell, Padded) else cell for cell in column]


def _top(sheet: Sheet, merges: Sequence[Merge], layout: Layout) -> tuple[list[list[Cell]], Head]:
    """The first rows of a sheet, cleaned, and where its table begins.

    Raises:
        ProblemError: no table begins in them.
    """
    rows, deep = sheet.rows, depth(layout.header)
    top = [[None if is_error(cell) else cell for cell in map(clean, row)] for row in rows[:deep]]
    head = find_head(
        top, merges, layout.header
    )  # the error of a formula among headers is a column without one
    if head is None:
        more = any(clean(cell) for row in rows[deep:] for cell in row)
        raise ProblemError(problems.no_head(layout.header, len(top), more=more))
    return top, head


def _right(sheet: Sheet, top: Sequence[Row], head: Head) -> Right | None:
    def is_empty(i: int) -> bool:
        return all(clean(cell) is None for cell in sheet.columns[i][head.body :])

    return find_right(top, head, is_empty)


def _without_blanks(rows: list[Sequence[Cell]]) -> list[Sequence[Cell]]:
    """The rows up to the last one in which something stands."""
    blank = sum(1 for _ in takewhile(lambda row: all(clean(cell) is None for cell in row), reversed(rows)))
    return rows[: len(rows) - blank]


def _kept(head: Head, rows: _Rows) -> list[int]:
    """The places of the columns that have a header or a value.

    Raises:
        ProblemError: there are too many, or no rows.
    """
    used = {i for i, column in enumerate(rows.columns) if not all(is_missing(cell) for cell in column)}
    kept = sorted(used | {i for i, label in enumerate(head.labels) if label})
    if not rows.numbers or not kept:
        raise ProblemError(problems.no_rows(head.header + 1))
    if len(kept) > MAX_COLUMNS:
        raise ProblemError(problems.too_many_columns(len(kept), MAX_COLUMNS))
    return kept

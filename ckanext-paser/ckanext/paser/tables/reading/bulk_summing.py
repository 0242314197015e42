"""Rows that sum up others in a large text file: the questions of ``summing``, asked of DuckDB."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from ckanext.paser.problems import Note, Problem
from ckanext.paser.tables.reading import sql
from ckanext.paser.tables.reading.bulk_column import BulkColumn
from ckanext.paser.tables.reading.source import Source
from ckanext.paser.tables.reading.summing import Found, exact, figure, own_figure
from ckanext.paser.tables.rules import subtotals, totals
from ckanext.paser.tables.rules.across import Across
from ckanext.paser.tables.rules.adding import Group, Span, Sum, Sums
from ckanext.paser.tables.rules.cells import Cell, as_text, is_missing
from ckanext.paser.tables.rules.infer import Decision
from ckanext.paser.tables.rules.kinds import Kind, Type
from ckanext.paser.tables.rules.last_row import Figures, counted_columns, sum_note, whole_name, wrong_regency
from ckanext.paser.tables.rules.table import Column

_DECIMALS = 3
"""Of what reads in two ways, as thousands or decimals."""


@dataclass(frozen=True)
class View:
    """A column as the file has it, also where the table is to be long: each time of a measure is one."""

    column: Column
    kind: Kind | None
    bulk: BulkColumn
    marks: frozenset[str]

    @property
    def sql(self) -> str:
        """Its value in plain form."""
        return sql.read(self.kind, sql.present(self.bulk.name, self.marks) if self.marks else self.bulk.name)

    def plain(self, cell: Cell) -> str | None:
        """A cell in plain form."""
        if is_missing(cell, self.marks):
            return None
        return self.kind.read(cell) if self.kind else as_text(cell)


def views(
    columns: Sequence[Column],
    decisions: Sequence[Decision],
    in_file: Sequence[BulkColumn],
    across: Across | None,
) -> Iterator[View]:
    """The columns of a table as its file has them.

    Args:
        in_file: the columns of the file.
        across: how the table was made long; None where it keeps its shape.
    """
    for c, (column, decision) in enumerate(zip(columns, decisions, strict=True)):
        for _, i in across.origins_in_time(c) if across else [(0, c)]:
            bulk = in_file[i]
            marks = bulk.source.asked.choice(column.id).marks
            yield View(replace(column, label=bulk.label) if across else column, decision.kind, bulk, marks)


def adds_up(column: BulkColumn) -> Callable[[Kind], bool]:
    """Tells whether one of the sums of a column is exactly what its values, two or more, come to, read as a kind."""
    source, marks = column.source, column.choice.marks

    def adds_up(kind: Kind) -> bool:
        rows = source.total_figures([column.name]) if source.totals else []
        cells = [cell for _, label, cell in rows if totals.is_sum(label)]
        figures = {figure for cell in cells if (figure := exact(cell, kind, marks)) is not None}
        if not figures:
            return False
        value = f"CAST({sql.read(kind, column.name)} AS DECIMAL(38, {_DECIMALS}))"
        count, total = source.one(f"SELECT count({column.name}), sum({value}) FROM {source.body}")
        return count > 1 and total in figures

    return adds_up


def look_for_sums(source: Source, seen: Iterator[View]) -> Found:
    """Leave out the rows that say to be sums and are; what is told of them, and of totals with wrong figures."""
    views = [*seen]
    counted = [views[i] for i in counted_columns([view.column for view in views])]
    named = subtotals.named_sums(_named(source, views, counted))
    left_out, notes, problems = named
    if left_out:
        source.leave_out(left_out, [view.bulk for view in views])
    sums = _of_totals(source, counted) if source.totals else Sums((), (), ())
    more, wrong = totals.wrong_totals(sums)
    asked, regency = _unsaid(source, views, counted, [row.own for row in sums.rows])
    return Found(left_out, [*notes, *more, *asked], [*problems, *wrong, *regency])


def _named(source: Source, views: Sequence[View], counted: Sequence[View]) -> Sums:
    """The rows that may be sums by their words, and what stands around them."""
    told = [view.bulk for view in views if view.column.type == Type.TEXT.value][: subtotals.MOST_COLUMNS]
    # a pass more is worth it where a first cell or the first rows show such a word: sums between groups come again and again
    perhaps = source.perhaps_totals > len(source.totals) or subtotals.named(
        [column.sample for column in told]
    )
    if not told or not perhaps:
        return Sums((), (), ())
    said, figures = [column.name for column in told], [view.sql for view in counted]
    return _sums(
        source, counted, sql.naming_sums(source.body_numbered, said, figures, source.total_rules.ordinary)
    )


def _of_totals(source: Source, counted: Sequence[View]) -> Sums:
    """The rows of totals that are sums, and what stands around them."""
    known = {
        n: Sum(n, label, [own_figure(cell, view.kind, view.marks) for cell, view in zip(cells, counted, strict=True)])
        for n, label, *cells in source.total_figures([view.bulk.name for view in counted])
        if totals.is_sum(label)
    }  # fmt: skip
    if not known:
        return Sums((), (), ())
    labels = {n - source.start.head.body: row.label for n, row in known.items()}
    figures = [view.sql for view in counted]
    sums = _sums(source, counted, sql.with_totals(source.body_numbered, labels, figures))
    return replace(sums, rows=[known[row.row] for row in sums.rows])


def _sums(source: Source, counted: Sequence[View], rows: str) -> Sums:
    """Rows that say to be sums, and the groups between them."""
    found: list[Sum] = []
    groups: list[Group] = []
    for n, label, between, *parts in source.all(sql.between_sums(rows, len(counted))):
        spans = [
            Span(*part) if part[0] else Span()
            for part in zip(*(parts[i::5] for i in range(1, 5)), strict=True)
        ]
        groups.append(Group(between, tuple(spans)))
        if n is not None:
            found.append(Sum(source.start.head.body + n, label, parts[::5]))
    if len(groups) == len(found):  # nothing stands below the last
        groups.append(Group(0, tuple(Span() for _ in counted)))
    return Sums([figure(view.column, _first(view)) for view in counted], found, groups)


def _first(view: View) -> Iterator[str | None]:
    return map(view.plain, view.bulk.sample)


def _unsaid(
    source: Source, views: Sequence[View], counted: Sequence[View], totals_: Sequence[Sequence[float | None]]
) -> tuple[list[Note], list[Problem]]:
    """The question whether the last row or the first is a total; what is wrong with it where it is the regency.

    Args:
        totals_: figures of the rows of totals.
    """
    columns = [view.column for view in views]
    for last in (True, False):
        row, cells = source.row_at(last)
        if source.total_rules.is_ordinary(cells):
            continue
        figures = Figures(
            own=lambda i, cells=cells: views[i].plain(cells[views[i].bulk.i]),
            first=lambda i: _first(views[i]),
            whole=lambda i: source.total(views[i].sql),
        )
        name, header = whole_name(columns, figures)
        if name:
            label = {row - source.start.head.body: name}
            marked = sql.marking(source.body_numbered, label, [view.sql for view in counted])
            if problems := wrong_regency(header, _sums(source, counted, marked)):
                return [], problems
        if notes := sum_note(columns, source.rows, row, figures, heading=not last, totals_=totals_):
            return notes, []
    return [], []

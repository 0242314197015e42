"""Rows that sum up others in a table that fits into memory: which are left out, and what is told of them."""

from __future__ import annotations

import math
from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import compress, pairwise

from ckanext.paser.problems import Note, Problem
from ckanext.paser.tables.rules import subtotals, totals
from ckanext.paser.tables.rules.across import Across
from ckanext.paser.tables.rules.adding import Figure, Group, Span, Sum, Sums, decimals_of
from ckanext.paser.tables.rules.cells import Cell, as_text, clean, is_missing
from ckanext.paser.tables.rules.choices import Asked
from ckanext.paser.tables.rules.infer import Decision
from ckanext.paser.tables.rules.kinds import Kind, Type
from ckanext.paser.tables.rules.last_row import (
    SAMPLE,
    Figures,
    counted_columns,
    sum_note,
    total,
    whole_name,
    wrong_regency,
)
from ckanext.paser.tables.rules.table import Column

Texts = Sequence[str | None]
"""The values of a column in plain form."""


@dataclass(frozen=True)
class Found:
    """What was found about rows that sum up others.

    Args:
        left_out: the numbers of those that are no rows of the table.
    """

    left_out: set[int] = field(default_factory=set)
    notes: Sequence[Note] = ()
    problems: Sequence[Problem] = ()


@dataclass(frozen=True)
class View:
    """A column as the file has it, also where the table is to be long: each time of a measure is one.

    Args:
        texts: its values in plain form.
        totals: its cells in the rows of totals.
    """

    column: Column
    kind: Kind | None
    marks: frozenset[str]
    texts: Texts
    totals: Sequence[Cell]


def views(
    columns: Sequence[Column],
    decisions: Sequence[Decision],
    texts: Sequence[Texts],
    totals: Sequence[Sequence[Cell]],
    *,
    asked: Asked,
    long: tuple[Across, Sequence[str]] | None,
) -> Iterator[View]:
    """The columns of a table as its file has them.

    Args:
        totals: cells of the rows of totals, by column of the file.
        long: how the table was made long, and the headers of the file; None where it keeps its shape.
    """
    for c, (column, decision, values) in enumerate(zip(columns, decisions, texts, strict=True)):
        known = decision.kind, asked.choice(column.id).marks
        if long is None:
            yield View(column, *known, values, totals[c] if totals else ())
            continue
        across, labels = long
        for p, i in across.origins_in_time(c):
            seen = replace(column, label=labels[i])
            yield View(seen, *known, values[p :: len(across.periods)], totals[i] if totals else ())


def look_for_sums(
    views: Sequence[View],
    numbers: Sequence[int],
    totals_: Mapping[int, str],
    sheet: str,
    ordinary: Set[int] = frozenset(),
) -> Found:
    """Which rows say to be sums and are, which of those or of the totals have wrong figures, whether another row is one unsaid.

    Args:
        numbers: of the rows, as people count.
        totals_: what the rows of totals call themselves, by their number.
        ordinary: the numbers of rows that somebody has said are none.
    """
    told = [view.texts for view in views if view.column.type == Type.TEXT.value]
    named = subtotals.named(told[: subtotals.MOST_COLUMNS])
    rows = {n: label for n, label in named.items() if numbers[n] not in ordinary}
    counted = [views[i] for i in counted_columns([view.column for view in views])]
    perhaps = _named(counted, rows, numbers) if rows else Sums((), (), ())
    left_out, notes, problems = subtotals.named_sums(perhaps, sheet)
    if left_out:
        kept = [number not in left_out for number in numbers]
        numbers = [*compress(numbers, kept)]
        views = [replace(view, texts=[*compress(view.texts, kept)]) for view in views]
        counted = [views[i] for i in counted_columns([view.column for view in views])]
    sums = _of_totals(counted, totals_, numbers) if totals_ else Sums((), (), ())
    more, wrong = totals.wrong_totals(sums, sheet)
    asked, regency = _unsaid(views, numbers, sheet, [row.own for row in sums.rows], ordinary)
    return Found(left_out, [*notes, *more, *asked], [*problems, *wrong, *regency])


def own_figure(cell: Cell, kind: Kind | None, marks: frozenset[str]) -> float | None:
    """The figure in a row of totals, None where there is none that its column could hold."""
    cell = clean(cell)
    if is_missing(cell, marks):
        return None
    text = kind.read(cell) if kind else as_text(cell)
    return float(text) if text else None


def of_sums(columns: Sequence[Sequence[Cell]], labels: Sequence[str]) -> list[Sequence[Cell]]:
    """The cells, by column, of those rows of totals that are sums by what they call themselves."""
    are = [*map(totals.is_sum, labels)]
    return [[*compress(column, are)] for column in columns]


def adds_up(written: Callable[[Kind], Texts], own: Sequence[Cell], kind: Kind, marks: frozenset[str]) -> bool:
    """Tell whether one of some sums is exactly what the values of its column, two or more, come to.

    Args:
        written: the values in plain form, read as a kind.
        own: the cells of the sums.
    """
    figures = {figure for cell in own if (figure := exact(cell, kind, marks)) is not None}
    values = [Decimal(text) for text in written(kind) if text is not None] if figures else []
    return len(values) > 1 and sum(values) in figures


def exact(cell: Cell, kind: Kind, marks: frozenset[str]) -> Decimal | None:
    """The figure in a row of totals, read as a kind; None where it has none that is of the kind."""
    cell = clean(cell)
    text = None if is_missing(cell, marks) else kind.read(cell)
    return None if text is None else Decimal(text)


def _named(views: Sequence[View], rows: Mapping[int, str], numbers: Sequence[int]) -> Sums:
    """The rows that may be sums by their words, and what stands around them."""
    found = [Sum(numbers[n], label, [_number(view.texts[n]) for view in views]) for n, label in rows.items()]
    return _sums(views, found, [(end + 1, start) for end, start in pairwise([-1, *rows, len(numbers)])])


def _of_totals(views: Sequence[View], labels: Mapping[int, str], numbers: Sequence[int]) -> Sums:
    """The rows of totals that are sums, and what stands around them."""
    found = [
        Sum(number, label, [own_figure(view.totals[n], view.kind, view.marks) for view in views])
        for n, (number, label) in enumerate(labels.items())
        if totals.is_sum(label)
    ]
    ends = [bisect(numbers, one.row) for one in found]
    return _sums(views, found, [*pairwise([0, *ends, len(numbers)])])


def _sums(views: Sequence[View], rows: Sequence[Sum], between: Iterable[tuple[int, int]]) -> Sums:
    """Rows that say to be sums, and the groups between them.

    Args:
        between: where each group begins and ends.
    """
    values = [[*map(_number, view.texts)] for view in views]
    groups = [
        Group(end - start, tuple(_span(column[start:end]) for column in values)) for start, end in between
    ]
    return Sums([figure(view.column, view.texts[:SAMPLE]) for view in views], rows, groups)


def figure(column: Column, first: Iterable[str | None]) -> Figure:
    """A column of figures, of which the first values are known."""
    return Figure(column, max((decimals_of(text) for text in first if text), default=0))


def _span(values: Sequence[float | None]) -> Span:
    there = [value for value in values if value is not None]
    return Span(len(there), math.fsum(there), min(there), max(there)) if there else Span()


def _number(text: str | None) -> float | None:
    return float(text) if text else None


def _unsaid(
    views: Sequence[View],
    numbers: Sequence[int],
    sheet: str,
    totals_: Sequence[Sequence[float | None]],
    ordinary: Set[int],
) -> tuple[list[Note], list[Problem]]:
    """The question whether the last row or the first is a total; what is wrong with it where it is the regency.

    Args:
        totals_: figures of the rows of totals.
        ordinary: the numbers of rows of which it is known.
    """
    columns = [view.column for view in views]
    counted = [views[i] for i in counted_columns(columns)]
    for at in (-1, 0):
        if numbers[at] in ordinary:
            continue
        figures = Figures(
            own=lambda i, at=at: views[i].texts[at],
            first=lambda i: views[i].texts[:SAMPLE],
            whole=lambda i: total(views[i].texts),
        )
        name, header = whole_name(columns, figures)
        if name:
            row, end = Sum(numbers[at], name, [_number(view.texts[at]) for view in counted]), len(numbers)
            around = _sums(counted, [row], [(0, end - 1), (end, end)] if at else [(0, 0), (1, end)])
            if problems := wrong_regency(header, around, sheet):
                return [], problems
        if notes := sum_note(columns, len(numbers), numbers[at], figures, heading=at == 0, totals_=totals_):
            return notes, []
    return [], []

"""Which rows of a large text file are totals: the rules of ``footer``, and what was chosen, as questions to DuckDB."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Any

from ckanext.paser.tables.reading import sql
from ckanext.paser.tables.rules import footer
from ckanext.paser.tables.rules.cells import BLANKS, MISSING, Cell, as_text
from ckanext.paser.tables.rules.comparing import LAST, comparisons
from ckanext.paser.tables.rules.layout import AS_FOUND, BETWEEN, LONGEST, Layout, first_cell

_COMPARED = 40
"""Columns by which one of the last rows is known again."""


class TotalRows:
    """SQL about the rows of totals.

    Args:
        labels: the headers.
        names: of the columns.
        odd_blanks: the file has blanks besides spaces.
        layout: what was said of the rows.
        last: the last rows above the notes.
    """

    def __init__(
        self,
        labels: Sequence[str],
        names: Sequence[str],
        odd_blanks: bool,
        layout: Layout = AS_FOUND,
        last: Sequence[Sequence[Cell]] = (),
    ) -> None:
        labels = labels[: len(names)]  # of a header row that ends with empty cells there are more
        self._places = footer.label_columns(labels)
        first = [names[i] for i in self._places]
        self.layout, self._telling = layout, first
        self._naming = footer.naming_columns(labels)
        self.areas = footer.area_columns(labels)
        self._first = sql.first_cell(first, odd_blanks)
        self._area = sql.first_cell([names[i] for i in self.areas], odd_blanks) if self.areas else ""
        last = last[-LAST:]
        self._compared = [(last[n], text) for n, text in comparisons(last, labels).items()]
        self._all_names = names
        self._part = sql.first_cell([names[self.areas[0]]], odd_blanks) if self.areas else ""

    @property
    def perhaps(self) -> str:
        """True of every row of a total by its word, and of a few others; quickly told."""
        return f"regexp_matches({self._first}, {sql.literal(footer.PERHAPS_TOTAL)})"

    @property
    def surely(self) -> str:
        """True of the rows that are totals by their word, and not chosen to be none."""
        are = f"coalesce({_matches(self._first, footer.TOTAL)}, false)"
        if self.layout.ordinary:
            are += f" AND NOT {self.ordinary}"
        return f"CASE WHEN {self.perhaps} THEN {are} ELSE false END"

    @property
    def chosen(self) -> str:
        """True of a row that was chosen as a total, false of one that was chosen as none, NULL of any other; empty if none was."""
        if not self.layout.labels:
            return ""
        keys = groupby(
            self.layout.keys.items(), lambda each: (each[0].count(BETWEEN), each[1] in self.layout.totals)
        )
        cases = (
            f"WHEN regexp_matches({self._begins}, {sql.literal(_beginning([key for key, _ in same]))}) THEN {is_total}"
            for (_, is_total), same in keys
        )
        years = (
            f"WHEN {self._year} = {sql.literal(year)} THEN {label in self.layout.totals}"
            for year, label in self.layout.years.items()
        )
        return f"CASE {' '.join([*cases, *years])} END"

    @property
    def label(self) -> str:
        """What the label of a row with a chosen one is in the file, its cells with ``BETWEEN`` between them."""
        if not self.layout.keys:
            return self._year
        words = f"regexp_extract({self._begins}, {sql.literal(_beginning(list(self.layout.keys)))}, 1)"
        return f"coalesce(nullif({words}, ''), {self._year})" if self.layout.years else words

    @property
    def _year(self) -> str:
        """What a row says first, in which a year that was chosen may stand."""
        names = [self._all_names[i] for i in self._naming]
        return sql.first_cell(names, odd_blanks=True) if names else "NULL"

    @property
    def ordinary(self) -> str:
        """True of the rows that are no totals, as chosen."""
        return f"NOT coalesce({self.chosen}, true)" if self.layout.ordinary else "false"

    def is_ordinary(self, cells: Sequence[Cell]) -> bool:
        """Tell whether somebody has said of a row that it is no total."""
        first = first_cell(cells[i] for i in self._naming if i < len(cells))
        label = self.layout.label_of([cells[i] for i in self._places if i < len(cells)], first)
        return label in self.layout.ordinary

    @property
    def _begins(self) -> str:
        cells = ", ".join(f"left({name}, {2 * LONGEST})" for name in self._telling)
        return f"concat_ws({sql.literal(BETWEEN)}, {cells})"

    def called(
        self, perhaps: int, seen: Iterable[Cell], rows: str, ask: Callable[[str], Sequence[Any]]
    ) -> str:
        """What a row calls itself if it is a total, as found or as chosen, NULL where it is none; empty if there is none.

        Args:
            perhaps: how many rows may be totals by their word.
            seen: cells of the first and the last rows in the ``areas``.
            rows: a query of all rows.
            ask: runs SQL that answers with one row.
        """
        found = self._found(perhaps, seen, rows, ask)
        if self._compared:
            found = f"coalesce({', '.join(filter(None, [found, self._comparing]))})"
        if not self.layout.labels:
            return found
        other = f"WHEN ({self.chosen}) IS NULL THEN {found} " if found else ""
        return f"CASE WHEN {self.chosen} THEN {self.label} {other}END"

    @property
    def _comparing(self) -> str:
        """What one of the last rows calls itself that only compares the others; these are known by all of their cells."""
        cases = (f"WHEN {self._is(row)} THEN {sql.literal(text)}" for row, text in self._compared)
        return f"CASE {' '.join(cases)} END"

    def _is(self, row: Sequence[Cell]) -> str:
        cells = [*map(as_text, row), *[""] * _COMPARED]
        same = (
            f"coalesce({sql.bare(name)}, '') = {sql.literal(cell)}"
            for name, cell in zip(self._all_names[:_COMPARED], cells, strict=False)
        )
        return " AND ".join(same)

    def _found(
        self, perhaps: int, seen: Iterable[Cell], rows: str, ask: Callable[[str], Sequence[Any]]
    ) -> str:
        """What a row calls itself if it is found to be a total; as ``called``."""
        total = f"CASE WHEN {_matches(self._first, footer.TOTAL)} THEN {self._first} END"
        total = f"CASE WHEN {self.perhaps} THEN {total} END" if perhaps else ""
        if not self.areas or not footer.says_whole(seen):
            return total
        return next(
            filter(
                None,
                (self._with_whole(total, called, rows, ask) for called in (footer.WHOLE, footer.AREA_TOTAL)),
            ),
            total,
        )

    def _with_whole(self, total: str, called: str, rows: str, ask: Callable[[str], Sequence[Any]]) -> str:
        """The same where the whole regency is a total too, as it is called; empty where the other rows do not show that it is one.

        Args:
            total: what a row calls itself by its word.
            called: how the whole regency is called.
        """
        whole = _matches(self._area, called)
        named = f"{self._part} IS NOT NULL AND NOT coalesce({whole}, false)"
        named += f" AND ({total}) IS NULL" if total else ""
        neighbour = f"{named} AND {_matches(self._part, footer.NEIGHBOUR)}"
        part = f"{named} AND {_matches(self._part, footer.parts())}"
        bare = f"coalesce({whole}, false) AND NOT {_matches(self._area, footer.AREA_TOTAL)}"
        counts = ", ".join(map(sql.count_where, (named, neighbour, part, bare)))
        count, neighbours, parts, alone = ask(f"SELECT {counts} FROM ({rows})")
        if neighbours or count < footer.FEWEST_PARTS or (alone and not footer.are_parts(count, parts)):
            return ""
        return f"coalesce({', '.join(filter(None, [total, f'CASE WHEN {whole} THEN {self._area} END']))})"


def _beginning(keys: Sequence[str]) -> str:
    """The pattern of how rows begin that have one of some labels (``layout``), for RE2; its group is the label."""
    blank = f"[{BLANKS}]"
    marks = "|".join(map(re.escape, sorted(MISSING)))
    passed_over = f"(?:(?:[^\\p{{L}}{BETWEEN}]*|{blank}*(?:{marks}){blank}*){BETWEEN})*"
    between = f"{blank}*{BETWEEN}{passed_over}{blank}*"
    words = (
        between.join(f"{blank}+".join(map(re.escape, cell.split(" "))) for cell in key.split(BETWEEN)[:-1])
        for key in keys
    )
    return f"(?i)^{passed_over}{blank}*({'|'.join(words)}){blank}*(?:{BETWEEN}|$)"


def _matches(cell: str, pattern: str) -> str:
    return f"regexp_full_match({cell}, {sql.literal(pattern)})"

"""Which rows of a large text file are totals: the rules of ``footer`` as questions to DuckDB."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from ckanext.paser.tables.reading import sql
from ckanext.paser.tables.rules import footer
from ckanext.paser.tables.rules.cells import Cell


class TotalRows:
    """SQL about the rows of totals.

    Args:
        labels: the headers.
        names: of the columns.
        odd_blanks: the file has blanks besides spaces.
    """

    def __init__(self, labels: Sequence[str], names: Sequence[str], odd_blanks: bool) -> None:
        labels = labels[: len(names)]  # of a header row that ends with empty cells there are more
        first = [names[i] for i in footer.label_columns(labels)]
        self.areas = footer.area_columns(labels)
        self._first = sql.first_cell(first, odd_blanks)
        self._area = sql.first_cell([names[i] for i in self.areas], odd_blanks) if self.areas else ""
        self._part = sql.first_cell([names[self.areas[0]]], odd_blanks) if self.areas else ""

    @property
    def perhaps(self) -> str:
        """True of every row of a total by its word, and of a few others; quickly told."""
        return f"regexp_matches({self._first}, {sql.literal(footer.PERHAPS_TOTAL)})"

    @property
    def surely(self) -> str:
        """True of the rows that are totals by their word."""
        return f"CASE WHEN {self.perhaps} THEN coalesce({_matches(self._first, footer.TOTAL)}, false) ELSE false END"

    def called(
        self, perhaps: int, seen: Iterable[Cell], rows: str, ask: Callable[[str], Sequence[Any]]
    ) -> str:
        """What a row calls itself if it is a total, NULL where it is none; empty if there is none.

        Args:
            perhaps: how many rows may be totals by their word.
            seen: cells of the first and the last rows in the ``areas``.
            rows: a query of all rows.
            ask: runs SQL that answers with one row.
        """
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


def _matches(cell: str, pattern: str) -> str:
    return f"regexp_full_match({cell}, {sql.literal(pattern)})"

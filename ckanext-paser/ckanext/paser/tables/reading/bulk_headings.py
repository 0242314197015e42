"""Headings of groups in a large text file: the rules of ``rules.headings`` as questions to DuckDB."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

from ckanext.paser.duck import literal
from ckanext.paser.tables.reading import sql
from ckanext.paser.tables.rules import headings

MOST = 20_000
"""Rows of one cell; more of them are no headings."""


class Rows:
    """Rows of a file, asked about in SQL.

    Args:
        rows: a query of all of them, with their number ``n``.
        names: of the columns.
        ask: runs SQL.
    """

    def __init__(self, rows: str, names: Sequence[str], ask: Callable[[str], list[tuple[Any, ...]]]) -> None:
        self._rows, self._names, self._ask = rows, names, ask
        self._texts = [f"nullif({sql.bare(name)}, '')" for name in names]
        self._count = " + ".join(f"({text} IS NOT NULL)::INT" for text in self._texts)

    def headings(self, labels: Sequence[str]) -> dict[int, str]:
        """The text of each heading by its number."""
        place = " ".join(f"WHEN {text} IS NOT NULL THEN {i}" for i, text in enumerate(self._texts))
        text = f"coalesce({', '.join(self._texts)})"
        of_one = f"SELECT n, CASE {place} END, {text} FROM ({self._rows}) WHERE {self._count} = 1"
        lone = {n: (i, said) for n, i, said in self._ask(f"{of_one} ORDER BY n LIMIT {MOST + 1}")}
        if not lone or len(lone) > MOST:
            return {}
        ((first, height),) = self._ask(f"SELECT min(n), count(*) FROM ({self._rows}) WHERE {self._count} > 0")
        found = headings.headings(lone, labels, first, height, self)
        return {n: lone[n][1] for n in found}

    def all_numbered(self, place: int) -> bool:
        return not self._any(f"NOT coalesce({self._matches(place, headings.NUMBERED)}, false)")

    def any_begins(self, place: int, words: Collection[str]) -> bool:
        kinds = ", ".join(map(literal, sorted(words)))
        return self._any(f"lower(left({self._texts[place]}, {headings.LETTERS})) IN ({kinds})")

    def _matches(self, place: int, pattern: str) -> str:
        return f"regexp_full_match({self._texts[place]}, {literal(pattern)})"

    def _any(self, condition: str) -> bool:
        query = f"SELECT n FROM ({self._rows}) WHERE {self._count} > 1 AND {condition} LIMIT 1"
        return bool(self._ask(query))

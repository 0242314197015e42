"""One column of a large text file: what a single pass over its rows has found, and more when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ckanext.paser.tables.reading import sql
from ckanext.paser.tables.rules import infer
from ckanext.paser.tables.rules.cells import Cell, is_missing
from ckanext.paser.tables.rules.evidence import Misfits, Values
from ckanext.paser.tables.rules.infer import Decision
from ckanext.paser.tables.rules.kinds import CODE, Kind

if TYPE_CHECKING:
    from ckanext.paser.tables.reading.source import Source


class BulkColumn:
    """One column of a source: what a single pass found, and more when it is asked for."""

    def __init__(self, source: Source, i: int, cells: list[Cell], field: str) -> None:
        self.source, self.i, self.name = source, i, source.names[i]
        self.label, self.choice = source.start.label(i), source.asked.choice(field)
        self.first, self.sample = cells, self.present(cells)
        values = Values(self.label, len(self.sample), self.sample, lambda _: None, choice=self.choice)
        self.likely = infer.likely(values)
        self.filled = self.good = self.marks = 0

    def present(self, cells: Sequence[Cell]) -> list[Cell]:
        """The cells that hold a value."""
        return [cell for cell in cells if not is_missing(cell, self.choice.marks)]

    @property
    def certain(self) -> bool:
        """Tell whether a cell of the likely kind needs no cleaning, or has had it."""
        if self.source.is_tidy:
            return self.likely is not None
        return self.likely is not None and self.likely is not CODE and not self.choice.marks

    def counting(self) -> tuple[str, str, str]:
        """SQL of three counts: the cells that are not empty, those of them that are as they should be, the marks that were there.

        As they should be: of the likely kind; where that says nothing, in need of no cleaning.
        """
        filled, marks = f"count({self.name})", "0"
        if self.i in self.source.tidied:
            marks = f"count(m{self.i})"
        if self.likely and self.certain:
            return filled, sql.count_where(sql.matches(self.likely, self.name)), marks
        if self.source.is_tidy:
            return filled, filled, marks
        clean = sql.is_clean(self.name, self.source.odd_blanks, self.choice.marks)
        return filled, sql.count_where(clean), marks

    @property
    def dirty(self) -> bool:
        """Tell whether cells may need cleaning before they are values."""
        return self.filled != self.good

    @property
    def values(self) -> Values:
        """What the rules are to decide on."""
        return Values(self.label, self.filled, self.sample, self.misfits, errors=self._errors())

    def misfits(self, kind: Kind) -> Misfits | None:
        """The values that are not of a kind."""
        if kind is self.likely and self.certain and self.filled == self.good:
            return None
        bad = f"NOT coalesce({sql.matches(kind, self.name)}, false)"
        return self._found(self.name, f"{self.name} IS NOT NULL AND {bad}")

    def _errors(self) -> Misfits | None:
        """The errors of formulas among the marks that were there."""
        return self._found(f"m{self.i}", sql.is_error(f"m{self.i}")) if self.marks else None

    def _found(self, name: str, where: str) -> Misfits | None:
        """The values of a column that are so, None if there are none."""
        (count,) = self.source.one(f"SELECT {sql.count_where(where)} FROM {self.source.body}")
        if not count:
            return None
        first = f"SELECT n, {name} FROM ({self.source.body_numbered}) WHERE {where} LIMIT 1"
        row, value = self.source.one(first)
        return Misfits(count, self.source.start.head.body + row, value)

    def written(self, decision: Decision) -> str:
        """SQL of the value as it is written."""
        return sql.read(decision.kind, self.name)

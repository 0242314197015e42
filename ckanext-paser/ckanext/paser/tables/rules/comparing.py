"""Rows below the areas of a table that compare them with something else: the regency in former years, the province, extremes.

Pure. BPS writes *Kabupaten Paser*, then *2023* and *2022*, below its kecamatan; others write *Paser 2024*, *Jumlah 2023*,
*Kalimantan Timur*, *Maksimum*. They are no parts of the whole, so that whoever sums up or ranks the column must not meet them:
they are kept out as totals are. They are known by where they stand, as the last rows of the table, and by what stands above
them: where that has years, provinces or extremes too, all are rows of one kind, and stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from enum import Enum

from ckanext.paser.tables.rules import footer
from ckanext.paser.tables.rules.cells import as_text, clean, is_missing
from ckanext.paser.tables.rules.header import Row

LAST = footer.TAIL
"""Rows at the end that are looked at; longer runs compare nothing."""

_YEAR = r"(?:19|20)[0-9]{2}(?: ?[/–-] ?(?:19|20)[0-9]{2})?(?: ?(?:\*{1,3}\)?|r\)?|[a-z0-9]\)))?"
_IN_YEAR = rf"(?:,? ?\(?(?:(?:pada )?(?:tahun|thn\.?|th\.?) ?)?{_YEAR}\)?)"
_PROVINCE = (
    r"(?:(?:provinsi|propinsi|prov\.?) ?(?:kalimantan timur|kal-?tim)|kalimantan timur(?: province)?|kal-?tim"
    r"|provinsi|indonesia|nasional)"
)
_EXTREME = (
    r"(?:(?:nilai )?(?:maks(?:imum|imal|\.)?|max(?:imum|\.)?|min(?:imum|imal|\.)?|median|modus|tertinggi|terendah|terbesar|terkecil)"
    r"|st(?:d|andar|andard)\.? ?dev(?:iasi|iation|\.)?|deviasi standar|simpangan baku|varians?i?"
    r"|(?:laju )?(?:pertumbuhan|kenaikan(?: ?/ ?penurunan)?|penurunan|perubahan|selisih)(?: ?(?:\(%\)|\(persen\)|%))?)"
)
_BOTH = r"(?: ?/ ?[a-z][a-z. ]{1,30})?"
"""In two languages: *Maksimum/Maximum*."""


class _Says(Enum):
    """What a row at the end of a table calls itself."""

    TOTAL = "total"
    WHOLE = "whole"
    BARE = "bare"
    YEAR = "year"
    SUM_IN_YEAR = "sum in year"
    WHOLE_IN_YEAR = "whole in year"
    PROVINCE = "province"
    EXTREME = "extreme"


def _of(pattern: str) -> Callable[[str], object]:
    return re.compile(rf"(?i)(?:{pattern}) ?:?").fullmatch


_KINDS = (
    (_Says.TOTAL, re.compile(footer.TOTAL).fullmatch),
    (_Says.WHOLE, re.compile(footer.AREA_TOTAL).fullmatch),
    (_Says.BARE, _of("paser")),
    (_Says.YEAR, _of(rf"(?:(?:tahun|thn\.?|th\.?|t\.?a\.?) ?)?{_YEAR}|tahun (?:lalu|sebelumnya)")),
    (_Says.SUM_IN_YEAR, _of(rf"(?:{footer.TOTAL_WORD}){_IN_YEAR}")),
    (_Says.WHOLE_IN_YEAR, _of(rf"(?:{footer.REGENCY} ?)?paser{_IN_YEAR}")),
    (_Says.PROVINCE, _of(rf"{_PROVINCE}{_IN_YEAR}?")),
    (_Says.EXTREME, _of(rf"{_EXTREME}{_BOTH}")),
)
_COMPARED = frozenset(_Says) - {_Says.TOTAL, _Says.WHOLE, _Says.BARE}
_WHOLES = frozenset([_Says.WHOLE, _Says.BARE, _Says.WHOLE_IN_YEAR])
_SUMS = frozenset([_Says.TOTAL, _Says.SUM_IN_YEAR])
_OF_ANYTHING = _SUMS | {_Says.YEAR, _Says.EXTREME}
"""What may end a table of something else than areas; there the regency or the province may be a row as any other."""

_neighbour = re.compile(footer.NEIGHBOUR).fullmatch


def compares(text: str) -> bool:
    """Tell whether a row that calls itself so has no sum of the rows above it, by its words alone."""
    return _says(text) in _COMPARED


def _says(text: str) -> _Says | None:
    return next((kind for kind, matches in _KINDS if matches(text)), None)


def comparisons(rows: Sequence[Row], labels: Sequence[str]) -> dict[int, str]:
    """What those of some rows call themselves, by their place among them, that only compare the others with something else.

    Rows of totals by their word (``footer.TOTAL``) are not among them.

    Args:
        rows: the last rows of a table, ``LAST`` of them, without the notes below.
        labels: headers of its columns.
    """
    rows = [[clean(cell) for cell in row] for row in rows[-LAST:]]
    areas = footer.area_columns(labels)
    telling = areas or footer.label_columns(labels)
    named = [_name(row, telling) for row in rows]
    says = [
        _says(text) if text and sum(cell is not None for cell in row) > 1 else None
        for row, (_, text) in zip(rows, named, strict=True)
    ]
    if not any(kind in _COMPARED for kind in says):
        return {}
    table = _Table(rows, named, says, of_areas=bool(areas))
    found = table.closing(frozenset(_Says)) or table.closing(_OF_ANYTHING)
    return {n: named[n][1] for n in found}


def _name(row: Row, telling: Sequence[int]) -> tuple[int, str]:
    """Where a row says what it is, and what it says."""
    found = ((i, row[i]) for i in telling if i < len(row) and row[i] is not None)
    place, cell = next(found, (-1, None))
    return place, as_text(cell)


class _Table:
    """The last rows of a table.

    Args:
        named: where each row says what it is, and what.
        says: what that is, None where it is nothing of these.
        of_areas: its header says that it is one of kecamatan or desa.
    """

    def __init__(
        self,
        rows: Sequence[Row],
        named: Sequence[tuple[int, str]],
        says: Sequence[_Says | None],
        *,
        of_areas: bool,
    ) -> None:
        self._rows, self._named, self._says, self._of_areas = rows, named, says, of_areas

    def closing(self, allowed: frozenset[_Says]) -> list[int]:
        """The rows up to the end that compare the others with something, where these are told apart from them.

        Args:
            allowed: what such rows may call themselves, besides blank ones.
        """
        begin = self._begin(allowed)
        run = [n for n in range(begin, len(self._rows)) if self._says[n]]
        compared = [n for n in run if self._says[n] in _COMPARED]
        places = {self._named[n][0] for n in compared}
        if not compared or not (self._of_areas or len(places) == 1):
            return []
        above = self._above(begin, None if self._of_areas else places.pop())
        if len(above) < footer.FEWEST_PARTS or any(_says(text) in _COMPARED for text in above):
            return []
        parts = footer.are_parts(len(above), sum(map(footer.is_part, above)))
        if _Says.BARE in {self._says[n] for n in run} and not parts:
            return self._below(_Says.BARE, allowed)
        wholes = allowed & _WHOLES
        known = self._of_areas and not any(map(_neighbour, above))
        if not known and wholes and not parts:
            return []
        in_place = known and len(places) == 1 and self._names_areas(places.pop(), begin)
        if not in_place and not self._is_headed(run, compared, _SUMS | wholes):
            return []
        return [n for n in run if self._says[n] is not _Says.TOTAL]

    def _names_areas(self, place: int, end: int) -> bool:
        """Tell whether the rows above have their names in a place, too: a number under *No* may be that of a row."""
        return all(self._named[n][0] in (place, -1) for n in range(end))

    def _below(self, last: _Says, allowed: frozenset[_Says]) -> list[int]:
        """The rows that compare below the last one that calls itself so, which is one of those compared."""
        return self.closing(allowed - {last})

    def _begin(self, allowed: frozenset[_Says]) -> int:
        n = len(self._rows)
        while n and (self._says[n - 1] in allowed or not any(c is not None for c in self._rows[n - 1])):
            n -= 1
        return n

    def _above(self, end: int, place: int | None) -> list[str]:
        """What the rows above call themselves, in the place of those below; empty where these are no words."""
        texts: list[str] = []
        for n in range(end):
            if self._says[n] is _Says.TOTAL or not any(cell is not None for cell in self._rows[n]):
                continue
            cell = self._rows[n][place] if place is not None and place < len(self._rows[n]) else None
            text = self._named[n][1] if place is None else as_text(cell)
            if place is not None and text and not is_missing(text) and footer.is_figure(text):
                return []
            texts += [text] if text and not is_missing(text) else []
        return texts

    def _is_headed(self, run: Sequence[int], compared: Sequence[int], heads: frozenset[_Says]) -> bool:
        """Tell whether a total stands above the years, and beside extremes."""
        there = [n for n in run if self._says[n] in heads]
        years = [n for n in compared if self._says[n] is not _Says.EXTREME]
        return bool(there) and (not years or there[0] <= years[0])

"""Headings of groups that stand in rows of their own (*KECAMATAN KUARO*, then its desa): they are no rows of data.

Pure. Kept out and told, since the rows below do not say whose they are. A row that only lacks its values looks alike; so it
must be words where all other rows have numbers, or lack the number that all others have, or name a kind of group that no other
row and no header names.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import islice
from typing import Protocol

from ckanext.paser.problems import N_, Problem
from ckanext.paser.tables.rules import codes
from ckanext.paser.tables.rules.cells import Cell, as_text, is_missing
from ckanext.paser.tables.rules.footer import is_figure

FEWEST = 2
"""Columns filled in every row from which on there is no heading: that fills one."""
_WIDE = 3
"""Columns from which on a row without its number is a heading."""
_SHOWN = 5
NUMBERED = r"[ (]*[0-9][0-9.,)]*"
"""What numbers a row, or counts; for Python and RE2."""
_GROUP = (
    r"(?i:(?:kec\.|kec|kecamatan|kel\.|kelurahan|desa|kabupaten|kab\.|wilayah|dapil|daerah pemilihan|puskesmas|uptd?|bidang|"
    r"seksi|bagian|urusan|program|kelompok)[ :.]).*"
)
LETTERS = 3
"""By which the kinds of groups are told apart: *Kec.* is *Kecamatan*."""
_numbered, _group = re.compile(NUMBERED).fullmatch, re.compile(_GROUP).fullmatch

Lone = Mapping[int, tuple[int, str]]
"""The rows with one cell, by their number, from 1: its place and its text."""


class Others(Protocol):
    """What is asked about the rows that fill several cells."""

    def all_numbered(self, place: int) -> bool:
        """Each of them has a number in a column."""
        ...

    def any_begins(self, place: int, words: Collection[str]) -> bool:
        """One of them, in a column, begins with the same letters as a word for a group."""
        ...


def headings(lone: Lone, labels: Sequence[str], first: int, height: int, others: Others) -> list[int]:
    """The numbers of the rows that are headings of groups.

    Args:
        lone: all rows of one cell.
        labels: headers, by place.
        first: the number of the first row.
        height: how many rows there are.
        others: the rows that fill several cells.
    """
    if len(lone) * 2 > height:
        return []
    words = {n: one for n, one in lone.items() if is_word(one[1])}
    found: list[int] = []
    for place in sorted({place for place, _ in words.values()}):
        at = [n for n, one in words.items() if one[0] == place]
        begins = first in at
        if len(at) < 2 and not begins:
            continue
        texts = [words[n][1] for n in at]
        lacks_number = begins and len(labels) >= _WIDE and _follows_numbers(labels, place, others)
        if others.all_numbered(place) or lacks_number or _named_as_groups(texts, labels, place, others):
            found += at
    return sorted(found)


def is_word(text: str) -> bool:
    return not (is_missing(text) or is_figure(text) or text.replace(" ", "").isdecimal())


def _follows_numbers(labels: Sequence[str], place: int, others: Others) -> bool:
    """Tell whether the column before numbers the rows."""
    before = place - 1
    return before >= 0 and codes.header_numbers_rows(labels[before]) and others.all_numbered(before)


def _named_as_groups(texts: Sequence[str], labels: Sequence[str], place: int, others: Others) -> bool:
    kinds = {text[:LETTERS].lower() for text in texts}
    return (
        all(map(_group, texts)) and not _names(labels, place, kinds) and not others.any_begins(place, kinds)
    )


def _names(labels: Sequence[str], place: int, kinds: Collection[str]) -> bool:
    """Tell whether the header of a column names a kind of group itself: *Puskesmas* above *Puskesmas Kuaro*."""
    words = labels[place].lower().split() if place < len(labels) else []
    return any(word[:LETTERS] in kinds for word in words)


def in_memory(columns: Sequence[Sequence[Cell]], labels: Sequence[str], height: int) -> dict[int, str]:
    """The text of each heading by its place among some rows, from 0.

    Args:
        columns: cells cleaned, of the rows that are neither totals nor blank.
        labels: headers, by place.
        height: how many rows there are.
    """
    full = (column for column in columns if None not in column)
    if len([*islice(full, FEWEST)]) == FEWEST:
        return {}
    lone = {
        n: next((i, as_text(cell)) for i, cell in enumerate(row) if cell is not None)
        for n, row in enumerate(zip(*columns, strict=True))
        if row.count(None) == len(columns) - 1
    }
    found = headings(lone, labels, 0, height, _InMemory(columns, lone)) if lone else []
    return {n: lone[n][1] for n in found}


class _InMemory:
    """``Others`` of columns in memory; ``lone`` are the rows that are passed over."""

    def __init__(self, columns: Sequence[Sequence[Cell]], lone: Mapping[int, object]) -> None:
        self._columns, self._lone = columns, lone

    def all_numbered(self, place: int) -> bool:
        return all(map(_numbered, self._texts(place)))

    def any_begins(self, place: int, words: Collection[str]) -> bool:
        return any(text[:LETTERS].lower() in words for text in self._texts(place))

    def _texts(self, place: int) -> list[str]:
        return [as_text(cell) for n, cell in enumerate(self._columns[place]) if n not in self._lone]


def problems(texts: Mapping[int, str], sheet: str = "") -> list[Problem]:
    """What is told of the headings, of which the rows of their groups know nothing.

    Args:
        texts: of each, by its number as people count.
    """
    if not texts:
        return []
    shown = [*texts][:_SHOWN]
    more = " …" if len(texts) > len(shown) else ""
    fact = N_("Rows that are headings of groups, kept out of the table: {count} (rows {rows}: {text}).")
    remedy = N_(
        "The rows below them do not say to which group they belong: write its name in a column of its own in each row, for "
        "example Kecamatan, and send the file again."
    )
    params = {
        "row": shown[0],
        "count": len(texts),
        "rows": ", ".join(map(str, shown)) + more,
        "text": "; ".join(texts[n][:60] for n in shown) + more,
    }
    if not sheet:
        return [Problem("group_headings", N_("Row {row}"), fact, remedy, params)]
    return [
        Problem("group_headings", N_('Sheet "{sheet}", row {row}'), fact, remedy, {**params, "sheet": sheet})
    ]

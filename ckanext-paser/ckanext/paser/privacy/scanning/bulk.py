"""A CSV too large for Python: the same questions, asked of DuckDB over all rows.

The pass in which the reader counts the cells finds the columns that hold anything suspicious; only these are asked in full.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ckanext.paser.privacy.rules.facts import FIRST, Column, Hits, Probe, probes
from ckanext.paser.privacy.rules.findings import Finding, judge, outside
from ckanext.paser.privacy.rules.kinds import DIGITS, SHORTEST, SUSPECT, Detector
from ckanext.paser.privacy.scanning.cells import ABOVE, texts
from ckanext.paser.tables.rules.cells import Cell
from ckanext.paser.tables.rules.header import Head

_AT_ONCE = 400
"""Counts in one query: a thread keeps some memory for each."""

Ask = Callable[[str], list[tuple[Any, ...]]]


def counting(names: Sequence[str]) -> list[str]:
    """SQL of two counts for each column: the cells that are not empty, and the suspicious ones."""
    return [count for name in names for count in (f"count(nullif({name}, ''))", _suspects(name))]


def scan_source(
    ask: Ask,
    counted: Sequence[int],
    names: Sequence[str],
    *,
    head: Head,
    above: Sequence[Sequence[Cell]],
    fields: Mapping[int, str],
) -> list[Finding]:
    """The personal data of a text file.

    Args:
        ask: runs SQL on the view ``source``, which has all rows below the header.
        counted: what ``counting`` came to over all of them.
        names: its columns.
        above: the rows above them.
        fields: names in the public table of those columns, by position, that it has.
    """
    labels = dict(enumerate(head.labels))
    columns = [Column(i, labels.get(i, ""), fields.get(i, "")) for i in range(len(names))]
    asked = probes(columns, head.titles)
    answers = _answers(ask, counted, names, asked, head.body)
    return [*outside("", ABOVE, list(texts(above))), *judge("", answers)]


def _answers(
    ask: Ask, counted: Sequence[int], names: Sequence[str], asked: Sequence[Probe], above: int
) -> list[tuple[Probe, Hits]]:
    filled, suspects = counted[::2], counted[1::2]
    worth = [probe for probe in asked if (filled if probe.wide else suspects)[probe.column.place]]
    if not worth:
        return []
    each = [part for probe in worth for part in _counting(names[probe.column.place], probe.detector)]
    parts = [", ".join(each[i : i + _AT_ONCE]) for i in range(0, len(each), _AT_ONCE)]
    found = [count for part in parts for count in ask(f"SELECT {part} FROM source")[0]]
    answers: list[tuple[Probe, Hits]] = []
    for probe, count, shaped in zip(worth, found[::2], found[1::2], strict=True):
        if count:
            name = names[probe.column.place]
            first = [(above + n, text) for n, text in ask(_first(name, probe.detector))]
            answers.append((probe, Hits(filled[probe.column.place], count, shaped, first)))
    return answers


def _counting(name: str, detector: Detector) -> tuple[str, str]:
    shape = f"regexp_matches({name}, {_literal(detector.shape)})"
    return _count_where(_is_hit(name, detector)), _count_where(shape) if detector.shape else "0"


def _first(name: str, detector: Detector) -> str:
    rows = f"(SELECT row_number() OVER () AS n, {name} FROM source)"
    return f"SELECT n, {name} FROM {rows} WHERE {_is_hit(name, detector)} LIMIT {FIRST}"


def _is_hit(name: str, detector: Detector) -> str:
    left = f"regexp_replace({name}, {_literal(detector.allowed)}, ' ', 'g')" if detector.allowed else name
    return f"regexp_matches({left}, {_literal(detector.pattern)})"


def _suspects(name: str) -> str:
    """Most cells are short, or days, and are passed over at a glance."""
    searched = f"regexp_matches({name}, {_literal(SUSPECT)})"
    short = f"strlen({name}) < {DIGITS} OR strlen({name}) = {DIGITS} AND contains({name}, '-')"
    return _count_where(
        f"CASE WHEN strlen({name}) < {SHORTEST} THEN false"
        f" WHEN {short} THEN contains({name}, '@') ELSE {searched} END"
    )


def _count_where(condition: str) -> str:
    """How many rows are so. (For each ``FILTER`` DuckDB would keep a copy of all columns of the query.)"""
    return f"count(CASE WHEN {condition} THEN 1 END)"


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"

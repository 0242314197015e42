"""A CSV too large for Python: the same questions, asked of DuckDB over all rows.

The pass in which the reader counts the cells finds the columns that hold anything suspicious; only these are asked in full.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ckanext.paser.duck import literal
from ckanext.paser.privacy.rules.detector import GONE
from ckanext.paser.privacy.rules.facts import probes
from ckanext.paser.privacy.rules.findings import Finding, judge, letters, severity
from ckanext.paser.privacy.rules.kinds import (
    DIGITS,
    NOTHING,
    SHORTEST,
    SUSPECT,
    UNUSUAL,
    USUAL,
    Detector,
)
from ckanext.paser.privacy.rules.probe import FIRST, GLANCE, PART, Column, Hits, Probe
from ckanext.paser.privacy.rules.shares import small_in_sql
from ckanext.paser.privacy.scanning.cells import SUM, scan_above, scan_below
from ckanext.paser.tables.reading.sql import count_where
from ckanext.paser.tables.rules.cells import Cell
from ckanext.paser.tables.rules.header import Head

_AT_ONCE = 400
"""Counts in one query: a thread keeps some memory for each."""

Ask = Callable[[str], list[tuple[Any, ...]]]


@dataclass(frozen=True)
class Ending:
    """What the table does not have of the rows below the header.

    Args:
        rows: how many rows there are above the notes.
        notes: the rows of the notes, blank ones included.
        is_total: SQL that tells whether a row sums up others; empty where none does.
    """

    rows: int
    notes: Sequence[Sequence[Cell]] = ()
    is_total: str = ""

    def data(self, selected: str) -> str:
        """SQL of the other rows."""
        above_notes = f" LIMIT {self.rows}" if self.notes else ""
        rows = f"(SELECT {selected} FROM source{above_notes})"
        return f"{rows} WHERE NOT {self.is_total}" if self.is_total else rows


def counting(names: Sequence[str]) -> list[str]:
    """SQL of two counts for each column: the cells that are not empty, and the suspicious ones."""
    return [count for name in names for count in (_filled(name), _suspects(name))]


def scan_source(
    ask: Ask,
    counted: Sequence[int],
    names: Sequence[str],
    *,
    head: Head,
    above: Sequence[Sequence[Cell]],
    ending: Ending,
    fields: Mapping[int, str],
    titles: Sequence[str] = (),
) -> list[Finding]:
    """The personal data of a text file.

    Args:
        ask: runs SQL on the view ``source``, which has all rows below the header.
        counted: what ``counting`` came to over all of them.
        names: its columns.
        above: the rows above them.
        ending: which rows are none of the table's.
        fields: names in the public table of those columns, by position, that it has.
        titles: what the file is called.
    """
    labels = dict(enumerate(head.labels))
    columns = [Column(i, labels.get(i, ""), fields.get(i, "")) for i in range(len(names))]
    asked = probes(columns, [*head.titles, *titles])
    answers = _answers(ask, counted, names, asked, above=head.body, ending=ending)
    summed = _summed(ask, counted, names, head.body, ending)
    called = [*head.titles, *titles]
    below = scan_below("", ending.notes, called, above=head.body + ending.rows, summed=summed)
    return [*scan_above("", head, above, called), *below, *judge("", answers)]


def _summed(
    ask: Ask, counted: Sequence[int], names: Sequence[str], above: int, ending: Ending
) -> list[tuple[str, str]]:
    """Address and text of each suspicious cell in the rows that sum up others, except the sums."""
    if not ending.is_total:
        return []
    numbered = f"(SELECT row_number() OVER () AS n, * FROM source LIMIT {ending.rows})"
    found: list[tuple[int, int, str]] = []
    for i, name in enumerate(names):
        if not counted[2 * i + 1]:
            continue
        is_sum = f"regexp_full_match({name}, {literal(SUM)})"
        where = f"{ending.is_total} AND regexp_matches({name}, {literal(SUSPECT)}) AND NOT {is_sum}"
        found += [(n, i, text) for n, text in ask(f"SELECT n, {name} FROM {numbered} WHERE {where}")]
    return [(f"{letters(i)}{above + n}", text) for n, i, text in sorted(found)]


def _answers(
    ask: Ask,
    counted: Sequence[int],
    names: Sequence[str],
    asked: Sequence[Probe],
    *,
    above: int,
    ending: Ending,
) -> list[tuple[Probe, Hits]]:
    any_cells, suspects = counted[::2], counted[1::2]
    left = [
        probe
        for probe in asked
        if (any_cells if probe.wide or probe.parts or probe.detector.shortest else suspects)[
            probe.column.place
        ]
    ]
    answers: list[tuple[Probe, Hits]] = []
    now = [probe for probe in left if not probe.given]
    while now:  # the others only where theirs was met
        met: set[Probe] = set()
        worth = _worth_it(ask, names, now, ending)
        for probe, filled, count, shaped in _counts(ask, names, worth, ending):
            if count:  # each question takes a pass
                found = [(above + n, text) for n, text in ask(_first(names, probe, ending))]
                answers.append((probe, hits := Hits(filled, count, shaped, found)))
                if severity(probe, hits):
                    met.add(probe)
        done = {*now}
        left = [probe for probe in left if probe.given and probe not in done]
        now = [probe for probe in left if not met.isdisjoint(probe.given)]
    return answers


def _worth_it(ask: Ask, names: Sequence[str], asked: Sequence[Probe], ending: Ending) -> list[Probe]:
    """The questions without those that the first rows, or a cheap question of the whole column, show to be of no use."""
    glances = {probe: _is_hit(_text(names, probe), probe.at_a_glance) for probe in asked if probe.glanced}
    seen = _any(ask, glances.values(), f"(SELECT * FROM {ending.data('*')} LIMIT {GLANCE})")
    asked = [probe for probe in asked if not probe.glanced or glances[probe] in seen]
    signs = {
        probe: f"regexp_matches({names[probe.column.place]}, {literal(probe.detector.sign)})"
        for probe in asked
        if probe.detector.sign and not probe.parts
    }
    seen = _any(ask, signs.values(), ending.data("*"))
    return [probe for probe in asked if probe not in signs or signs[probe] in seen]


def _any(ask: Ask, conditions: Iterable[str], rows: str) -> set[str]:
    """Those of some conditions that a row meets."""
    if not (each := list(dict.fromkeys(conditions))):
        return set()
    parts = [each[i : i + _AT_ONCE] for i in range(0, len(each), _AT_ONCE)]
    found = [
        count for part in parts for count in ask(f"SELECT {', '.join(map(count_where, part))} FROM {rows}")[0]
    ]
    return {condition for condition, count in zip(each, found, strict=True) if count}


def _counts(
    ask: Ask, names: Sequence[str], asked: Sequence[Probe], ending: Ending
) -> list[tuple[Probe, int, int, int]]:
    """Of each question: cells that are not empty, those that hold a datum, and those that look like it at a glance."""
    if not asked:
        return []
    each = [part for probe in asked for part in _counting(names, probe)]
    parts = [", ".join(each[i : i + _AT_ONCE]) for i in range(0, len(each), _AT_ONCE)]
    found = [count for part in parts for count in ask(f"SELECT {part} FROM {ending.data('*')}")[0]]
    return list(zip(asked, found[::3], found[1::3], found[2::3], strict=True))


def _text(names: Sequence[str], probe: Probe) -> str:
    """What is asked: a column's cell, or those of several."""
    parts = [f"coalesce({names[part.place]}, '')" for part in probe.parts]
    return f"({f' || {literal(PART)} || '.join(parts)})" if parts else names[probe.column.place]


def _counting(names: Sequence[str], probe: Probe) -> tuple[str, str, str]:
    name, text, detector = names[probe.column.place], _text(names, probe), probe.detector
    shape = f"regexp_matches({_plain(text)}, {literal(detector.shape)})"
    telling = f"{name} <> '' AND NOT regexp_full_match({name}, {literal(NOTHING)})"
    return (
        count_where(telling) if probe.wide else _filled(name),
        count_where(_is_hit(text, detector)),
        count_where(shape) if detector.shape else "0",
    )


def _first(names: Sequence[str], probe: Probe, ending: Ending) -> str:
    text = _text(names, probe)
    rows = f"(SELECT n, {text} AS t FROM {ending.data('row_number() OVER () AS n, *')})"
    return f"SELECT n, t FROM {rows} WHERE {_is_hit('t', probe.detector)} LIMIT {FIRST}"


def _filled(name: str) -> str:
    return f"count(nullif({name}, ''))"


def _plain(name: str) -> str:
    """The text with the usual digits; most have no other characters than ASCII, which is seen at a glance."""
    return (
        f"CASE WHEN strlen({name}) = length({name}) THEN {name}"
        f" ELSE translate({name}, '{UNUSUAL}', '{USUAL}') END"
    )


def _is_hit(name: str, detector: Detector) -> str:
    text = _plain(name)
    if detector.times:
        return small_in_sql(text, literal(detector.pattern), detector.times)
    left = f"regexp_replace({text}, {literal(detector.allowed)}, '{GONE}', 'g')" if detector.allowed else text
    hit = f"regexp_matches({left}, {literal(detector.pattern)})"
    if detector.allowed and detector.whole:
        hit = f"CASE WHEN regexp_matches({text}, {literal(detector.pattern)}) THEN {hit} ELSE false END"
    return (
        f"CASE WHEN length({name}) < {detector.shortest} THEN false ELSE {hit} END"
        if detector.shortest
        else hit
    )


def _suspects(name: str) -> str:
    """Most cells are short, or days, and are passed over at a glance."""
    searched = f"regexp_matches({name}, {literal(SUSPECT)})"
    short = f"strlen({name}) < {DIGITS} OR strlen({name}) = {DIGITS} AND contains({name}, '-')"
    return count_where(
        f"CASE WHEN strlen({name}) < {SHORTEST} THEN false"
        f" WHEN {short} THEN contains({name}, '@') ELSE {searched} END"
    )

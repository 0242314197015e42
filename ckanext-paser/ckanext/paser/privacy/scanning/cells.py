"""Sheets that fit into memory: every cell, in Python."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ckanext.paser.privacy.rules.facts import FIRST, Column, Hits, Probe, probes
from ckanext.paser.privacy.rules.findings import Finding, judge, letters, outside
from ckanext.paser.privacy.rules.kinds import SHORTEST, SUSPECT, Detector
from ckanext.paser.problems import N_
from ckanext.paser.tables.rules.cells import Cell, as_text, clean
from ckanext.paser.tables.rules.header import DEPTH, Merge, find_head

ABOVE = N_("rows above the table")
BESIDE = N_("parts of the file beside its rows")
_LARGE = 1e9
"""Numbers of fewer digits are no one's."""

Marked = list[tuple[int, str]]


def scan_sheet(
    name: str,
    rows: Sequence[Sequence[Cell]],
    fields: Mapping[int, str] | None = None,
    merges: Sequence[Merge] = (),
) -> list[Finding]:
    """The personal data of one sheet.

    Args:
        rows: all of its cells.
        fields: names in the public table of those columns, by position, that it has.
    """
    head = find_head([[clean(cell) for cell in row] for row in rows[:DEPTH]], merges)
    body = head.body if head else 0
    labels: dict[int, str] = dict(enumerate(head.labels)) if head else {}
    titles = head.titles if head else ()
    found = scan_columns(name, labels, rows[body:], body + 1, fields=fields, titles=titles)
    return [*outside(name, ABOVE, list(texts(rows[:body]))), *found]


def scan_columns(
    name: str,
    labels: Mapping[int, str],
    rows: Sequence[Sequence[Cell]],
    first: int,
    *,
    fields: Mapping[int, str] | None = None,
    titles: Sequence[str] = (),
) -> list[Finding]:
    """The personal data in the rows of a table.

    Args:
        labels: headers of its columns, by position.
        first: the number of the first row, as people count.
        fields: names in the public table of those columns that it has.
        titles: what stands above the header.
    """
    width = max((len(row) for row in rows), default=0)
    columns = [Column(i, labels.get(i, ""), (fields or {}).get(i, "")) for i in range(width)]
    return judge(name, answers(probes(columns, [name, *titles]), rows, first))


def texts(rows: Sequence[Sequence[Cell]]) -> Iterator[tuple[str, str]]:
    """Address and text of each cell that is not empty."""
    for n, row in enumerate(rows, 1):
        for i, cell in enumerate(row):
            if cell is not None and cell != "":
                yield f"{letters(i)}{n}", as_text(cell)


def answers(asked: Sequence[Probe], rows: Iterable[Sequence[Cell]], first: int) -> list[tuple[Probe, Hits]]:
    """The answers of some rows to what is asked of their columns.

    Args:
        first: the number of the first row.
    """
    wide = {probe.column.place for probe in asked if probe.wide}
    width = 1 + max((probe.column.place for probe in asked), default=-1)
    filled, suspects = [0] * width, [[] for _ in range(width)]
    everything: dict[int, Marked] = {place: [] for place in wide}
    suspect = re.compile(SUSPECT).search
    for n, row in enumerate(rows, first):
        for i, cell in enumerate(row):
            if cell is None or cell == "":
                continue
            filled[i] += 1
            if type(cell) is str:
                if len(cell) >= SHORTEST and suspect(cell):
                    suspects[i].append((n, cell))
            elif isinstance(cell, (int, float)) and cell >= _LARGE:
                suspects[i].append((n, as_text(cell)))
            if i in wide:
                everything[i].append((n, as_text(cell)))
    return [
        (
            probe,
            _hits(
                probe.detector,
                (everything if probe.wide else suspects)[probe.column.place],
                filled[probe.column.place],
            ),
        )
        for probe in asked
    ]


def _hits(detector: Detector, cells: Marked, filled: int) -> Hits:
    if not cells:
        return Hits(filled)
    found = [(n, text) for n, text in cells if _is_hit(detector, text)]
    shape = re.compile(detector.shape).search if detector.shape and found else None
    shaped = sum(1 for _, text in cells if shape(text)) if shape else 0
    return Hits(filled, len(found), shaped, found[:FIRST])


def _is_hit(detector: Detector, text: str) -> bool:
    left = re.sub(detector.allowed, " ", text) if detector.allowed else text
    return re.search(detector.pattern, left) is not None

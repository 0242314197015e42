"""Rows that are written one call at a time: looked through before they are written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ckanext.paser.privacy.rules.facts import probes
from ckanext.paser.privacy.rules.findings import Finding, grave_ones, outside
from ckanext.paser.privacy.rules.kinds import Severity
from ckanext.paser.privacy.rules.probe import Column
from ckanext.paser.privacy.rules.treatment import Treatment, is_masked
from ckanext.paser.privacy.scanning.answering import answers
from ckanext.paser.tables.rules.cells import Cell

DICTIONARY = "dictionary"
"""The place of a datum in the names and explanations of columns."""


@dataclass(frozen=True)
class Refused:
    """A datum that keeps rows from being written.

    Args:
        column: its name in the table.
        rows: the first rows that hold one, from 1; none for its name and explanations.
    """

    kind: str
    column: str
    rows: tuple[int, ...]


def scan_records(
    records: Sequence[Mapping[str, Any]],
    labels: Mapping[str, str],
    decided: Treatment,
    titles: Sequence[str] = (),
) -> list[Refused]:
    """What in the rows of one call may not be written: one datum is enough.

    Rows come from many calls, so the share of cells that holds in a file says nothing here. What looks like a datum by
    chance among codes of its shape is none, as in a file: otherwise a column of codes could hardly be written at all.

    Args:
        labels: headers of the table's columns by name, also of those that no row has.
        decided: about the file that the table is of.
        titles: what the table is called.
    """
    names = list(dict.fromkeys([*labels, *(name for record in records for name in record)]))
    columns = [Column(i, labels.get(name) or name, name) for i, name in enumerate(names)]
    cells = [[_cell(record.get(name)) for record in records] for name in names]
    refused: list[Refused] = []
    answered = answers(probes(columns, titles), cells, 1)
    for probe, hits, grave in grave_ones(answered, one_holds=True):
        if grave is not Severity.HOLD:
            continue
        finding = Finding(probe.detector.kind.value, "", "", probe.fields, (), hits.count, "hold")
        if not is_masked(finding, decided, records):
            column = names[probe.column.place]
            refused.append(Refused(finding.kind, column, tuple(n for n, _ in hits.first)))
    return refused


def scan_dictionary(fields: Iterable[Mapping[str, Any]]) -> list[Refused]:
    """What in the names and explanations of columns may not be written; a column without a name is told by its number."""
    return [
        Refused(finding.kind, str(field.get("id") or f"#{number}"), ())
        for number, field in enumerate(fields, 1)
        for finding in outside("", DICTIONARY, [("", text) for text in _texts(field)])
        if finding.holds
    ]


def _texts(value: Any) -> list[str]:
    if isinstance(value, Mapping):
        return [text for part in (*value, *value.values()) for text in _texts(part)]
    if isinstance(value, list):
        return [text for part in value for text in _texts(part)]
    return [value] if isinstance(value, str) else []


def _cell(value: Any) -> Cell:
    """A value as JSON brings it; what is nested is one text."""
    if value is None or isinstance(value, (str, int, float, date)):
        return value
    return json.dumps(value, ensure_ascii=False, default=str)

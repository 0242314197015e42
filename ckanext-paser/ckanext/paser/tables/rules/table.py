"""What a reader says about a file's table: its columns, and notes that a person understands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from ckanext.paser.privacy.rules.findings import Finding
from ckanext.paser.privacy.rules.kinds import without_data
from ckanext.paser.problems import N_, Note, Problem
from ckanext.paser.tables.rules.header import Head
from ckanext.paser.tables.rules.infer import Decision
from ckanext.paser.tables.rules.layout import written
from ckanext.paser.tables.rules.lists import Below
from ckanext.paser.tables.rules.names import column_ids

_SHOWN = 200
"""Characters of the file's own text that a note repeats."""


JSON = "json"
"""The kind of a column whose texts are JSON, as PostgreSQL wrote them."""
ZONED = "zoned"
"""The kind of a column whose moments say their distance from UTC: ``2025-01-02 03:04:05+08``."""


@dataclass(frozen=True)
class Column:
    """One column of a public table.

    Args:
        id: its name in the DataStore.
        label: its header as people wrote it.
        type: one of ``kinds.Type``.
        unit: of its numbers where the file itself names one (``%``, ``km²``, ``tahun``), else empty.
        reason: why it has this type, an English msgid.
        kind: the name of the ``kinds.Kind`` that its values were read as, empty where none was needed; ``JSON`` or
            ``ZONED`` of a table that came through the API.
        definition: what it means, in the words of the data dictionary.
        role: code of list PERAN: wilayah, waktu, dimensi, ukuran, atribut, pengenal; of a reading only where the values show it.
        aggregation: how its numbers may be put together: jumlah, rata_rata, rata_rata_tertimbang, terakhir,
            tidak_boleh; empty for what is no measure, and where nobody has decided it.
        key: whoever made the table declared it as part of its key (``primary_key`` of CKAN's API).
    """

    id: str
    label: str
    type: str
    unit: str = ""
    reason: str = ""
    kind: str = ""
    definition: str = ""
    role: str = ""
    aggregation: str = ""
    key: bool = False


@dataclass(frozen=True)
class Reading:
    """A file's table without its rows: what is decided before the first row is written.

    Args:
        in_file: names of the columns before anything was decided about personal data in them.
    """

    columns: tuple[Column, ...]
    rows: int
    notes: tuple[Note, ...] = ()
    problems: tuple[Problem, ...] = ()
    findings: tuple[Finding, ...] = ()
    in_file: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return what :meth:`from_dict` reads back."""
        return asdict(self)

    @staticmethod
    def from_dict(stored: Mapping[str, Any]) -> Reading:
        """Read back what :meth:`as_dict` returned."""
        return Reading(
            columns=tuple(Column(**column) for column in stored["columns"]),
            rows=stored["rows"],
            notes=tuple(Note(**note) for note in stored["notes"]),
            problems=tuple(Problem(**problem) for problem in stored["problems"]),
            findings=tuple(Finding.from_dict(finding) for finding in stored["findings"]),
            in_file=tuple(stored["in_file"]),
        )


def columns_of(labels: Sequence[str], decisions: Sequence[Decision]) -> tuple[Column, ...]:
    """Put names and types of all columns together; headers are public, so no personal data are in them."""
    return tuple(
        Column(
            id_,
            without_data(label) or id_,
            decision.type.value,
            decision.unit,
            decision.reason,
            decision.kind.name if decision.kind else "",
            role=decision.role,
        )
        for id_, label, decision in zip(column_ids(labels), labels, decisions, strict=False)
    )


def header_note(head: Head, labels: Sequence[str]) -> list[Note]:
    """What was found above the rows."""
    notes: list[Note] = []
    if head.header == head.body:
        notes.append(Note("no_header", N_("No header was found; the columns are named by their position.")))
    elif head.titles:
        fact = N_("Title rows passed over: {count} ({text}). The header is in row {row}.")
        if head.chosen:
            fact = N_("Title rows passed over: {count} ({text}).")
        params = {"count": len(head.titles), "text": _short("; ".join(head.titles)), "row": head.header + 1}
        notes.append(Note("titles", fact, params))
    elif head.header and not head.chosen:
        notes.append(Note("header", N_("The header is in row {row}."), {"row": head.header + 1}))
    notes += _chosen_header(head)
    if head.units:
        fact = N_("The row below the header names units ({text}); they were added to the headers.")
        notes.append(Note("units", fact, {"text": _short(", ".join(unit[1:-1] for unit in head.units))}))
    if head.numbered:
        notes.append(Note("numbering", N_("The row that numbers the columns was passed over.")))
    unnamed = sum(1 for label in labels if not label)
    if unnamed and head.header != head.body:
        fact = N_("Columns without a header, named by their position: {count}.")
        notes.append(Note("unnamed_columns", fact, {"count": unnamed}))
    return notes


def _chosen_header(head: Head) -> list[Note]:
    """That somebody has said where the header is, and whether it looks like one there."""
    if head.chosen is None:
        return []
    rows = {"rows": written(head.chosen)}
    fact = N_("The header is in row {rows}, as chosen.")
    if not head.unlike:
        return [Note("header_chosen", fact, rows)]
    fact = N_(
        'Row {rows} was read as the header, as chosen, but does not look like one: "{text}". If the table begins elsewhere in '
        "this file, choose its header on the page of the columns, or leave the field empty."
    )
    return [Note("header_unlike", fact, {**rows, "text": _short(" | ".join(filter(None, head.labels)))})]


def table_above(head: Head, sheet: str = "") -> list[Problem]:
    """The other table above the one that was read."""
    if head.above is None:
        return []
    row, text = head.above
    where = N_('Sheet "{sheet}", row {row}') if sheet else N_("Row {row}")
    fact = N_('Another table begins here, above the one that was read: "{text}". It was not read.')
    remedy = N_("Put the other table into a sheet or a file of its own, and send that too.")
    params = {"row": row + 1, "text": _short(text)} | ({"sheet": sheet} if sheet else {})
    return [Problem("table_above", where, fact, remedy, params)]


def rows_note(totals: Sequence[str], below: Below, missing: int) -> list[Note]:
    """What was left out of the rows or read as missing.

    Args:
        totals: the first cells of the total rows.
        below: the rows below the table.
        missing: cells that hold a mark for a missing value; errors of formulas are told by their columns.
    """
    notes: list[Note] = []
    if totals:
        fact = N_("Total rows recognised and kept out of the table: {count} ({text}).")
        params = {"count": len(totals), "text": _short(", ".join(dict.fromkeys(totals)))}
        notes.append(Note("totals", fact, params))
    if below.texts:
        code, fact = "notes_below", N_("Below the table, kept out of it: {text}")
        if below.has_number:
            code = "numbers_below"
            fact = N_(
                "Below the table, kept out of it although there are numbers in it: {text}. Look whether these are rows "
                "of the table; if so, put them above notes and blank rows."
            )
        notes.append(Note(code, fact, {"text": _short(" / ".join(below.texts))}))
    if below.unsaid:
        fact = N_(
            "Below the table, kept out of it: {count} rows of words. Look whether they are another table; if so, put it into a "
            "sheet or a file of its own."
        )
        notes.append(Note("words_below", fact, {"count": below.unsaid}))
    if missing:
        fact = N_("Cells with a mark such as - or ... read as missing: {count}.")
        notes.append(Note("missing", fact, {"count": missing}))
    return notes


def short_rows_note(count: int, row: int) -> list[Note]:
    """Rows of a text file that end before the last column: of a file that was cut off, or of a program that saves separators."""
    fact = N_(
        "Rows that end before the last column: {count}, the first of them row {row}; what they lack is read as missing. "
        "Look whether the file is whole."
    )
    return [Note("short_rows", fact, {"count": count, "row": row})] if count else []


def lost_characters_note(count: int, line: int) -> Note:
    """Characters of a text file that are in no character set, or were lost by the program that wrote it."""
    fact = N_(
        "Characters that cannot be read: {count}, the first of them in line {line}; each stands as \ufffd in the table. "
        "Save the file as UTF-8 in the program that it comes from, and send it again."
    )
    return Note("lost_characters", fact, {"count": count, "line": line})


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"

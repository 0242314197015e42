"""Excel: the rows, the meaning of the columns, and where the data are from, on a sheet each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ckanext.paser.exports.rules import cells
from ckanext.paser.exports.rules.card import Card
from ckanext.paser.exports.writing.snapshot import INSTANT, Row, Snapshot
from ckanext.paser.tables.rules.table import Column
from ckanext.paser.tables.rules.words import TYPES

Write = Callable[[Worksheet, int, int, str], Any]
"""Writes a text of the snapshot into a sheet, at a row and a column."""

DATA, DICTIONARY, ABOUT = "Data", "Kamus data", "Keterangan"
HEADS = ("Nama kolom", "Label", "Definisi", "Satuan", "Tipe", "Peran", "Agregasi")
READING = (
    "Teks yang diawali = + - @ ditulis dengan apostrof (') di depannya, supaya tidak dihitung sebagai rumus; teks seperti "
    "-1.58 tidak, karena hanya bilangan. Bilangan yang lebih dari 15 angka ditulis sebagai teks, supaya tidak dibulatkan. "
    "Sel yang lebih panjang dari 32.767 huruf dipotong. CSV memuat semuanya apa adanya."
)

_OPTIONS = {"constant_memory": True}
_WIDTHS = (8, 60)
"""Letters of a column: least and most."""
_LOOKED_AT = 200
"""Rows that the width of a column is made for."""


def write_xlsx(snapshot: Snapshot, card: Card, out: Path) -> None:
    """Write a table as a workbook; its memory does not grow with the rows."""
    workbook = Workbook(str(out), {**_OPTIONS, "tmpdir": str(snapshot.folder)})
    workbook.set_properties(_properties(card))
    bold = workbook.add_format({"bold": True, "bottom": 1})
    data, dictionary, about = (workbook.add_worksheet(name) for name in (DATA, DICTIONARY, ABOUT))
    _write_rows(data, snapshot, _writers(workbook, snapshot.types), bold)
    _write_dictionary(dictionary, snapshot.columns, bold)
    _write_about(about, {**card.lines(), "Cara membaca": READING}, workbook.add_format({"text_wrap": True}))
    workbook.close()


def _properties(card: Card) -> dict[str, Any]:
    """What the file says about itself; its day is that of the release, so that it is the same when made again."""
    said = "; ".join(f"{key}: {text}" for key, text in card.lines().items())
    return {
        "title": card.full_title[:255],
        "author": card.agency[:255],
        "comments": said[:1000],
        "created": datetime.fromisoformat(card.day),
    }


def _write_rows(sheet: Worksheet, snapshot: Snapshot, writers: Sequence[Write], bold: Format) -> None:
    for i, column in enumerate(snapshot.columns):
        sheet.write_string(0, i, cells.harmless(column.label), bold)
    sheet.freeze_panes(1, 0)
    batches = snapshot.rows()
    first = next(batches, [])
    for i, column in enumerate(snapshot.columns):
        sheet.set_column(i, i, _width(column.label, first[:_LOOKED_AT], i))
    last = 0
    for last, row in enumerate(chain(first, chain.from_iterable(batches)), 1):
        for i, text in enumerate(row):
            if text is not None:
                writers[i](sheet, last, i, text)
    sheet.autofilter(0, 0, last, len(snapshot.columns) - 1)


def _width(label: str, rows: Sequence[Row], i: int) -> int:
    longest = max((len(row[i]) for row in rows if row[i] is not None), default=0)
    least, most = _WIDTHS
    return min(max(longest, len(label), least), most) + 2  # room for the arrow of the filter


def _writers(workbook: Workbook, types: Sequence[str]) -> list[Write]:
    whole = workbook.add_format({"num_format": "0"})
    days = workbook.add_format({"num_format": "yyyy-mm-dd"})
    moments = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    known: dict[str, Write] = {
        "BIGINT": _as_number(cells.number, whole),
        "DOUBLE": _as_number(cells.number, None),
        "DATE": _as_number(cells.day, days),
        "TIMESTAMP": _as_number(cells.moment, moments),
        "BOOLEAN": _write_boolean,
        INSTANT: _write_text,  # a worksheet knows no time zones
        "VARCHAR": _write_text,
    }
    return [known["DOUBLE" if type_.startswith("DECIMAL") else type_] for type_ in types]


def _as_number(read: Callable[[str], float | None], look: Format | None) -> Write:
    """Write what a worksheet keeps as a number; the rest stays the text that it is."""

    def write(sheet: Worksheet, row: int, i: int, text: str) -> None:
        value = read(text)
        if value is None:
            sheet.write_string(row, i, text)
        else:
            sheet.write_number(row, i, value, look)

    return write


def _write_boolean(sheet: Worksheet, row: int, i: int, text: str) -> None:
    sheet.write_boolean(row, i, text == "t")


def _write_text(sheet: Worksheet, row: int, i: int, text: str) -> None:
    sheet.write_string(row, i, cells.harmless(text))


def _write_dictionary(sheet: Worksheet, columns: Sequence[Column], bold: Format) -> None:
    for i, head in enumerate(HEADS):
        sheet.write_string(0, i, head, bold)
    sheet.freeze_panes(1, 0)
    for i, width in enumerate((24, 32, 60, 16, 20, 14, 14)):
        sheet.set_column(i, i, width)
    for number, column in enumerate(columns, 1):
        _, type_ = TYPES.get(column.type, (column.type, column.type))
        meaning = (column.definition, column.unit, type_, column.role, column.aggregation)
        for i, text in enumerate((column.id, column.label, *meaning)):
            if text:
                sheet.write_string(number, i, cells.harmless(text))


def _write_about(sheet: Worksheet, lines: dict[str, str], wrapped: Format) -> None:
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 90)
    for number, (key, text) in enumerate(lines.items()):
        sheet.write_string(number, 0, key)
        sheet.write_string(number, 1, cells.harmless(text), wrapped)

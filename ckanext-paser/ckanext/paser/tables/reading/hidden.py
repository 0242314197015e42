"""Columns and rows that an XLSX, XLS or ODS hides in the sheet that is read: they are part of the table, and their agency is told."""

from __future__ import annotations

import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from ckanext.paser.privacy.rules.findings import letters
from ckanext.paser.problems import N_, Note
from ckanext.paser.tables.reading import ods, xls
from ckanext.paser.tables.reading.beside import Beside


def hidden_notes(
    path: Path, sheet: str, places: Sequence[int], numbers: Collection[int], beside: Beside | None
) -> list[Note]:
    """What is told of columns and rows of a table that its sheet hides.

    Args:
        places: of the table's columns, from 0.
        numbers: of its rows, as people count.
        beside: what an XLSX tells.
    """
    most = {"col": max(places, default=-1) + 1, "row": max(numbers, default=0)}
    found = set(beside.hides(most) if beside else _hidden(path, sheet, most))
    columns = [i for i in places if ("col", i + 1) in found]
    rows = sorted({n for tag, n in found if tag == "row"}.intersection(numbers))
    notes: list[Note] = []
    if columns:
        fact = N_(
            "Columns that are hidden in the sheet are part of the table: {columns}. Look whether everybody may see them; if "
            "not, close them on the page of the columns."
        )
        notes.append(Note("hidden_columns", fact, {"columns": ", ".join(map(letters, columns))}))
    if rows:
        fact = N_(
            "Rows that are hidden in the sheet are part of the table: {count}, the first of them row {row}. Look whether "
            "everybody may see them; if not, take them out of the file."
        )
        notes.append(Note("hidden_rows", fact, {"count": len(rows), "row": rows[0]}))
    return notes


def _hidden(path: Path, sheet: str, most: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """``row`` or ``col`` and its number, from 1, up to the highest that is asked for."""
    if not zipfile.is_zipfile(path):
        yield from xls.hidden(path, sheet)
        return
    with zipfile.ZipFile(path) as archive:
        if "content.xml" in archive.namelist():
            yield from ods.hidden(archive, sheet, most)

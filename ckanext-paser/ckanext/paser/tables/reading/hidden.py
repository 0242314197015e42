"""Columns and rows that an XLSX, XLS or ODS hides in the sheet that is read: they are part of the table, and their agency is told."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from ckanext.paser.privacy.rules.findings import letters
from ckanext.paser.problems import N_, Note
from ckanext.paser.tables.reading import ods, xls, xlsx

_TAG = re.compile(rb"<(row|col)(?=[\s/>])([^<>]*\shidden\s*=\s*[\"'](?:1|true)[\"'][^<>]*)>")
_PLACE = re.compile(rb"\s(?:r|min|max)\s*=\s*[\"']([0-9]{1,7})[\"']")
_LONGEST = 1 << 10


def hidden_notes(path: Path, sheet: str, places: Sequence[int], numbers: Collection[int]) -> list[Note]:
    """What is told of columns and rows of a table that its sheet hides.

    Args:
        places: of the table's columns, from 0.
        numbers: of its rows, as people count.
    """
    most = {"col": max(places, default=-1) + 1, "row": max(numbers, default=0)}
    found = set(_hidden(path, sheet, most))
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
            return
        part = xlsx.sheet_part(archive, sheet)
        for tag in xlsx.matches(archive, part, _TAG, b"hidden", _LONGEST) if part else ():
            places = sorted(int(number) for number in _PLACE.findall(tag[2]))
            if places:
                name = tag[1].decode()
                yield from ((name, n) for n in range(places[0], min(places[-1], most[name]) + 1))

"""Which formulas of a workbook have no result: a program has written them and nobody has calculated them yet.

Their cells would be empty in the table, although everybody who opens the file in a spreadsheet program sees numbers.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

from ckanext.paser.tables.reading import ods, xlsx

_LONGEST = 20_000
_UNKNOWN = xlsx.pattern(
    xlsx.having(b"t", b"str", look=b"?!"),
    rb"\s*<f(?:[^<>]*/>|[^<>]*>[^<]*</f>)\s*(?:<v ?/>|<v></v>)?\s*</c>",
)
"""A formula with an empty text as its result (``t="str"``) has one."""


def without_result(path: Path, sheet: str, height: int) -> set[tuple[int, int]]:
    """Row and column, from 0, of each such cell of a sheet.

    Args:
        height: rows of the sheet.
    """
    if not zipfile.is_zipfile(path):
        return set()
    with zipfile.ZipFile(path) as archive:
        if "content.xml" in archive.namelist():
            return set(ods.unknown(archive, sheet, height))
        part = xlsx.sheet_part(archive, sheet)
        return {*xlsx.places(archive, part, _UNKNOWN, b"<f", _LONGEST)} if part else set()

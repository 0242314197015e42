"""The merged cells of a sheet; of an ODS and an XLSB the reader of workbooks tells none."""

from __future__ import annotations

import zipfile
from pathlib import Path

from python_calamine import CalamineSheet, TablesNotSupported

from ckanext.paser.tables.reading import ods, xlsb
from ckanext.paser.tables.rules.header import Merge


def merges(path: Path, sheet: CalamineSheet, height: int) -> list[Merge]:
    """First and last place, row and column from 0, of each group of merged cells.

    Args:
        height: rows of the sheet.
    """
    try:
        told = sheet.merged_cell_ranges
    except TablesNotSupported:
        told = None
    if told is not None or not zipfile.is_zipfile(path):
        return told or []
    with zipfile.ZipFile(path) as archive:
        if "content.xml" in archive.namelist():
            return [*ods.merges(archive, sheet.name, height)]
        return xlsb.merges(archive, sheet.name)

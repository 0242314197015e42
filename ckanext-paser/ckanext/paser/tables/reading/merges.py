"""The merged cells of a sheet; the reader of workbooks tells those of an XLS alone."""

from __future__ import annotations

import zipfile
from pathlib import Path

from python_calamine import CalamineSheet

from ckanext.paser.tables.reading import ods, xlsb
from ckanext.paser.tables.reading.beside import Beside
from ckanext.paser.tables.rules.header import Merge


def merges(path: Path, sheet: CalamineSheet, height: int, beside: Beside | None) -> list[Merge]:
    """First and last place, row and column from 0, of each group of merged cells.

    Args:
        height: rows of the sheet.
        beside: what an XLSX tells.
    """
    if beside:
        return beside.merged
    if not zipfile.is_zipfile(path):
        return sheet.merged_cell_ranges or []
    with zipfile.ZipFile(path) as archive:
        if "content.xml" in archive.namelist():
            return [*ods.merges(archive, sheet.name, height)]
        return xlsb.merges(archive, sheet.name)

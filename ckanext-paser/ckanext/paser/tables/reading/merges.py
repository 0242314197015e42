"""The merged cells of a sheet; the reader of workbooks tells those of an XLS alone."""

from __future__ import annotations

import zipfile
from pathlib import Path

from python_calamine import CalamineSheet

from ckanext.paser.tables.reading import ods, xlsb, xlsx
from ckanext.paser.tables.rules.header import Merge


def merges(path: Path, sheet: CalamineSheet, height: int) -> list[Merge]:
    """First and last place, row and column from 0, of each group of merged cells.

    Args:
        height: rows of the sheet.
    """
    if not zipfile.is_zipfile(path):
        return sheet.merged_cell_ranges or []
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        if "content.xml" in names:
            return [*ods.merges(archive, sheet.name, height)]
        if "xl/workbook.bin" in names:
            return xlsb.merges(archive, sheet.name)
        return [*xlsx.merges(archive, sheet.name)]

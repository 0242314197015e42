"""All of a workbook: each sheet, shown or hidden, and what stands outside the cells."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from ckanext.paser.privacy.rules.findings import Finding, hidden_sheet, outside
from ckanext.paser.privacy.scanning.caches import scan_caches
from ckanext.paser.privacy.scanning.cells import scan_sheet
from ckanext.paser.privacy.scanning.chosen import scan_chosen
from ckanext.paser.privacy.scanning.embedded import scan_embeddings
from ckanext.paser.privacy.scanning.old import scan_old
from ckanext.paser.privacy.scanning.parts import scan_parts
from ckanext.paser.problems import N_
from ckanext.paser.tables.rules.cells import Sheet
from ckanext.paser.tables.rules.header import Merge
from ckanext.paser.tables.rules.layout import AS_FOUND, Layout

SHEETS = N_("names of sheets")


def scan_sheets(
    path: Path,
    name: str,
    cells: Sheet,
    fields: Mapping[int, str],
    merges: Sequence[Merge],
    *,
    layout: Layout = AS_FOUND,
    titles: Sequence[str] = (),
) -> list[Finding]:
    """The personal data of the sheets of a workbook.

    Args:
        name: the sheet that becomes the table, and ``cells`` what it holds, ``merges`` its merged ones.
        fields: names of the table's columns by position in that sheet.
        layout: what was said of the rows of that sheet.
        titles: what the file is called.
    """
    found = scan_chosen(name, cells, fields, merges, titles, layout=layout)
    with CalamineWorkbook.from_path(path) as workbook:
        found += outside("", SHEETS, [("", sheet) for sheet in workbook.sheet_names])
        for sheet in workbook.sheets_metadata:
            if sheet.name == name:  # that it is hidden was seen by whoever chose it
                continue
            rows = None
            if sheet.typ == SheetTypeEnum.WorkSheet:
                rows = workbook.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
                found += scan_sheet(sheet.name, Sheet(rows), titles=titles)
            if sheet.visible != SheetVisibleEnum.Visible and rows != []:
                found.append(hidden_sheet(sheet.name))
    return found


def scan_outside(path: Path) -> list[Finding]:
    """The personal data of a workbook outside its cells."""
    if not zipfile.is_zipfile(path):
        return scan_old(path)
    return scan_parts(path) + scan_embeddings(path) + scan_caches(path)

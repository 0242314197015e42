"""XLSX, XLS and ODS: the sheet that was asked for, or the best one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    TablesNotSupported,
)

from ckanext.paser.privacy.scanning.workbook import scan_workbook
from ckanext.paser.problems import N_, Note, ProblemError
from ckanext.paser.tables.reading import percent, problems
from ckanext.paser.tables.reading.grid import Table, fields, find_body, read_body
from ckanext.paser.tables.rules.choices import ASKED_NOTHING, Asked
from ckanext.paser.tables.rules.header import Merge


def read_workbook(path: Path, name: str | None, asked: Asked = ASKED_NOTHING) -> Table:
    """Read the table of one sheet.

    Args:
        path: the workbook.
        name: the sheet; None for the visible one with the most cells. A hidden sheet is read only by its name.

    Raises:
        ProblemError: it cannot be opened, there is no table in it, or a value is not as was chosen.
    """
    try:
        with CalamineWorkbook.from_path(path) as workbook:
            return _read(workbook, path, name, asked)
    except PasswordError as error:
        raise ProblemError(problems.encrypted()) from error
    except (CalamineError, OSError) as error:
        raise ProblemError(problems.damaged("XLSX, XLS, ODS")) from error


def _read(workbook: CalamineWorkbook, path: Path, name: str | None, asked: Asked) -> Table:
    if name is not None:
        if name not in workbook.sheet_names:
            raise ProblemError(problems.no_such_sheet(name, workbook.sheet_names))
        return _table(path, workbook.get_sheet_by_name(name), asked)
    visible = [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
    ]
    sheets = [sheet for sheet in map(workbook.get_sheet_by_name, visible) if sheet.height * sheet.width]
    if not sheets:
        raise ProblemError(problems.empty())
    best = max(sheets, key=lambda sheet: sheet.height * sheet.width)
    if len(workbook.sheet_names) == 1:
        return _table(path, best, asked)
    fact = N_('Sheet "{sheet}" was read, one of {count} in the workbook.')
    return _table(
        path, best, asked, Note("sheet", fact, {"sheet": best.name, "count": len(workbook.sheet_names)})
    )


def _table(path: Path, sheet: CalamineSheet, asked: Asked, *noted: Note) -> Table:
    rows, merges = sheet.to_python(skip_empty_area=False), _merges(sheet)
    percent.as_shown(path, sheet.name, rows)
    body = find_body(rows, merges)
    table = read_body(body, noted, asked, sheet.name)
    named = fields(table)
    return replace(table, scan=lambda: scan_workbook(path, sheet.name, rows, named, merges))


def _merges(sheet: CalamineSheet) -> list[Merge]:
    """Merged cells, which XLSX and XLS tell and ODS does not."""
    try:
        return sheet.merged_cell_ranges or []
    except TablesNotSupported:
        return []

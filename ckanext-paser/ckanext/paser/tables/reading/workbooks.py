"""XLSX, XLS and ODS: the sheet that was asked for, or the best one."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import compress, islice, repeat
from pathlib import Path
from typing import Any, cast

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from ckanext.paser.privacy.rules.findings import letters
from ckanext.paser.privacy.scanning.workbook import scan_outside, scan_sheets
from ckanext.paser.problems import N_, Note, Problem, ProblemError
from ckanext.paser.tables.reading import causes, ole, percent, problems
from ckanext.paser.tables.reading.beside import Beside, Looking
from ckanext.paser.tables.reading.body import Body, find_body
from ckanext.paser.tables.reading.calendars import day_zero
from ckanext.paser.tables.reading.delimited import MAX_CELL
from ckanext.paser.tables.reading.grid import Table, fields, read_body
from ckanext.paser.tables.reading.hidden import hidden_notes
from ckanext.paser.tables.reading.merges import merges
from ckanext.paser.tables.reading.shown import Place, as_shown
from ckanext.paser.tables.reading.unpacked import unpacked
from ckanext.paser.tables.rules.cells import Sheet
from ckanext.paser.tables.rules.choices import ASKED_NOTHING, Asked
from ckanext.paser.tables.rules.header import Merge
from ckanext.paser.tables.rules.layout import Layout
from ckanext.paser.tables.rules.names import column_ids
from ckanext.paser.tables.rules.report import WORKBOOK

_NOT_OPENED = (CalamineError, OSError, EOFError, NotImplementedError, zipfile.BadZipFile, zlib.error)

_NO_TABLE = frozenset(["empty", "no_rows", "too_far_down", "header_outside", "header_blank"])
"""Problems of a sheet in which there is no table; any other is one of a table."""
_KNOWN, _TABLE, _TEXTS, _NOTHING, _GUIDE = range(5)
_GUIDES = re.compile(
    r"(?i)[\W\d_]*(?:petunjuk|panduan|cara|instruksi|penjelasan|read ?me|contoh(?: (?:isi|isian|pengisian))?|daftar isi|sampul)\b"
)
"""How sheets are called that tell how another is to be filled in."""
_SAMPLE = 1000
"""Rows in which a sheet shows whether it holds more than texts."""


@dataclass(frozen=True)
class Opened:
    """A sheet that has been looked into: its cells, what is told beside them, and the table in them or why there is none."""

    name: str
    cells: Sheet
    merged: Sequence[Merge]
    beside: Beside | None
    found: Body | Problem

    def rank(self, before: Collection[str]) -> int:
        """How likely it is the sheet that is meant: the table as it was, one, texts below each other, nothing, how to fill it in.

        Args:
            before: the columns of the last release.
        """
        if isinstance(self.found, Body) and not {*before}.isdisjoint(column_ids(self.found.labels)):
            return _KNOWN
        if _GUIDES.match(self.name):
            return _GUIDE
        if isinstance(self.found, Problem):
            return _NOTHING if self.found.code in _NO_TABLE else _TABLE
        rows = [*islice(zip(*self.found.columns, strict=True), _SAMPLE)]
        filled = ([cell for cell in row if cell is not None] for row in rows)
        texts = sum(len(cells) == 1 and isinstance(cells[0], str) for cells in filled)
        return _TEXTS if 2 * texts > len(rows) else _TABLE


def read_workbook(
    path: Path, name: str | None, asked: Asked = ASKED_NOTHING, folder: Path | None = None
) -> Table:
    """Read the table of one sheet.

    Args:
        path: the workbook.
        name: the sheet; None for the largest visible one that holds a table. A hidden sheet is read only by its name.
        folder: for temporary files; the caller removes it. Without one it is read as it is, which takes longer.

    Raises:
        ProblemError: it cannot be opened, there is no table in it, or a value is not as was chosen.
    """
    try:
        plain = unpacked(path, folder) if folder else path
        with ThreadPoolExecutor(1) as meanwhile, CalamineWorkbook.from_path(plain) as workbook:
            outside = meanwhile.submit(scan_outside, path)
            table, opened = _read(workbook, plain, name, asked, Looking(plain, meanwhile))
    except PasswordError as error:
        raise ProblemError(problems.encrypted()) from error
    except BaseException as error:
        # a panic is what Rust does at the end of a file that was cut off
        if not isinstance(error, _NOT_OPENED) and type(error).__name__ != "PanicException":
            raise
        causes.tell(error)
        raise ProblemError(problems.no_memory() if causes.is_want(error) else _damaged(path)) from error
    about = (path, opened.name, opened.cells, fields(table), opened.merged)
    return replace(
        table,
        scan=lambda titles=(): [*scan_sheets(*about, layout=asked.layout, titles=titles), *outside.result()],
    )


def _damaged(path: Path) -> Problem:
    """The problem of a broken workbook, by the family that its first bytes are of."""
    with path.open("rb") as file:
        is_old = file.read(len(ole.MAGIC)) == ole.MAGIC
    return problems.damaged("XLS" if is_old else "XLSX, ODS")


def _read(
    workbook: CalamineWorkbook, path: Path, name: str | None, asked: Asked, looking: Looking
) -> tuple[Table, Opened]:
    if name is not None:
        if name not in workbook.sheet_names:
            raise ProblemError(problems.no_such_sheet(name, workbook.sheet_names, _sheets(workbook)))
        sheet = _sheet(workbook, name, looking)
        opened = _opened(path, sheet, asked, looking)
        return _table(path, opened, asked, _which(workbook, name, [sheet])), opened
    every = [_sheet(workbook, name, looking) for name in _visible(workbook)]
    sheets = [sheet for sheet in every if sheet.height * sheet.width]
    if not sheets:
        raise ProblemError(_nothing_shown(workbook))
    best = _best(path, sheets, asked, looking)
    return _table(path, best, asked, _which(workbook, best.name, sheets)), best


def _sheet(workbook: CalamineWorkbook, name: str, looking: Looking) -> CalamineSheet:
    looking.begin(name)
    return workbook.get_sheet_by_name(name)


def _best(path: Path, sheets: Sequence[CalamineSheet], asked: Asked, looking: Looking) -> Opened:
    """The sheet that is most likely meant, of such the largest."""
    before = asked.last
    by_size = sorted(sheets, key=lambda sheet: sheet.height * sheet.width, reverse=True)
    enough = _KNOWN if before else _TABLE
    best = _opened(path, by_size[0], asked, looking)
    for other in by_size[1:]:
        if best.rank(before) <= enough:
            break
        best = min(best, _opened(path, other, asked, looking), key=lambda one: one.rank(before))
    return best


def _visible(workbook: CalamineWorkbook) -> list[str]:
    return [name for name, hidden in _hidden(workbook).items() if not hidden]


def _hidden(workbook: CalamineWorkbook) -> dict[str, bool]:
    """The names of the sheets with cells, each with whether it is hidden."""
    return {
        sheet.name: sheet.visible != SheetVisibleEnum.Visible
        for sheet in workbook.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet
    }


def _sheets(workbook: CalamineWorkbook, opened: Sequence[CalamineSheet] = ()) -> list[dict[str, Any]]:
    """The sheets that can be chosen; those that are not open yet are opened one after the other, to be counted."""
    rows = {sheet.name: sheet.height for sheet in opened}
    return [
        {"name": name, "hidden": hidden, "rows": rows.get(name) or workbook.get_sheet_by_name(name).height}
        for name, hidden in _hidden(workbook).items()
    ]


def _which(workbook: CalamineWorkbook, read: str, opened: Sequence[CalamineSheet]) -> list[Note]:
    """Which sheet was read, and the names of those that can be chosen instead; nothing where there is only one."""
    if len(workbook.sheet_names) == 1:
        return []
    hidden = sum(_hidden(workbook).values())
    fact = N_('Sheet "{sheet}" was read, one of {count} in the workbook (those that are shown: {sheets}).')
    if hidden:
        fact = N_(
            'Sheet "{sheet}" was read, one of {count} in the workbook (those that are shown: {sheets}; hidden: {hidden}).'
        )
    params = {"count": len(workbook.sheet_names), "hidden": hidden, "sheets": ", ".join(_visible(workbook))}
    return [Note("sheet", fact, {"sheet": read, **params, WORKBOOK: _sheets(workbook, opened)})]


def _nothing_shown(workbook: CalamineWorkbook) -> Problem:
    """There is nothing in the sheets that are shown; perhaps there is in hidden ones."""
    sheets = _sheets(workbook)
    names = [sheet["name"] for sheet in sheets if sheet["hidden"] and sheet["rows"]]
    return problems.only_hidden(names, sheets) if names else problems.empty()


def _opened(path: Path, sheet: CalamineSheet, asked: Asked, looking: Looking) -> Opened:
    rows = sheet.to_python(skip_empty_area=False)
    beside = looking.found(sheet.name)
    merged = merges(path, sheet, len(rows), beside)
    unknown = as_shown(path, sheet.name, rows, beside)
    cells = Sheet(rows)
    try:
        _check_lengths(sheet.name, cells)
        found: Body | Problem = _calculated(sheet.name, cells, merged, unknown, asked.layout)
    except ProblemError as error:  # not kept itself: it would hold all cells
        found = error.problem
    return Opened(sheet.name, cells, merged, beside, found)


def _check_lengths(sheet: str, cells: Sheet) -> None:
    for i, column in enumerate(cells.columns):
        texts = cast("Iterator[str]", compress(column, map(isinstance, column, repeat(str))))
        if max(map(len, texts), default=0) > MAX_CELL:
            row = next(
                n for n, cell in enumerate(column, 1) if isinstance(cell, str) and len(cell) > MAX_CELL
            )
            raise ProblemError(problems.long_cell_of_sheet(sheet, f"{letters(i)}{row}", MAX_CELL))


def _table(path: Path, opened: Opened, asked: Asked, noted: list[Note]) -> Table:
    name, body = opened.name, opened.found
    try:
        if isinstance(body, Problem):
            raise ProblemError(body)
        shown = [place for places in body.places for place in places]
        noted = [
            *noted,
            *percent.not_as_shown(path),
            *hidden_notes(path, name, shown, body.numbers, opened.beside),
        ]
        return read_body(body, noted, asked, name, zero=lambda: day_zero(path))
    except ProblemError as error:  # the sheets that can be chosen instead are told all the same
        known = {name: value for note in noted for name, value in note.params.items() if name == WORKBOOK}
        raise ProblemError(replace(error.problem, params={**error.problem.params, **known})) from error


def _calculated(
    sheet: str, cells: Sheet, merged: Sequence[Merge], unknown: set[Place], layout: Layout
) -> Body:
    """The table in a sheet.

    Args:
        unknown: the formulas without a result.
        layout: what was said of its rows.

    Raises:
        ProblemError: there is none, or cells of it are formulas without a result.
    """
    try:
        body = find_body(cells, merged, layout)
    except ProblemError:
        if not unknown:
            raise
        row, column = min(unknown)
        raise ProblemError(
            problems.no_result(sheet, letters(column), f"{letters(column)}{row + 1}", len(unknown))
        ) from None
    labels = {place: label for (place,), label in zip(body.places, body.labels, strict=True)}
    within = {(n - 1, place) for n in body.numbers for place in labels} & unknown if unknown else set()
    if within:
        row, column = min(within)
        cell = f"{letters(column)}{row + 1}"
        raise ProblemError(problems.no_result(sheet, labels[column] or letters(column), cell, len(within)))
    return body

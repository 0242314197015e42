"""What people see in the cells of a sheet and the reader of workbooks does not tell: percentages, errors, durations, no result."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from ckanext.paser.tables.reading import ods, padded, percent, xls, xlsb
from ckanext.paser.tables.reading.beside import Beside
from ckanext.paser.tables.reading.told import Padding, Told, What

Place = tuple[int, int]
"""Row and column, from 0."""


def as_shown(path: Path, sheet: str, cells: list[list[Any]], beside: Beside | None) -> set[Place]:
    """Write into the cells of a sheet what people see in them.

    Args:
        cells: of the whole sheet, from its first row and column; changed in place.
        beside: what an XLSX tells.

    Returns:
        the formulas that have no result: a program has written them, and nobody has calculated them yet. Their
        cells would be empty, or 0, although everybody who opens the file in a spreadsheet program sees values.
    """
    unknown: set[Place] = set()
    zeros: set[Place] = set()
    results: set[int] = set()
    end = _end(cells)
    for row, column, what in beside.told() if beside else _told(path, sheet, len(cells)):
        if what is Told.UNKNOWN:
            unknown.add((row, column))
        elif what is Told.ZERO:
            zeros.add((row, column))
        elif what is Told.RESULT:
            results.add(column)
        elif row < end and column < len(cells[row]):
            cells[row][column] = _seen(cells[row][column], what)
    return unknown | {place for place in zeros if place[1] not in results}


def _end(cells: list[list[Any]]) -> int:
    """How many rows there are to the last with a value: errors below are formulas that were drawn further down than the data."""
    return next((n for n in range(len(cells), 0, -1) if any(cell != "" for cell in cells[n - 1])), 0)


def _seen(cell: Any, what: What | timedelta) -> Any:
    is_number = isinstance(cell, (int, float)) and not isinstance(cell, bool)
    if what is Told.PERCENT:
        return percent.written(float(cell)) if is_number else cell
    if isinstance(what, Padding):
        return (padded.written(float(cell), what) or cell) if is_number else cell
    if isinstance(what, timedelta) and not isinstance(cell, str):
        return cell
    return what


def _told(path: Path, sheet: str, height: int) -> Iterator[tuple[int, int, What | timedelta]]:
    """Row and column, from 0, of each cell of which something is told, with what that is: an error is its text."""
    if not zipfile.is_zipfile(path):
        yield from _of_xls(path, sheet)
        return
    with zipfile.ZipFile(path) as archive:
        if "content.xml" in archive.namelist():
            yield from ods.told(archive, sheet, height)
        else:
            yield from xlsb.errors(archive, sheet)


def _of_xls(path: Path, sheet: str) -> Iterator[tuple[int, int, What]]:
    cells, formats, styles = xls.told(path, sheet)
    percents, paddings = percent.styles_of_xls(formats, styles), padded.styles_of_xls(formats, styles)
    for row, column, style, what in cells:
        shown = what or (Told.PERCENT if style in percents else paddings.get(style))
        if shown is not None:
            yield row, column, shown

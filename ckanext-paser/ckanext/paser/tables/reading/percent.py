"""Which cells of a workbook are shown as percentages: it stores 0.125 and shows 12.5 %. The reader of workbooks does not tell."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ckanext.paser.problems import N_, Note
from ckanext.paser.tables.reading import ods, xls, xlsb, xlsx
from ckanext.paser.tables.rules.cells import Shown, number_text

_BUILT_IN = {"9", "10"}
_QUOTED = re.compile(r'"[^"]*"|\\.')
_LONGEST = 200


def as_shown(path: Path, sheet: str, cells: list[list[Any]]) -> None:
    """Write the numbers that a sheet shows as percentages as people see them: ``12,5%``.

    Args:
        cells: of the whole sheet, from its first row and column; changed in place.
    """
    for row, column in _places(path, sheet, len(cells)):
        if row < len(cells) and column < len(cells[row]):
            cell = cells[row][column]
            if isinstance(cell, (int, float)) and not isinstance(cell, bool):
                cells[row][column] = _written(float(cell))


def not_as_shown(path: Path) -> list[Note]:
    """What is to be known of an XLSB with percentages: they are read as the fractions that are stored."""
    if not zipfile.is_zipfile(path):
        return []
    with zipfile.ZipFile(path) as archive:
        own, used = xlsb.formats(archive)
    if not any(_is_percent(own[n]) if n in own else str(n) in _BUILT_IN for n in used):
        return []
    fact = N_(
        "Cells of this XLSB workbook are shown as percentages, but read as the fractions that are stored: 12.5% is 0.125. "
        "Save it as XLSX to have them as they are shown."
    )
    return [Note("fractions", fact)]


def _written(number: float) -> Shown:
    text = number_text(number * 100).replace(".", ",")
    _, comma, decimals = text.partition(",")
    return Shown(f"{text}{'0' if comma and len(decimals) == 3 else ''}%")  # three decimals could be thousands


def _places(path: Path, sheet: str, height: int) -> Iterator[tuple[int, int]]:
    """Row and column, from 0, of each cell that is shown as a percentage."""
    if not zipfile.is_zipfile(path):
        yield from _of_xls(path, sheet)
        return
    with zipfile.ZipFile(path) as archive:
        is_ods = "content.xml" in archive.namelist()
        yield from ods.percentages(archive, sheet, height) if is_ods else _of_xlsx(archive, sheet)


def _of_xls(path: Path, sheet: str) -> Iterator[tuple[int, int]]:
    cells, formats, styles = xls.formatted_cells(path, sheet)
    own = {str(number): _is_percent(text) for number, text in formats.items()}
    percent = {n for n, id_ in enumerate(map(str, styles)) if own.get(id_, id_ in _BUILT_IN)}
    return ((row, column) for row, column, style in cells if style in percent)


def _of_xlsx(archive: zipfile.ZipFile, sheet: str) -> Iterator[tuple[int, int]]:
    styles = _percent_styles(archive)
    part = xlsx.sheet_part(archive, sheet) if styles else None
    if part:
        wanted = xlsx.pattern(xlsx.having(b"s", b"|".join(styles)))
        yield from xlsx.places(archive, part, wanted, b"s", _LONGEST)


def _percent_styles(archive: zipfile.ZipFile) -> set[bytes]:
    """The numbers of the cell styles of an XLSX that are percentages."""
    root = xlsx.xml(archive, "xl/styles.xml")
    if root is None:
        return set()
    own = {
        one.get("numFmtId"): _is_percent(one.get("formatCode", ""))
        for one in root.iterfind("{*}numFmts/{*}numFmt")
    }
    formats = [one.get("numFmtId") for one in root.iterfind("{*}cellXfs/{*}xf")]
    return {b"%d" % n for n, id_ in enumerate(formats) if own.get(id_, id_ in _BUILT_IN)}


def _is_percent(shown_as: str) -> bool:
    """Tell whether a number format has a percent sign outside quotation marks."""
    return "%" in _QUOTED.sub("", shown_as)

"""What the reader does not tell of an ODS: percentages, durations, formulas without a result, merged cells, what is hidden, the calendar.

Source: OpenDocument 1.3 part 3, 9.1 (tables) and 19 (attributes).
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from ckanext.paser.tables.rules.header import Merge

_CONTENT = "content.xml"
_BLOCK = 1 << 20
_TABLE, _OFFICE = (f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("table", "office"))
_ROW, _COLUMN = f"{_TABLE}table-row", f"{_TABLE}table-column"
_PERCENTAGE, _FORMULA, _SPANNED = b'office:value-type="percentage"', b"table:formula=", b"-spanned="
_TIME = b"office:time-value="
_DURATION = re.compile(
    r"(-?)P(?:(\d{1,7})D)?(?:T(?:(\d{1,7})H)?(?:(\d{1,7})M)?(?:(\d{1,7}(?:[.,]\d{1,9})?)S)?)?"
)
_VALUES = [f"{_OFFICE}{kind}value" for kind in ("", "date-", "time-", "boolean-", "string-")]


def percentages(archive: zipfile.ZipFile, sheet: str, height: int) -> Iterator[tuple[int, int]]:
    """Row and column, from 0, of each cell that is a percentage."""
    for row, column, cell in _cells(archive, sheet, height, _PERCENTAGE):
        if cell.get(f"{_OFFICE}value-type") == "percentage":
            yield row, column


def as_durations(path: Path, sheet: str, cells: list[list[Any]]) -> None:
    """Make durations of what the file itself says is a time and the reader hands on as ISO text (``PT25H05M00S``).

    The same text in a cell that is none was typed by somebody, and stays.

    Args:
        cells: of the whole sheet, from its first row and column; changed in place.
    """
    if not zipfile.is_zipfile(path):
        return
    with zipfile.ZipFile(path) as archive:
        if _CONTENT not in archive.namelist():
            return
        for row, column, cell in _cells(archive, sheet, len(cells), _TIME):
            length = _duration(cell.get(f"{_OFFICE}time-value", ""))
            if length is not None and column < len(cells[row]) and isinstance(cells[row][column], str):
                cells[row][column] = length


def _duration(text: str) -> timedelta | None:
    found = _DURATION.fullmatch(text)
    if not found:
        return None
    days, hours, minutes, seconds = (float((part or "0").replace(",", ".")) for part in found.groups()[1:])
    length = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -length if found[1] else length


def unknown(archive: zipfile.ZipFile, sheet: str, height: int) -> Iterator[tuple[int, int]]:
    """Row and column, from 0, of each formula that was never calculated."""
    for row, column, cell in _cells(archive, sheet, height, _FORMULA):
        known = len(cell) or any(cell.get(name) for name in _VALUES)
        if cell.get(f"{_TABLE}formula") and not known:
            yield row, column


def merges(archive: zipfile.ZipFile, sheet: str, height: int) -> Iterator[Merge]:
    """First and last place, row and column from 0, of each group of merged cells that has a value."""
    for row, column, cell in _cells(archive, sheet, height, _SPANNED):
        rows, columns = (_number(cell, f"number-{name}-spanned") for name in ("rows", "columns"))
        if rows * columns > 1:
            yield (row, column), (row + rows - 1, column + columns - 1)


def day_zero(archive: zipfile.ZipFile) -> date | None:
    """The day from which its numbers count dates, where it names one."""
    with archive.open(_CONTENT) as stream:
        for _, element in ElementTree.iterparse(stream, ("start",)):  # noqa: S314 - in the limited child
            if element.tag == f"{_TABLE}null-date":
                return date.fromisoformat(element.get(f"{_TABLE}date-value", ""))
            if element.tag == f"{_TABLE}table":  # the settings stand before the sheets
                break
    return None


def _last(archive: zipfile.ZipFile, text: bytes) -> int:
    """The place in the content at which a text stands last, -1 if it does not."""
    with archive.open(_CONTENT) as stream:
        last, at, rest = -1, 0, b""
        while block := stream.read(_BLOCK):
            found = (rest + block).rfind(text)
            last = at - len(rest) + found if found >= 0 else last
            at += len(block)
            rest = block[-len(text) :]
    return last


def hidden(archive: zipfile.ZipFile, sheet: str, most: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """``row`` or ``col`` and its number, from 1, of what a sheet hides, by hand or by a filter.

    Args:
        most: the highest number of each that is asked for: what stands for several may reach to the end of the sheet.
    """
    seen = {"row": 0, "col": 0}
    for element in _lines(archive, sheet, b"table:visibility="):
        tag, name = ("row", "rows") if element.tag == _ROW else ("col", "columns")
        first, seen[tag] = seen[tag] + 1, seen[tag] + _number(element, f"number-{name}-repeated")
        if element.get(f"{_TABLE}visibility") in ("collapse", "filter"):
            yield from ((tag, n) for n in range(first, min(seen[tag], most[tag]) + 1))


def _cells(
    archive: zipfile.ZipFile, sheet: str, height: int, hint: bytes
) -> Iterator[tuple[int, int, ElementTree.Element]]:
    """The cells of a sheet with their row and column, those that stand for several once for each; as ``_lines``."""
    row = 0
    for element in _lines(archive, sheet, hint):
        if element.tag == _ROW:
            until = row + _number(element, "number-rows-repeated")
            for n in range(row, min(until, height)):
                yield from ((n, column, cell) for column, cell in _of_row(element))
            row = until


def _lines(archive: zipfile.ZipFile, sheet: str, hint: bytes) -> Iterator[ElementTree.Element]:
    """The columns and rows of a sheet, as they stand.

    Args:
        hint: what all hold that are asked for; behind the last one nothing is looked at, as it takes long.
    """
    last = _last(archive, hint)
    if last < 0:
        return
    inside = False
    with archive.open(_CONTENT) as stream:
        for event, element in ElementTree.iterparse(stream, ("start", "end")):  # noqa: S314 - in the limited child
            if event == "start" and element.tag == f"{_TABLE}table":
                inside = element.get(f"{_TABLE}name") == sheet
            elif event == "end" and element.tag in (_ROW, _COLUMN):
                if inside:
                    yield element
                element.clear()
                if stream.tell() > last + _BLOCK:  # the parser is less than a block ahead
                    return


def _of_row(row: ElementTree.Element) -> Iterator[tuple[int, ElementTree.Element]]:
    column = 0
    for cell in row:
        repeated = _number(cell, "number-columns-repeated")
        if cell.get(f"{_OFFICE}value-type") or cell.get(f"{_TABLE}formula"):
            yield from ((column + n, cell) for n in range(repeated))
        column += repeated


def _number(element: ElementTree.Element, name: str) -> int:
    """How often an element stands, or how far it reaches."""
    return int(element.get(f"{_TABLE}{name}") or 1)

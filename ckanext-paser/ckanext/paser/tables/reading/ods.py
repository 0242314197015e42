"""The cells of an ODS whose kind the reader of workbooks does not tell."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date
from xml.etree import ElementTree

_CONTENT = "content.xml"
_BLOCK = 1 << 20
_PERCENTAGE, _FORMULA = b'office:value-type="percentage"', b"table:formula="
_VALUES = {"value", "date-value", "time-value", "boolean-value", "string-value"}


def percentages(archive: zipfile.ZipFile, sheet: str, height: int) -> Iterator[tuple[int, int]]:
    """Row and column, from 0, of each cell that is a percentage."""
    if _holds(archive, _PERCENTAGE):
        for row, column, cell in _cells(archive, sheet, height):
            if _get(cell, "value-type") == "percentage":
                yield row, column


def unknown(archive: zipfile.ZipFile, sheet: str, height: int) -> Iterator[tuple[int, int]]:
    """Row and column, from 0, of each formula that was never calculated."""
    if _holds(archive, _FORMULA):
        for row, column, cell in _cells(archive, sheet, height):
            known = len(cell) or any(_get(cell, name) for name in _VALUES)
            if _get(cell, "formula") and not known:
                yield row, column


def day_zero(archive: zipfile.ZipFile) -> date | None:
    """The day from which its numbers count dates, where it names one."""
    with archive.open(_CONTENT) as stream:
        for _, element in ElementTree.iterparse(stream, ("start",)):  # noqa: S314 - in the limited child
            tag = element.tag.rpartition("}")[2]
            if tag == "null-date":
                return date.fromisoformat(_get(element, "date-value"))
            if tag == "table":  # the settings stand before the sheets
                break
    return None


def _holds(archive: zipfile.ZipFile, text: bytes) -> bool:
    """Look whether a walk through all cells is worth it."""
    with archive.open(_CONTENT) as stream:
        rest = b""
        while block := stream.read(_BLOCK):
            if text in rest + block:
                return True
            rest = block[-len(text) :]
    return False


def _cells(
    archive: zipfile.ZipFile, sheet: str, height: int
) -> Iterator[tuple[int, int, ElementTree.Element]]:
    """The cells of a sheet with their row and column, those that stand for several once for each."""
    inside, row = False, 0
    with archive.open(_CONTENT) as stream:
        for event, element in ElementTree.iterparse(stream, ("start", "end")):  # noqa: S314 - in the limited child
            tag = element.tag.rpartition("}")[2]
            if tag == "table" and event == "start":
                inside, row = _get(element, "name") == sheet, 0
            elif tag == "table-row" and event == "end":
                until = row + int(_get(element, "number-rows-repeated") or 1)
                if inside:
                    for n in range(row, min(until, height)):
                        yield from ((n, column, cell) for column, cell in _of_row(element))
                row = until
                element.clear()


def _of_row(row: ElementTree.Element) -> Iterator[tuple[int, ElementTree.Element]]:
    column = 0
    for cell in row:
        repeated = int(_get(cell, "number-columns-repeated") or 1)
        if _get(cell, "value-type") or _get(cell, "formula"):
            yield from ((column + n, cell) for n in range(repeated))
        column += repeated


def _get(element: ElementTree.Element, name: str) -> str:
    """An attribute by its local name."""
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")

"""What the reader of workbooks does not tell of an ODS: percentages, errors, durations, uncalculated formulas, merged cells,
what is hidden, the calendar.

Source: OpenDocument 1.3 part 3, 9.1 (tables) and 19 (attributes).
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from xml.etree import ElementTree

from ckanext.paser.tables.reading.told import ANY_ERROR, Padding, Told, What
from ckanext.paser.tables.rules.cells import is_error
from ckanext.paser.tables.rules.header import Merge

_CONTENT = "content.xml"
_BLOCK = 1 << 20
_TABLE, _OFFICE = (f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("table", "office"))
_ROW, _COLUMN = f"{_TABLE}table-row", f"{_TABLE}table-column"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
"""What LibreOffice says besides."""
_TELLING = [b'value-type="percentage"', b'value-type="error"', b"table:formula=", b"office:time-value="]
_TELLING += [b"<text:p>0%d" % digit for digit in range(10)]
"""Numbers that a format shows with zeros before them."""
_SPANNED = [b"-spanned="]
_HIDDEN = [b"table:visibility="]
_DURATION = re.compile(
    r"(-?)P(?:(\d{1,7})D)?(?:T(?:(\d{1,7})H)?(?:(\d{1,7})M)?(?:(\d{1,7}(?:[.,]\d{1,9})?)S)?)?"
)
_PADDED = re.compile(r"(0[0-9]+)(?:[.,]([0-9]+))?")
_VALUES = [f"{_OFFICE}{kind}value" for kind in ("", "date-", "time-", "boolean-", "string-")]


def told(archive: zipfile.ZipFile, sheet: str, height: int) -> Iterator[tuple[int, int, What | timedelta]]:
    """Row and column, from 0, of each cell of which something is told, with what that is: an error is its text.

    A duration is what the file itself says is a time and the reader hands on as ISO text (``PT25H05M00S``). The same
    text in a cell that is none was typed by somebody, and stays.
    """
    for row, column, cell in _cells(archive, sheet, height, _TELLING):
        what = _told(cell)
        if what is not None:
            yield row, column, what


def _told(cell: ElementTree.Element) -> What | timedelta | None:
    failed = cell.get(f"{_CALC}value-type") == "error"
    if failed or cell.get(f"{_TABLE}formula"):
        lines = cell.findall("{*}p")  # not those of a comment
        text = "".join(text for line in lines for text in line.itertext())
        if failed or is_error(text):
            return text if is_error(text) else ANY_ERROR
        if not (lines or any(cell.get(name) is not None for name in _VALUES)):
            return Told.UNKNOWN
    if cell.get(f"{_OFFICE}value-type") == "percentage":
        return Told.PERCENT
    if cell.get(f"{_OFFICE}value-type") == "float":
        return _padding("".join(text for line in cell.findall("{*}p") for text in line.itertext()))
    return _duration(cell.get(f"{_OFFICE}time-value", ""))


def _padding(text: str) -> Padding | None:
    """How a number is padded of which the file has what is shown."""
    found = _PADDED.fullmatch(text)
    return Padding("0" * len(found[1]), len(found[2] or "")) if found else None


def _duration(text: str) -> timedelta | None:
    found = _DURATION.fullmatch(text)
    if not found:
        return None
    days, hours, minutes, seconds = (float((part or "0").replace(",", ".")) for part in found.groups()[1:])
    length = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -length if found[1] else length


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


def _last(archive: zipfile.ZipFile, texts: Sequence[bytes]) -> int:
    """The place in the content at which one of some texts stands last, -1 if none does."""
    with archive.open(_CONTENT) as stream:
        last, at, rest = -1, 0, b""
        while block := stream.read(_BLOCK):
            found = max((rest + block).rfind(text) for text in texts)
            last = at - len(rest) + found if found >= 0 else last
            at += len(block)
            rest = block[-max(map(len, texts)) :]
    return last


def hidden(archive: zipfile.ZipFile, sheet: str, most: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """``row`` or ``col`` and its number, from 1, of what a sheet hides, by hand or by a filter.

    Args:
        most: the highest number of each that is asked for: what stands for several may reach to the end of the sheet.
    """
    seen = {"row": 0, "col": 0}
    for element in _lines(archive, sheet, _HIDDEN):
        tag, name = ("row", "rows") if element.tag == _ROW else ("col", "columns")
        first, seen[tag] = seen[tag] + 1, seen[tag] + _number(element, f"number-{name}-repeated")
        if element.get(f"{_TABLE}visibility") in ("collapse", "filter"):
            yield from ((tag, n) for n in range(first, min(seen[tag], most[tag]) + 1))


def _cells(
    archive: zipfile.ZipFile, sheet: str, height: int, hints: Sequence[bytes]
) -> Iterator[tuple[int, int, ElementTree.Element]]:
    """The cells of a sheet with their row and column, those that stand for several once for each; as ``_lines``."""
    row = 0
    for element in _lines(archive, sheet, hints):
        if element.tag == _ROW:
            until = row + _number(element, "number-rows-repeated")
            for n in range(row, min(until, height)):
                yield from ((n, column, cell) for column, cell in _of_row(element))
            row = until


def _lines(archive: zipfile.ZipFile, sheet: str, hints: Sequence[bytes]) -> Iterator[ElementTree.Element]:
    """The columns and rows of a sheet, as they stand.

    Args:
        hints: of which all cells hold one that are asked for; behind the last nothing is looked at, as it takes long.
    """
    last = _last(archive, hints)
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

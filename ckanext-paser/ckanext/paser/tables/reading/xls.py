"""What the reader of workbooks does not tell of an old XLS: which cells are shown as percentages, errors, formulas without a result,
what is hidden.

Source: [MS-XLS] (records of a type, a length and their content; 2.4.53 ColInfo, 2.4.221 Row). Of what is not as described
there nothing is told: the reader of workbooks has opened the file already.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from ckanext.paser.tables.reading import ole
from ckanext.paser.tables.reading.told import ANY_ERROR, ERRORS, Told

WORKBOOKS = ("Workbook", "Book")
"""The stream of the workbook itself; one embedded in it has its own folder."""
_BOF, _EOF, _FORMAT, _XF, _SHEET = 0x0809, 0x000A, 0x041E, 0x00E0, 0x0085
_NUMBER, _RK, _FORMULA, _MANY, _ERROR = 0x0203, 0x027E, 0x0006, 0x00BD, 0x0205
_COLUMNS, _ROW, _HIDES_COLUMNS, _HIDES_ROW = 0x007D, 0x0208, 0x01, 0x20
_BIFF8 = 0x0600
_NO_NUMBER, _FAILED, _BLANK = 0xFFFF, 2, 3
"""The result of a formula ([MS-XLS] 2.5.133): how one ends that is no number, and two of the kinds of those."""
_SUMMARY = "\x05SummaryInformation".encode("utf-16-le")
"""The name of a stream that spreadsheet programs write beside the workbook, and programs that calculate nothing do not."""

Record = tuple[int, bytes]
Cell = tuple[int, int, int, Told | str | None]
"""Row, column (both from 0) and style of a number or a formula, with what is told of it: an error is its text."""


def told(path: Path, sheet: str) -> tuple[list[Cell], dict[int, str], list[int]]:
    """The numbers and formulas of a sheet, with what their formats are.

    Returns:
        the cells; the file's own number formats by number; the number of each style's format.
    """
    content = path.read_bytes()
    empty = None if _SUMMARY in content else Told.UNKNOWN
    try:
        stream = workbook_stream(content)
        formats, styles, starts = _globals(stream)
        cells = list(_cells(_records(stream, starts[sheet]), empty)) if sheet in starts else []
    except (struct.error, IndexError, UnicodeDecodeError):
        return [], {}, []
    return cells, formats, styles


def hidden(path: Path, sheet: str) -> list[tuple[str, int]]:
    """``row`` or ``col`` and its number, from 1, of what a sheet hides."""
    found: list[tuple[str, int]] = []
    try:
        stream = workbook_stream(path.read_bytes())
        *_, starts = _globals(stream)
        for kind, content in _records(stream, starts[sheet]) if sheet in starts else ():
            if kind == _COLUMNS and content[8] & _HIDES_COLUMNS:
                first, last = struct.unpack_from("<HH", content)
                found += (("col", n + 1) for n in range(first, last + 1))
            elif kind == _ROW and content[12] & _HIDES_ROW:
                found.append(("row", struct.unpack_from("<H", content)[0] + 1))
    except (struct.error, IndexError, UnicodeDecodeError):
        return []
    return found


def workbook_stream(content: bytes) -> bytes:
    """The records of the workbook itself."""
    return next((stream for path, stream in ole.streams(content) if path in WORKBOOKS), b"")


def starts(stream: bytes) -> dict[str, int]:
    """Where each sheet begins in the stream of the workbook; nothing where it does not say."""
    try:
        return _globals(stream)[-1]
    except (struct.error, IndexError, UnicodeDecodeError):
        return {}


def every_record(stream: bytes, at: int = 0) -> Iterator[Record]:
    """The records, each a type and its content."""
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _records(stream: bytes, at: int = 0) -> Iterator[Record]:
    """The records from one beginning to its end; charts within have beginnings and ends of their own."""
    depth = 0
    for kind, content in every_record(stream, at):
        yield kind, content
        depth += (kind == _BOF) - (kind == _EOF)
        if not depth:
            return


def _globals(stream: bytes) -> tuple[dict[int, str], list[int], dict[str, int]]:
    """The number formats, the format of each style, and where each sheet begins."""
    formats: dict[int, str] = {}
    styles: list[int] = []
    starts: dict[str, int] = {}
    biff8 = True
    for kind, content in _records(stream):
        if kind == _BOF:
            biff8 = struct.unpack_from("<H", content)[0] == _BIFF8
        elif kind == _XF:
            styles.append(struct.unpack_from("<H", content, 2)[0])
        elif kind == _FORMAT:
            formats[struct.unpack_from("<H", content)[0]] = _text(
                content[4:] if biff8 else content[3:], biff8
            )
        elif kind == _SHEET:
            starts[_text(content[7:], biff8)] = struct.unpack_from("<I", content)[0]
    return formats, styles, starts


def _text(content: bytes, biff8: bool) -> str:
    """A text behind its length; what follows it, if anything, is not looked at."""
    if not biff8:
        return content.decode("cp1252")
    return content[1:].decode("utf-16-le") if content[0] & 1 else content[1:].decode("cp1252")


def _cells(records: Iterator[Record], empty: Told | None) -> Iterator[Cell]:
    """The cells.

    Args:
        empty: what is told of a formula whose result is an empty text, as a program may write it for want of one.
    """
    for kind, content in records:
        if kind in (_NUMBER, _RK):
            yield *struct.unpack_from("<HHH", content), None
        elif kind == _FORMULA:
            row, column, style, result, error, end = struct.unpack_from("<HHHBxBxxxH", content)
            yield row, column, style, _of_formula(result, error, empty) if end == _NO_NUMBER else None
        elif kind == _ERROR and content[7]:  # else it is yes or no
            yield *struct.unpack_from("<HHH", content), ERRORS.get(content[6], ANY_ERROR)
        elif kind == _MANY:
            row, first = struct.unpack_from("<HH", content)
            for n, at in enumerate(range(4, len(content) - 2, 6)):
                yield row, first + n, struct.unpack_from("<H", content, at)[0], None


def _of_formula(result: int, error: int, empty: Told | None) -> Told | str | None:
    if result == _FAILED:
        return ERRORS.get(error, ANY_ERROR)
    return empty if result == _BLANK else None

"""What the reader of workbooks does not tell of an XLSB: whether it shows percentages, its errors, and its merged cells.

Source: [MS-XLSB] 2.1.4 (records of a type, a length and their content), 2.4 (BrtFmt, BrtXF, BrtBundleSh, BrtCellError,
BrtFmlaError, BrtMergeCell).
"""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Iterator

from ckanext.paser.tables.reading import xlsx
from ckanext.paser.tables.reading.told import ANY_ERROR, ERRORS
from ckanext.paser.tables.rules.header import Merge

_STYLE, _STYLES, _STYLES_END, _SHEET = 47, 617, 618, 156
_MERGES = re.compile(rb"\xb1\x01\x04(.{4})((?:\xb0\x01\x10.{16})+)", re.DOTALL)
"""Merged cells: their number (record 177), then first and last row and column of each (176); they stand behind all cells."""
ROW, _ERRORS = 0, (3, 11)
_PERHAPS_ERROR = re.compile(
    rb"(?:\x03\x09|\x0b(?:[\x09-\x7f]|[\x80-\xff][\x01-\x7f])).{8}[%s]" % re.escape(bytes(ERRORS)), re.DOTALL
)
"""How the record of an error begins; other bytes may look like it."""
FORMAT = 44
"""The record of a number format of the file's own."""
CELLS = frozenset([*range(12), 62])
"""The records of rows and of their cells (BrtRowHdr, BrtCellBlank to BrtFmlaError, BrtCellRString)."""


def formats(archive: zipfile.ZipFile) -> tuple[dict[int, str], set[int]]:
    """The file's own number formats by number, and the numbers of the formats that its cells have."""
    own: dict[int, str] = {}
    used: set[int] = set()
    try:
        content = archive.read("xl/styles.bin")
        of_cells = False
        for kind, record in records(content):
            of_cells = kind == _STYLES or (of_cells and kind != _STYLES_END)
            if kind == FORMAT:
                number, length = struct.unpack_from("<HI", record)
                own[number] = record[6 : 6 + 2 * length].decode("utf-16-le")
            elif kind == _STYLE and of_cells:
                used.add(struct.unpack_from("<HH", record)[1])
    except (KeyError, IndexError, struct.error, UnicodeDecodeError):
        return {}, set()
    return own, used


def merges(archive: zipfile.ZipFile, sheet: str) -> list[Merge]:
    """First and last place, row and column from 0, of each group of merged cells of a sheet."""
    for found in _MERGES.finditer(_content(archive, sheet)):
        groups = [*struct.iter_unpack("<3x4I", found[2])]
        if len(groups) == int.from_bytes(found[1], "little"):  # else these bytes are something else
            return [((top, left), (bottom, right)) for top, bottom, left, right in groups]
    return []


def errors(archive: zipfile.ZipFile, sheet: str) -> Iterator[tuple[int, int, str]]:
    """Row and column, from 0, of each error of a sheet, with its text."""
    content, row = _content(archive, sheet), 0
    if not _PERHAPS_ERROR.search(content):  # to go through all records of a large sheet takes seconds
        return
    try:
        for kind, record in records(content):
            if kind == ROW:
                (row,) = struct.unpack_from("<I", record)
            elif kind in _ERRORS:
                yield row, struct.unpack_from("<I", record)[0], ERRORS.get(record[8], ANY_ERROR)
    except (IndexError, struct.error):
        return


def _content(archive: zipfile.ZipFile, sheet: str) -> bytes:
    """The part that holds a sheet; nothing where it is not to be found."""
    try:
        ids = [id_ for id_, name in sheets(archive) if name == sheet]
    except (KeyError, IndexError, struct.error, UnicodeDecodeError):
        return b""
    part = xlsx.linked(archive, "workbook.bin", ids)
    return archive.read(part) if part else b""


def sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """The id and the name of each sheet of a workbook."""
    for kind, record in records(archive.read("xl/workbook.bin")):
        if kind == _SHEET:
            (length,) = struct.unpack_from("<I", record, 8)
            end = 12 + 2 * length
            yield record[12:end].decode("utf-16-le"), record[end + 4 :].decode("utf-16-le")


def records(content: bytes) -> Iterator[tuple[int, bytes]]:
    """The records of a part, each a type and its content."""
    at = 0
    while at < len(content):
        kind, at = _number(content, at, 2)
        length, at = _number(content, at, 4)
        yield kind, content[at : at + length]
        at += length


def _number(content: bytes, at: int, most: int) -> tuple[int, int]:
    """A number of seven bits a byte, of which the last one has no eighth, and where it ends."""
    number = 0
    for place in range(most):
        byte = content[at + place]
        number |= (byte & 0x7F) << 7 * place
        if byte < 0x80:
            return number, at + place + 1
    return number, at + most

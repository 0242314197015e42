"""Whether an XLSB shows percentages: its cells are records whose styles the reader of workbooks does not tell.

Source: [MS-XLSB] 2.1.4 (records of a type, a length and their content), 2.4 (BrtFmt, BrtXF).
"""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator

_FORMAT, _STYLE, _STYLES, _STYLES_END = 44, 47, 617, 618
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
            if kind == _FORMAT:
                number, length = struct.unpack_from("<HI", record)
                own[number] = record[6 : 6 + 2 * length].decode("utf-16-le")
            elif kind == _STYLE and of_cells:
                used.add(struct.unpack_from("<HH", record)[1])
    except (KeyError, IndexError, struct.error, UnicodeDecodeError):
        return {}, set()
    return own, used


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

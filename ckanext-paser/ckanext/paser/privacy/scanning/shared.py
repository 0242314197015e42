"""Texts that a workbook keeps beside its sheets for their cells, and that no cell shows any more.

Excel drops them when it saves; programs that leave columns or rows out do not. Sources: ECMA-376-1 18.4 (sst), 18.3.1.4
(c); [MS-XLSB] 2.4 (BrtSSTItem, BrtCellIsst).
"""

from __future__ import annotations

import html
import re
import struct
import zipfile
from collections.abc import Collection, Iterator
from typing import IO

from ckanext.paser.privacy.rules.kinds import DIGITS, is_suspect
from ckanext.paser.tables.reading import xlsb, xlsx

_BLOCK = 1 << 18
_LONGEST = 1 << 12
_ENDING = re.compile(rb"</(?:\w+:)?si\s*>|<(?:\w+:)?si\s*/>")
_NO_DIGITS = bytes(byte for byte in range(256) if not 0x30 <= byte <= 0x39)
_TAG = re.compile(rb"<[^>]*>")
_SHOWN = xlsx.pattern(xlsx.having(b"t", b"s"), rb"\s*<v[^<>]*>\s*([0-9]+)")
_TEXT, _CELL = 19, 7
"""Records of an XLSB: a shared text, a cell that shows one."""


def unshown(archive: zipfile.ZipFile, sheets: Collection[str]) -> list[str]:
    """The shared texts with a number or an address that no cell of any sheet shows.

    Args:
        sheets: the parts that hold the sheets.
    """
    names = archive.namelist()
    left = {n: text for n, text in _texts(archive, names) if is_suspect(text)}
    for name in names if left else ():
        if name in sheets and name.endswith((".xml", ".bin")):
            for index in _shown(archive, name):
                left.pop(index, None)
    return list(left.values())


def _texts(archive: zipfile.ZipFile, names: list[str]) -> Iterator[tuple[int, str]]:
    if "xl/sharedStrings.xml" in names:
        with archive.open("xl/sharedStrings.xml") as file:
            yield from _entries(file)
    if "xl/sharedStrings.bin" in names:
        texts = (text for kind, text in xlsb.records(archive.read("xl/sharedStrings.bin")) if kind == _TEXT)
        yield from ((n, text[5:].decode("utf-16-le", "ignore")) for n, text in enumerate(texts))


def _entries(file: IO[bytes]) -> Iterator[tuple[int, str]]:
    first, left = 0, b""
    while block := file.read(_BLOCK):
        *entries, left = _ENDING.split(left + block)
        for n, entry in enumerate(entries, first):
            if len(entry.translate(None, _NO_DIGITS)) >= DIGITS or b"@" in entry or b"&#" in entry:
                yield n, html.unescape(_TAG.sub(b"", entry).decode("utf-8", "replace"))
        first += len(entries)


def _shown(archive: zipfile.ZipFile, name: str) -> Iterator[int]:
    """The places of the texts that the cells of a sheet show."""
    if name.endswith(".bin"):
        cells = (cell for kind, cell in xlsb.records(archive.read(name)) if kind == _CELL and len(cell) >= 12)
        yield from (struct.unpack_from("<I", cell, 8)[0] for cell in cells)
        return
    yield from (int(found[2]) for found in xlsx.matches(archive, name, _SHOWN, b"<v", _LONGEST))

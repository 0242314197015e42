"""The parts of an XLSX that the reader of workbooks does not tell of, looked at as bytes: a sheet may have millions of cells."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

_BLOCK = 1 << 20


def xml(archive: zipfile.ZipFile, name: str) -> ElementTree.Element | None:
    """A small part of the archive; None where there is none."""
    try:
        return ElementTree.fromstring(archive.read(name))  # noqa: S314 - in the limited child; see _check_archive
    except (KeyError, ElementTree.ParseError):
        return None


def sheet_part(archive: zipfile.ZipFile, sheet: str) -> str | None:
    """The name of the part that holds a sheet."""
    book, links = xml(archive, "xl/workbook.xml"), xml(archive, "xl/_rels/workbook.xml.rels")
    if book is None or links is None:
        return None
    ids = [
        value
        for one in book.iterfind("{*}sheets/{*}sheet")
        if one.get("name") == sheet
        for name, value in one.items()
        if name.endswith("}id")
    ]
    targets = [one.get("Target", "") for one in links if one.get("Id") in ids]
    names = {target.lstrip("/") if target.startswith("/") else f"xl/{target}" for target in targets}
    return next((name for name in names if name in archive.namelist()), None)


def cells(
    archive: zipfile.ZipFile, part: str, pattern: re.Pattern[bytes], hint: bytes, longest: int
) -> Iterator[re.Match[bytes]]:
    """The cells of a sheet that match; one may come twice.

    Args:
        pattern: begins with ``<c ``.
        hint: what every match contains; most parts of most sheets do not.
        longest: bytes of a cell.
    """
    with archive.open(part) as stream:
        rest = b""
        while block := stream.read(_BLOCK):
            text = rest + block
            if hint in text:
                yield from pattern.finditer(text)
            rest = text[max(text.rfind(b"<c "), len(text) - longest, 0) :]


def place(letters: bytes, row: bytes) -> tuple[int, int]:
    """Row and column, from 0, of ``B7``."""
    column = 0
    for letter in letters:
        column = column * 26 + letter - 64
    return int(row) - 1, column - 1

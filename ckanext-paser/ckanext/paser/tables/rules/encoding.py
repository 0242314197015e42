"""How a text file is encoded, as a code of list ENKODE of the profile. Pure."""

from __future__ import annotations

import codecs
from collections.abc import Iterable

from ckanext.paser.problems import Note

START = 4
"""Bytes of a file that tell whether it is text, and whether it has a mark."""
UTF8, UTF8_MARKED, WINDOWS = "utf-8", "utf-8-sig", "windows-1252"
_WORKBOOKS = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0")
"""How workbooks begin: a ZIP, or an OLE container."""
_CODES = {"cp1252": WINDOWS, "latin_1": WINDOWS}
"""Codes of character sets that the reader names; ISO 8859-1 is a part of Windows-1252 (WHATWG, Encoding)."""


def of_file(start: bytes, notes: Iterable[Note]) -> str:
    """The code of a file's encoding; empty for a workbook, and for what the list does not have.

    Args:
        start: its first bytes.
        notes: of its reader, who tells a character set that is not UTF-8.
    """
    if start.startswith(_WORKBOOKS):
        return ""
    charset = next((str(note.params["charset"]) for note in notes if note.code == "charset"), UTF8)
    if charset == UTF8:
        return UTF8_MARKED if start.startswith(codecs.BOM_UTF8) else UTF8
    return _CODES.get(charset, "")

"""From which day a workbook counts its dates: with 1900 or, as old Macintoshes did, with 1904.

Sources: ECMA-376-1 18.2.28 (workbookPr), [MS-XLS] 2.4.77 (Date1904), [MS-XLSB] 2.4.827 (BrtWbProp), OpenDocument 1.3 part 3, 9.4.3
(table:null-date).
"""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from ckanext.paser.tables.reading import ods, xls, xlsb, xlsx

_SINCE_1904 = date(1904, 1, 1)
_SINCE_1900 = date(1899, 12, 30)
"""Two days early: the first serial is 1, and spreadsheets count a 29 February 1900 that never was."""
_YES = {"1", "true", "on"}
_OF_XLS, _OF_XLSB = 0x0022, 153


def day_zero(path: Path) -> date:
    """The day of a workbook's serial number 0, for all days from March 1900 on."""
    try:
        return _named(path) or _SINCE_1900
    except (
        struct.error,
        IndexError,
        ValueError,
    ):  # it has been opened; what is not as described names no day
        return _SINCE_1900


def _named(path: Path) -> date | None:
    """The day that a workbook names."""
    if not zipfile.is_zipfile(path):
        return _told(xls.every_record(xls.workbook_stream(path.read_bytes())), _OF_XLS)
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        if "content.xml" in names:
            return ods.day_zero(archive)
        if "xl/workbook.bin" in names:
            return _told(xlsb.records(archive.read("xl/workbook.bin")), _OF_XLSB)
        book = xlsx.xml(archive, "xl/workbook.xml")
    about = None if book is None else book.find("{*}workbookPr")
    return _SINCE_1904 if about is not None and about.get("date1904") in _YES else None


def _told(records: Iterator[tuple[int, bytes]], kind: int) -> date | None:
    """The day that the first bit of a record of some kind tells."""
    return next((_SINCE_1904 for found, content in records if found == kind and content[0] & 1), None)

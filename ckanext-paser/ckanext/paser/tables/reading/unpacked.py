"""A copy of a large XLSX that is not packed: its sheet is gone through several times, and to unpack it takes as long as to look.

The reader of workbooks goes through each sheet twice, the second time up to the list of its merged cells, which stands
behind all rows. In the copy an empty list stands in front of them, which saves a third of its time: ``merges`` finds them.

The copy takes as much of the disk as ``formats`` allows a workbook to have unpacked.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path
from typing import IO

LARGE = 8 << 20
"""Bytes of a sheet from which on it is worth it."""
_BLOCK = 1 << 20
_ROWS = re.compile(rb"<(?:\w[\w.-]*:)?sheetData[\s/>]")
_NONE_MERGED = b"<mergeCells></mergeCells>"
_READ = (".xml", ".rels")
_BINARY = "xl/workbook.bin"
"""What an XLSB has, whose parts are no XML."""


def unpacked(path: Path, folder: Path) -> Path:
    """A copy of a workbook with what its rows are read from, or the workbook itself where none is needed or can be made.

    Args:
        folder: for the copy; the caller removes it.
    """
    copy = folder / "unpacked.xlsx"
    try:
        with zipfile.ZipFile(path) as archive:
            read = [
                one for one in archive.infolist() if one.filename.endswith(_READ) and _is_last(archive, one)
            ]
            if _BINARY in archive.namelist() or not any(map(_is_large_sheet, read)):
                return path
            with zipfile.ZipFile(copy, "w") as out:
                for one in read:
                    _copy(archive, one, out)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError):
        copy.unlink(missing_ok=True)  # whoever reads the workbook tells what is wrong with it
        return path
    return copy


def _is_large_sheet(entry: zipfile.ZipInfo) -> bool:
    return entry.filename.startswith("xl/worksheets/") and entry.file_size >= LARGE


def _is_last(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    """Tell whether an entry is the one that is read of those of its name."""
    return archive.getinfo(entry.filename) is entry


def _copy(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, out: zipfile.ZipFile) -> None:
    to = zipfile.ZipInfo(entry.filename)
    to.file_size = entry.file_size + len(_NONE_MERGED)
    with archive.open(entry) as part, out.open(to, "w") as copy:
        if _is_large_sheet(entry):
            _copy_head(part, copy)
        while block := part.read(_BLOCK):
            copy.write(block)


def _copy_head(part: IO[bytes], copy: IO[bytes]) -> None:
    """Copy a sheet up to its rows, and that none of them are merged."""
    head = part.read(_BLOCK)
    rows = _ROWS.search(head)
    if rows:
        copy.write(head[: rows.start()] + _NONE_MERGED)
        head = head[rows.start() :]
    copy.write(head)

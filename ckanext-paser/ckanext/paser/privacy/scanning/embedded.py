"""Files within an office file: looked through as files of their own, one deep."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from ckanext.paser.privacy.rules.findings import Finding, in_document
from ckanext.paser.privacy.scanning.cells import scan_sheet
from ckanext.paser.privacy.scanning.parts import EMBEDDINGS, byte_texts, scan_parts
from ckanext.paser.problems import N_, Problem, ProblemError
from ckanext.paser.tables.reading import ole, problems
from ckanext.paser.tables.reading.formats import MAX_ENTRIES, MAX_INFLATED
from ckanext.paser.tables.rules.cells import Sheet

EMBEDDED = N_("embedded files")
_ARCHIVE = b"PK\x03\x04"
_START = 1024
_SEALED = {
    b"Rar!\x1a": "RAR",
    b"7z\xbc\xaf": "7-Zip",
    b"\x1f\x8b": "gzip",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
}
_READABLE = re.compile(r"[ -~\t]{10,}")


def scan_embeddings(path: Path) -> list[Finding]:
    """The personal data of what is embedded in an office file of today.

    Raises:
        ProblemError: it cannot be looked through.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return [one for name in _embedded(archive) for one in scan_embedded(archive.read(name))]
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise ProblemError(problems.damaged("XLSX, ODS")) from error


def scan_embedded(content: bytes) -> list[Finding]:
    """The personal data of one embedded file, or of one stream of an old one.

    Raises:
        ProblemError: it cannot be looked through, or something is embedded in it too.
    """
    if content.startswith(_ARCHIVE):
        return _office(content)
    if not content.startswith(ole.MAGIC):
        start = content[:_START]
        if _ARCHIVE in start or b"%PDF-" in start or sealed(start):
            raise ProblemError(unopened("OLE"))
        return in_document("", EMBEDDED, (("", text) for text in words(content)))
    try:
        streams = [stream for _, stream in ole.streams(content)]
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise ProblemError(problems.damaged("OLE")) from error
    if any(stream.startswith(ole.MAGIC) for stream in streams):
        raise ProblemError(unopened("OLE"))
    return [one for stream in streams for one in scan_embedded(stream)]


def words(content: bytes) -> Iterator[str]:
    """What can be read in a file of bytes; single letters among them are chance."""
    return (match[0] for text in byte_texts(content) for match in _READABLE.finditer(text))


def sealed(start: bytes) -> str:
    """The kind of a packed file that is not opened; empty for others."""
    return next((kind for magic, kind in _SEALED.items() if start.startswith(magic)), "")


def unopened(kind: str) -> Problem:
    """What is packed cannot be looked through."""
    return Problem(
        "unopened",
        "",
        N_("What is packed in the file ({kind}) cannot be looked through for personal data."),
        N_("Send the files as they are, or in a ZIP without a password."),
        {"kind": kind},
    )


def _office(content: bytes) -> list[Finding]:
    """An embedded workbook, judged by its columns; the text of another office file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_INFLATED:
            raise ProblemError(problems.inflated())
        if _embedded(archive):
            raise ProblemError(unopened("ZIP"))
        is_workbook = any(entry.filename.startswith("xl/workbook") for entry in entries)
    found = _cells(content) if is_workbook else []
    found += scan_parts(io.BytesIO(content), cells=not is_workbook)
    return [replace(one, sheet="", column=EMBEDDED, cells=()) for one in found]


def _cells(content: bytes) -> list[Finding]:
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            names = [one.name for one in workbook.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
            sheets = ((name, workbook.get_sheet_by_name(name)) for name in names)
            return [one for name, sheet in sheets for one in scan_sheet(name, Sheet(sheet.to_python()))]
    except CalamineError as error:
        raise ProblemError(unopened("XLSX")) from error


def _embedded(archive: zipfile.ZipFile) -> list[str]:
    return [name for name in archive.namelist() if EMBEDDINGS in name and not name.endswith("/")]

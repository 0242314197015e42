"""What a file really is, told by its content; a name may only contradict it."""

from __future__ import annotations

import re
import zipfile
import zlib
from enum import Enum
from pathlib import Path

from ckanext.paser.problems import ProblemError
from ckanext.paser.tables.reading import ole, problems
from ckanext.paser.tables.reading.markup import Markup, markup

MAX_INFLATED = 1 << 30
MAX_ENTRIES = 10_000
MAX_RATIO = 200
_SMALL = 50 << 20
"""Bytes up to which a high ratio is harmless: empty formatted cells compress extremely well."""

_PROLOG = 4096
_OLD_PASSWORD = re.compile(
    rb"\x09\x08(?:\x08\x00\x00\x05\x05\x00.{4}|\x10\x00\x00\x06\x05\x00.{12})(?:\x86\x00\x00\x00)?\x2f\x00",
    re.DOTALL,
)
"""How an old workbook with a password begins: BOF of its globals, perhaps WRITEPROTECT, then FILEPASS ([MS-XLS] 2.4.117)."""
_OTHERS = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7-Zip",
    b"\x1f\x8b": "gzip",
    b"{\\rtf": "RTF",
    b"PAR1": "Parquet",
}

_WORKBOOKS = {"XLSX", "XLSM", "XLSB", "ODS"}
_MARKUP = {
    Markup.WEB_PAGE: problems.web_page,
    Markup.XML_WORKBOOK: problems.xml_workbook,
    Markup.XML: lambda: problems.not_a_table("XML"),
}


class Format(str, Enum):
    WORKBOOK = "workbook"
    TEXT = "text"
    GEOJSON = "geojson"


def detect(path: Path, filename: str = "") -> Format:
    """Tell workbooks, GeoJSON and other text files apart.

    Args:
        filename: the name it was sent under. Text with the name of a workbook is a message of an error or a CSV that
            was renamed: no program opens it. (Old programs do write text named ``.xls``, and Excel opens it.)

    Raises:
        ProblemError: the file is neither, empty, protected, damaged or a bomb.
    """
    start = _start(path)
    if start.startswith(b"PK\x03\x04"):
        _check_archive(path, Path(filename).suffix[1:].upper())
        return Format.WORKBOOK
    if start.startswith(ole.MAGIC):
        _check_compound(path)
        return Format.WORKBOOK
    other = next((name for magic, name in _OTHERS.items() if start.startswith(magic)), None)
    if other:
        raise ProblemError(problems.not_a_table(other))
    return _text(start, Path(filename).suffix[1:].upper())


def _start(path: Path) -> bytes:
    """How a file begins, from its first character on that is no space.

    Raises:
        ProblemError: it has none.
    """
    with path.open("rb") as file:
        while block := file.read(_PROLOG):
            if block.strip():
                return block + file.read(_PROLOG)
    raise ProblemError(problems.empty())


def _text(start: bytes, kind: str) -> Format:
    """Tell the kinds of text apart.

    Args:
        kind: what the name says, in capitals.
    """
    if found := markup(start):
        raise ProblemError(_MARKUP[found]())
    head = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"{") or kind == "GEOJSON":
        return Format.GEOJSON
    if head.startswith(b"["):
        raise ProblemError(problems.not_a_table("JSON"))
    if kind in _WORKBOOKS:
        raise ProblemError(problems.wrong_name(kind))
    return Format.TEXT


def _check_archive(path: Path, kind: str) -> None:
    """An XLSX or ODS is a zip archive; look into it without unpacking.

    Args:
        kind: what the name says, in capitals.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _check_entries(archive)
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError) as error:
        raise ProblemError(problems.damaged(kind if kind in _WORKBOOKS else "XLSX")) from error


def _check_entries(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    inflated = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    if inflated > MAX_INFLATED or len(entries) > MAX_ENTRIES:
        raise ProblemError(problems.inflated())
    if inflated > _SMALL and inflated / packed > MAX_RATIO:
        raise ProblemError(problems.inflated())
    if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise ProblemError(problems.encrypted())
    if not any(name.startswith("xl/workbook") for name in names) and "content.xml" not in names:
        raise ProblemError(problems.not_a_table("DOCX" if "word/document.xml" in names else "ZIP"))
    if any(b"<!ENTITY" in _prolog(archive, name) for name in names if name.endswith((".xml", ".rels"))):
        raise ProblemError(problems.entities())


def _prolog(archive: zipfile.ZipFile, name: str) -> bytes:
    """What stands before the first element of a part, where alone XML defines entities."""
    with archive.open(name) as part:
        try:
            return part.read(_PROLOG)
        except (zipfile.BadZipFile, zlib.error):  # parts that matter are read again, and the damage is told
            return b""


def _check_compound(path: Path) -> None:
    """An old XLS is a compound file; a protected XLSX hides in one too."""
    with path.open("rb") as file:
        content = file.read(1 << 20)
    if "EncryptedPackage".encode("utf-16-le") in content or _OLD_PASSWORD.search(content):
        raise ProblemError(problems.encrypted())
    if "WordDocument".encode("utf-16-le") in content:
        raise ProblemError(problems.not_a_table("DOC"))

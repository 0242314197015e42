"""Files that become no table: PDF, office documents, archives, text, and whatever else holds readable words.

What a picture shows is not read, so a scanned letter passes; nor is sound or film.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ckanext.paser.privacy.rules.findings import Finding, in_document
from ckanext.paser.privacy.rules.kinds import Kind, Severity, without_data
from ckanext.paser.privacy.scanning.embedded import scan_embeddings, sealed, unopened, words
from ckanext.paser.privacy.scanning.parts import HIDDEN, part_texts
from ckanext.paser.privacy.scanning.pdf import PAGES, pdf_texts
from ckanext.paser.problems import N_, ProblemError
from ckanext.paser.tables.reading import problems
from ckanext.paser.tables.reading.child import read_file
from ckanext.paser.tables.reading.formats import MAX_ENTRIES, MAX_INFLATED

LINES = N_("lines")
TEXT = N_("text of the document")
NAME = N_("name of the file")
_DEEPEST = 3
"""Archives within archives."""
_START = 4096
_is_picture = re.compile(
    rb"\x89PNG\r\n\x1a\n|\xff\xd8\xff|GIF8[79]a.{6}\0|BM.{4}\0{4}|II\*\0|MM\0\*|RIFF.{3}[\0-\x08]WEBP"
    rb"|OggS\0|ID3[\x02-\x04]\0|fLaC[\0\x80]\0|RIFF.{3}[\0-\x08](?:WAVE|AVI )|\0{3}.ftyp|\x1aE\xdf\xa3",
    re.DOTALL,
).match
"""Pictures, then sound and film, by their first bytes, with one that no text has: ``BMKG`` and ``ID3`` begin sentences."""
_TABLES = (".csv", ".tsv", ".tab", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_OFFICE = ("word/document.xml", "ppt/presentation.xml", "content.xml")


@dataclass(frozen=True)
class Place:
    """Where a file is.

    Args:
        titles: what it is called, and what it is part of.
        within: its place in an archive, empty outside of one.
        depth: how many archives it is in.
    """

    titles: tuple[str, ...] = ()
    within: str = ""
    depth: int = 0


def scan_document(path: Path, name: str, folder: Path, place: Place) -> list[Finding]:
    """The personal data of a file of any kind.

    Args:
        name: the name it was sent under.
        folder: for what is unpacked; the caller removes it.
        place: where it is.

    Raises:
        ProblemError: it cannot be looked through.
    """
    with path.open("rb") as file:
        start = file.read(_START)
    if _is_picture(start):
        return []
    if kind := sealed(start):
        raise ProblemError(unopened(kind))
    if start.startswith(b"PK\x03\x04"):
        return _packed(path, name, folder, place)
    if b"%PDF-" in start[:1024]:
        return in_document(place.within, PAGES, pdf_texts(path))
    if place.depth and name.lower().endswith(_TABLES):
        return _table(path, name, folder, place)
    if b"\0" in start:
        return in_document(place.within, HIDDEN, (("", text) for text in words(path.read_bytes())))
    with path.open(encoding="utf-8", errors="replace") as lines:
        return in_document(place.within, LINES, ((str(n), line) for n, line in enumerate(lines, 1)))


def _packed(path: Path, name: str, folder: Path, place: Place) -> list[Finding]:
    """An archive, or an office file, which is one."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            names = {entry.filename for entry in entries}
            if any(entry.flag_bits & 1 for entry in entries):
                raise ProblemError(problems.encrypted())
            inflated = sum(entry.file_size for entry in entries)
            if len(entries) > MAX_ENTRIES or inflated > MAX_INFLATED or place.depth > _DEEPEST:
                raise ProblemError(problems.inflated())
            if "xl/workbook.xml" in names or name.lower().endswith(".ods"):
                return _table(path, name, folder, place)
            if not names.isdisjoint(_OFFICE):
                return _office(path, place.within)
            return [finding for entry in entries for finding in _member(archive, entry, folder, place)]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise ProblemError(problems.damaged("ZIP")) from error


def _office(path: Path, within: str) -> list[Finding]:
    """All words of an office file of today, and what is embedded in it."""
    texts = (("", one.text) for one in part_texts(path, cells=True))
    return [*in_document(within, TEXT, texts), *scan_embeddings(path)]


def _member(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, folder: Path, place: Place
) -> Iterator[Finding]:
    within = f"{place.within}/{entry.filename}".lstrip("/")
    yield from in_document(without_data(within), NAME, [("", entry.filename)])
    unpacked = folder / f"member-{place.depth}"
    left = entry.file_size
    with archive.open(entry) as source, unpacked.open("wb") as target:
        while block := source.read(1 << 20):
            left -= len(block)
            if left < 0:  # it says less than it holds
                raise ProblemError(problems.inflated())
            target.write(block)
    titles = (*place.titles, str(Path(entry.filename).with_suffix("")))
    yield from scan_document(unpacked, entry.filename, folder, Place(titles, within, place.depth + 1))


def _table(path: Path, name: str, folder: Path, place: Place) -> list[Finding]:
    """A table among the documents: judged by its columns; what cannot be read as one, by its text.

    Raises:
        ProblemError: it cannot be looked through either.
    """
    try:
        found = read_file(path, None, folder, filename=name).scan(place.titles)
    except ProblemError as error:
        if error.problem.code in ("encrypted", "inflated", "entities"):
            raise
        if zipfile.is_zipfile(path):
            return _office(path, place.within)
        return in_document(place.within, HIDDEN, (("", text) for text in words(path.read_bytes())))
    return [
        replace(
            one, sheet=f"{without_data(place.within)} {one.sheet}".strip(), fields=(), severity=_grave(one)
        )
        for one in found
        if one.kind != Kind.HIDDEN_SHEET.value  # there is no table that the public could have instead
    ]


def _grave(one: Finding) -> str:
    """What closes a workbook beside its table holds an archive, which is public as a whole or not at all."""
    return Severity.HOLD.value if one.closes else one.severity

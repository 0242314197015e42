"""The parts of an XLSX that the reader of workbooks does not tell of, looked at as bytes: a sheet may have millions of cells."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple
from xml.etree import ElementTree

from ckanext.paser.tables.reading.told import Padding, Told

_BLOCK = 1 << 20
_CELL_BEGINS = b"<c"
_ROOT = re.compile(rb"<(\w[\w.-]*:)worksheet[\s>]")
_BEGUN = re.compile(rb"<(row|c)(?=[\s/>])([^<>]*)>")
_NUMBER = re.compile(rb"\sr\s*=\s*[\"']([0-9]{1,7})[\"']")
_REFERENCE = re.compile(rb"\sr\s*=\s*[\"']([A-Za-z]{1,3}[0-9]{1,7})[\"']")
_CELL = re.compile(rb"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")

Place = tuple[int, int]
"""Row and column, from 0."""
_NOWHERE = (0, 0)
"""The place of what is no cell."""


class Wanted(NamedTuple):
    """What is looked for in a sheet: cells, or other elements.

    Args:
        pattern: of a cell, made by :func:`pattern`.
        hint: what stands behind the beginning of each of them, and in few others; if empty, all cells are looked at,
            which takes long.
        begins: how the last thing before the hint begins that may be one.
    """

    pattern: re.Pattern[bytes]
    hint: bytes = b""
    begins: bytes = _CELL_BEGINS

    @property
    def is_cell(self) -> bool:
        return self.begins == _CELL_BEGINS

    def found(self, text: bytes) -> Iterator[re.Match[bytes]]:
        """The cells in a piece of a sheet that match."""
        if not self.hint:
            yield from self.pattern.finditer(text)
            return
        at = text.find(self.hint)
        while at >= 0:
            if found := self.pattern.match(text, text.rfind(self.begins, 0, at)):
                yield found
            at = text.find(self.hint, at + 1)


def xml(archive: zipfile.ZipFile, name: str) -> ElementTree.Element | None:
    """A small part of the archive; None where there is none."""
    try:
        return ElementTree.fromstring(archive.read(name))  # noqa: S314 - in the limited child; see _check_archive
    except (KeyError, ElementTree.ParseError):
        return None


def sheet_part(archive: zipfile.ZipFile, sheet: str) -> str | None:
    """The name of the part that holds a sheet."""
    return linked(archive, "workbook.xml", [id_ for id_, name in sheets(archive) if name == sheet])


def sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """The id and the name of each sheet of a workbook."""
    book = xml(archive, "xl/workbook.xml")
    for one in () if book is None else book.iterfind("{*}sheets/{*}sheet"):
        yield from ((value, one.get("name", "")) for name, value in one.items() if name.endswith("}id"))


def is_to_be_calculated(archive: zipfile.ZipFile) -> bool:
    """Tell whether a workbook asks to be calculated when it is opened, as one does whose results are not to be relied on."""
    book = xml(archive, "xl/workbook.xml")
    how = None if book is None else book.find("{*}calcPr")
    return how is not None and how.get("fullCalcOnLoad") in {"1", "true"}


def linked(archive: zipfile.ZipFile, book: str, ids: Collection[str]) -> str | None:
    """The name of the part that a workbook calls by one of some ids."""
    links = xml(archive, f"xl/_rels/{book}.rels")
    targets = [one.get("Target", "") for one in ([] if links is None else links) if one.get("Id") in ids]
    names = {target.lstrip("/") if target.startswith("/") else f"xl/{target}" for target in targets}
    return next((name for name in names if name in archive.namelist()), None)


def pattern(attribute: bytes = b"", content: bytes = b"") -> re.Pattern[bytes]:
    """A pattern for :func:`matches`: a cell, whose attributes are its first group, in whatever order they stand.

    Args:
        attribute: pattern of one that it must have, as :func:`having` makes it.
        content: of what stands behind the cell's own tag; element names without prefix.
    """
    return re.compile(rb"<c(?=[\s/>])" + attribute + rb"([^<>]*)>" + content)


def having(name: bytes, value: bytes, *, look: bytes = b"?=") -> bytes:
    """The pattern of an attribute with a value, itself a pattern; ``?!`` for its absence."""
    return rb"(%s(?:[^<>]*?\s)%s\s*=\s*[\"'](?:%s)[\"'])" % (look, name, value)


def matches(
    archive: zipfile.ZipFile, part: str, wanted: re.Pattern[bytes], hint: bytes, longest: int
) -> Iterator[re.Match[bytes]]:
    """The cells of a sheet that match.

    Args:
        wanted: made by :func:`pattern`.
        hint: what every match contains; most parts of most sheets do not.
        longest: bytes of a cell.
    """
    for text in _pieces(archive, part, longest):
        if hint in text:
            yield from wanted.finditer(text)


def cells(
    archive: zipfile.ZipFile, part: str, wanted: Mapping[Told | Padding, Wanted], longest: int
) -> Iterator[tuple[Place, Told | Padding, re.Match[bytes]]]:
    """What is wanted of a sheet, in one pass: where a cell stands, and as what it was; one may come twice.

    Args:
        longest: bytes of a cell.
    """
    for text in _pieces(archive, part, longest):
        for what, one in wanted.items():
            for found in one.found(text):
                place = _place(found[1]) if one.is_cell else _NOWHERE
                if place is None:  # it stands behind the one before: all have to be counted, from the first
                    yield from _counted(archive, part, wanted, longest)
                    return
                yield place, what, found


def _counted(
    archive: zipfile.ZipFile, part: str, wanted: Mapping[Told | Padding, Wanted], longest: int
) -> Iterator[tuple[Place, Told | Padding, re.Match[bytes]]]:
    row, column = -1, 0
    of_cells = {what: one for what, one in wanted.items() if one.is_cell}
    for text in _pieces(archive, part, longest):
        for what, one in wanted.items() - of_cells.items():
            yield from ((_NOWHERE, what, found) for found in one.found(text))
        for tag in _BEGUN.finditer(text):
            if tag[1] == b"row":
                number = _NUMBER.search(tag[2])
                row, column = int(number[1]) - 1 if number else row + 1, 0
            else:
                place = _place(tag[2]) or (row, column)
                column = place[1] + 1
                for what, one in of_cells.items():
                    if found := one.pattern.match(text, tag.start()):
                        yield place, what, found


def _pieces(archive: zipfile.ZipFile, part: str, longest: int) -> Iterator[bytes]:
    """A sheet in pieces that end before a cell, the names of its elements without a prefix (``<x:c>`` is ``<c>``)."""
    rest, prefix = b"", None
    with archive.open(part) as stream:
        while block := stream.read(_BLOCK):
            text = rest + block
            if prefix is None:
                root = _ROOT.search(text)
                prefix = root[1] if root else b""
            if prefix:
                text = text.replace(b"<" + prefix, b"<").replace(b"</" + prefix, b"</")
            end = text.rfind(b"<c", -longest)
            end = text.rfind(b"<") if end < 0 else end  # the last cell is longer: at least no tag is cut
            yield text[:end]
            rest = text[end:]
    yield rest


def _place(attributes: bytes) -> Place | None:
    """Row and column, from 0, of a cell that says where it stands (``r="B7"``)."""
    found = _REFERENCE.search(attributes)
    return place_of(found[1]) if found else None


def place_of(reference: bytes) -> Place | None:
    """The same of a reference alone (``B7``, ``$B$7``)."""
    found = _CELL.fullmatch(reference)
    if not found:
        return None
    column = 0
    for letter in found[1].upper():
        column = column * 26 + letter - 64
    return int(found[2]) - 1, column - 1

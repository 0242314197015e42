"""What a workbook holds besides cells: comments, headers and footers, properties, caches of pivot tables, drawings.

An XLSX or ODS is a zip archive of XML; every text in it is read, except the cells of its sheets, which are read as such
(``linked``); of these only the formulas are read here (``formulas``). No entities are expanded, and of what grows with the
table nothing is held whole.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, NamedTuple
from xml.parsers import expat

from ckanext.paser.privacy.rules.findings import Finding, closed_by_model, outside
from ckanext.paser.privacy.rules.formulas import said
from ckanext.paser.privacy.rules.kinds import is_suspect
from ckanext.paser.privacy.scanning.formats import written
from ckanext.paser.privacy.scanning.formulas import FORMULAS, Piece, of_binary, without_cells
from ckanext.paser.privacy.scanning.linked import models, read_as_cells
from ckanext.paser.privacy.scanning.shared import unshown
from ckanext.paser.privacy.scanning.soup import soup_texts
from ckanext.paser.problems import N_, ProblemError
from ckanext.paser.tables.reading import problems, xlsb

COMMENTS = N_("comments")
AROUND = N_("headers and footers")
PROPERTIES = N_("document properties")
HIDDEN = N_("hidden parts of the workbook")
EMBEDDINGS = "/embeddings/"
"""The folder of the files within an office file."""
_BLOCK = 1 << 18
_NOT_READ = ("xl/theme/", "xl/calcChain.", "xl/printerSettings/")
"""Parts without words of people."""
_STYLES = "xl/styles."
"""Of these only number formats: names of styles are numbered by programs."""
_WORDS = "xl/sharedStrings."
"""The words of the cells."""
_NO_WORDS = frozenset(
    ["id", "Id", "ID", "uid", "ref", "sqref", "hashValue", "saltValue", "checksum"]
    + ["d", "path", "points", "viewBox", "enhanced-path", "style", "gfxdata"]
)
"""Attributes of references, keys and outlines. All others may hold words of people: what a filter shows, who commented."""
_GUID = re.compile(r"\{?[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}?")
_CELLS = ("sheetData", "table-row")
_FORMULA, _SHEET, _NAME = "table:formula", "table:table", "table:name"
"""Of an ODS; in an XLSX a formula is an element."""
_RUNS = ("r", "span")
"""Pieces of a sentence, each with its own letters."""


class Text(NamedTuple):
    """A suspicious text.

    Args:
        place: what it stands in, an English msgid.
        sheet: the name of the sheet that it is the formula of, and ``cell`` the address there; empty for all others.
    """

    place: str
    text: str
    sheet: str = ""
    cell: str = ""


def scan_parts(path: Path | IO[bytes], *, cells: bool = False) -> list[Finding]:
    """The personal data of an XLSX, XLSB or ODS outside its cells, or of another office file.

    Args:
        cells: of tables too.

    Raises:
        ProblemError: it cannot be looked through.
    """
    found = judged(part_texts(path, cells=cells))
    with zipfile.ZipFile(path) as archive:
        return [*found, *([closed_by_model(HIDDEN)] if models(archive) else [])]


def judged(texts: Iterable[Text]) -> list[Finding]:
    """What the texts of an office file come to, for each place, and each sheet where they are formulas."""
    by: defaultdict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for one in texts:
        by[one.sheet, one.place].append((one.cell, one.text))
    return [
        finding
        for (sheet, place), some in by.items()
        for finding in outside(sheet, place, some, may_be_codes=place == FORMULAS)
    ]


def part_texts(path: Path | IO[bytes], *, cells: bool = False) -> Iterator[Text]:
    """The suspicious texts of an office file, each with what it stands in.

    Args:
        cells: also those in the cells of tables, which in a workbook are read as such.

    Raises:
        ProblemError: it cannot be looked through.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            sheets = read_as_cells(archive)
            for entry in archive.infolist():
                name = entry.filename
                if (
                    name.startswith(_NOT_READ)
                    or EMBEDDINGS in name
                    or (name.startswith(_WORDS) and not cells)
                ):
                    continue
                if name.endswith(".vml"):
                    yield from _drawn(archive, name)
                elif name.endswith((".xml", ".rels")):
                    with archive.open(entry) as file:
                        unread = name.startswith("xl/") and name not in sheets
                        yield from _texts(file, name, cells=cells or unread, sheet=sheets.get(name, ""))
                elif name.endswith(".bin"):
                    yield from _binary_texts(archive.read(entry), name, sheets)
            if not cells:
                yield from (Text(HIDDEN, text) for text in unshown(archive, sheets))
    except (
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        IndexError,
        expat.ExpatError,
        NotImplementedError,
        RuntimeError,
        OSError,
        EOFError,
    ) as error:
        raise ProblemError(problems.damaged("XLSX, ODS")) from error


def byte_texts(content: bytes) -> list[str]:
    """What a file of any kind says, if its text is of one or two bytes a character."""
    return [content.decode("latin-1"), *(content[i:].decode("utf-16-le", "ignore") for i in (0, 1))]


def _drawn(archive: zipfile.ZipFile, name: str) -> Iterator[Text]:
    """The suspicious texts of an old drawing (VML), which need not be XML."""
    try:
        with archive.open(name) as file:
            found = list(_texts(file, name, cells=True))
    except expat.ExpatError:
        texts = soup_texts(archive.read(name).decode("utf-8", "replace"))
        found = [Text(_place(name), text) for text in texts if is_suspect(text)]
    yield from found


def _binary_texts(content: bytes, name: str, sheets: Mapping[str, str]) -> Iterator[Text]:
    """The suspicious texts of a part of an XLSB."""
    parts, told = [content], str
    if name.startswith(_STYLES):
        parts, told = [text for kind, text in xlsb.records(content) if kind == xlsb.FORMAT], written
    elif name in sheets:
        parts = []
        for cell, text in of_binary(content, parts):
            yield Text(FORMULAS, text, sheets[name], cell)
    for part in parts:
        yield from (Text(_place(name), text) for text in map(told, byte_texts(part)) if is_suspect(text))


def _texts(file: IO[bytes], name: str, *, cells: bool, sheet: str = "") -> Iterator[Text]:
    """The suspicious texts of one part, each with what it stands in.

    Args:
        sheet: the name of the sheet that it holds.
    """
    is_read = cells or (name.endswith("/content.xml"))  # of what is embedded in an ODS
    reader = _Reader(_place(name), () if is_read else _CELLS, words=not name.startswith(_STYLES), sheet=sheet)
    for block in map(Piece, iter(lambda: file.read(_BLOCK), b"")) if cells else without_cells(file):
        reader.cell = block.cell
        reader.parser.Parse(block.xml)
        yield from reader.taken()
    reader.parser.Parse(b"", True)
    yield from reader.taken()


def _place(name: str) -> str:
    lower = name.lower()
    if "comment" in lower or lower.endswith(".vml"):
        return COMMENTS
    if lower.startswith("docprops/") or lower == "meta.xml":
        return PROPERTIES
    is_around = lower == "styles.xml" or (
        lower.startswith("xl/worksheets/") and lower.endswith((".xml", ".bin"))
    )
    return AROUND if is_around else HIDDEN


def _is_drawn(prefix: str, local: str) -> bool:
    """Tell whether an element of an ODS is no text of the cell it is anchored in: a comment, a text box, a shape."""
    return prefix == "draw" or local == "annotation"


def _may_hold_words(attribute: str, value: str) -> bool:
    prefix, _, local = attribute.rpartition(":")
    is_name = "xmlns" not in (prefix, local) and local not in _NO_WORDS
    return is_name and not _GUID.fullmatch(value)


class _Reader:
    """Collects texts; those of one paragraph or property are one text.

    Args:
        of_cells: elements that hold the cells of tables, in which formulas, comments and shapes alone are read.
        words: attributes are read.
        sheet: the name of the sheet that is read.
    """

    def __init__(self, place: str, of_cells: Sequence[str], *, words: bool, sheet: str) -> None:
        self.place, self.of_cells, self.words, self.sheet, self.cell = place, of_cells, words, sheet, ""
        self.texts: list[Text] = []
        self.pieces: list[str] = []
        self.cells = self.drawn = self.notes = self.runs = self.formulas = 0
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.EntityDeclHandler = self._refuse
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def taken(self) -> list[Text]:
        texts, self.texts = self.texts, []
        return texts

    def _refuse(self, *_: object) -> None:
        raise ProblemError(problems.entities())

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        prefix, _, local = tag.rpartition(":")
        self.cells += local in self.of_cells
        self.drawn += _is_drawn(prefix, local)
        self.notes += local == "annotation"
        self.runs += local in _RUNS
        self.formulas += bool(self.cells) and local == "f"
        if not self.cells or self.drawn or local == "a":
            self._words(attributes)
        elif formula := attributes.get(_FORMULA):
            self._says(formula)
        if tag == _SHEET:
            self.sheet = attributes.get(_NAME, "")

    def _words(self, attributes: Mapping[str, str]) -> None:
        for name, value in attributes.items():
            place = HIDDEN if self.place == AROUND else self.place
            if name == "formatCode":
                self._add(written(value), place)
            elif self.words and _may_hold_words(name, value):
                self._add(value, place)

    def _end(self, tag: str) -> None:
        prefix, _, local = tag.rpartition(":")
        if self.pieces and not self.runs:
            text = "".join(self.pieces)
            self.pieces.clear()
            if self.formulas:
                self._says(text)
            else:
                self._add(text, self.place)
        self.formulas -= bool(self.cells) and local == "f"
        self.cells -= local in self.of_cells
        self.drawn -= _is_drawn(prefix, local)
        self.notes -= local == "annotation"
        self.runs -= local in _RUNS

    def _text(self, text: str) -> None:
        if self.drawn or not self.cells or self.formulas:
            self.pieces.append(text)

    def _says(self, formula: str) -> None:
        self.texts += [Text(FORMULAS, text, self.sheet, self.cell) for text in said(formula)]

    def _add(self, text: str, place: str) -> None:
        if is_suspect(text):
            self.texts.append(Text(COMMENTS if self.notes else place, text))

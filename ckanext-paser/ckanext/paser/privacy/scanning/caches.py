"""What a workbook keeps of tables that it does not show: the rows below a pivot table, and cells of another workbook.

Their numbers are read as words (``parts``); here their columns are judged like those of a sheet. What is found closes the file
and not its table, which has none of it. Sources: ECMA-376-1 18.10 (pivot caches), 18.14 (external links).
"""

from __future__ import annotations

import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO
from xml.etree import ElementTree

from ckanext.paser.privacy.rules.beside import FACTS
from ckanext.paser.privacy.rules.findings import Finding
from ckanext.paser.privacy.rules.kinds import Kind, Severity
from ckanext.paser.privacy.scanning.cells import scan_columns, scan_sheet
from ckanext.paser.privacy.scanning.parts import HIDDEN
from ckanext.paser.tables.rules.cells import Sheet

_DEFINITION = re.compile(r"xl/pivotCache/pivotCacheDefinition([0-9]*)\.xml")
_LINK = re.compile(r"xl/externalLinks/externalLink[0-9]*\.xml")
_REFERENCE = re.compile("([A-Z]{1,3})[0-9]{1,7}")
_KINDS = {Kind.COORDINATES.value, *(fact.kind.value for fact in FACTS)}
_MOST = 16_384
"""Columns of a sheet."""

Cells = dict[int, list[str]]


def scan_caches(path: Path) -> list[Finding]:
    """The personal data of tables that an XLSX keeps and does not show; what is no XML is told by ``scan_parts``."""
    found: dict[str, Finding] = {}
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            try:
                for one in _found(archive, name):
                    if one.kind in _KINDS and one.holds:
                        close = Severity.CLOSE.value
                        found.setdefault(
                            one.kind,
                            replace(one, sheet="", column=HIDDEN, fields=(), cells=(), severity=close),
                        )
            except (ElementTree.ParseError, KeyError):
                continue
    return list(found.values())


def _found(archive: zipfile.ZipFile, name: str) -> Iterator[Finding]:
    if match := _DEFINITION.fullmatch(name):
        with archive.open(name) as file:
            labels, cells = _fields(file)
        records = f"xl/pivotCache/pivotCacheRecords{match[1]}.xml"
        if records in archive.namelist():
            with archive.open(records) as file:
                _add_records(file, cells)
        yield from scan_columns("", labels, [cells[i] for i in range(len(labels))], 1)
    elif _LINK.fullmatch(name):
        with archive.open(name) as file:
            for rows in _sheets(file):
                yield from scan_sheet("", Sheet(rows))


def _elements(file: IO[bytes]) -> Iterator[tuple[str, ElementTree.Element]]:
    """Each element when it ends, by its name without its space; whoever takes one empties it."""
    for _, element in ElementTree.iterparse(file):  # noqa: S314 - in the limited child; see _check_archive
        yield element.tag.rpartition("}")[2], element


def _fields(file: IO[bytes]) -> tuple[dict[int, str], Cells]:
    """The columns of a pivot table's source, and the different values of each."""
    labels: dict[int, str] = {}
    cells: Cells = defaultdict(list)
    for name, element in _elements(file):
        if name == "cacheField":
            cells[len(labels)] = [one.get("v", "") for items in element for one in items]
            labels[len(labels)] = element.get("name", "")
            element.clear()
    return labels, cells


def _add_records(file: IO[bytes], cells: Cells) -> None:
    """Values that stand in the rows themselves, and not among the different ones of a column."""
    for name, element in _elements(file):
        if name == "r":
            for i, one in enumerate(element):
                if not one.tag.endswith("x") and i in cells:
                    cells[i].append(one.get("v", ""))
            element.clear()


def _sheets(file: IO[bytes]) -> Iterator[list[list[str]]]:
    """The remembered cells of each sheet of another workbook."""
    rows: list[list[str]] = []
    for name, element in _elements(file):
        if name == "row":
            rows.append(_row(element))
            element.clear()
        elif name == "sheetData":
            width = max(map(len, rows), default=0)
            yield [[*row, *[""] * (width - len(row))] for row in rows]
            rows = []


def _row(element: ElementTree.Element) -> list[str]:
    cells: list[str] = []
    for cell in element:
        if match := _REFERENCE.fullmatch(cell.get("r", "")):
            place = _place(match[1])
            cells += [""] * (place + 1 - len(cells))
            cells[place] = "".join(cell.itertext())
    return cells


def _place(letters: str) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return min(place, _MOST) - 1

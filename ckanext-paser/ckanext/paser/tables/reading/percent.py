"""Which cells of an XLSX are shown as percentages: it stores 0.125 and shows 12.5 %. The reader of workbooks does not tell."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from ckanext.paser.tables.rules.cells import number_text

_BUILT_IN = {"9", "10"}
_QUOTED = re.compile(r'"[^"]*"|\\.')
_STYLED = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^<>]*? s="([0-9]+)"')
_LONGEST = 200
_BLOCK = 1 << 20


def as_shown(path: Path, sheet: str, cells: list[list[Any]]) -> None:
    """Write the numbers that a sheet shows as percentages as people see them: ``12,5%``.

    Args:
        cells: of the whole sheet, from its first row and column; changed in place.
    """
    if not zipfile.is_zipfile(path):
        return
    with zipfile.ZipFile(path) as archive:
        for row, column in _places(archive, sheet):
            if row < len(cells) and column < len(cells[row]):
                cell = cells[row][column]
                if isinstance(cell, float):
                    cells[row][column] = _written(cell)


def _written(number: float) -> str:
    text = number_text(number * 100).replace(".", ",")
    _, comma, decimals = text.partition(",")
    return f"{text}{'0' if comma and len(decimals) == 3 else ''}%"  # three decimals could be thousands


def _places(archive: zipfile.ZipFile, sheet: str) -> Iterator[tuple[int, int]]:
    """Row and column, from 0, of each cell that is shown as a percentage."""
    styles = _percent_styles(archive)
    part = _part(archive, sheet) if styles else None
    if part is None:
        return
    with archive.open(part) as stream:
        rest = b""
        while block := stream.read(_BLOCK):
            text = rest + block
            for found in _STYLED.finditer(text):
                if found[3] in styles:
                    yield int(found[2]) - 1, _column(found[1])
            rest = text[max(text.rfind(b"<c "), len(text) - _LONGEST, 0) :]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _percent_styles(archive: zipfile.ZipFile) -> set[bytes]:
    """The numbers of the cell styles whose format has a percent sign outside quotation marks."""
    root = _xml(archive, "xl/styles.xml")
    if root is None:
        return set()
    own = {
        one.get("numFmtId"): "%" in _QUOTED.sub("", one.get("formatCode", ""))
        for one in root.iterfind("{*}numFmts/{*}numFmt")
    }
    formats = [one.get("numFmtId") for one in root.iterfind("{*}cellXfs/{*}xf")]
    return {b"%d" % n for n, id_ in enumerate(formats) if own.get(id_, id_ in _BUILT_IN)}


def _part(archive: zipfile.ZipFile, sheet: str) -> str | None:
    """The name of the file in the archive that holds a sheet."""
    book, links = _xml(archive, "xl/workbook.xml"), _xml(archive, "xl/_rels/workbook.xml.rels")
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


def _xml(archive: zipfile.ZipFile, name: str) -> ElementTree.Element | None:
    try:
        return ElementTree.fromstring(archive.read(name))  # noqa: S314 - in the limited child; see _check_archive
    except (KeyError, ElementTree.ParseError):
        return None

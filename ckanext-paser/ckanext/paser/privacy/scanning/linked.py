"""The parts of a workbook whose cells are read as those of its sheets; all others hold what nobody sees.

What another workbook was when it was asked (``xl/externalLinks``), a sheet that the workbook lists no more, and a sheet of
macros have cells as well. Sources: ECMA-376-1 12.3.23 and 18.2.19 (sheets are parts that the workbook calls by the id of a
relationship), 18.14 (external links), [MS-XLSB] 2.4 (BrtBundleSh).
"""

from __future__ import annotations

import posixpath
import zipfile

from ckanext.paser.tables.reading import xlsb, xlsx

_SHEETS = "xl/worksheets/"
_MODELS = ("xl/model/", "xl/customdata/")
"""Where the tables of a data model are (Power Pivot), packed as Microsoft alone packs."""


def read_as_cells(archive: zipfile.ZipFile) -> dict[str, str]:
    """The parts that hold the sheets of a workbook, with what these are called; of one that lists none, all that look like it."""
    names = [name for name in archive.namelist() if _plain(name).startswith(_SHEETS)]
    book = next((name for name in ("workbook.xml", "workbook.bin") if f"xl/{name}" in archive.namelist()), "")
    if not book:
        return dict.fromkeys(names, "")
    called = _called(archive, book)
    return {name: called[_plain(name)] for name in names if _plain(name) in called}


def models(archive: zipfile.ZipFile) -> list[str]:
    """The names of the parts that hold a data model, which nobody here can read."""
    return [
        name for name in archive.namelist() if _plain(name).startswith(_MODELS) and name.endswith(".data")
    ]


def _called(archive: zipfile.ZipFile, book: str) -> dict[str, str]:
    """The parts that a workbook calls its worksheets, with the names of these."""
    sheets = dict(xlsb.sheets(archive) if book.endswith(".bin") else xlsx.sheets(archive))
    links = xlsx.xml(archive, f"xl/_rels/{book}.rels")
    return {
        _plain(posixpath.join("xl", link.get("Target", ""))): sheets[link.get("Id", "")]
        for link in ([] if links is None else links)
        if link.get("Id") in sheets and link.get("Type", "").endswith("/worksheet")
    }


def _plain(name: str) -> str:
    return posixpath.normpath(name.replace("\\", "/").lower()).lstrip("/")

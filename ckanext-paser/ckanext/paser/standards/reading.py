"""The rows of a list of data standards, out of a CSV, a workbook or JSON."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, ZipError

from ckanext.paser.problems import N_, Problem, ProblemError
from ckanext.paser.standards.rules import CODE, Row

_WORKBOOKS = (".xlsx", ".xls", ".ods")


def rows(path: Path, headings: Collection[str] = (CODE.replace("_", ""),)) -> list[Row]:
    """All rows of a file; of a workbook those of its first sheet.

    Args:
        headings: what the column of codes may be called, without signs and in small letters.

    Raises:
        ProblemError: it cannot be read as what its ending says.
    """
    ending = path.suffix.lower()
    try:
        if ending in _WORKBOOKS:
            return list(_of_workbook(path, headings))
        text = path.read_text(encoding="utf-8-sig")
        return list(_of_json(json.loads(text)) if ending == ".json" else _of_csv(text, headings))
    except (UnicodeDecodeError, ValueError, csv.Error, CalamineError, PasswordError, ZipError) as error:
        fact = N_("The file cannot be read as CSV, workbook or JSON, whichever its ending says.")
        remedy = N_("Save it as CSV (UTF-8), as XLSX without a password, or as a list of objects in JSON.")
        raise ProblemError(Problem("unreadable", "{file}", fact, remedy, {"file": path.name})) from error


def _of_csv(text: str, headings: Collection[str]) -> Iterator[Row]:
    """Rows of a CSV by the line on which they end; columns are parted by what stands most in its first line."""
    first = text.partition("\n")[0]
    reader = csv.reader(text.splitlines(keepends=True), delimiter=max(",;\t", key=first.count))
    yield from _numbered(((reader.line_num, cells) for cells in reader), headings)


def _of_workbook(path: Path, headings: Collection[str]) -> Iterator[Row]:
    with CalamineWorkbook.from_path(path) as workbook:
        sheet = workbook.get_sheet_by_index(0).to_python(skip_empty_area=False)
    yield from _numbered(enumerate(sheet, 1), headings)


def _numbered(lines: Any, headings: Collection[str]) -> Iterator[Row]:
    """Rows below the one with the headings; what stands above it is passed over."""
    found: list[str] = []
    for number, cells in lines:
        if found:
            yield Row(number, dict(zip(found, cells, strict=False)))
        elif any(re.sub(r"[\W_]", "", str(cell)).casefold() in headings for cell in cells):
            found = [str(cell) for cell in cells]


def _of_json(content: Any) -> Iterator[Row]:
    entries = content.get("items") if isinstance(content, dict) else content
    if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
        raise ValueError("no list of objects")
    yield from (Row(number, entry) for number, entry in enumerate(entries, 1))

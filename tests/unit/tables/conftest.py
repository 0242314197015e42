"""Ways to write the files that agencies send, and to read a file's table."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from ckanext.paser.tables.reading.child import LARGE, read_file

Rows = Sequence[Sequence[object]]


class Shown(tuple[list[str], list[list[str]]]):
    """The columns (``id:type``) and the rows of a table."""

    __slots__ = ()


def shown(path: Path, sheet: str | None = None, large: int = LARGE, filename: str = "") -> Shown:
    """Read a file's table and show it as tests expect it."""
    read = read_file(path, sheet, path.parent, large, filename)
    with (path.parent / "rows").open("w+b") as out:
        read.write(out.fileno())
        out.seek(0)
        rows = [row[1:] for row in csv.reader(io.StringIO(out.read().decode(), newline=""))]
    assert len(rows) == read.reading.rows
    return Shown(([f"{column.id}:{column.type}" for column in read.reading.columns], rows))


def as_usual(_: object) -> None:
    """No cell is written in a way of its own."""


def ods(path: Path, sheets: dict[str, Rows], own: Callable[[object], str | None] = as_usual) -> None:
    """Write an OpenDocument spreadsheet: numbers, days, times and truths as such, the rest as text.

    Args:
        own: the XML of a cell that is written in a way of its own, None for the others.
    """

    def cell(value: object) -> str:
        if value is None:
            return "<table:table-cell/>"
        if isinstance(value, bool):
            kind = f'office:value-type="boolean" office:boolean-value="{str(value).lower()}"'
            return f"<table:table-cell {kind}/>"
        if isinstance(value, date):
            kind = f'office:value-type="date" office:date-value="{value.isoformat()}"'
            return f"<table:table-cell {kind}/>"
        if isinstance(value, timedelta):
            minutes, seconds = divmod(int(value.total_seconds()), 60)
            kind = f'office:value-type="time" office:time-value="PT{minutes // 60:02}H{minutes % 60:02}M{seconds:02}S"'
            return f"<table:table-cell {kind}/>"
        if isinstance(value, (int, float)):
            kind = f'office:value-type="float" office:value="{value}"'
            return f"<table:table-cell {kind}><text:p>{value}</text:p></table:table-cell>"
        return f'<table:table-cell office:value-type="string"><text:p>{escape(str(value))}</text:p></table:table-cell>'

    def table(name: str, rows: Iterable[Sequence[object]]) -> str:
        lines = (
            f"<table:table-row>{''.join(own(value) or cell(value) for value in row)}</table:table-row>"
            for row in rows
        )
        return f'<table:table table:name="{escape(name)}">{"".join(lines)}</table:table>'

    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    spaces += ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    tables = "".join(table(name, rows) for name, rows in sheets.items())
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces} office:version="1.2">'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>',
        )


@pytest.fixture
def table() -> Callable[..., Shown]:
    """Reads a file's table: ``table(path, sheet=None)``."""
    return shown


@pytest.fixture(scope="session")
def write_ods() -> Callable[..., None]:
    """Writes an ODS of several sheets."""
    return ods

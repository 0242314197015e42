"""Ways to write the files that agencies send, and to read a file's table."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
import xlsxwriter
import xlwt
from openpyxl.utils import range_boundaries

from ckanext.paser.tables.reading.child import LARGE, read_file
from ckanext.paser.tables.reading.delimited import numbered_rows, prepare
from ckanext.paser.tables.reading.told import ERRORS

Rows = Sequence[Sequence[object]]


CODES = {text: code for code, text in ERRORS.items()}
"""What spreadsheet programs take for errors, so that it is none but an error in a workbook of theirs."""


class Shown(tuple[list[str], list[list[str]]]):
    """The columns (``id:type``) and the rows of a table."""

    __slots__ = ()


def shown(
    path: Path, sheet: str | None = None, large: int = LARGE, filename: str = "", **asked: Any
) -> Shown:
    """Read a file's table and show it as tests expect it."""
    read = read_file(path, sheet, path.parent, large, filename, **asked)
    with (path.parent / "rows").open("w+b") as out:
        read.write(out.fileno())
        out.seek(0)
        rows = [row[1:] for row in csv.reader(io.StringIO(out.read().decode(), newline=""))]
    assert len(rows) == read.reading.rows
    return Shown(([f"{column.id}:{column.type}" for column in read.reading.columns], rows))


def as_csv(path: Path, rows: Iterable[Sequence[str]]) -> Path:
    """A text file of some rows, at ``path``."""
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path


def xlsx(path: Path, sheets: dict[str, Rows], merges: Sequence[str] = ()) -> None:
    """Write a workbook; dates are shown as days, errors are failed formulas. ``merges`` are areas (``A1:B2``)."""
    with xlsxwriter.Workbook(path) as workbook:
        shown_as = {date: "dd/mm/yyyy", datetime: "dd/mm/yyyy hh:mm"}
        looks = {kind: workbook.add_format({"num_format": look}) for kind, look in shown_as.items()}
        for name, rows in sheets.items():
            page = workbook.add_worksheet(name)
            for area in merges:
                page.merge_range(area, "")
            for n, i, cell in _filled(rows):
                if cell in CODES:
                    page.write_formula(n, i, "=A99", None, cell)
                else:
                    write = page.write_string if isinstance(cell, str) else page.write
                    write(n, i, cell, looks.get(type(cell)))


def xls(path: Path, sheets: dict[str, Rows], merges: Sequence[str] = ()) -> None:
    """Write the same as Excel 97 to 2003 did."""
    workbook = xlwt.Workbook(encoding="cp1252")
    shown_as = {date: "DD/MM/YYYY", datetime: "DD/MM/YYYY HH:MM"}
    looks = {kind: xlwt.easyxf(num_format_str=look) for kind, look in shown_as.items()}
    usual = xlwt.easyxf()
    for name, rows in sheets.items():
        page = workbook.add_sheet(name)
        for left, top, right, bottom in map(_area, merges):
            page.merge(top, bottom, left, right)
        for n, i, cell in _filled(rows):
            if cell in CODES:
                page.row(n).set_cell_error(i, CODES[str(cell)])
            else:
                page.write(n, i, cell, looks.get(type(cell), usual))
    workbook.save(str(path))


def _filled(rows: Rows) -> Iterator[tuple[int, int, object]]:
    for n, row in enumerate(rows):
        yield from ((n, i, cell) for i, cell in enumerate(row) if cell is not None)


def _area(area: str) -> list[int]:
    """First column and row, last column and row of an area, from 0."""
    return [n - 1 for n in range_boundaries(area)]


def as_libreoffice(cell: object) -> str | None:
    """An error in an ODS."""
    if cell not in CODES:
        return None
    return (
        '<table:table-cell table:formula="of:=[.A99]" office:value-type="string" office:string-value=""'
        f' calcext:value-type="error"><text:p>{cell}</text:p></table:table-cell>'
    )


def ods(
    path: Path,
    sheets: dict[str, Rows],
    own: Callable[[object], str | None] = as_libreoffice,
    merges: Sequence[str] = (),
) -> None:
    """Write an OpenDocument spreadsheet: numbers, days, times and truths as such, the rest as text.

    Args:
        own: the XML of a cell that is written in a way of its own, None for the others; errors are, as by LibreOffice.
        merges: areas of merged cells (``A1:B2``).
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

    areas = [*map(_area, merges)]
    covered = {
        (n, i)
        for left, top, right, bottom in areas
        for n in range(top, bottom + 1)
        for i in range(left, right + 1)
    }
    spans = {
        (
            top,
            left,
        ): f'table:number-columns-spanned="{right - left + 1}" table:number-rows-spanned="{bottom - top + 1}"'
        for left, top, right, bottom in areas
    }

    def placed(n: int, i: int, value: object) -> str:
        if (n, i) in covered - spans.keys():
            return "<table:covered-table-cell/>"
        written = own(value) or cell(value)
        return written.replace("<table:table-cell", f"<table:table-cell {spans.get((n, i), '')}", 1)

    def table(name: str, rows: Iterable[Sequence[object]]) -> str:
        lines = (
            f"<table:table-row>{''.join(placed(n, i, value) for i, value in enumerate(row))}</table:table-row>"
            for n, row in enumerate(rows)
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


@pytest.fixture(params=[0, LARGE], ids=["duckdb", "python"])
def large(request: pytest.FixtureRequest) -> int:
    """From how many bytes on a text file is read by DuckDB."""
    return request.param


@pytest.fixture
def table() -> Callable[..., Shown]:
    """Reads a file's table: ``table(path, sheet=None)``."""
    return shown


@pytest.fixture(scope="session")
def write_ods() -> Callable[..., None]:
    """Writes an ODS of several sheets."""
    return ods


FORMS: dict[str, Callable[..., None]] = {"xlsx": xlsx, "xls": xls, "ods": ods}


@pytest.fixture(scope="session")
def forms() -> dict[str, Callable[..., None]]:
    """The ways to write a workbook: ``forms["xls"](path, sheets, merges=())``."""
    return FORMS


@pytest.fixture(params=FORMS)
def written(request, tmp_path: Path) -> Callable[..., Path]:
    """Writes a workbook in each form: ``written(sheets, merges=())``, and tells where."""

    def write(sheets: dict[str, Rows], merges: Sequence[str] = ()) -> Path:
        path = tmp_path / f"data.{request.param}"
        FORMS[request.param](path, sheets, merges=merges)
        return path

    return write


@pytest.fixture
def cells_of(tmp_path: Path) -> Callable[[str], Rows]:
    """The cells of a text file, as text."""

    def cells(content: str) -> Rows:
        (tmp_path / "data.csv").write_text(content, encoding="utf-8", newline="")
        return [row for _, row in numbered_rows(prepare(tmp_path / "data.csv", tmp_path))]

    return cells

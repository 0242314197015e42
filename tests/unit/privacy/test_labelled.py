"""Claims about 200 labelled columns and 136 labelled tables: what is personal is found, what only looks like it is not; in
text, in workbooks and in GeoJSON."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from itertools import zip_longest
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
import xlsxwriter
import xlwt

from ckanext.paser.privacy.rules.findings import Finding, letters
from ckanext.paser.tables.reading.child import read_file

PYTHON, DUCKDB = 1 << 40, 0


def csv_file(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)


def xlsx_file(path: Path, rows: list[list[str]]) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for place, text in cells(rows):
            sheet.write_string(*place, text)


def xls_file(path: Path, rows: list[list[str]]) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Data")
    for place, text in cells(rows):
        sheet.write(*place, text)
    book.save(str(path))


def ods_file(path: Path, rows: list[list[str]]) -> None:
    def cell(text: str) -> str:
        return (
            f'<table:table-cell office:value-type="string"><text:p>{escape(text)}</text:p></table:table-cell>'
        )

    urn = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = " ".join(f'xmlns:{name}="{urn}:{name}:1.0"' for name in ("office", "table", "text"))
    lines = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    table = f'<office:spreadsheet><table:table table:name="Data">{lines}</table:table></office:spreadsheet>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        content = (
            f"<office:document-content {spaces}><office:body>{table}</office:body></office:document-content>"
        )
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{urn}:manifest:1.0"/>')


def geojson_file(path: Path, rows: list[list[str]]) -> None:
    features = [
        {"type": "Feature", "properties": dict(zip(rows[0], row, strict=True)), "geometry": None}
        for row in rows[1:]
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")


def cells(rows: list[list[str]]) -> Iterator[tuple[tuple[int, int], str]]:
    return (((n, i), text) for n, row in enumerate(rows) for i, text in enumerate(row) if text)


WAYS: dict[str, tuple[Callable[[Path, list[list[str]]], None], int]] = {
    "csv python": (csv_file, PYTHON),
    "csv duckdb": (csv_file, DUCKDB),
    "xlsx": (xlsx_file, 0),
    "xls": (xls_file, 0),
    "ods": (ods_file, 0),
}
TABLE_WAYS = WAYS | {"geojson": (geojson_file, 0)}
"""A feature has each property once, so that columns of one header are for the other ways."""


@pytest.fixture(scope="module", params=WAYS)
def found(request, tmp_path_factory, labelled) -> list[list[Finding]]:
    """What is found in each column; all stand in one file."""
    write, large = WAYS[request.param]
    path = tmp_path_factory.mktemp("labelled") / "file"
    rows = zip_longest(*(column.cells for column in labelled), fillvalue="")
    header = ["Uraian", *(column.header for column in labelled)]
    write(path, [header, *([f"baris {n}", *row] for n, row in enumerate(rows))])
    by_letter: dict[str, list[Finding]] = {letters(i): [] for i in range(len(labelled) + 1)}
    for finding in read_file(path, None, path.parent, large=large).scan():
        by_letter[re.sub("[0-9]", "", finding.cells[0])].append(finding)
    return list(by_letter.values())[1:]


def test_there_are_a_hundred_of_each(labelled):
    assert [sum(bool(c.kind) == personal for c in labelled) for personal in (True, False)] == [100, 100]


def test_at_least_99_of_100_columns_of_identity_numbers_are_held(found, labelled):
    numbers = [
        (column, findings)
        for column, findings in zip(labelled, found, strict=True)
        if column.kind in ("nik", "kk")
    ]
    missed = [str(column) for column, findings in numbers if not any(finding.holds for finding in findings)]
    assert len(numbers) >= 50
    assert len(missed) <= 0.01 * len(numbers), missed


def test_at_least_97_of_100_columns_that_are_told_are_personal(found, labelled):
    told = [column for column, findings in zip(labelled, found, strict=True) if findings]
    wrong = [str(column) for column in told if not column.kind]
    assert len(wrong) <= 0.03 * len(told), wrong


def test_each_kind_is_found_by_its_name(found, labelled):
    missed = [
        str(column)
        for column, findings in zip(labelled, found, strict=True)
        if column.kind and column.kind not in {finding.kind for finding in findings}
    ]
    assert missed == []


@pytest.fixture(scope="module", params=TABLE_WAYS)
def held(request, tmp_path_factory, labelled_tables) -> list[set[str]]:
    """The kinds that hold each table; each is a file of its own."""
    write, large = TABLE_WAYS[request.param]
    folder = tmp_path_factory.mktemp("tables")
    kinds: list[set[str]] = []
    for n, table in enumerate(labelled_tables):
        write(folder / str(n), table.rows)
        found = read_file(folder / str(n), None, folder, large=large).scan()
        kinds.append({finding.kind for finding in found if finding.holds})
    return kinds


def test_there_are_about_as_many_tables_of_each(labelled_tables):
    assert [sum(bool(t.kind) == personal for t in labelled_tables) for personal in (True, False)] == [68, 68]


def test_names_beside_a_private_fact_hold_by_that_fact_alone(held, labelled_tables):
    missed = [
        f"{table} held by {kinds}"
        for table, kinds in zip(labelled_tables, held, strict=True)
        if table.kind and kinds != set(table.kind.split())
    ]
    assert missed == []


def test_counts_institutions_and_whoever_serves_there_hold_nothing(held, labelled_tables):
    wrong = [
        f"{table} held by {kinds}"
        for table, kinds in zip(labelled_tables, held, strict=True)
        if kinds and not table.kind
    ]
    assert wrong == []

"""Claims about the ways in which programs may write one and the same XLSX: its cells are what they are in each of them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from ckanext.paser.problems import ProblemError, worded
from ckanext.paser.tables.reading import xlsx
from ckanext.paser.tables.reading.beside import look
from ckanext.paser.tables.reading.child import read_file
from ckanext.paser.tables.reading.told import Told

Way = Callable[[bytes], bytes]


def _prefixed(sheet: bytes) -> bytes:
    return re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", sheet).replace(b"xmlns=", b"xmlns:x=")


WAYS: dict[str, Way] = {
    "as Excel does": lambda sheet: sheet,
    "with a prefix": _prefixed,
    "style before place": lambda sheet: re.sub(rb'<c (r="\w+") (s="\d+")', rb"<c \2 \1", sheet),
    "without places of cells": lambda sheet: re.sub(rb'<c r="\w+"', b"<c", sheet),
    "without any place": lambda sheet: re.sub(rb'<(c|row) r="\w+"', rb"<\1", sheet),
    "in other quotation marks": lambda sheet: re.sub(rb'<c r="(\w+)" s="(\d+)"', rb"<c r='\1' s='\2'", sheet),
    "attributes on lines of their own": lambda sheet: sheet.replace(b"<c r=", b"<c\n  r = "),
}


def book(path: Path, way: Way, formula: str = "", result: str | int = 0) -> Path:
    """Write an XLSX of a share shown as 12.5 %, and perhaps a formula, without result if that is 0, as some program may."""
    with xlsxwriter.Workbook(path.with_suffix(".raw")) as workbook:
        sheet, percent = workbook.add_worksheet("Data"), workbook.add_format({"num_format": "0.0%"})
        sheet.write_row("A1", ["Desa", "Rasio", "Miskin", "Padat"])
        sheet.write_row("A2", ["Kuaro", 0.5])
        sheet.write("C2", 0.125, percent)
        if formula:
            sheet.write_formula("D2", formula, None, result)
    with zipfile.ZipFile(path.with_suffix(".raw")) as raw, zipfile.ZipFile(path, "w") as archive:
        for part in raw.namelist():
            content = raw.read(part).replace(b"</f><v>0</v>", b"</f>")
            archive.writestr(part, way(content) if part == "xl/worksheets/sheet1.xml" else content)
    return path


@pytest.mark.parametrize("way", WAYS)
def test_a_percentage_is_read_as_people_see_it_however_its_cell_is_written(way, tmp_path, table):
    assert table(book(tmp_path / "data.xlsx", WAYS[way]))[1] == [["Kuaro", "0.5", "12.5", ""]]


@pytest.mark.parametrize("way", WAYS)
def test_a_formula_without_result_is_told_however_its_cell_is_written(way, tmp_path):
    with pytest.raises(ProblemError) as caught:
        read_file(book(tmp_path / "data.xlsx", WAYS[way], "=B2*2"), None, tmp_path)
    assert worded(caught.value.problem)["where"] == 'Sheet "Data", column "Padat", cell D2'


@pytest.mark.parametrize("way", WAYS)
def test_an_error_is_told_however_its_cell_is_written(way, tmp_path):
    path = book(tmp_path / "data.xlsx", WAYS[way], "=B2*2", "#REF!")
    (found,) = read_file(path, None, tmp_path).reading.problems
    assert (found.code, found.params["value"], found.params["column"]) == ("error_cells", "#REF!", "Padat")


@pytest.mark.parametrize("way", WAYS)
def test_cells_are_found_wherever_a_piece_of_the_sheet_ends(way, tmp_path, monkeypatch):
    path = book(tmp_path / "data.xlsx", WAYS[way])
    wanted = {Told.PERCENT: xlsx.Wanted(xlsx.pattern(xlsx.having(b"s", b"1")))}
    with zipfile.ZipFile(path) as archive:
        for size in range(80, 150):
            monkeypatch.setattr(xlsx, "_BLOCK", size)
            found = xlsx.cells(archive, "xl/worksheets/sheet1.xml", wanted, 200)
            assert {place for place, _, _ in found} == {(1, 2)}


@pytest.mark.parametrize(
    "told",
    [
        b'<mergeCell ref="B1:C1"/>',
        b"<mergeCell ref='B1:C1'></mergeCell>",
        b'<mergeCell xr:uid="{1}" ref = "$B$1:$C$1" />',
        b'<mergeCell ref="A1"/><mergeCell ref="A:A"/><mergeCell ref="B1:C1"/>',
    ],
)
def test_merged_cells_are_found_however_they_are_told(told, tmp_path):
    def merged(sheet: bytes) -> bytes:
        return sheet.replace(b"</sheetData>", b"</sheetData><mergeCells>%s</mergeCells>" % told)

    assert look(book(tmp_path / "data.xlsx", merged), "Data").merged == [((0, 1), (0, 2))]

"""Claims about what an XLSX tells beside the values of its cells: one pass finds all of it, whichever program wrote the sheet."""

from __future__ import annotations

import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import xlsxwriter

from ckanext.paser.tables.reading.beside import Beside, Looking, look
from ckanext.paser.tables.reading.told import Told

from tests.unit.tables.test_xlsx import WAYS, Way


def book(path: Path, way: Way) -> Path:
    """An XLSX with merged cells, hidden columns and rows, percentages, and formulas that failed or have no result."""
    with xlsxwriter.Workbook(path.with_suffix(".raw")) as workbook:
        sheet, percent = workbook.add_worksheet("Data"), workbook.add_format({"num_format": "0.0%"})
        sheet.merge_range("B1:C1", "Penduduk")
        sheet.write("A1", "Desa")
        sheet.write_column("A2", ["Kuaro", "Tanah Grogot"])
        sheet.write("B2", 0.125, percent)
        sheet.write_formula("B3", "=A9", None, "#REF!")
        sheet.write_formula("C3", "=A9*2", None, "")
        sheet.set_column("B:C", None, None, {"hidden": True})
        sheet.set_row(2, None, None, {"hidden": True})
    with zipfile.ZipFile(path.with_suffix(".raw")) as raw, zipfile.ZipFile(path, "w") as archive:
        for part in raw.namelist():
            content = raw.read(part).replace(b' t="str"><f>A9*2</f><v></v>', b"><f>A9*2</f>")
            archive.writestr(part, way(content) if part == "xl/worksheets/sheet1.xml" else content)
    return path


@pytest.mark.parametrize("way", [way for way in WAYS if way != "without any place"])
def test_all_that_a_sheet_tells_is_found_in_one_pass_however_it_is_written(way, tmp_path):
    found = look(book(tmp_path / "data.xlsx", WAYS[way]), "Data")
    assert {*found.merged} == {((0, 1), (0, 2))}
    assert {*found.hides({"col": 9, "row": 9})} == {("col", 2), ("col", 3), ("row", 3)}
    results = {(2, 1, Told.RESULT)}  # the error is one, to a program that asks to be calculated
    assert {*found.told()} == results | {(1, 1, Told.PERCENT), (2, 1, "#REF!"), (2, 2, Told.UNKNOWN)}


def test_of_hidden_columns_no_more_are_counted_than_are_asked_for(tmp_path):
    found = look(book(tmp_path / "data.xlsx", WAYS["as Excel does"]), "Data")
    assert {*found.hides({"col": 2, "row": 0})} == {("col", 2)}


def test_of_a_sheet_that_is_not_there_nothing_is_told(tmp_path):
    assert look(book(tmp_path / "data.xlsx", WAYS["as Excel does"]), "Lain") == Beside()


def test_of_another_workbook_nothing_is_looked_for_here(tmp_path):
    path = tmp_path / "data.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", "")
    with ThreadPoolExecutor(1) as meanwhile:
        looking = Looking(path, meanwhile)
        looking.begin("Data")
        assert looking.found("Data") is None

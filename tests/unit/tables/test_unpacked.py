"""Claims about the copy that a large XLSX is read from: it says what the workbook says, and takes the reader one pass."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from ckanext.paser.tables.reading import unpacked
from ckanext.paser.tables.reading.child import read_file

SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def book(tmp_path) -> Path:
    """A workbook with a header that is merged over two columns."""
    path = tmp_path / "data.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Data")
        sheet.merge_range("B1:C1", "Penduduk")
        sheet.write("A1", "Desa")
        sheet.write_row("A2", ["", "L", "P"])
        for n in range(2, 9):
            sheet.write_row(n, 0, [f"Desa {n}", n, n + 0.5])
        sheet.set_row(4, None, None, {"hidden": True})
    return path


@pytest.fixture
def any_is_large(monkeypatch):
    monkeypatch.setattr(unpacked, "LARGE", 1)


def changed(path: Path, change) -> Path:
    """The workbook with its sheet changed."""
    other = path.with_name("changed.xlsx")
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(other, "w") as out:
        for name in archive.namelist():
            out.writestr(name, change(archive.read(name)) if name == SHEET else archive.read(name))
    return other


def prefixed(sheet: bytes) -> bytes:
    return re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", sheet).replace(b"xmlns=", b"xmlns:x=")


@pytest.mark.parametrize("change", [bytes, prefixed], ids=["as Excel does", "with a prefix"])
def test_a_large_workbook_is_read_as_a_small_one(book, change, table, monkeypatch):
    path = changed(book, change)
    as_it_is, told = table(path), read_file(path, None, path.parent).reading
    monkeypatch.setattr(unpacked, "LARGE", 1)
    assert (table(path), read_file(path, None, path.parent).reading) == (as_it_is, told)
    assert as_it_is[0] == ["desa:text", "penduduk_l:integer", "penduduk_p:number"]


@pytest.mark.usefixtures("any_is_large")
@pytest.mark.parametrize("change", [bytes, prefixed], ids=["as Excel does", "with a prefix"])
def test_the_reader_of_workbooks_finds_an_end_of_the_merged_cells_before_the_rows(book, change):
    copy = unpacked.unpacked(changed(book, change), book.parent)
    with CalamineWorkbook.from_path(book) as plain, CalamineWorkbook.from_path(copy) as workbook:
        sheets = plain.get_sheet_by_name("Data"), workbook.get_sheet_by_name("Data")
        assert [sheet.merged_cell_ranges for sheet in sheets] == [[((0, 1), (0, 2))], []]
        assert sheets[0].to_python() == sheets[1].to_python()


def test_a_small_workbook_is_read_as_it_is(book, tmp_path):
    assert unpacked.unpacked(book, tmp_path) == book


@pytest.mark.usefixtures("any_is_large")
def test_of_two_parts_of_one_name_the_copy_has_the_last_as_readers_do(book, table):
    with zipfile.ZipFile(book, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(SHEET, archive.read(SHEET).replace(b"<v>2.5</v>", b"<v>77</v>"))
    assert table(book)[1][0][2] == "77"


@pytest.mark.usefixtures("any_is_large")
def test_a_workbook_that_cannot_be_unpacked_is_left_to_its_reader(book, tmp_path):
    content = book.read_bytes()
    at = content.index(b"sheet1.xml") + 60
    book.write_bytes(content[:at] + bytes(8) + content[at + 8 :])
    assert unpacked.unpacked(book, tmp_path) == book
    assert not [*tmp_path.glob("unpacked*")]


@pytest.mark.usefixtures("any_is_large")
def test_a_workbook_is_read_where_there_is_no_space_for_a_copy(book, tmp_path, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(unpacked, "_copy", full)
    assert unpacked.unpacked(book, tmp_path) == book
    assert not [*tmp_path.glob("unpacked*")]


@pytest.mark.usefixtures("any_is_large")
def test_an_xlsb_is_read_as_it_is(book, tmp_path):
    path = shutil.copy(book, tmp_path / "data.xlsb")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/workbook.bin", b"")
    assert unpacked.unpacked(Path(path), tmp_path) == Path(path)

"""Claims about dates that lost their format: a spreadsheet stores a day as a number, from 1900 or from 1904."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter
import xlwt

from ckanext.paser.problems import ProblemError, worded
from ckanext.paser.tables.reading.calendars import day_zero
from ckanext.paser.tables.reading.child import read_file
from ckanext.paser.tables.reading.grid import Table
from ckanext.paser.tables.rules import report
from ckanext.paser.tables.rules.choices import Choice
from ckanext.paser.tables.rules.dates import of_serial
from ckanext.paser.tables.rules.kinds import Type

EARLY, LATE = date(1899, 12, 30), date(1904, 1, 1)


def xlsx(path: Path, cells: list[object], *, since_1904: bool = False) -> Path:
    with xlsxwriter.Workbook(path, {"date_1904": since_1904}) as workbook:
        sheet = workbook.add_worksheet("Data")
        for row, cell in enumerate(["Tanggal", *cells]):
            sheet.write(row, 0, "Kegiatan" if row == 0 else "Rapat")
            sheet.write(row, 1, cell)
    return path


def xls(path: Path, *, since_1904: bool) -> Path:
    workbook = xlwt.Workbook()
    workbook.dates_1904 = since_1904
    workbook.add_sheet("Data").write(0, 0, "x")
    workbook.save(str(path))
    return path


def xlsb(path: Path, *, since_1904: bool) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        content = struct.pack("<II", since_1904, 0)
        archive.writestr("xl/workbook.bin", b"\x83\x01\x00\x99\x01" + bytes([len(content)]) + content)
    return path


def ods(path: Path, *, since_1904: bool) -> Path:
    name = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
    null = '<t:null-date t:date-value="1904-01-01"/>' if since_1904 else ""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", f'<d xmlns:t="{name}">{null}<t:table t:name="Data"/></d>')
    return path


def read(path: Path, chosen: Type) -> Table:
    return read_file(path, None, path.parent, choices={"tanggal": Choice(chosen)})


def days(table: Table, folder: Path) -> list[str]:
    with (folder / "rows").open("w+b") as out:
        table.write(out.fileno())
        out.seek(0)
        return [line.split(",")[2] for line in out.read().decode().splitlines()]


@pytest.mark.parametrize(
    ("since_1904", "day"), [(False, "2024-12-31"), (True, "2029-01-01")], ids=["1900", "1904"]
)
def test_numbers_are_the_days_of_their_calendar_where_dates_were_chosen(since_1904, day, tmp_path):
    path = xlsx(tmp_path / "file.xlsx", [45657, "-", "2/3/2024"], since_1904=since_1904)
    assert days(read(path, Type.DATE), tmp_path) == [day, "", "2024-03-02"]


def test_numbers_are_times_where_times_were_chosen(tmp_path):
    path = xlsx(tmp_path / "file.xlsx", [45657, 45657.3541666667])
    assert days(read(path, Type.TIMESTAMP), tmp_path) == ["2024-12-31 00:00:00", "2024-12-31 08:30:00"]


@pytest.mark.parametrize("cell", [2024, 5, 20241231])
def test_a_year_and_other_numbers_are_no_days(cell, tmp_path):
    with pytest.raises(ProblemError, match=f'row 2, column "Tanggal": "{cell}" is not a date'):
        read(xlsx(tmp_path / "file.xlsx", [cell]), Type.DATE)


def test_a_time_is_no_day(tmp_path):
    with pytest.raises(ProblemError, match='"2024-12-31 12:00:00" is not a date'):
        read(xlsx(tmp_path / "file.xlsx", [45657.5]), Type.DATE)


def test_numbers_under_a_header_that_names_a_day_are_told_with_what_to_choose(tmp_path):
    read = read_file(xlsx(tmp_path / "file.xlsx", [45657, 45658]), None, tmp_path).reading
    (note,) = read.notes
    assert (read.columns[1].type, worded(note)["fact"]) == (
        "integer",
        'Column "Tanggal" holds whole numbers such as 45657. If they are dates that have lost their format, choose '
        "date as its type on the page of the columns, or format the cells as dates and send the file again.",
    )
    assert report.lines([{"code": note.code}], [], loaded=True).look


@pytest.mark.parametrize("cells", [[1, 2, 3], [45657, 120000], [2023, 2024]])
def test_numbers_that_are_hardly_days_are_not_told(cells, tmp_path):
    assert read_file(xlsx(tmp_path / "file.xlsx", cells), None, tmp_path).reading.notes == ()


def test_what_somebody_chose_to_be_numbers_is_not_told(tmp_path):
    assert read(xlsx(tmp_path / "file.xlsx", [45657]), Type.INTEGER).reading.notes == ()


@pytest.mark.parametrize("write", [xls, xlsb, ods], ids=lambda write: write.__name__)
@pytest.mark.parametrize(("since_1904", "zero"), [(False, EARLY), (True, LATE)], ids=["1900", "1904"])
def test_every_workbook_tells_its_calendar(
    write: Callable[..., Path], since_1904: bool, zero: date, tmp_path: Path
):
    assert day_zero(write(tmp_path / "file", since_1904=since_1904)) == zero


@pytest.mark.parametrize(
    ("number", "moment"),
    [(45292, datetime(2024, 1, 1)), (45292.5, datetime(2024, 1, 1, 12)), (2100, None), (3_000_000, None)],
)
def test_a_number_is_the_moment_that_a_spreadsheet_shows_for_it(number, moment):
    assert of_serial(number, EARLY) == moment

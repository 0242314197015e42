"""Claims about what a workbook holds besides its values: formulas, percentages, durations, two calendars."""

from __future__ import annotations

import csv
import io
import struct
import zipfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import xlwt
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from ckanext.paser.problems import ProblemError, worded
from ckanext.paser.tables.reading import ods as reading_ods
from ckanext.paser.tables.reading.child import read_file
from ckanext.paser.tables.reading.delimited import MAX_CELL
from ckanext.paser.tables.reading.told import Told

XMLNS = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)
KIND = "application/vnd.oasis.opendocument.spreadsheet"


def words(*texts: str) -> str:
    return "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
        for text in texts
    )


def ods(path: Path, rows: list[str], other: str = "") -> Path:
    """Write an ODS whose rows are cells, or whole rows, in XML."""
    whole = "<table:table-row"
    written = "".join(row if row.startswith(whole) else f"{whole}>{row}</table:table-row>" for row in rows)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", KIND)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{KIND}"/></manifest:manifest>',
        )
        archive.writestr(
            "content.xml",
            f"<office:document-content {XMLNS}><office:body><office:spreadsheet>{other}"
            f'<table:table table:name="Data">{written}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return path


def record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def short_text(text: str) -> bytes:
    return struct.pack("<HB", len(text), 0) + text.encode("latin-1")


def xls(
    path: Path, cells: list[tuple[int, int, int, str | int | float]], *, since_1904: bool = False
) -> Path:
    """Write an XLS of one sheet, *Data*, of cells (row, column, style, value).

    The styles: 0 usual, 1 ``0.00%``, 2 a day, 3 a percent sign in quotation marks, 4 a percent format of its own.
    """

    def begun(sheet_at: int) -> bytes:
        formats = [(164, '0.0" %"'), (165, "0.0%")]
        return b"".join(
            [
                record(0x0809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)),
                record(0x0022, struct.pack("<H", since_1904)),
                *(record(0x041E, struct.pack("<H", n) + short_text(text)) for n, text in formats),
                *(record(0x00E0, struct.pack("<HH", 0, n) + bytes(16)) for n in (0, 10, 14, 164, 165)),
                record(0x0085, struct.pack("<IHBB", sheet_at, 0, 4, 0) + b"Data"),
                record(0x000A),
            ]
        )

    sheet = [record(0x0809, struct.pack("<HHHHII", 0x600, 16, 0, 0, 0, 0))]
    for row, column, style, value in cells:
        place = struct.pack("<HHH", row, column, style)
        if isinstance(value, str):
            sheet.append(record(0x0204, place + short_text(value)))
        elif isinstance(value, int):
            sheet.append(record(0x027E, place + struct.pack("<I", value << 2 | 2)))
        else:
            sheet.append(record(0x0203, place + struct.pack("<d", value)))
    stream = b"".join([begun(len(begun(0))), *sheet, record(0x000A)])
    path.write_bytes(compound(stream.ljust(4096, b"\0")))
    return path


def compound(stream: bytes) -> bytes:
    """Put the stream of a workbook into a compound file: a header, a table of sectors, a directory, the stream."""
    free, end, table = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    count = -(-len(stream) // 512)
    following = [table, end, *range(3, count + 2), end]
    following += [free] * (128 - len(following))

    def entry(name: str, kind: int, child: int, first: int, size: int) -> bytes:
        named = f"{name}\0".encode("utf-16-le")
        about = struct.pack("<HBBIII", len(named), kind, 1, free, free, child)
        return named.ljust(64, b"\0") + about + bytes(36) + struct.pack("<IQ", first, size)

    entries = entry("Root Entry", 5, 1, end, 0) + entry("Workbook", 2, free, 2, len(stream))
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
    )
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<109I", 0, *[free] * 108)
    sectors = struct.pack("<128I", *following) + entries.ljust(512, b"\0") + stream.ljust(count * 512, b"\0")
    return header + sectors


def rows(path: Path, sheet: str | None = None) -> list[list[str]]:
    with (path.parent / "rows").open("w+b") as out:
        read_file(path, sheet, path.parent).write(out.fileno())
        out.seek(0)
        return [row[1:] for row in csv.reader(io.StringIO(out.read().decode(), newline=""))]


def problem(path: Path) -> dict[str, str]:
    with pytest.raises(ProblemError) as caught:
        read_file(path, None, path.parent)
    return worded(caught.value.problem)


def written_by_a_program(path: Path, cells: list[list[object]]) -> Path:
    """Write an XLSX as programs do: a formula without its result."""
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Data", 0)
    for row in cells:
        sheet.append(row)
    book.save(path)
    return path


def test_formulas_that_nobody_has_calculated_are_no_empty_column(tmp_path):
    told = problem(
        written_by_a_program(
            tmp_path / "file.xlsx",
            [["Desa", "Luas", "Padat"], ["Kuaro", 5, "=B2*2"], ["Ikis", 6, '=IF(B3<7,"<", "b")']],
        )
    )
    assert told["text"] == (
        'Sheet "Data", column "Padat", cell C2: The program that wrote the file has not calculated its formulas (2 '
        "cells), so that their values are not known. Open the file in a spreadsheet program, save it and send it again."
    )


def test_a_table_of_nothing_but_formulas_is_not_told_to_have_no_rows(tmp_path):
    path = written_by_a_program(tmp_path / "file.xlsx", [["a", "b"], ["=1+1", "=2+2"]])
    assert problem(path)["code"] == "no_result"


def test_formulas_outside_the_rows_of_the_table_are_no_matter(tmp_path):
    cells = [["Desa", "Luas"], ["Kuaro", 5], ["Ikis", 6], ["Jumlah", "=SUM(B2:B3)"]]
    assert rows(written_by_a_program(tmp_path / "file.xlsx", cells)) == [["Kuaro", "5"], ["Ikis", "6"]]


def test_a_formula_with_its_result_is_its_result_even_an_empty_text(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "raw.xlsx") as workbook:
        sheet = workbook.add_worksheet("Data")
        sheet.write_row(0, 0, ["Desa", "Luas", "Ket"])
        sheet.write_row(1, 0, ["Kuaro"])
        sheet.write_formula(1, 1, "=2+3", None, 5)
        sheet.write_formula(1, 2, '=IF(1=1,"","x")', None, "")
    with (
        zipfile.ZipFile(tmp_path / "raw.xlsx") as raw,
        zipfile.ZipFile(tmp_path / "file.xlsx", "w") as as_excel,
    ):
        for part in raw.namelist():
            as_excel.writestr(part, raw.read(part).replace(b'<c r="C2">', b'<c r="C2" t="str">'))
    assert rows(tmp_path / "file.xlsx") == [["Kuaro", "5", ""]]


def written_with_zeros(path: Path, *results: object) -> Path:
    """Write an XLSX of formulas as XlsxWriter does: 0 for a result that is not given, and the wish to be calculated."""
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Data")
        sheet.write_row(0, 0, ["Desa", "Luas", "Padat"])
        for n, result in enumerate(results, 1):
            sheet.write_row(n, 0, [f"Contoh {n}", n])
            sheet.write_formula(n, 2, f"=B{n + 1}*2", None, result)
    return path


def test_zeros_that_stand_for_formulas_that_nobody_has_calculated_are_no_values(tmp_path):
    told = problem(written_with_zeros(tmp_path / "file.xlsx", 0, 0))
    assert (told["code"], told["where"]) == ("no_result", 'Sheet "Data", column "Padat", cell C2')


def test_a_zero_among_other_results_is_a_value(tmp_path):
    path = written_with_zeros(tmp_path / "file.xlsx", 0, 4)
    assert rows(path) == [["Contoh 1", "1", "0"], ["Contoh 2", "2", "4"]]


def test_results_that_are_all_zero_are_values_once_a_spreadsheet_program_has_saved_the_file(tmp_path):
    raw = written_with_zeros(tmp_path / "raw.xlsx", 0, 0)
    with zipfile.ZipFile(raw) as written, zipfile.ZipFile(tmp_path / "file.xlsx", "w") as saved:
        for part in written.namelist():
            saved.writestr(part, written.read(part).replace(b' fullCalcOnLoad="1"', b""))
    assert rows(tmp_path / "file.xlsx") == [["Contoh 1", "1", "0"], ["Contoh 2", "2", "0"]]


def old_formulas(path: Path) -> Path:
    """Write an XLS with a column of formulas, of which xlwt knows no result."""
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("Data")
    for n, row in enumerate([("Desa", "Luas"), ("Contoh 1", 5), ("Contoh 2", 6)]):
        for i, cell in enumerate(row):
            sheet.write(n, i, cell)
        sheet.write(n, 2, xlwt.Formula(f"B{n + 1}*2") if n else "Padat")
    workbook.save(str(path))
    return path


def test_formulas_of_an_xls_that_nobody_has_calculated_are_no_empty_column(tmp_path):
    told = problem(old_formulas(tmp_path / "file.xls"))
    assert (told["code"], told["where"]) == ("no_result", 'Sheet "Data", column "Padat", cell C2')


def test_empty_results_of_an_xls_that_a_spreadsheet_program_has_saved_are_results(tmp_path):
    path = old_formulas(tmp_path / "file.xls")
    content = bytearray(path.read_bytes())
    unused = content.index(b"\0" * 64, content.index("Workbook".encode("utf-16-le")) + 64)
    summary = "\x05SummaryInformation".encode(
        "utf-16-le"
    )  # what Excel and LibreOffice write beside the workbook
    content[unused : unused + len(summary)] = summary
    path.write_bytes(content)
    assert rows(path) == [["Contoh 1", "5", ""], ["Contoh 2", "6", ""]]


def test_formulas_of_an_ods_that_nobody_has_calculated_are_told(tmp_path):
    comment = "<office:annotation><text:p>Rumus</text:p></office:annotation>"
    unknown = f'<table:table-cell table:formula="of:=[.B2]*2">{comment}</table:table-cell>'
    known = '<table:table-cell table:formula="of:=2+3" office:value-type="float" office:value="5"/>'
    content = [words("Desa", "Luas", "Padat"), words("Kuaro") + known + unknown]
    told = problem(ods(tmp_path / "file.ods", content))
    assert (told["code"], told["where"]) == ("no_result", 'Sheet "Data", column "Padat", cell C2')


def test_an_empty_text_is_a_result_of_a_formula_of_an_ods(tmp_path):
    empty = '<table:table-cell table:formula="of:=&quot;&quot;" office:value-type="string" office:string-value=""/>'
    path = ods(tmp_path / "file.ods", [words("Desa", "KK", "Ket"), words("Kuaro", "5") + empty])
    assert rows(path) == [["Kuaro", "5", ""]]


def test_percentages_of_an_ods_are_read_as_people_see_them(tmp_path):
    share = '<table:table-cell office:value-type="percentage" office:value="{}"/>'
    empty = '<table:table-cell table:number-columns-repeated="2"/>'
    ratio = '<table:table-cell office:value-type="float" office:value="0.5"/>'
    content = [
        words("Desa", "a", "b", "Miskin", "Rasio"),
        words("Kuaro") + empty + share.format("0.125") + ratio,
        words("Ikis", "x", "y") + share.format("0.0312") + ratio,
    ]
    other = (
        f'<table:table table:name="Lain"><table:table-row>{share.format("1")}</table:table-row></table:table>'
    )
    path = ods(tmp_path / "file.ods", content, other)
    read = read_file(path, "Data", tmp_path).reading
    assert [(column.id, column.unit) for column in read.columns[3:]] == [("miskin", "%"), ("rasio", "")]
    assert [row[3:] for row in rows(path, "Data")] == [["12.5", "0.5"], ["3.12", "0.5"]]


def test_repeated_rows_of_an_ods_keep_their_percentages(tmp_path):
    share = '<table:table-cell office:value-type="percentage" office:value="0.5"/>'
    twice = f'<table:table-row table:number-rows-repeated="2">{words("Kuaro")}{share}</table:table-row>'
    path = ods(tmp_path / "file.ods", [words("Desa", "Miskin"), twice, words("Ikis") + share])
    assert rows(path) == [["Kuaro", "50"], ["Kuaro", "50"], ["Ikis", "50"]]


def test_a_word_merged_over_rows_of_an_ods_names_each_of_them(tmp_path):
    def merged(cell: str, rows: int, columns: int = 1) -> str:
        spans = f'table:number-columns-spanned="{columns}" table:number-rows-spanned="{rows}"'
        return cell.replace("<table:table-cell", f"<table:table-cell {spans}", 1)

    covered = "<table:covered-table-cell/>"
    number = '<table:table-cell office:value-type="float" office:value="{}"/>'
    content = [
        merged(words("Kecamatan"), 2) + merged(words("Penduduk"), 1, 2) + covered,
        covered + words("L", "P"),
        merged(words("Kuaro"), 2) + number.format(5) + merged(number.format(9), 2),
        covered + number.format(6) + covered,
        words("Long Ikis") + number.format(7) + number.format(8),
    ]
    path = ods(tmp_path / "file.ods", content)
    assert [column.id for column in read_file(path, None, tmp_path).reading.columns] == [
        "kecamatan",
        "penduduk_l",
        "penduduk_p",
    ]
    assert rows(path) == [["Kuaro", "5", "9"], ["Kuaro", "6", ""], ["Long Ikis", "7", "8"]]


def test_what_an_ods_holds_far_below_is_found(tmp_path, monkeypatch):
    monkeypatch.setattr(reading_ods, "_BLOCK", 1 << 16)
    share = '<table:table-cell office:value-type="percentage" office:value="0.5"/>'
    number = '<table:table-cell office:value-type="float" office:value="0.5"/>'
    body = [words("Kuaro") + (share if n in (9, 4000) else number) for n in range(6000)]
    with zipfile.ZipFile(ods(tmp_path / "file.ods", body)) as archive:
        assert list(reading_ods.told(archive, "Data", 6000)) == [
            (9, 1, Told.PERCENT),
            (4000, 1, Told.PERCENT),
        ]


def test_percentages_of_an_xls_are_read_as_people_see_them(tmp_path):
    head = [(0, i, 0, label) for i, label in enumerate(["Desa", "Miskin", "Naik", "Turun (%)"])]
    body = [(1, 0, 0, "Kuaro"), (1, 1, 1, 0.125), (1, 2, 4, 1), (1, 3, 3, 9.5)]
    path = xls(tmp_path / "file.xls", [*head, *body])
    assert [column.unit for column in read_file(path, None, tmp_path).reading.columns] == ["", "%", "%", "%"]
    assert rows(path) == [["Kuaro", "12.5", "100", "9.5"]]


@pytest.mark.parametrize("cut", [512, 1100, 2000])
def test_an_xls_that_is_cut_off_is_damaged_or_read_and_ends_no_process(cut, tmp_path):
    path = xls(tmp_path / "file.xls", [(0, 0, 0, "Desa"), (1, 0, 1, 0.5)])
    path.write_bytes(path.read_bytes()[:cut])
    assert problem(path)["code"] in {"damaged", "empty"}


@pytest.mark.parametrize("since_1904", [False, True], ids=["1900", "1904"])
def test_dates_of_both_calendars_of_an_xls_are_the_days_that_people_see(since_1904, tmp_path):
    day = 45352.0 - 1462 * since_1904
    path = xls(tmp_path / "file.xls", [(0, 0, 0, "hari"), (1, 0, 2, day)], since_1904=since_1904)
    assert rows(path) == [["2024-03-01"]]


def test_percentages_of_a_workbook_do_not_prove_how_people_write_numbers(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "file.xlsx") as workbook:
        sheet, look = workbook.add_worksheet("Data"), workbook.add_format({"num_format": "0.0%"})
        sheet.write_row(0, 0, ["Desa", "Penduduk", "Miskin"])
        sheet.write_row(1, 0, ["Kuaro", "24.484"])
        sheet.write_number(1, 2, 0.125, look)
    assert rows(tmp_path / "file.xlsx") == [["Kuaro", "24.484", "12.5"]]


@pytest.mark.parametrize("calendar", [CALENDAR_WINDOWS_1900, CALENDAR_MAC_1904], ids=["1900", "1904"])
def test_dates_of_both_calendars_are_the_days_that_people_see(calendar, tmp_path):
    book = openpyxl.Workbook()
    book.epoch = calendar
    sheet = book.active
    for row in [
        ["hari", "waktu"],
        [date(2024, 3, 1), datetime(2024, 3, 1, 8, 30)],
        [date(1999, 12, 31), None],
    ]:
        sheet.append(row)
    book.save(tmp_path / "file.xlsx")
    assert rows(tmp_path / "file.xlsx") == [["2024-03-01", "2024-03-01 08:30:00"], ["1999-12-31", ""]]


def test_durations_of_an_ods_are_hours_minutes_and_seconds_and_what_somebody_typed_stays(
    tmp_path, write_ods, table
):
    lengths = [
        timedelta(hours=25, minutes=5),
        timedelta(hours=8, minutes=30),
        timedelta(hours=120, seconds=1),
    ]
    rows = [["Layanan", "Lama", "Isian"], *[["Contoh", length, "PT25H05M00S"] for length in lengths]]
    write_ods(tmp_path / "file.ods", {"Data": rows})
    assert table(tmp_path / "file.ods")[1] == [
        ["Contoh", "25:05:00", "PT25H05M00S"],
        ["Contoh", "08:30:00", "PT25H05M00S"],
        ["Contoh", "120:00:01", "PT25H05M00S"],
    ]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("-PT1H05M00.5S", "-1:05:00.5"),
        ("P1DT2H", "26:00:00"),
        ("PT0H90M", "1:30:00"),
        ("PT99999999999H", "PT99999999999H"),
        ("P1Y", "P1Y"),
    ],
)
def test_a_duration_of_an_ods_is_read_however_a_program_writes_it(tmp_path, table, written, expected):
    cell = f'<table:table-cell office:value-type="time" office:time-value="{written}"/>'
    path = ods(tmp_path / "file.ods", [words("Layanan", "Lama"), words("a") + cell])
    assert table(path)[1] == [["a", expected]]


def of_a_long_cell(path: Path, length: int, write_ods: Callable[..., None]) -> Path:
    """Write a table with a cell of so many characters; into an XLSX no spreadsheet program would write it."""
    cells = [["Desa", "Wilayah"], ["Contoh", "WILAYAH"]]
    raw = path.with_name("raw")
    write_ods(raw, {"Data": cells}) if path.suffix == ".ods" else written_by_a_program(raw, cells)
    with zipfile.ZipFile(raw) as short, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in short.namelist():
            archive.writestr(part, short.read(part).replace(b"WILAYAH", b"x" * length))
    return path


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_a_cell_is_at_most_as_long_as_in_a_text_file(form, tmp_path, write_ods):
    path = of_a_long_cell(tmp_path / f"file.{form}", MAX_CELL, write_ods)
    assert read_file(path, None, tmp_path).reading.rows == 1
    assert problem(of_a_long_cell(tmp_path / f"file.{form}", MAX_CELL + 1, write_ods))["text"] == (
        'Sheet "Data", cell B2: A value is longer than 5242880 characters. Shorten the value and send the file again.'
    )

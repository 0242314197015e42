"""Claims about values that read well and are meant otherwise, in both engines."""

from __future__ import annotations

import pytest

from ckanext.paser.tables.reading.child import LARGE, read_file
from ckanext.paser.tables.reading.padded import padding, written
from ckanext.paser.tables.rules.cells import as_text

from .conftest import as_csv, shown


@pytest.fixture
def read(tmp_path, large):
    """Type of a column, and the codes of what is told, of its header and cells."""

    def read(label: str, cells: list[str]) -> tuple[str, list[str]]:
        rows = [[label, "Ket"], *([cell, "baik"] for cell in cells)]
        reading = read_file(as_csv(tmp_path / "file.csv", rows), None, tmp_path, large).reading
        told = [each.code for each in [*reading.problems, *reading.notes] if each.code != "header"]
        return reading.columns[0].type, told

    return read


@pytest.mark.parametrize(
    ("label", "cells"),
    [
        ("Lintang", ["-1.912.345", "-1.913.345"]),
        ("Bujur", ["116.112.345", "116.113.346"]),
        ("Longitude", ["-1912345", "1161123"]),
        ("Lat", ["-1912345", "-1.9"]),
    ],
)
def test_coordinates_without_their_decimal_point_are_told(read, label, cells):
    assert "no_degrees" in read(label, cells)[1]


@pytest.mark.parametrize(
    ("label", "cells"),
    [
        ("Lintang", ["-1.912345", "-1,913345"][:1]),
        ("Bujur", ["116,112345", "116,2"]),
        ("Lon", ["116.112345", "116"]),
        ("X", ["512345", "512346"]),
        ("Jumlah Lat", ["1000", "2000"]),
    ],
)
def test_other_numbers_are_no_lost_coordinates(read, label, cells):
    assert "no_degrees" not in read(label, cells)[1]


@pytest.mark.parametrize(
    ("label", "cells", "type_"),
    [
        ("No", ["1", "1.1", "1.2", "1.10", "2"], "code"),
        ("No. Urut", ["1", "1.1", "1.10"], "code"),
        ("No", ["1", "2", "3"], "integer"),
        ("Wilayah", ["64.01", "64.10"], "code"),
        ("Kecamatan", ["64.01.01", "64.01.10"], "code"),
        ("Luas Wilayah", ["64.01", "64.10"], "number"),
        ("Nilai", ["1.1", "1.10"], "number"),
    ],
)
def test_numbers_of_parts_and_codes_of_areas_are_text(read, label, cells, type_):
    assert read(label, cells)[0] == type_


@pytest.mark.parametrize(
    ("label", "cells", "told"),
    [
        ("Nilai", ["88.5", "70.5", "88,5%", "70,5%"], ["unread_figures"]),
        ("Nilai", [",5", ",75"], ["unread_figures"]),
        ("Nomor", ['="00123"', '="00124"'], ["unread_figures"]),
        ("Tanggal", ["20240301", "20240302"], ["compact_dates"]),
        ("Tanggal", ["20241301", "20240302"], []),
        ("RT/RW", ["001/002", "003/004"], []),
        ("Umur", ["0-4", "5-9"], []),
        ("Nilai", ["baik", "buruk"], []),
    ],
)
def test_figures_that_are_not_read_are_told(read, label, cells, told):
    assert read(label, cells)[1] == told


@pytest.mark.parametrize(
    ("shown_as", "number", "text"),
    [
        ("0000000000", 101.0, "0000000101"),
        ("000", 1.0, "001"),
        ("00.00", 64.1, "64.10"),
        ('00"."00', 6410.0, "64.10"),
        (r"00\.00\.00\.0000", 6401012001.0, "64.01.01.2001"),
        ("00", 123.0, "123"),
        (r"00\.00\.00", 10203.0, "01.02.03"),
        (r"00\.000\.000\.0\-000\.000", 1.0, None),
        ("00.00", 64.123, None),
        ("000", -1.0, None),
        ("[$-421]000", 7.0, "007"),
    ],
)
def test_a_number_is_the_code_that_its_format_shows(shown_as, number, text):
    found = padding(shown_as)
    assert found
    cell = written(number, found)
    assert (as_text(cell) if cell is not None else None) == text


@pytest.mark.parametrize(
    "shown_as",
    ["0", "0.00", "#,##0", "General", "00%", "dd/mm/yyyy", "0.00E+00", '"Rp"#,##0', "hh:mm", "00/00"],
)
def test_other_formats_make_no_codes(shown_as):
    assert padding(shown_as) is None


def _xlsx(path, cells, look, label="Kode"):
    import xlsxwriter  # noqa: PLC0415

    with xlsxwriter.Workbook(path) as book:
        page, shown = book.add_worksheet("Data"), book.add_format({"num_format": look})
        page.write_row(0, 0, [label, "Jumlah"])
        for n, cell in enumerate(cells, 1):
            page.write_number(n, 0, cell, shown)
            page.write_number(n, 1, n)


def _xls(path, cells, look, label="Kode"):
    import xlwt  # noqa: PLC0415

    book = xlwt.Workbook()
    page, shown = book.add_sheet("Data"), xlwt.easyxf(num_format_str=look)
    page.write(0, 0, label)
    page.write(0, 1, "Jumlah")
    for n, cell in enumerate(cells, 1):
        page.write(n, 0, cell, shown)
        page.write(n, 1, n)
    book.save(str(path))


def _ods(path, cells, look):
    from .conftest import ods  # noqa: PLC0415

    def own(value):
        if isinstance(value, float):
            text = str(int(value)).rjust(len(look), "0")
            return f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{text}</text:p></table:table-cell>'
        return None

    ods(path, {"Data": [["Kode", "Jumlah"], *([float(cell), n] for n, cell in enumerate(cells, 1))]}, own)


@pytest.mark.parametrize(("write", "end"), [(_xlsx, "xlsx"), (_xls, "xls"), (_ods, "ods")])
def test_codes_typed_as_numbers_are_what_their_format_shows(tmp_path, table, write, end):
    write(tmp_path / f"f.{end}", [101, 102], "0000000000")
    columns, rows = table(tmp_path / f"f.{end}")
    assert (columns[0], [row[0] for row in rows]) == ("kode:code", ["0000000101", "0000000102"])


@pytest.mark.parametrize(("write", "end"), [(_xlsx, "xlsx"), (_xls, "xls")])
def test_an_area_code_keeps_the_zero_that_its_format_shows(tmp_path, table, write, end):
    write(tmp_path / f"f.{end}", [64.01, 64.1], "00.00")
    columns, rows = table(tmp_path / f"f.{end}")
    assert (columns[0], [row[0] for row in rows]) == ("kode:code", ["64.01", "64.10"])


def test_a_code_with_decimals_that_no_format_fills_up_is_told(tmp_path):
    _xlsx(tmp_path / "f.xlsx", [64.01, 64.1], "General")
    reading = read_file(tmp_path / "f.xlsx", None, tmp_path, LARGE).reading
    assert [problem.code for problem in reading.problems] == ["lost_zeros"]


@pytest.mark.parametrize("write", [_xlsx, _xls])
@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (("Luas (ha)", [5.25, 12.5, 100.0]), ("number", ["5.25", "12.5", "100"])),
        (("Skor", [4.5, 3.25]), ("number", ["4.5", "3.25"])),
        (("Kecamatan", [64.01, 64.1]), ("code", ["64.01", "64.10"])),
        (("No. Rekening", [5.1, 5.2]), ("code", ["05.10", "05.20"])),
        (("Jam Buka", [8.3, 10.0]), ("text", ["08.30", "10.00"])),
    ],
)
def test_quantities_with_the_zeros_of_their_format_are_numbers(tmp_path, write, column, expected):
    label, numbers = column
    write(tmp_path / "file", numbers, "00.00", label)
    columns, rows = shown(tmp_path / "file")
    assert (columns[0].partition(":")[2], [row[0] for row in rows]) == expected


@pytest.mark.parametrize(
    ("header", "cells", "advised"),
    [
        ("Penduduk", ["1.100.000 jiwa", "950.000 Jiwa", "12"], "Penduduk (jiwa)"),
        ("Panjang (km)", ["5 km", "1,5km", "7 km"], "Panjang (km)"),
        ("Hasil", ["5,2 ton/ha", "6 ton/ha"], "Hasil (ton/ha)"),
        ("Bangunan", ["12 m²", "9 m²", "rusak"], "Bangunan (m²)"),
    ],
)
def test_a_unit_that_most_cells_hold_is_told_with_the_header_it_belongs_to(
    large, header, cells, advised, tmp_path
):
    (tmp_path / "file.csv").write_text("\n".join([f"Desa;{header}", *(f"x;{cell}" for cell in cells)]))
    reading = read_file(tmp_path / "file.csv", None, tmp_path, large).reading
    told = [note.params for note in reading.notes if note.code == "unit_in_cells"]
    assert [(params["value"], params["header"]) for params in told] == [(cells[0], advised)]
    assert reading.columns[1].type == "text"


@pytest.mark.parametrize(
    "cells",
    [
        ["3 Maret", "5 Maret"],
        ["10.30 WITA", "11.15 WITA"],
        ["7 A", "8 A"],
        ["5 km", "6 ton", "7 ha"],
        ["12 jiwa", "Kuaro", "Ikis", "Paser"],
    ],
)
def test_words_behind_numbers_that_are_no_unit_of_a_column_are_not_told_as_one(large, cells, tmp_path):
    (tmp_path / "file.csv").write_text("\n".join(["Desa;Isi", *(f"x;{cell}" for cell in cells)]))
    reading = read_file(tmp_path / "file.csv", None, tmp_path, large).reading
    assert "unit_in_cells" not in [note.code for note in reading.notes]


@pytest.mark.parametrize(
    "cells",
    [
        ["100*", "101*", "102*"],
        ["120*)", "130", "140r)"],
        ["2022*", "2023**", "2024"],
        ["1.200 1)", "1.300 (r)", "1.400²"],
        ["1,5*", "2,5 *)", "belum ada"],
    ],
)
def test_marks_of_footnotes_on_most_numbers_are_told(large, cells, tmp_path):
    (tmp_path / "file.csv").write_text("\n".join(["Desa;Isi", *(f"x;{cell}" for cell in cells)]))
    reading = read_file(tmp_path / "file.csv", None, tmp_path, large).reading
    told = [note.params["value"] for note in reading.notes if note.code == "footnote_marks"]
    assert (told, reading.columns[1].type) == ([cells[0]], "text")


@pytest.mark.parametrize(
    "cells", [["10)", "11)", "12)"], ["12 (5)", "7 (3)"], ["Kuaro*", "Ikis*", "5*"], ["10a", "12b"]]
)
def test_other_signs_behind_numbers_are_none(large, cells, tmp_path):
    (tmp_path / "file.csv").write_text("\n".join(["Desa;Isi", *(f"x;{cell}" for cell in cells)]))
    reading = read_file(tmp_path / "file.csv", None, tmp_path, large).reading
    assert "footnote_marks" not in [note.code for note in reading.notes]


@pytest.mark.parametrize(
    ("cells", "type_"),
    [
        (["31/02/2024", "30/02/2024", "01/03/2024"], "text"),
        (["31/02/2024", "15/02/2024", "29/02/2023"], "text"),
        (["31/02/2024", "30/02/2024"], "text"),
        (["31.02.2024", "30.02.2024", "01.03.2024"], "code"),
        (["31 Februari 2024", "30 Februari 2024", "belum"], "text"),
    ],
)
def test_days_that_no_calendar_has_are_told_where_they_are_most(read, cells, type_):
    assert read("Tanggal", cells) == (type_, ["not_a_date"])


@pytest.mark.parametrize(
    ("label", "cells"),
    [
        ("Nomor SK", ["31/02/2024", "30/02/2024", "01/03/2024"]),
        ("Tanggal", ["belum", "sudah", "31/02/2024"]),
        ("Tanggal", ["31/01/2024", "29/02/2024"]),
        ("Jumlah Tanggal", ["31/02/2024", "30/02/2024"]),
    ],
)
def test_other_values_are_no_impossible_days(read, label, cells):
    assert "not_a_date" not in read(label, cells)[1]

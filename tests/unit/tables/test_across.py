"""Claims about years and months that stand across."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from ckanext.paser.problems import worded
from ckanext.paser.tables.reading.child import read_file
from ckanext.paser.tables.reading.grid import Table
from ckanext.paser.tables.reading.reader import open_table
from ckanext.paser.tables.rules.across import find_across
from ckanext.paser.tables.rules.choices import Choice
from ckanext.paser.tables.rules.kinds import Type

LARGE = pytest.mark.parametrize("large", [0, 1 << 40], ids=["large", "small"])


@pytest.mark.parametrize(
    ("labels", "long", "periods"),
    [
        (["Kecamatan", "2021", "2022", "2023*"], ["Kecamatan", "Tahun", "Nilai"], ["2021", "2022", "2023"]),
        (["Desa", "Tahun 2021", "Tahun 2022"], ["Desa", "Tahun", "Nilai"], ["2021", "2022"]),
        (
            ["Desa", "Penduduk 2021", "Penduduk 2022", "Luas 2021 (ha)", "Luas 2022 (ha)", "Sumber"],
            ["Desa", "Sumber", "Tahun", "Penduduk", "Luas (ha)"],
            ["2021", "2022"],
        ),
        (
            ["Desa", "2021 Laki-laki", "2021 Perempuan", "2022 Laki-laki", "2022 Perempuan"],
            ["Desa", "Tahun", "Laki-laki", "Perempuan"],
            ["2021", "2022"],
        ),
        (["Desa", "Jan-24", "Februari 2024"], ["Desa", "Bulan", "Nilai"], ["2024-01-01", "2024-02-01"]),
        (["Desa", "2024-01", "2024-02", "Jumlah"], ["Desa", "Bulan", "Nilai"], ["2024-01-01", "2024-02-01"]),
        (["Uraian", "Januari", "Februari", "Total"], ["Uraian", "Bulan", "Nilai"], ["Januari", "Februari"]),
        (["Desa", "TW I 2024", "TW II 2024"], ["Desa", "Periode", "Nilai"], ["TW I 2024", "TW II 2024"]),
        (["Desa", "Siswa 2020/2021", "Siswa 2021/2022"], ["Desa", "Periode", "Siswa"], ["2020/2021", "2021/2022"]),
        (["Desa", "Tahun 2023 TW I", "Tahun 2023 TW II"], ["Desa", "Periode", "Nilai"], ["2023 TW I", "2023 TW II"]),
        (
            ["Desa", "Harga Tahun 2023 Semester I", "Harga Tahun 2023 Semester II"],
            ["Desa", "Periode", "Harga"],
            ["2023 Semester I", "2023 Semester II"],
        ),
        (["Desa", "Harga 2024 Jan", "Harga 2024 Feb"], ["Desa", "Bulan", "Harga"], ["2024-01-01", "2024-02-01"]),
        (["Desa", "2024 Jan", "2024 Feb", "2024 Jumlah"], ["Desa", "Bulan", "Nilai"], ["2024-01-01", "2024-02-01"]),
        (["Desa", "Tahun 2024 Mei", "Tahun 2024 Bulan Juni"], ["Desa", "Bulan", "Nilai"], ["2024-05-01", "2024-06-01"]),
        (
            ["Desa", "2024 Jan Lahir", "2024 Jan Mati", "2024 Feb Lahir", "2024 Feb Mati", "2023 Jumlah"],
            ["Desa", "2023 Jumlah", "Bulan", "Lahir", "Mati"],
            ["2024-01-01", "2024-02-01"],
        ),
        (["Desa", "Januari Tahun 2024", "Februari Tahun 2024"], ["Desa", "Bulan", "Nilai"], ["2024-01-01", "2024-02-01"]),
        (["Desa", "Bulan Januari", "Bulan Februari"], ["Desa", "Bulan", "Nilai"], ["Januari", "Februari"]),
        (["Desa", "Tahun Anggaran 2023", "Tahun Anggaran 2024"], ["Desa", "Tahun", "Nilai"], ["2023", "2024"]),
        (["Desa", "Tahun 2022/2023", "Tahun 2023/2024"], ["Desa", "Periode", "Nilai"], ["2022/2023", "2023/2024"]),
    ],
)  # fmt: skip
def test_times_that_stand_across_are_found(labels, long, periods):
    across = find_across(labels)
    assert across
    assert (across.labels(labels), list(across.periods)) == (long, periods)


@pytest.mark.parametrize(
    "labels",
    [
        ["Nama", "Tahun", "Jumlah"],
        ["Desa", "Penduduk 2020", "Luas 2022"],
        ["Desa", "2021"],
        ["Desa", "Siswa 2021", "Siswa 2021"],
        ["Kode", "Uraian"],
    ],
)
def test_a_single_time_for_a_measure_does_not_stand_across(labels):
    assert find_across(labels) is None


CONTENT = (
    "Penduduk dan luas;;;;\n"
    "Kecamatan;Penduduk;;Luas;\n"
    ";2021;2022;2021;2022\n"
    "Kuaro;1.234.567;24.484;1,5;-\n"
    ";;;;\n"
    "Long Ikis;5;;2,5;3\n"
    "Jumlah;6;6;6;6\n"
    ";;;;\n"
    "Sumber: BPS;;;;\n"
)


def table(folder: Path, content: str, large: int, **asked: object) -> Table:
    (folder / "file.csv").write_text(content, encoding="utf-8")
    return read_file(folder / "file.csv", None, folder, large, **asked)


def rows(table: Table, folder: Path) -> list[list[str]]:
    with (folder / "rows").open("w+b") as out:
        table.write(out.fileno())
        out.seek(0)
        return [row[1:] for row in csv.reader(io.StringIO(out.read().decode(), newline=""))]


@LARGE
def test_each_time_becomes_a_row_where_this_is_asked_for(large, tmp_path):
    read = table(tmp_path, CONTENT, large, long=True)
    assert [f"{column.id}:{column.type}" for column in read.reading.columns] == [
        "kecamatan:text",
        "tahun:integer",
        "penduduk:integer",
        "luas:number",
    ]
    assert rows(read, tmp_path) == [
        ["Kuaro", "2021", "1234567", "1.5"],
        ["Kuaro", "2022", "24484", ""],
        ["Long Ikis", "2021", "5", "2.5"],
        ["Long Ikis", "2022", "", "3"],
    ]
    assert [note.code for note in read.reading.notes] == [
        "titles",
        "totals",
        "notes_below",
        "missing",
        "made_long",
    ]


@LARGE
def test_the_long_form_is_offered_and_the_file_keeps_its_shape(large, tmp_path):
    read = table(tmp_path, CONTENT, large)
    note = next(note for note in read.reading.notes if note.code == "across")
    assert len(read.reading.columns) == 5
    assert worded(note)["fact"] == (
        "4 columns stand for times from 2021 to 2022. In long form they would be rows of the columns Kecamatan, Tahun, "
        "Penduduk, Luas; choose it on the page of the columns if that is better."
    )


@LARGE
def test_the_long_form_of_a_table_without_times_across_is_its_own(large, tmp_path):
    read = table(tmp_path, "Desa;Luas\nKuaro;5\n", large, long=True)
    assert [note.code for note in read.reading.notes] == ["not_across"]
    assert rows(read, tmp_path) == [["Kuaro", "5"]]


@LARGE
def test_a_slip_in_the_long_form_is_told_with_its_row_in_the_file(large, tmp_path):
    body = "".join(f"Desa {n};5;6\n" for n in range(20))
    (problem,) = table(tmp_path, f"Desa;2021;2022\n{body}Kuaro;5;1.23O\n", large, long=True).reading.problems
    assert (problem.params["row"], problem.params["column"]) == (22, "Nilai")


@LARGE
def test_choices_are_those_of_the_columns_of_the_long_form(large, tmp_path):
    choices = {"nilai": Choice(Type.NUMBER, "id")}
    read = table(tmp_path, "Desa;2021;2022\nKuaro;1.234;2.345\n", large, long=True, choices=choices)
    assert rows(read, tmp_path) == [["Kuaro", "2021", "1234"], ["Kuaro", "2022", "2345"]]


@LARGE
def test_personal_data_across_are_found_in_the_column_that_they_come_to(large, tmp_path):
    body = "".join(f"Desa {n};5;640101{n:02}0170{n:04}\n" for n in range(1, 20))
    found = table(tmp_path, f"Desa;2021;2022\n{body}", large, long=True).scan()
    assert [(finding.kind, finding.column, finding.fields) for finding in found] == [
        ("nik", "2022", ("nilai",))
    ]


def test_months_of_a_workbook_become_days_of_a_column(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "file.xlsx") as workbook:
        page, look = workbook.add_worksheet(), workbook.add_format({"num_format": "mmm-yy"})
        page.write_row(0, 0, ["Kecamatan", date(2024, 1, 1), date(2024, 2, 1)], look)
        page.write_row(1, 0, ["Kuaro", 5, 6])
    with open_table(tmp_path / "file.xlsx", long=True) as opened:
        assert [column.type for column in opened.reading.columns] == ["text", "date", "integer"]
        assert b"".join(opened.chunks()) == b"1,Kuaro,2024-01-01,5\n2,Kuaro,2024-02-01,6\n"


def test_a_header_of_a_book_is_no_time_and_takes_no_time():
    assert find_across(["Kecamatan", "jumlah 2021 " * 100_000, "jumlah 2022 " * 100_000]) is None


@LARGE
@pytest.mark.parametrize(("last", "told"), [("2023*", ["2023*"]), ("2023", [])])
def test_headers_with_a_mark_that_the_long_form_does_not_keep_are_named(last, told, large, tmp_path):
    path = tmp_path / "file.csv"
    path.write_text(f"Desa;2022;{last}\nA;1;2\nB;3;4\n", encoding="utf-8")
    notes = read_file(path, None, tmp_path, large, long=True).reading.notes
    assert [note.params["headers"] for note in notes if note.code == "marks_of_times"] == told


@pytest.mark.parametrize("year", ["2024", "Tahun 2024"])
def test_a_year_above_twelve_months_gives_the_days_of_a_column(year, tmp_path):
    months = ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"]
    with xlsxwriter.Workbook(tmp_path / "file.xlsx") as workbook:
        page = workbook.add_worksheet()
        page.merge_range(0, 0, 1, 0, "Komoditas")
        page.merge_range(0, 1, 0, 12, year)
        page.write_row(1, 1, months)
        page.write_row(2, 0, ["DATA CONTOH", *range(12)])
    with open_table(tmp_path / "file.xlsx", long=True) as opened:
        columns = [f"{column.id}:{column.type}" for column in opened.reading.columns]
        rows = b"".join(opened.chunks()).splitlines()
    assert columns == ["komoditas:text", "bulan:date", "nilai:integer"]
    assert [rows[0], rows[-1]] == [b"1,DATA CONTOH,2024-01-01,0", b"12,DATA CONTOH,2024-12-01,11"]


def test_a_transposed_table_is_not_offered_the_long_form_and_has_no_two_columns_of_times(large, tmp_path):
    (tmp_path / "file.csv").write_text("Tahun;2020;2021\nPenduduk;1000;1100\nLuas;10,5;10,5\n")
    asked_nothing = read_file(tmp_path / "file.csv", None, tmp_path, large).reading
    assert [note.code for note in asked_nothing.notes] == []
    long = read_file(tmp_path / "file.csv", None, tmp_path, large, long=True).reading
    assert [column.id for column in long.columns] == ["tahun", "periode", "nilai"]

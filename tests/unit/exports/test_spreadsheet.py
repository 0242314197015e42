"""Claims about workbooks, read back by openpyxl."""

from __future__ import annotations

from datetime import datetime

import pytest
from openpyxl import load_workbook

from ckanext.paser.tables.rules.table import Column


@pytest.fixture
def book(written):
    return load_workbook(written("xlsx"))


def rows(sheet) -> list[tuple]:
    return list(sheet.iter_rows(values_only=True))


def test_the_rows_are_those_of_the_snapshot_with_labels_above(book):
    assert rows(book["Data"]) == [
        ("Kode Wilayah", "'=Nama", "Jumlah", "Harga", "Tanggal", "Dicatat", "Sah"),
        ("64.01.04", 'Tanah "Grogot", kota', -12, 0.1, datetime(2024, 12, 31),
         datetime(2024, 12, 31, 23, 59, 59), True),
        ("64.01.99", "'=1+1", "9223372036854775807", "12345678901234567890.123456789", "1850-01-01", None, False),
        (None, "", None, None, None, None, None),
        ("64.01.05", "dua\nbaris", 5, -3.5, datetime(2025, 1, 1), datetime(2025, 1, 1), None),
    ]  # fmt: skip


def test_a_moment_with_a_zone_is_text_since_no_worksheet_knows_zones(written):
    column = Column("saat", "Saat", "timestamp", kind="zoned")
    book = load_workbook(written("xlsx", "saat\n2025-01-02 03:04:05+08\n", (column,)))
    assert rows(book["Data"])[1] == ("2025-01-02 03:04:05+08",)


def test_days_and_numbers_that_a_worksheet_cannot_keep_are_text(written):
    columns = (Column("hari", "Hari", "date"), Column("nilai", "Nilai", "number"))
    content = "hari,nilai\n0044-03-15 BC,NaN\ninfinity,1.5\n,Infinity\n"
    book = load_workbook(written("xlsx", content, columns))
    assert rows(book["Data"])[1:] == [("0044-03-15 BC", "NaN"), ("infinity", 1.5), (None, "Infinity")]


def test_the_header_stays_in_sight(book):
    assert book["Data"].freeze_panes == "A2"


def test_the_dictionary_is_the_second_sheet(book):
    assert book.sheetnames == ["Data", "Kamus data", "Keterangan"]
    found = rows(book["Kamus data"])
    assert found[0] == ("Nama kolom", "Label", "Definisi", "Satuan", "Tipe", "Peran", "Agregasi")
    assert found[1] == ("kode", "Kode Wilayah", "Kode Kemendagri.", None, "kode", "wilayah", None)
    assert found[3] == ("jumlah", "Jumlah", None, "orang", "bilangan bulat", "ukuran", "jumlah")


def test_licence_source_period_and_release_are_the_third_sheet(book):
    found = dict(rows(book["Keterangan"]))
    assert found.pop("Cara membaca").startswith("Teks yang diawali")
    assert found == {
        "Judul": "DATA CONTOH: Penduduk menurut kecamatan",
        "Tabel": "Penduduk 2024",
        "Perangkat daerah": "Dinas Contoh",
        "Lisensi": "Creative Commons Atribusi 4.0",
        "Alamat lisensi": "https://creativecommons.org/licenses/by/4.0/",
        "Sumber": "Dinas Contoh, angka dibuat-buat",
        "Periode data": "2024",
        "Rilis": "3, 2026-01-01",
        "Alamat tetap": "https://data.example.id/dataset/penduduk/resource/x/rilis/3",
        "Halaman dataset": "https://data.example.id/dataset/penduduk",
        "Catatan": "DATA CONTOH: angka dalam berkas ini dibuat-buat, jangan dikutip.",
    }


@pytest.mark.parametrize("text", ["=1+1", "-1+2", "@SUM(A1)", "\tx", "＝1"])
def test_no_text_is_a_formula(written, text):
    sheet = load_workbook(written("xlsx", f'a\n"{text}"\n', (Column("a", "A", "text"),)))["Data"]
    assert (sheet["A2"].value, sheet["A2"].data_type) == (f"'{text}", "s")


def test_a_masked_coordinate_in_a_worksheet_is_what_it_is_in_the_csv(written):
    sheet = load_workbook(written("xlsx", 'lintang\n"-1.58"\n', (Column("lintang", "Lintang", "text"),)))[
        "Data"
    ]
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("-1.58", "s")


def test_a_text_that_looks_like_a_number_or_an_address_stays_text(written):
    content = 'a\n"6401010101900001"\n"007"\n"https://example.id"\n'
    sheet = load_workbook(written("xlsx", content, (Column("a", "A", "code"),)))["Data"]
    assert [sheet[f"A{i}"].value for i in (2, 3, 4)] == ["6401010101900001", "007", "https://example.id"]
    assert [sheet[f"A{i}"].hyperlink for i in (2, 3, 4)] == [None, None, None]


def test_the_same_release_is_the_same_file(written):
    assert written("xlsx").read_bytes() == written("xlsx").read_bytes()


def test_an_empty_table_has_its_header(written):
    sheet = load_workbook(written("xlsx", "a\n", (Column("a", "A", "text"),)))["Data"]
    assert rows(sheet) == [("A",)]

"""Claims about titles that are proposed."""

from __future__ import annotations

import pytest

from ckanext.paser.desk.rules import titles


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        (
            ["JUMLAH PENDUDUK MENURUT KECAMATAN", "KABUPATEN PASER TAHUN 2024"],
            "Jumlah Penduduk Menurut Kecamatan",
        ),
        (
            ["HARGA RATA-RATA IKAN DI PASAR KANDILO (Rp/kg), 2025 (DATA CONTOH)"],
            "Harga Rata-rata Ikan di Pasar Kandilo (Data Contoh)",
        ),
        (["Tabel 3.1.2 Luas Wilayah menurut Kecamatan (km2), 2023"], "Luas Wilayah menurut Kecamatan"),
        (
            ["PEMERINTAH KABUPATEN PASER", "DINAS KESEHATAN", "Kunjungan Puskesmas Bulan Juli 2025"],
            "Kunjungan Puskesmas",
        ),
        (
            ["Jumlah Penduduk", "Menurut Kecamatan dan Jenis Kelamin"],
            "Jumlah Penduduk Menurut Kecamatan dan Jenis Kelamin",
        ),
        (["Sumber: BPS"], ""),
        ([], ""),
    ],
)
def test_the_rows_above_a_table_say_its_title(rows, title):
    assert titles.of_rows(rows) == title


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("penduduk-kecamatan_2024.xlsx", "Penduduk Kecamatan"),
        ("Kasus DBD Juli 2025 (1).xlsx", "Kasus DBD"),
        ("harga_pangan_202511_final.csv", "Harga Pangan"),
        ("2024.xlsx", "2024"),
        ("x1.csv", "x1"),
    ],
)
def test_the_name_of_a_file_says_a_title(name, title):
    assert titles.of_file(name) == title


def test_a_concept_is_what_is_measured():
    assert titles.concept("Jumlah Penduduk Miskin Menurut Kecamatan") == "Penduduk Miskin"


def test_keywords_are_the_words_that_people_search_for():
    assert titles.keywords("Jumlah Penduduk Menurut Kecamatan dan Jenis Kelamin") == [
        "penduduk",
        "kecamatan",
        "jenis",
        "kelamin",
    ]

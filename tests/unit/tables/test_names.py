"""Claims about names of columns and what headers say."""

from __future__ import annotations

import pytest

from ckanext.paser.tables.rules.codes import header_says_code, header_says_year
from ckanext.paser.tables.rules.names import column_ids
from ckanext.paser.tables.rules.units import in_header


@pytest.mark.parametrize(
    ("headers", "ids"),
    [
        (["Persentase Penduduk Miskin (%)"], ["persentase_penduduk_miskin"]),
        (["Luas Wilayah (km²)", "Café\nbaru"], ["luas_wilayah_km2", "cafe_baru"]),
        (["Jumlah", "jumlah", "JUMLAH "], ["jumlah", "jumlah_2", "jumlah_3"]),
        (["", "Nama", "%"], ["kolom_1", "nama", "kolom_3"]),
        (["_id", "xmin", "oid"], ["id", "kolom_xmin", "kolom_oid"]),
        (["2020", "2021"], ["2020", "2021"]),
        (["Data 6401015708900001 x", "Data x"], ["data_x", "data_x_2"]),
        (["x" * 80, "x" * 80], ["x" * 63, "x" * 61 + "_2"]),
    ],
)
def test_a_header_becomes_a_name_that_the_datastore_takes(headers, ids):
    assert column_ids(headers) == ids


@pytest.mark.parametrize("header", ["Kode Wilayah", "NIK", "No. Telepon", "kode_pos", "No. HP"])
def test_a_header_can_say_that_its_digits_are_a_name(header):
    assert header_says_code(header)


@pytest.mark.parametrize("header", ["Nilai", "Jumlah", "Nomor", "Teknik", "Periode"])
def test_other_headers_do_not_say_so(header):
    assert not header_says_code(header)


@pytest.mark.parametrize(
    ("header", "year"), [("Tahun", True), ("Tahun Anggaran", True), ("Akhir Tahun", False)]
)
def test_a_header_can_say_that_its_numbers_are_years(header, year):
    assert header_says_year(header) is year


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("Luas (km²)", "km²"),
        ("Miskin (%)", "%"),
        ("Upah (rupiah/bulan) ", "rupiah/bulan"),
        ("Penduduk (ribu) / Population (thousand)", "ribu"),
        ("Pekerja 2) (orang) Workers (persons)", "orang"),
        ("Produksi (ton) Luas (ha)", "ha"),
        ("Penduduk (a) Population (thousand)", "thousand"),
        ("Ekspor (2023)", ""),
        ("A (1)", ""),
        ("A", ""),
    ],
)
def test_a_header_can_name_a_unit(header, unit):
    assert in_header(header) == unit

"""Claims about what a column is proposed to be for."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from ckanext.paser.metadata.rules import vocabulary
from ckanext.paser.tables.rules.roles import area_column, propose
from ckanext.paser.tables.rules.table import Column

HEADERS = [
    # areas
    ("Kode Wilayah", "code", "", "wilayah", ""),
    ("Kecamatan", "text", "", "wilayah", ""),
    ("Nama Desa/Kelurahan", "text", "", "wilayah", ""),
    ("kode_desa", "code", "", "wilayah", ""),
    ("Kab/Kota", "text", "", "wilayah", ""),
    ("RT", "integer", "", "wilayah", ""),
    # times
    ("Tahun", "integer", "tahun", "waktu", ""),
    ("Tahun Anggaran", "integer", "tahun", "waktu", ""),
    ("Bulan", "text", "", "waktu", ""),
    ("Triwulan", "text", "", "waktu", ""),
    ("Tanggal", "date", "", "waktu", ""),
    ("Waktu Pengukuran", "timestamp", "", "waktu", ""),
    # counts and amounts
    ("Jumlah Penduduk", "integer", "jiwa", "ukuran", ""),
    ("Penduduk 2021", "integer", "", "ukuran", ""),
    ("Jumlah Desa", "integer", "", "ukuran", ""),
    ("Jumlah RT", "integer", "", "ukuran", ""),
    ("Luas Wilayah (km²)", "number", "km²", "ukuran", ""),
    ("Realisasi (Rp)", "number", "Rp", "ukuran", ""),
    ("Produksi (ton)", "number", "ton", "ukuran", ""),
    ("2021", "integer", "", "ukuran", ""),
    # what must not be summed
    ("Persentase Penduduk Miskin (%)", "number", "%", "ukuran", "tidak_boleh"),
    ("Cakupan Imunisasi", "number", "%", "ukuran", "tidak_boleh"),
    ("Indeks Pembangunan Manusia", "number", "", "ukuran", "tidak_boleh"),
    ("Rasio Jenis Kelamin", "number", "", "ukuran", "tidak_boleh"),
    ("Kepadatan Penduduk", "number", "jiwa/km²", "ukuran", "tidak_boleh"),
    ("Laju Pertumbuhan", "number", "", "ukuran", "tidak_boleh"),
    ("PDRB per Kapita", "number", "", "ukuran", "tidak_boleh"),
    ("Kematian per 1000 kelahiran", "number", "", "ukuran", "tidak_boleh"),
    ("Produktivitas (ton/ha)", "number", "ton/ha", "ukuran", "tidak_boleh"),
    ("Rata-rata Lama Sekolah", "number", "tahun", "ukuran", "tidak_boleh"),
    ("Angka Harapan Hidup", "number", "tahun", "ukuran", "tidak_boleh"),
    # observations and stocks
    ("Harga Beras (Rp/kg)", "integer", "Rp/kg", "ukuran", "rata_rata"),
    ("Suhu Maksimum", "number", "°C", "ukuran", "rata_rata"),
    ("Stok Gula", "number", "ton", "ukuran", "terakhir"),
    # the rest
    ("No", "integer", "", "atribut", ""),
    ("No. Urut", "text", "", "atribut", ""),
    ("NPSN", "code", "", "pengenal", ""),
    ("id", "integer", "", "pengenal", ""),
    ("Jenis Kelamin", "text", "", "dimensi", ""),
    ("Sumber Data", "text", "", "dimensi", ""),
    ("sumber_data", "text", "", "dimensi", ""),
    ("Keterangan Sumber", "text", "", "atribut", ""),
    ("Kode Rekening", "code", "", "dimensi", ""),
    ("Terakreditasi", "boolean", "", "dimensi", ""),
    ("Keterangan", "text", "", "atribut", ""),
    ("Alamat", "text", "", "atribut", ""),
    ("Satuan", "text", "", "atribut", ""),
    ("Lintang", "number", "", "atribut", ""),
    ("", "text", "", "dimensi", ""),
    ("", "number", "", "ukuran", ""),
]


@pytest.mark.parametrize(("label", "type_", "unit", "role", "aggregation"), HEADERS)
def test_the_header_tells_what_a_column_is_for(label, type_, unit, role, aggregation):
    assert propose(label, type_, unit) == (role, aggregation)


def test_only_codes_of_the_lists_are_proposed():
    proposed = [propose(label, type_, unit) for label, type_, unit, *_ in HEADERS]
    assert {one.role for one in proposed} == {term.code for term in vocabulary("PERAN")}
    known = {term.code for term in vocabulary("AGREGASI")}
    assert {one.aggregation for one in proposed} - {""} == known - {"rata_rata_tertimbang", "jumlah"}


def test_nothing_is_proposed_to_be_summed():
    assert "jumlah" not in {propose(label, type_, unit).aggregation for label, type_, unit, *_ in HEADERS}


def test_no_share_is_proposed_to_be_summed():
    profile = json.loads(files("paser_schemas").joinpath("sdi_profile.json").read_text(encoding="utf-8"))
    shares = {"persentase", "rasio", "rata-rata", "indeks", "laju", "proporsi", "kepadatan", "skor"}
    known = {row["code"] for row in profile["codelists"]["UKURAN"]["rows"]}
    assert shares <= known
    assert {propose(word.title(), "number").aggregation for word in shares} == {"tidak_boleh"}


@pytest.mark.parametrize(
    ("second", "expected"),
    [({"role": "wilayah"}, "kode"), ({"role": "wilayah", "type": "text"}, ""), ({"role": "dimensi"}, "")],
)
def test_codes_of_areas_are_looked_for_among_codes_in_that_role(second, expected):
    columns = [
        Column("nama", "Kecamatan", "text", role="wilayah"),
        Column(**{"id": "kode", "label": "Kode", "type": "code", **second}),
    ]
    assert area_column(columns) == expected

"""Claims about what a header says of its column."""

from __future__ import annotations

import pytest

from ckanext.paser.privacy.rules import headers


@pytest.mark.parametrize(
    "label",
    [
        "Umur 0-14", "Umur 25+", "Kelompok Umur (Tahun) 0-14", "0-14 Tahun", "Usia Lanjut", "Tahun 2022", "Tahun Lalu",
        "Bulan Januari", "Triwulan I", "Kelas VI", "RT 03", "Jumlah Penderita Tahun 2024", "Jumlah Tahun 2024",
        "Penderita per Bulan", "Perempuan Usia Subur", "Semua Umur", "2024", "Kasus",
    ],
)  # fmt: skip
def test_one_part_of_a_dimension_is_counted(label):
    assert headers.counts(label)


@pytest.mark.parametrize(
    "label",
    [
        "No", "No. Kasus", "Nomor Urut", "ID", "Kode Desa", "Wilayah Kode", "Tahun", "Tahun Kejadian", "Bulan Lapor",
        "Triwulan", "Semester", "Umur", "Umur (Tahun)", "Kelompok Umur", "Usia Ibu", "Rata-rata Umur", "RT", "RT/RW",
        "Jumlah RT", "Jumlah RT/RW", "Jumlah Kelas", "Kelas", "Lama Pengobatan (Bulan)", "Persentase Penderita",
        "Skor Kerentanan", "Tanggal Lapor",
    ],
)  # fmt: skip
def test_a_dimension_itself_is_not(label):
    assert not headers.counts(label)

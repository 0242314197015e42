"""Claims about what a header says of its column."""

from __future__ import annotations

import time

import pytest

from ckanext.paser.privacy.rules import counting, headers
from ckanext.paser.privacy.rules.beside import FACTS, may_tell
from ckanext.paser.privacy.rules.facts import probes
from ckanext.paser.privacy.rules.probe import Column


@pytest.mark.parametrize(
    "label",
    [
        "Umur 0-14", "Umur 25+", "Kelompok Umur (Tahun) 0-14", "0-14 Tahun", "Usia Lanjut", "Tahun 2022", "Tahun Lalu",
        "Bulan Januari", "Triwulan I", "Kelas VI", "RT 03", "Jumlah Penderita Tahun 2024", "Jumlah Tahun 2024",
        "Penderita per Bulan", "Perempuan Usia Subur", "Semua Umur", "2024", "Kasus",
    ],
)  # fmt: skip
def test_one_part_of_a_dimension_is_counted(label):
    assert counting.counts(label)


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
    assert not counting.counts(label)


@pytest.mark.parametrize("label", ["", "Data", "DATA LENGKAP", "Kolom 3", "Nama", "Rincian Data"])
def test_some_headers_say_nothing_of_what_stands_below(label):
    assert headers.anything(label)


@pytest.mark.parametrize("label", ["2024", "01", "Data Desa", "Keterangan", "Uraian", "Data Warga", "Lokasi"])
def test_a_year_a_thing_and_people_say_something(label):
    assert not headers.anything(label)


@pytest.mark.parametrize("label", ["RT", "RW", "RT/RW", "No. RT", "RtRw", "Dusun / RT", "Alamat"])
def test_an_rt_is_where_somebody_lives(label):
    assert headers.home_of(label, "Nama Warga")


@pytest.mark.parametrize(
    ("label", "who"),
    [
        ("Jumlah RT", "Nama Warga"),
        ("RT 03", "Nama Warga"),
        ("Nama Ketua RT", "Nama Warga"),
        ("RT", "Nama Ketua RT"),
        ("RW", "Nama Kepala Dusun"),
    ],
)
def test_a_count_of_them_and_the_one_that_is_served_are_not(label, who):
    assert not headers.home_of(label, who)


@pytest.mark.parametrize(
    "label",
    ["Diagnosa", "Diagnosis Utama", "Penyakit", "Jenis Penyakit", "Keluhan", "Status HIV", "Disabilitas", "Ragam Disabilitas",
     "Status Stunting Anak", "Hasil Lab", "Riwayat Penyakit", "Status Gizi"],
)  # fmt: skip
def test_an_illness_is_told_by_many_headers(label):
    assert headers.illness_of(label, "Nama Warga")


@pytest.mark.parametrize(
    "label",
    ["Jumlah Kasus", "Kasus Penyakit Menular", "Anak Stunting", "Jumlah Penyandang Disabilitas", "Prevalensi Stunting",
     "Hama dan Penyakit", "Penyakit Ternak", "% HIV", "Status Perkawinan", "Rumah Makan"],
)  # fmt: skip
def test_counts_shares_and_the_illness_of_plants_are_none(label):
    assert not headers.illness_of(label, "Nama Warga")


@pytest.mark.parametrize("label", ["No. Rekening", "Nomor Rekening Bank", "norek", "No Rek. BRI", "Rekening"])
def test_an_account_is_told_by_its_number(label):
    assert headers.account_of(label, "Nama Penerima")


@pytest.mark.parametrize(
    "label", ["Kode Rekening", "Nomor Rekening Belanja", "Nama Rekening", "Jumlah Rekening"]
)
def test_lines_of_a_budget_and_names_of_accounts_are_none(label):
    assert not headers.account_of(label, "Nama Penerima")


@pytest.mark.parametrize(
    ("label", "who"),
    [("Nama Kader TBC",) * 2, ("Nama Peserta Penyuluhan HIV",) * 2, ("Stunting", "Nama Kader"), ("Kusta", "Nama Petugas"),
     ("Stunting", "Nama Kepala Desa")],
)  # fmt: skip
def test_nor_is_that_of_those_whom_somebody_serves(label, who):
    assert not headers.illness_of(label, who)


@pytest.mark.parametrize(
    ("label", "who"),
    [("Nama Penyandang Disabilitas",) * 2, ("Disabilitas", "Nama Tenaga Kerja"), ("Jenis Disabilitas", "Nama Guru"),
     ("Disabilitas", "Nama Peserta")],
)  # fmt: skip
def test_their_own_is(label, who):
    assert headers.illness_of(label, who)


def test_a_column_that_tells_a_fact_of_somebody_is_known_by_its_header_alone():
    labels = """Alamat; Alamat Kantor; RT; RT/RW; Umur; Usia Anak; Tgl Lahir; Nama Ibu; Nama Ibu Kandung; Diagnosa; Hb; BB (kg); Stunting
        Jenis Penyakit Anak; Jenis Kekerasan; Pasal; No. Rekening; Bantuan; Desil; Uraian Aduan; Penghasilan; Agama; Anak Stunting
        Nama Anak; Nama Ketua RT; Nama Kader; Pelapor; Nama Pasien; Nama Ibu Hamil; Petugas; Kepala Sekolah; Nama; Status HIV"""
    every = [label.strip() for label in labels.replace("\n", ";").split(";")]
    told = {(fact.kind, label) for fact in FACTS for label in every for who in every if fact.told(label, who)}
    assert told == {(fact.kind, label) for fact in FACTS for label in every if may_tell(fact, label)}


@pytest.mark.parametrize("form", ["F{}", "Isian {}", "Kolom{}", "Nama {}"])
def test_four_times_the_columns_take_no_ten_times_as_long_to_be_asked(form):
    def seconds(columns: int) -> float:
        labels = [form.format("".join(chr(97 + int(digit)) for digit in str(n))) for n in range(columns)]
        begun = time.process_time()
        probes([Column(n, label) for n, label in enumerate(labels)])
        return time.process_time() - begun

    seconds(20)
    few, many = (min(seconds(columns) for _ in range(3)) for columns in (200, 800))
    assert many < 10 * max(few, 0.01)

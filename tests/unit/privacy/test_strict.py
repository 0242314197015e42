# ruff: noqa: E501  a line is a title, headers and the cells of a row
"""DATA CONTOH: tables that a strict reading of the gate found, and what looks like them. Each is asked of both engines."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from ckanext.paser.privacy.rules.findings import Finding
from ckanext.paser.tables.reading.child import read_file

GIVEN = ["Siti", "Budi", "Ahmad", "Rina", "Joko", "Wahyu", "Dewi", "Fitri", "Agus", "Hendra", "Yusuf", "Maya"]
ILL = ["TB paru", "Hipertensi", "HIV", "Skizofrenia", "DBD", "Stroke"]
MOSQUES = ["Nurul Huda", "Al Ikhlas", "Nurul Iman", "Hidayatullah", "Miftahul Jannah", "Al Amin"]
GROUPS = ["Tani Jaya", "Sri Rejeki", "Budi Karya", "Dewi Sri", "Sumber Makmur", "Mekar Sari"]
ROWS = 24

HELD = [
    # an institution in the title says whose list it is, and not whose names
    ("nama_penyakit", "Kunjungan Puskesmas Kuaro 2024", "No,Nama,Desa,Diagnosa", "{n},{name},Rekaan,{ill}"),
    ("nama_alamat nama_penyakit", "KUNJUNGAN PUSKESMAS KUARO", "No,Nama,Alamat,Diagnosa", "{n},{name},{home},{ill}"),
    ("nama_penyakit", "Kunjungan Puskesmas", "Umur,Alamat,Diagnosa", "{n},{home},{ill}"),
    ("nama_kekerasan", "Laporan Kasus Sekolah Dasar", "Nama,Jenis Kekerasan", "{name},Fisik"),
    ("nama_alamat", "Zakat Masjid Agung", "Nama,RT", "{name},{n}"),
    ("nama_alamat", "Daftar Hadir Posyandu Mawar", "Nama,Alamat", "{name},{home}"),
    ("nama_alamat", "Zakat Masjid Agung", "Mustahik Tetap,Alamat", "{name},{home}"),
    ("nama_penyakit", "Kunjungan Puskesmas", "Pengunjung,Diagnosa", "{name},{ill}"),
    # what the ill have too
    ("nama_penyakit", "Daftar Penderita HIV", "Nama,Gol. Darah", "{name},AB"),
    ("nama_penyakit", "Daftar Pasien TB", "Nama Pasien,Poli", "{name},Umum"),
    ("nama_penyakit", "Daftar Penderita TB", "Nama,Jadwal Kontrol", "{name},Senin"),
    ("nama_penyakit", "2024", "Nama Pasien,Poli,Keterangan", "{name},Umum,{ill}"),
    # numbers without their first zeros
    ("bpjs", "2024", "Faskes,No. BPJS", "Puskesmas Kuaro,12345678{nn}"),
    ("bpjs", "2024", "Kelas,No Kartu JKN", "III,12345678{nn}"),
    ("bpjs", "2024", "Kelas,No Kartu", "III,00012345678{nn}"),
    ("npwp", "2024", "Uraian,NPWP", "jasa,912345678910{nn}"),
    ("nopol", "2024", "NRKB,Merk,Pemilik", "KT 10{nn} AB,Honda,{name}"),
    ("nopol", "2024", "Nomor Registrasi Kendaraan,Nama Wajib Pajak", "KT 10{nn} AB,{name}"),
    # headers as they are written in a Puskesmas
    ("nama_penyakit", "2024", "Nama Pasien,Dx", "{name},a"),
    ("nama_penyakit", "2024", "Nama Pasien,DX Medis", "{name},a"),
    ("nama_penyakit", "2024", "Nama,Dx", "{name},a"),
    ("nama_alamat", "2024", "Nm. Pasien,Almt", "{name},Kuaro"),
    ("nama_penyakit", "2024", "Nama Pasien,Anamnesa,Terapi", "{name},batuk,sirup"),
    ("nama_penyakit", "2024", "Nama Pasien,Obat (OAT; ARV)", "{name},OAT"),
    ("nama_penyakit", "2024", "Nama,Hasil TCM", "{name},Positif"),
    ("nama_penyakit", "2024", "Nama,Hasil Skrining", "{name},Positif"),
    ("nama_penyakit", "2024", "Nama Lansia,Hasil Pemeriksaan", "{name},baik"),
    ("nama_penyakit", "2024", "Nama Siswa,Ketunaan", "{name},A"),
    ("nama_penyakit", "2024", "Nama,Riwayat", "{name},{ill}"),
    ("nama_penyakit", "2024", "Nama,Jenis", "{name},{ill}"),
    ("nama_penyakit", "2024", "Nama Anak,Disabilitas Anak", "{name},Tuna netra"),
    ("nama_lahir", "2024", "Nama,Tempat,Tanggal,L/P", "{name},Paser,12/03/1990,L"),
    # points in metres
    ("koordinat", "2024", "Nama Pemilik,X,Y", "{name},4001{nn}.12,97801{nn}.55"),
    ("koordinat", "2024", "Petani,Easting,Northing", "{name},4001{nn},97801{nn}"),
    # few people by sex and age
    ("sel_kecil", "Jumlah Kasus HIV", "Kecamatan,L,P", "Kuaro,2,1"),
    ("sel_kecil", "Jumlah Korban Kekerasan terhadap Anak", "Kecamatan,0-5,6-12", "Kuaro,2,1"),
    ("sel_kecil", "Korban Kekerasan Anak menurut Umur", "Kecamatan,Bayi,Remaja", "Kuaro,2,1"),
    # children
    ("nama_pribadi", "2024", "Nama Siswa,NISN,Kelas,Sekolah", "{name},00612345{nn},VI,SDN 1"),
    ("nama_pribadi", "2024", "Nama Siswa,NISN,Kelas,Sekolah", "{name},612345{nn},VI,SDN 1"),
    ("nama_pribadi", "Daftar Siswa SMPN 1", "Nama,NISN", "{name},00612345{nn}"),
    ("nama_pribadi", "2024", "Nama Peserta Didik,NISN,Rombel", "{name},01412345{nn},V A"),
    ("nama_pribadi", "2024", "Nama PD,NISN,Rombel", "{name},01412345{nn},V A"),
    ("nama_pribadi", "2024", "Peserta Didik,NISN,Sekolah", "{name},01412345{nn},SDN 1"),
    ("nama_pribadi", "2024", "Nama Lengkap,NISN,Rombel", "{name},01412345{nn},V A"),
    ("nama_pribadi", "2024", "No,Nama,NISN,Sekolah,Kelas", "{n},{name},01412345{nn},SDN 1,5"),
    ("nama_pribadi", "2024", "Nama,NIPD,JK,NISN Siswa", "{name},{n},L,01412345{nn}"),
    ("nama_lahir", "2024", "Nama Peserta Didik,Umur,Kelas", "{name},{n},V"),
    ("nama_penyakit", "2024", "Nama Peserta Didik,Keterangan", "{name},Tunanetra"),
    ("nama_lahir", "DAFTAR SISWA", "Nama,Umur,Kelas", "{name},{n},V"),
]  # fmt: skip
"""What holds a table, its title, its headers, and a row."""
FREE = [
    ("Daftar Masjid", "Nama,Alamat", "{mosque},{home}"),
    ("Daftar Masjid", "Nama,No. Rekening", "{mosque},12345678{n}"),
    ("Daftar Masjid", "Nama,Lat,Lon", "{mosque},-1.91{nn}45,116.11{nn}45"),
    ("Daftar Masjid", "Nama,X,Y", "{mosque},4001{nn},97801{nn}"),
    ("Daftar Koperasi", "Nama,Alamat", "{group},{home}"),
    ("Daftar Puskesmas", "Nama,Alamat,Penyakit Terbanyak", "Puskesmas {group},{home},{ill}"),
    ("Daftar Apotek", "Nama,Alamat", "Apotek {name},{home}"),
    ("Daftar Apotek", "Apoteker,Alamat", "{name},{home}"),
    ("Kader TBC", "Nama,Desa", "{name},Rekaan"),
    ("2024", "Nama Pegawai,Golongan,Keterangan", "{name},III/a,Spesialis Jantung"),
    ("2024", "Nama,Klaim BPJS", "{name},12345678{nn}"),
    ("2024", "Uraian,Iuran JKN", "a,12345678{nn}"),
    ("2024", "Kecamatan,Peserta BPJS", "Kuaro,123{nn}"),
    ("2024", "Nama Obat,Indikasi", "Obat {group},{ill}"),
    ("2024", "Nama Peneliti,Judul Penelitian", "{name},{ill}"),
    ("2024", "Nama Pegawai,Keahlian", "{name},{ill}"),
    ("2024", "Nama Peserta,Tempat,Tanggal", "{name},Aula,12/03/2024"),
    ("2024", "Nama Kegiatan,X,Y", "{group},4001{nn},97801{nn}"),
    ("2024", "Nama Pemilik,X,Jumlah", "{name},4001{nn},12"),
    ("Jumlah Kasus HIV", "Kecamatan,Kasus", "Kuaro,2"),
    ("2024", "Nama Siswa,Juara", "{name},I"),
    ("2024", "Nama Guru,NISN", "{name},00612345{nn}"),
    ("2024", "Nama,NISN,Peserta Didik", "SDN {n},304012{nn},1{n}"),
    ("2024", "Nama Sekolah,NPSN,Peserta Didik", "SDN {n},304012{nn},1{n}"),
    ("2024", "Kecamatan,Jumlah Peserta Didik,Umur", "Kuaro,{n},7-12"),
    ("2024", "Nama PD,Umur Gedung,Tahun", "Dinas {group},{n},2020"),
    ("2024", "Nama Peserta Didik,Sekolah,Juara", "{name},SDN 1,I"),
    ("Daftar Guru", "Nama,Umur,Kelas", "{name},{n},V"),
]  # fmt: skip


def cells(form: str, n: int) -> list[str]:
    """The cells of row ``n``, from 0."""
    drawn = form.format(
        n=n + 1,
        nn=f"{n + 10:02}",
        name=f"{GIVEN[n % 12]} Contoh",
        ill=ILL[n % 6],
        home=f"Jl. Rekaan No. {n + 1} RT {n % 9 + 1:02}",
        mosque=MOSQUES[n % 6],
        group=GROUPS[n % 6],
    )
    return drawn.split(",")


def look(folder: Path, large: int, title: str, header: str, form: str) -> list[Finding]:
    path = folder / "file.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header.split(","), *(cells(form, n) for n in range(ROWS))])
    return read_file(path, None, folder, large).scan([title])


@pytest.fixture(params=[1 << 40, 0], ids=["python", "duckdb"])
def large(request) -> int:
    return request.param


@pytest.mark.parametrize(("kinds", "table"), [(one[0], one[1:]) for one in HELD], ids=[f"{one[1]}: {one[2]}" for one in HELD])  # fmt: skip
def test_what_a_strict_reading_finds_is_held(tmp_path, large, kinds, table):
    found = look(tmp_path, large, *table)
    assert {one.kind for one in found if one.holds} == set(kinds.split())


@pytest.mark.parametrize("table", FREE, ids=[f"{one[0]}: {one[1]}" for one in FREE])
def test_what_looks_like_it_is_not(tmp_path, large, table):
    assert [one for one in look(tmp_path, large, *table) if one.holds] == []


def test_both_halves_of_a_point_in_metres_are_treated_with_the_name(tmp_path, large):
    (finding,) = look(tmp_path, large, "2024", "Nama Pemilik,X,Y", "{name},4001{nn}.12,97801{nn}.55")
    assert finding.fields == ("y", "nama_pemilik", "x")

# ruff: noqa: E501  a line is a title, headers and the cells of a row
"""DATA CONTOH: ways around the gate that a reader found, and the good neighbour of each. Each is asked of both engines.

Cells that are plainly names and homes, single cases without a name, headers that say nothing or are spelt with dots,
numbers as a spreadsheet wrote them, and titles that list and count.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from ckanext.paser.privacy.rules.findings import Finding
from ckanext.paser.privacy.rules.kinds import Kind, anywhere, data_in
from ckanext.paser.privacy.rules.label import words
from ckanext.paser.tables.reading.child import read_file

GIVEN = ["Siti", "Budi", "Ahmad", "Rina", "Joko", "Wahyu", "Dewi", "Fitri", "Agus", "Hendra", "Yusuf", "Maya"]
ILL = ["TB paru", "Hipertensi", "HIV", "Skizofrenia", "DBD", "Stroke"]
MOSQUES = ["Nurul Huda", "Al Ikhlas", "Nurul Iman", "Hidayatullah", "Miftahul Jannah", "Al Amin"]
VILLAGES = ["Lolo", "Kuaro", "Janju", "Pait"]
ROWS = 24

HELD = [
    # cells that are names beside cells that are homes, whatever else stands there
    ("", "No|Nama|Alamat|Luas Lahan (ha)", "{n}|{name}|{home}|1.{n}"),
    ("CPCL Padi 2024", "No|Nama|Alamat|Luas Lahan (ha)", "{n}|{name}|{home}|1.{n}"),
    ("", "No|Nama|Alamat|Nama Sekolah", "{n}|{name}|{home}|SDN 1"),
    ("", "No|Nama|Alamat|Nama Posyandu", "{n}|{name}|{home}|Mawar"),
    ("", "No|Nama|Alamat|Tipe Rumah", "{n}|{name}|{home}|36"),
    ("", "No|Nama|Alamat|Nama Bank", "{n}|{name}|{home}|BRI"),
    ("", "No|Nama|Alamat|Kategori", "{n}|{name}|{home}|a"),
    ("", "No|Nama|Alamat|Penanggung Jawab", "{n}|{name}|{home}|Dinas"),
    ("", "No|Nama|Alamat|Tempat Kerja", "{n}|{name}|{home}|PT A"),
    ("", "No|Nama|Alamat|Merk Motor", "{n}|{name}|{home}|Honda"),
    ("", "No|Nama|RT|RW|Luas Lahan", "{n}|{name}|{n}|2|1.{n}"),
    ("", "Nama Penerima|Jalan", "{name}|{home}"),
    ("", "Nama Kepala Keluarga|Jalan", "{name}|Jl. Mawar {n}"),
    ("", "Nama Penerima|Lokasi Rumah", "{name}|{home}"),
    ("", "Nama Penerima|Rumah", "{name}|{home}"),
    ("", "Nama Pemilik|Letak Tanah", "{name}|{home}"),
    ("", "Nama Penerima|Blok/No", "{name}|{home}"),
    ("", "NOP|Nama WP|Letak Objek Pajak|Pokok", "64.01.010.{n}|{name}|{home}|{n}00"),
    ("", "Nama dan Alamat|Ket", "{name}, {home}|a"),
    # exact points of whoever is plainly named
    ("", "Nama|Lokasi Rumah|Koordinat|Luas", "{name}|{home}|{lat}, {lon}|12"),
    ("", "Nama|Luas|lat|lon", "{name}|12|{lat}|{lon}"),
    ("", "Nama Pemilik|Lintang|Bujur", "{name}|-1.912.3{nn}|116.112.3{nn}"),
    ("", "Nama Pemilik|Lintang|Bujur", "{name}|-19123{nn}|1161123{nn}"),
    # single cases without a name
    ("", "No RM|Tgl Lahir|JK|Desa|RT|Diagnosa", "00{nn}00|{born}|{jk}|{village}|{n}|{ill}"),
    ("", "Tgl Kejadian|Desa|Umur Korban|Jenis Kekerasan|Hubungan Pelaku", "{n}-01-2024|{village}|{age}|Fisik|Ayah"),
    ("", "Inisial|Umur|Desa|RT|Diagnosa", "S.R|{age}|{village}|{n}|{ill}"),
    ("", "Desa|Umur|JK|Sebab Kematian", "{village}|{age}|{jk}|Bunuh diri"),
    ("", "umur|jk|diagnosa|lat|lon", "{age}|{jk}|HIV|{lat}|{lon}"),
    ("Sebaran ODGJ", "No|Umur|JK|Lat|Lon", "{n}|{age}|{jk}|{lat}|{lon}"),
    # headers that say nothing
    ("", "Unnamed: 0|Unnamed: 1|Unnamed: 2|Unnamed: 3", "{name}|{born}|{home}|Diabetes"),
    ("", "Kolom1|Kolom2|Kolom3", "{n}|{name}|{home}"),
    ("", "A|B|C", "{name}|{born}|x"),
    ("", "Field1|Field2", "{name}|{born}"),
    ("", "Nama|Kolom2", "{name}|{born}"),
    ("", "Nama|Keterangan", "{name}|Lahir {born}"),
    ("", "Nama|Keterangan", "{name}|{home}"),
    # headers spelt with dots and blanks
    ("", "Nama Lengkap|T.T.L|Pendidikan", "{name}|Paser, {born}|SMA"),
    ("", "Nama Lengkap|T T L|Pendidikan", "{name}|Paser, {born}|SMA"),
    ("", "Nama Lengkap|D.O.B|Pendidikan", "{name}|{born}|SMA"),
    ("", "Nama Lengkap|Kelahiran", "{name}|{born}"),
    ("", "Nama Lengkap|Lhr", "{name}|{born}"),
    ("", "Nama Lengkap|tgllahir", "{name}|{born}"),
    ("", "N.P.W.P|Uraian", "0123456789012{nn}|a"),
    ("", "N.I.K|Desa", "{thousands}|{village}"),
    # a NIK as a spreadsheet wrote it
    ("", "Kode|Desa", "{thousands}|{village}"),
    ("", "No|Desa", "{thousands}|{village}"),
    ("", "Kode|Desa", "{slashes}|{village}"),
    ("", "No|Ket", "{n}|sdh meninggal {nik}"),
    ("", "ID|Desa", "2024{nik}|{village}"),
    ("", "ID|Desa", "{nik}01|{village}"),
    # titles that list and count
    ("REALISASI PENYALURAN BLT DD TAHAP I 2024", "No|Nama|Desa|Nominal", "{n}|{name}|{village}|300000"),
    ("Rekap BPNT per Desa", "No|Nama Penerima|Desa", "{n}|{name}|{village}"),
    ("Penerima PIP 2024", "No|Nama|Sekolah", "{n}|{name}|SDN 1"),
    ("Pasien Rawat Inap RSUD", "Nama|Umur|Kelamin", "{name}|{age}|{jk}"),
    ("DPT", "Nama|Umur|Kelamin", "{name}|{age}|{jk}"),
    ("WBP Rutan", "Nama|Umur|Kelamin", "{name}|{age}|{jk}"),
    ("Korban persetubuhan", "Nama|Umur|Kelamin", "{name}|{age}|{jk}"),
    # other kinds of numbers
    ("", "Nama WP|NPWPD", "{name}|P.1.00007{nn}.01.01"),
    ("", "No. Pokok Wajib Pajak|Uraian", "0123456789012{nn}|a"),
    ("", "KPJ|Upah", "123456789{nn}|a"),
    ("", "Nomor BPJSTK|Uraian", "123456789{nn}|a"),
    ("", "Mobile|Desa", "81254321{nn}|{village}"),
    ("", "No Hape|Desa", "81254321{nn}|{village}"),
    ("", "Ket|Desa", "006281254321{nn}|{village}"),
    ("", "Email|Desa", "siti{n}(at)gmail.com|{village}"),
    ("", "Email|Desa", "siti{n} @gmail.com|{village}"),
    ("", "Email|Desa", "siti{n}@gmail;com|{village}"),
    ("", "Nama|No Paspor", "{name}|C12345{nn}"),
    ("", "Nama|Vonis", "{name}|2 tahun"),
    ("", "Nama|Tunggakan PBB", "{name}|1000{n}"),
    ("", "Nama|CD4", "{name}|200"),
    # small counts
    ("KASUS GONORE MENURUT PUSKESMAS", "Puskesmas|0-4 th L|0-4 th P", "{village}|1|2"),
    ("", "Sekolah|Siswa Hamil", "{school}|2"),
    ("", "Sekolah|ABK", "{school}|2"),
    ("", "Desa|Kurang Gizi", "{village}|2"),
    ("", "Desa|Pecandu", "{village}|2"),
    ("", "Posyandu|Kasus HIV", "Melati {n}|2"),
    ("", "Nama Posyandu|Gizi Buruk", "Melati {n}|2"),
    ("", "Lingkungan|Gizi Buruk", "Lingkungan {n}|2"),
    ("", "Panti|Kasus HIV", "Panti {n}|2"),
    ("", "Panti Asuhan|Kasus HIV", "Panti {n}|2"),
    ("Kasus HIV per Posyandu", "Nama|Jumlah Kasus", "Melati {n}|2"),
    # the blood group of whoever is named, and the numbers of his car
    ("", "Nama Pendonor|Golongan Darah|Tanggal Donor", "{name}|O+|1/2/2024"),
    ("", "Nama|Gol. Darah|Rhesus", "{name}|O|+"),
    ("", "Pendonor|Goldar|Jumlah Donor", "{name}|AB|2"),
    ("", "Nama Pegawai|Jabatan|Golongan Darah", "{name}|Guru|O"),
    ("Daftar Pendonor", "Nama|Blood Type", "{name}|O"),
    ("", "Nama Pemilik|No Rangka|No Mesin", "{name}|MH1JF5110DK1234{nn}|JF51E1"),
]  # fmt: skip
"""What holds: title, headers and a row."""
FREE = [
    ("", "Nama|Luas|lat|lon", "{mosque}|12|{lat}|{lon}"),
    ("", "Nama|Luas|lat|lon", "{school}|12|{lat}|{lon}"),
    ("", "No|Nama|Alamat|Luas Lahan", "{n}|{school}|{home}|12"),
    ("", "No|Nama|Alamat|Luas", "{n}|Masjid {mosque}|{home}|12"),
    ("", "No|Nama|Alamat|Luas", "{n}|{mosque}|{home}|12"),
    ("", "No|Nama|Alamat|Kategori", "{n}|Kantor Desa {village}|{home}|a"),
    ("", "Nama Usaha|Jenis|Alamat", "Toko {name}|sembako|{home}"),
    ("", "Nama|Jabatan|RT", "{name}|Ketua RT|{n}"),
    ("", "Nama Kegiatan|Lokasi|PPTK", "Semenisasi {n}|{home}|{name}"),
    ("", "Nama Sekolah|Lokasi|Kepala Sekolah", "{school}|{home}|{name}"),
    ("", "Nama Sekolah|Nama|Alamat", "{school}|{name}|{home}"),
    ("", "Ruas Jalan|Pengawas", "Jl. Mawar {n}|{name}"),
    ("", "Nama Jalan|Panjang|Pengawas", "Jl. Mawar {n}|12|{name}"),
    ("", "ID|Desa", "19700101199003{nn}01|{village}"),
    ("", "NOP|Desa", "6401010001001{nn}010|{village}"),
    ("", "Kode|Desa", "131010101001{nn}0101|{village}"),
    ("Jumlah Pasien Rawat Inap", "Nama|Jumlah", "RSUD|2{n}"),
    ("Jadwal Dokter Rawat Jalan", "Nama|Poli", "{name}|Umum"),
    ("", "Nama Sekolah|Lintang|Bujur", "{school}|-1.912.3{nn}|116.112.3{nn}"),
    ("", "Desa|Umur|Jenis Penyakit|Jumlah", "{village}|0-4|{ill}|1{n}"),
    ("", "Desa|Kelompok Umur|Jenis Penyakit|Kasus", "{village}|0-4|{ill}|1{n}"),
    ("", "Puskesmas|Alamat|Jenis Penyakit Terbanyak|Lat|Lon", "Puskesmas {village}|Jl. {n}|{ill}|{lat}|{lon}"),
    ("Sebaran Kasus DBD", "Desa|Kasus|Lat|Lon", "{village}|1{n}|{lat}|{lon}"),
    ("", "Kolom1|Kolom2|Kolom3", "{n}|{village}|{born}"),
    ("", "A|B|C", "{village}|{n}|{ill}"),
    ("", "Nama|Keterangan", "{name}|hadir"),
    ("", "Nama Pegawai|TMT", "{name}|{born}"),
    ("", "Realisasi s.d. Triwulan II|Kepala|Alamat", "1|a|b"),
    ("", "Uraian|Nilai", "a|1.234.567.890.1{nn}.456"),
    ("", "No|Ket", "{n}|Aset 1.3.2.05.01.04.{nn}"),
    ("Rekap BPNT per Desa", "No|Nama|Jumlah", "{n}|{village}|1{n}"),
    ("REALISASI PENYALURAN BLT DD", "Desa|Kepala Desa|Nominal", "{village}|{name}|300000"),
    ("Tim Penyaluran BLT", "Nama|Jabatan", "{name}|Ketua"),
    ("Imunisasi DPT 2", "Nama Kader|Desa", "{name}|{village}"),
    ("Data Kematian per Desa", "Desa|Jumlah", "{village}|1{n}"),
    ("", "Kapal|ABK", "KM Contoh|2"),
    ("", "Email|Desa", "sdn{n}@paser.sch.id|{village}"),
    ("", "Puskesmas|Email", "Puskesmas {village}|puskesmas{n}@gmail.com"),
    ("", "Desa|Website|Email", "{village}|a.id|desa{n}@gmail.com"),
    ("", "Sekolah|Kepsek|Alamat", "{school}|{name}|{home}"),
    ("", "Nama Sekolah|kepsek|lat|lon", "{school}|{name}|{lat}|{lon}"),
    ("", "Nama Perpustakaan|Pengelola|Alamat", "Perpustakaan {village}|{name}|{home}"),
    ("", "Nama Dokter|SIP|Alamat Praktik", "{name}|123|{home}"),
    ("", "No Telepon|Instansi|Layanan", "0812543210{nn}|Dinas Contoh|Pengaduan"),
    ("", "Trayek|No Polisi|Perusahaan", "A-B|KT 10{nn} AB|PO Maju"),
    ("", "Desa|Rumah Ibadah Islam|Kristen", "{village}|2|1"),
    ("", "Nama Pahlawan|Tanggal Lahir", "{name}|{born}"),
    # coarser than a neighbourhood: a hint
    ("", "Puskesmas|Kasus HIV", "Puskesmas {village}|2"),
    ("", "Kecamatan|Jumlah Posyandu|Gizi Buruk", "Kuaro|2{n}|2"),
    ("", "Kecamatan|Posyandu Aktif|Gizi Buruk", "Kuaro|2{n}|2"),
    ("", "Kecamatan|Kader Posyandu|Gizi Buruk", "Kuaro|2{n}|2"),
    ("Kasus Stunting berdasarkan Lingkungan Kerja", "Kecamatan|Jumlah", "Kuaro|2"),
    ("", "Posyandu|Jumlah Kader|Timbangan", "Melati {n}|2|1"),
    ("", "Lingkungan|Jumlah Rumah", "Lingkungan {n}|2"),
    # blood in store, and cars of an office
    ("", "Golongan Darah|Stok", "O|2{n}"),
    ("Stok Darah UTD", "Golongan Darah|Rhesus|Jumlah Kantong", "O|+|{n}"),
    ("", "Nama UTD|Golongan Darah|Stok", "UTD PMI {village}|O|2{n}"),
    ("", "Nama Komponen|Golongan Darah|Kantong", "Sel Darah Merah|O|2{n}"),
    ("", "Rumah Sakit|Golongan Darah|Jumlah Kantong", "RSUD {village}|O|2{n}"),
    ("", "Nama|Golongan Darah|Stok", "UTD PMI {village}|O|2{n}"),
    ("", "Nama Petugas|Golongan Darah|Jumlah Kantong", "{name}|O|2{n}"),
    ("", "Nama Pendonor|Jumlah Golongan Darah", "{name}|2"),
    ("", "Nama Barang|No Rangka|No Mesin", "Mobil dinas|MH1JF5110DK1234{nn}|JF51E1"),
    ("", "Pemakai|No Rangka", "{name}|MH1JF5110DK1234{nn}"),
]  # fmt: skip
"""What looks like it: title, headers and a row."""


def cells(form: str, n: int) -> list[str]:
    """The cells of row ``n``, from 0."""
    nik = f"6401{n % 9 + 1:02}{n % 28 + 1:02}{n % 12 + 1:02}{60 + n}{n + 1:04}"
    drawn = form.format(
        n=n + 1,
        nn=f"{n + 10:02}",
        name=f"{GIVEN[n % 12]} Contoh",
        ill=ILL[n % 6],
        home=f"Jl. Rekaan No. {n + 1} RT {n % 9 + 1:02}",
        born=f"{n % 28 + 1:02}-{n % 12 + 1:02}-{1960 + n}",
        age=n * 3 % 70 + 5,
        jk="LP"[n % 2],
        village=VILLAGES[n % 4],
        mosque=MOSQUES[n % 6],
        school=f"SDN {n + 1:03} Kuaro",
        lat=f"-1.9{n:02}345",
        lon=f"116.1{n:02}345",
        nik=nik,
        thousands=f"{int(nik):,}".replace(",", "."),
        slashes=f"{nik[:6]}/{nik[6:12]}/{nik[12:]}",
    )
    return drawn.replace(";", ",").split("|")


def look(folder: Path, large: int, title: str, header: str, form: str) -> list[Finding]:
    path = folder / "file.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header.split("|"), *(cells(form, n) for n in range(ROWS))])
    return read_file(path, None, folder, large).scan([title] if title else [])


@pytest.fixture(params=[1 << 40, 0], ids=["python", "duckdb"])
def large(request) -> int:
    return request.param


@pytest.mark.parametrize("table", HELD, ids=[" ".join(one) for one in HELD])
def test_a_way_around_the_gate_is_closed(tmp_path, large, table):
    assert [one for one in look(tmp_path, large, *table) if one.holds]


@pytest.mark.parametrize("table", FREE, ids=[" ".join(one) for one in FREE])
def test_its_good_neighbour_is_free(tmp_path, large, table):
    assert [one for one in look(tmp_path, large, *table) if one.holds] == []


def test_names_and_homes_are_treated_together(tmp_path, large):
    (finding,) = look(tmp_path, large, "", "Nama|Alamat|Luas", "{name}|{home}|12")
    assert finding.fields == ("nama", "alamat")


def test_ages_and_illnesses_of_single_cases_are_treated_together(tmp_path, large):
    (finding,) = look(tmp_path, large, "", "Umur|Desa|Diagnosa", "{age}|{village}|{ill}")
    assert (finding.kind, finding.fields) == ("nama_penyakit", ("umur", "diagnosa"))


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("T.T.L", "ttl"),
        ("T T L", "ttl"),
        ("N. I. K.", "nik"),
        ("No. K.K", "no kk"),
        ("N.P.W.P", "npwp"),
        ("D.O.B", "dob"),
        ("L P", "l p"),
        ("X, Y", "x y"),
        ("s.d. Triwulan II", "s d triwulan ii"),
        ("Tgl._Lahir", "tgl lahir"),
        ("Vit. A", "vit a"),
    ],
)
def test_letters_with_dots_and_blanks_between_them_are_one_word(label, said):
    assert words(label) == said


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("sdh meninggal 6401070101660017", True),
        ("6401070101660017 pindah, meninggal 6401070101660017.", True),
        ("KODE6401070101660017", False),
        ("INV/X-6401073313660017", False),
        ("meninggal 6301070101660017", False),
        ("a.n. 6401070101660017", True),
        ("an 6401070101660017 ganda", True),
        ("A.N 6401070101660017", True),
        ("No. 6401070101660017", True),
        ("6401070101660017 (ganda)", True),
        ("SN 6401070101660017", False),
        ("12-6401070101660017 unit", False),
        ("0.6401070101660017 ton", False),
        ("6401070101660017.", False),
        ("6401070101660017", False),
    ],
)
def test_one_number_of_this_province_amid_words_is_enough(text, told):
    found = [one for one in anywhere() if one.kind is Kind.NIK and one.enough == 0]
    assert any(data_in(one, text) for one in found) is told

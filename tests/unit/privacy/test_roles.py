# ruff: noqa: E501  a line is a list of headers and the cells of a row
"""DATA CONTOH: 96 more labelled tables. Whose names stand in a column its cells tell, whatever the header calls them; what
is a place's, an office's or a shop's holds nothing."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from ckanext.paser.privacy.rules.findings import Finding
from ckanext.paser.privacy.rules.masks import mask_of
from ckanext.paser.tables.reading.child import read_file

GIVEN = [
    "Siti",
    "Budi",
    "Ahmad",
    "Rina",
    "Joko",
    "Wahyu",
    "Dewi",
    "Nur",
    "Fitri",
    "Agus",
    "Hendra",
    "Lestari",
    "Yusuf",
    "Maya",
    "Rahmat",
    "Sri",
    "Eko",
    "Ratna",
    "Bayu",
    "Intan",
]
AFTER = ["Contoh", "Samaran", "Ujicoba", "Rekaan", "Karangan", "Fiksi"]
VILLAGES = [
    "Kuaro",
    "Long Ikis",
    "Tanah Grogot",
    "Batu Sopang",
    "Muara Komam",
    "Batu Engau",
    "Tanah Periuk",
    "Jone",
]
MOSQUES = [
    "Nurul Huda",
    "Al Ikhlas",
    "Nurul Iman",
    "Baiturrahman",
    "Hidayatullah",
    "Nurul Yaqin",
    "Miftahul Jannah",
    "Al Amin",
]
GROUPS = [
    "Tani Jaya",
    "Sri Rejeki",
    "Budi Karya",
    "Dewi Sri",
    "Sumber Makmur",
    "Karya Bersama",
    "Mekar Sari",
    "Harapan Maju",
]
STREETS = [
    "Ahmad Yani",
    "Sultan Hasanuddin",
    "Jenderal Sudirman",
    "Yos Sudarso",
    "R. Suprapto",
    "Kusuma Bangsa",
]
ROWS = 30

HELD = [
    ("nama_alamat", "Kepala Rumah Tangga,RT,RW,Desa,Alamat Rumah", "{name},{n},{n},Rekaan,{home}"),
    ("nama_alamat", "Kepala Rumah Tangga,RT,RW,Desa", "{name},{n},{n},Rekaan"),
    ("nama_alamat", "kepala_rumah_tangga,rt,rw,desa,jml_art", "{name},{n},{n},Rekaan,{n}"),
    ("nama_alamat nama_bantuan", "KRT,RT,Desa,Desil", "{name},{n},Rekaan,1"),
    ("nama_alamat", "Pelanggan,No Sambungan,Alamat,Tagihan", "{name},0200{n},{home},12000{n}"),
    ("nama_alamat", "Nelayan,Alamat,Nilai", "{name},{home},{n}"),
    ("nama_alamat", "Pengrajin,Alamat,Nilai", "{name},{home},{n}"),
    ("nama_alamat", "Penanggung Jawab,Alamat,Nilai", "{name},{home},{n}"),
    ("nama_alamat", "Penggarap,Alamat,Luas", "{NAME},{home},{n}"),
    ("nama_alamat", "Penyadap,Alamat", "{name} bin Umar,{home}"),
    ("nama_alamat", "Jemaah,Alamat", "H. {name} {n},{home}"),
    ("nama_alamat", "Pelanggan,Alamat,Bulan", "{twelve},{home},{n}"),
    ("koordinat", "Petani,Poktan,Luas Lahan,lat,lon", "{name},Tani Jaya,1.5,{lat},{lon}"),
    ("koordinat", "Peternak,Jenis Ternak,Latitude,Longitude", "{name},Sapi,{lat},{lon}"),
    ("koordinat", "Pekebun,Tikor", "{name},{lat} {lon}"),
    ("nama_penyakit", "no_rm,pasien,umur,diagnosa", "0000{n},{name} {n},{n},TB paru"),
    ("nama_penyakit", "Pasien,Umur,Penyakit", "{name} {n},{n},HIV"),
    ("nama_penyakit", "Inisial,Umur,Alamat,Diagnosa", "SC,{n},{home},HIV"),
    ("nama_penyakit", "Umur,Alamat,Diagnosa", "{n},{home},HIV"),
    ("nama_kekerasan", "Umur,Alamat,Jenis Kekerasan", "{n},{home},Fisik"),
    ("nama_penyakit", "Pengunjung,Diagnosa", "{name},TB paru"),
    ("nama_rekening", "Penambang,No. Rekening", "{name},12345678{n}"),
    ("nama_pribadi", "NISN,Siswa,Kelas,Sekolah,Nama Ibu Kandung", "006000{n},{name},VII,SMPN 1,{name}"),
    ("nama_pribadi", "Nama,Nomor Induk,Sekolah,Nama Ibu Kandung,Pekerjaan Ayah", "{name},006000{n},SMPN 1,{name},Tani"),
    ("nama_pribadi", "Nama Anak,Nama Ibu,Desa", "{name},{name},Rekaan"),
    ("nama_pribadi", "Responden,Usia,Penghasilan,Agama", "{name},{n},1000000,Islam"),
    ("nama_pribadi", "Nama Lengkap,Agama", "{name},Hindu"),
    ("nama_pribadi", "Pelapor,Uraian Aduan,Tanggal", "{name},Jalan rusak,2025-01-01"),
    ("nama_pribadi", "Nama Pelapor,Isi Laporan", "{name},Jalan rusak"),
    ("nama_bantuan", "Nama Penerima,Jenis Bantuan,Desa", "{name},BLT,Rekaan"),
    ("nama_bantuan", "nama,bantuan,kec", "{twelve},BLT,Kuaro"),
    ("nama_bantuan", "Nama KPM,Desa", "{name},Rekaan"),
    ("nama_bantuan", "Warga,Status Kesejahteraan", "{name},Miskin"),
    ("nik", "Kecamatan,Nomor,Nilai", "Kuaro,6401015708{serial:06},300"),
    ("nik", "kode,ket", "640105570890{n:04},a"),
    ("nik", "periode,v49", "2020,64010157089000{n:02}"),
]  # fmt: skip
"""What holds a table, its headers, and a row."""
FREE = [
    ("Masjid,Alamat,Lat,Lon", "{mosque},{home},{lat},{lon}"),
    ("Nama Masjid,Imam,Alamat", "{mosque},{name},{home}"),
    ("Rumah Ibadah,Alamat,Kecamatan", "{mosque},{home},{village}"),
    ("Poktan,Ketua,Alamat,Anggota", "{group},{name},{home},2{n}"),
    ("Kelompok Tani,Desa,Luas,Lat,Lon", "{group},{village},{n},{lat},{lon}"),
    ("Poktan,Alamat,Komoditas", "{group},{home},Padi"),
    ("Mitra Binaan,Alamat", "{group},{home}"),
    ("Sekolah,Kepala Sekolah,Alamat,RT", "SDN {n:03} Kuaro,{name},{home},{n}"),
    ("Kader,Posyandu,Jumlah Balita,Stunting", "{name},Melati {n},2{n},1{n}"),
    ("Nama Kader,Posyandu,Desa", "{name},Melati,Rekaan"),
    ("Pasar,Komoditas,Harga,Tanggal", "Pasar Kandilo,Beras,12000,2025-01-01"),
    ("Ruas Jalan,Panjang,Lat,Lon", "{street},{n},{lat},{lon}"),
    ("Jalan,Kecamatan,Lat,Lon", "{street},{village},{lat},{lon}"),
    ("Penyedia,Alamat,Nilai Kontrak", "CV {given} Jaya,{home},100000000"),
    ("Paket,Penyedia,Penanggung Jawab,Alamat", "Pembangunan {n},CV {given} Jaya,{name},{home}"),
    ("Perusahaan,Direktur,Alamat", "PT {given} Jaya,{name},{home}"),
    ("Apotek,Apoteker,Alamat,Lat,Lon", "Apotek {given},{name},{home},{lat},{lon}"),
    ("Klinik,Dokter,Alamat", "Klinik {given},{name},{home}"),
    ("Hotel,Pemilik,Alamat", "Hotel {given},{name},{home}"),
    ("Kecamatan,Camat,Alamat Kantor", "{village},{name},{home}"),
    ("Perangkat Daerah,Kepala,Alamat", "Dinas {n},{name},{home}"),
    ("Tanggal,Petugas,Lintang,Bujur,Kepercayaan", "2025-01-01,{name},{lat},{lon},80"),
    ("Lokasi,Lat,Lon,Jenis Pohon", "Taman {given},{lat},{lon},Ulin"),
    ("Halte,Lat,Lon", "Halte {given},{lat},{lon}"),
    ("Bendung,Pelaksana,Lat,Lon", "Bendung {given},CV X,{lat},{lon}"),
    ("Titik,Nama Lokasi,Lat,Lon", "{n},Simpang {given},{lat},{lon}"),
    ("CCTV,Operator,Lat,Lon", "CCTV {n},{name},{lat},{lon}"),
    ("Komoditas,Alamat,Luas", "Padi Sawah,{home},{n}"),
    ("Kegiatan,Lokasi,RT,Pagu", "Perbaikan {given},{village},{n},1000000"),
    ("Nama Barang,Pengguna,Merk,Lat,Lon", "Laptop,{name},Acer,{lat},{lon}"),
    ("Wisata,Pengelola,Alamat,Lat,Lon", "Pantai {given},{name},{home},{lat},{lon}"),
    ("Destinasi,Pengelola,Koordinat", "Pantai {given},{name},{lat} {lon}"),
    ("SPBU,Alamat,Pengawas", "SPBU 64.{n},{home},{name}"),
    ("Toko,Alamat,Pemilik Toko", "Toko {given},{home},Toko {given}"),
    ("Desa,RT,Penduduk,KK", "{village},{n},1{n},3{n}"),
    ("Dusun,RT,RW,Ketua RT", "Dusun {given},{n},{n},{name}"),
    ("Pejabat,Jabatan,Unit Kerja", "{name},Kabid,Dinas"),
    ("Anggota DPRD,Fraksi,Dapil", "{name},A,I"),
    ("Penyuluh,WKPP,Desa,Kecamatan", "{name},WKPP {n},A,{village}"),
    ("Puskesmas,Alamat,Penyakit Terbanyak,Kepala", "Puskesmas {village},{home},ISPA,{name}"),
    ("Puskesmas,Alamat,Jenis Penyakit,Jumlah", "Puskesmas {village},{home},ISPA,1{n}"),
    ("Atlet,Cabang,Medali", "{name},Renang,Emas"),
    ("Judul Buku,Pengarang,Tahun", "Buku {given},{name},2020"),
    ("Tahun,Kecamatan,Agama,Jumlah", "2024,{village},Islam,1{n}"),
    ("Desa,Pendapatan,Belanja,Kepala Desa", "{village},1000000,100000,{name}"),
    ("OPD,Pengaduan,Status,Petugas", "Dinas,Jalan rusak,Selesai,{name}"),
    ("Guru,Mata Pelajaran,Sekolah", "{name},IPA,SMPN 1"),
    ("Koperasi,Ketua,Alamat,Anggota", "Koperasi {given},{name},{home},30"),
    ("Lembaga,Ketua,Alamat,No Rekening", "LPK {given},{name},{home},12345678{n}"),
    ("Panti Asuhan,Pengurus,Alamat,Anak", "Panti {given},{name},{home},20"),
    ("Stasiun,Lat,Lon,Curah Hujan", "Pos {village},{lat},{lon},100"),
    ("Sungai,Desa,Lat,Lon,Debit", "Sungai {given},{village},{lat},{lon},3"),
    ("Perumahan,Pengembang,Alamat,Unit", "Griya {given},PT {given},{home},20"),
    ("Cagar Budaya,Juru Pelihara,Lat,Lon", "Istana {given},{name},{lat},{lon}"),
    ("Pangkalan LPG,Alamat,Kuota", "Pangkalan {given},{home},100"),
    ("Nama Usaha,Produk,Alamat", "Keripik {given},Keripik,{home}"),
    ("Sumber Air,Desa,RT,Debit", "Mata Air {given},{village},{n},2"),
    ("Desa,Bantuan,Jumlah", "{village},BLT,3{n}"),
    ("Kecamatan,Penerima PKH,Penerima BPNT", "{village},3{n},2{n}"),
    ("Kode Barang,Nama Barang", "131010101001{n:04},Laptop"),
]  # fmt: skip


def cells(form: str, n: int) -> list[str]:
    """The cells of row ``n``, from 0."""
    name = f"{GIVEN[n % 20]} {AFTER[n * 7 % 6]}"
    drawn = form.format(
        n=n + 5,
        name=name,
        NAME=name.upper(),
        twelve=f"{GIVEN[n % 5]} Contoh",
        given=GIVEN[n % 20],
        serial=900001 + n * 1000,
        home=f"Jl. Rekaan No. {n + 1} RT {n % 9 + 1:02}",
        lat=f"{-1.9 - n / 1000:.6f}",
        lon=f"{116.1 + n / 777:.6f}",
        mosque=MOSQUES[n % 8],
        group=GROUPS[n % 8],
        street=STREETS[n % 6],
        village=VILLAGES[n % 8],
    )
    return drawn.split(",")


def look(
    path: Path, large: int, header: str, form: str, titles: tuple[str, ...] = ("2024",)
) -> list[Finding]:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header.split(","), *(cells(form, n) for n in range(ROWS))])
    return read_file(path, None, path.parent, large).scan(list(titles))


@pytest.fixture(params=[1 << 40, 0], ids=["python", "duckdb"])
def large(request) -> int:
    return request.param


@pytest.mark.parametrize(("kinds", "header", "form"), HELD, ids=[one[1] for one in HELD])
def test_whoever_is_named_beside_what_is_private_holds_whatever_the_header_calls_him(tmp_path, large, kinds, header, form):  # fmt: skip
    found = look(tmp_path / "file.csv", large, header, form)
    assert {one.kind for one in found if one.holds} == set(kinds.split())


@pytest.mark.parametrize(("header", "form"), FREE, ids=[one[0] for one in FREE])
def test_places_offices_groups_and_shops_hold_nothing_though_they_are_called_like_people(tmp_path, large, header, form):  # fmt: skip
    assert [one for one in look(tmp_path / "file.csv", large, header, form) if one.holds] == []


AIDED = [
    "Daftar Penerima BLT",
    "PKH 2024",
    "Penerima Bantuan Beras",
    "DTSEN Desa Rekaan",
    "Data RTLH",
    "BNBA Bansos",
]


@pytest.mark.parametrize("title", AIDED)
@pytest.mark.parametrize("header", ["Nama,Desa", "Nama Penerima,Desa", "Warga,Desa"])
def test_names_below_a_title_of_aid_hold(tmp_path, large, title, header):
    found = look(tmp_path / "file.csv", large, header, "{name},Rekaan", (title,))
    assert [(one.kind, one.fields) for one in found if one.holds] == [
        ("nama_bantuan", one.fields[:1]) for one in found
    ]
    assert found


@pytest.mark.parametrize(
    ("title", "header", "form"),
    [
        ("Pendamping PKH", "Nama,Desa", "{name},Rekaan"),
        ("Penerima BLT per Kecamatan", "Kecamatan,Jumlah", "{village},3{n}"),
        ("Penerima Bantuan Benih", "Nama Penerima,Desa", "{group},Rekaan"),
        ("Agen BPNT", "Nama,Desa", "{name},Rekaan"),
        ("Penerima Bantuan Hukum", "Nama Lembaga,Desa", "LBH {given},Rekaan"),
    ],
)
def test_who_gives_aid_groups_and_counts_hold_nothing(tmp_path, large, title, header, form):
    assert [one for one in look(tmp_path / "file.csv", large, header, form, (title,)) if one.holds] == []


def test_the_names_beside_a_point_are_found_and_masked_with_it(tmp_path, large):
    found = look(tmp_path / "file.csv", large, "Peternak,Latitude,Longitude", "{name},{lat},{lon}")
    assert [one.fields for one in found] == [("latitude", "peternak"), ("longitude", "peternak")]
    about = {column: [one for one in found if column in one.fields] for column in ("peternak", "latitude")}
    masked = [
        mask_of(about["peternak"], "peternak")("Siti Contoh"),
        mask_of(about["latitude"], "latitude")("-1.912345"),
    ]
    assert masked == ["S••• C•••", "-1.91"]


def test_a_mask_leaves_no_initials_of_a_street(tmp_path, large):
    (finding,) = look(tmp_path / "file.csv", large, "Inisial,Alamat,Diagnosa", "SC,{home},HIV")
    assert finding.fields == ("alamat", "diagnosa")
    assert [mask_of([finding], column)("Jl. Rekaan 1") for column in finding.fields] == ["•••", "•••"]

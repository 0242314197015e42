"""Claims about whole sheets: thresholds, and what is personal only together. Invented people (DATA CONTOH)."""

from __future__ import annotations

import random

import pytest

from ckanext.paser.privacy.rules.findings import Finding
from ckanext.paser.privacy.scanning.cells import scan_sheet
from ckanext.paser.tables.rules.cells import Cell, Sheet

NIKS = [f"64010{n}5708900001" for n in range(1, 6)]


PEOPLE = [f"6401010{n}0{n}900001" for n in range(1, 6)]


def found(*rows: list, **options) -> list[tuple[str, str, str, int]]:
    findings = scan_sheet("", Sheet(rows), **options)
    return [(finding.kind, finding.severity, finding.column, finding.count) for finding in findings]


def column(header: str, cells: list, plain: int = 0) -> list[list]:
    return [["Uraian", header], *[[f"baris {n}", cell] for n, cell in enumerate([*cells, *["baik"] * plain])]]


def test_three_different_numbers_hold_among_however_many_cells():
    assert found(
        *column("Keterangan", ["6401015708900001", "6401015808900001", "6401015908900001"], 5000)
    ) == [("nik", "hold", "Keterangan", 3)]


def test_one_number_in_a_hundred_cells_holds():
    assert found(*column("Keterangan", NIKS[:1], 99)) == [("nik", "hold", "Keterangan", 1)]


def test_a_single_number_among_many_cells_is_only_told():
    assert found(*column("Keterangan", NIKS[:1], 500)) == [("nik", "warn", "Keterangan", 1)]


@pytest.mark.parametrize("datum", [f"a.n. Contoh, NIK {NIKS[0]}", f"No. KK : {' '.join(NIKS[0])}"])
def test_one_that_is_called_by_its_name_holds_among_however_many(datum):
    assert found(*column("Uraian Pengaduan", [datum], 5000)) == [("nik", "hold", "Uraian Pengaduan", 1)]


def test_beside_others_that_are_not_it_is_told_with_them():
    data = [*PEOPLE, f"NIK {PEOPLE[0]}"]
    assert found(*column("Uraian", data, 50)) == [("nik", "hold", "Uraian", 6)]


def test_one_in_a_title_holds_once_however_it_is_spaced():
    title = [f"Dibuat oleh Contoh, NIK : {' '.join(NIKS[0])}", None]
    assert found(title, [None, None], *column("Jumlah", list(range(20)))) == [
        ("nik", "hold", "rows above the table", 1)
    ]


@pytest.mark.parametrize("header", ["Nomor Identitas", "No. KK", "Kolom 3"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_number_that_goes_on_in_the_next_line_of_its_cell_holds(header, end):
    broken = [f"{nik[:8]}{end}{nik[8:]}" for nik in PEOPLE]
    assert [entry[1] for entry in found(*column(header, broken))] == ["hold"]


def test_the_number_of_an_official_is_told_and_holds_nothing():
    assert found(*column("NIP", ["197001011995031001"] * 5)) == [("nip", "warn", "NIP", 5)]


def test_codes_with_one_and_the_same_day_in_all_of_them_are_not_people():
    codes = [f"131010101001{n:04}" for n in range(1, 40)]
    assert found(*column("Kode Barang", codes)) == []


def test_a_finding_names_at_most_twenty_cells_and_no_value():
    (finding,) = scan_sheet(
        "Data", Sheet(column("NIK", [f"64010157089{n:05}" for n in range(50)])), {1: "nik"}
    )
    cells = tuple(f"B{n}" for n in range(2, 22))
    assert finding == Finding("nik", "Data", "NIK", ("nik",), cells, 50, "hold")


def test_a_column_without_header_is_named_by_its_letter():
    assert found(["a", NIKS[0]], ["b", NIKS[1]], ["c", NIKS[2]])[-1][2] == "B"


@pytest.mark.parametrize(
    ("headers", "row", "kind"),
    [
        (["Nama Lengkap", "Tgl. Lahir", "Desa"], ["Contoh Warga", "17/08/1990", "Contoh"], "nama_lahir"),
        (
            ["Nama", "Jenis Kelamin", "Tempat, Tanggal Lahir"],
            ["Contoh", "L", "Paser, 17-08-1990"],
            "nama_lahir",
        ),
        (["nama_pasien", "alamat"], ["Contoh Warga", "Jl. Contoh 1"], "nama_alamat"),
        (["Nama Siswa", "lat", "lon"], ["Contoh Warga", "-1.901234", "116.191234"], "koordinat"),
        (["Alamat Rumah", "Desa", "lat"], ["Jl. Contoh 1", "Contoh", "-1.901234"], "koordinat"),
    ],
)
def test_names_with_what_points_at_the_person_hold(headers, row, kind):
    assert kind in {entry[0] for entry in found(headers, *[row] * 4) if entry[1] == "hold"}


@pytest.mark.parametrize(
    ("title", "labels"),
    [
        ("Jumlah Tempat Peribadatan Menurut Desa", ["Masjid", "Mushola", "Gereja Protestan", "Pura"]),
        ("Rumah Ibadah menurut Agama", ["Islam", "Kristen", "Jumlah"]),
        ("", ["Masjid", "Gereja Katolik", "Vihara"]),
        ("Sarana bagi Difabel", ["Alat Bantu", "Kendaraan"]),
    ],
)
def test_small_counts_of_buildings_and_equipment_are_nobodys(title, labels):
    title = title.replace("Difabel", "Disabilitas")
    assert found([title], ["Desa", *labels], *[[f"Desa {n}", *[n] * len(labels)] for n in range(1, 5)]) == []


@pytest.mark.parametrize(
    ("title", "label"),
    [
        ("Jumlah Penduduk menurut Agama dan Tempat Ibadah", "Hindu"),
        ("Jumlah menurut Agama", "Hindu"),
        ("Masjid dan Umat", "Umat Hindu"),
        ("Kasus HIV menurut Tempat Perawatan", "Klinik"),
        ("Fasilitas", "Penderita Kusta di Puskesmas"),
    ],
)
def test_those_of_people_hold_beside_them(title, label):
    rows = [[f"Desa {n}", n] for n in range(1, 5)]
    assert [entry[:3] for entry in found([title], ["Desa", label], *rows)] == [("sel_kecil", "hold", label)]


NAMES = ["Budi Contoh", "SITI CONTOH", "Andi, S.Pd.", "Rina Misal bin Umpama", "Sukarno", "-"]


@pytest.mark.parametrize(
    "header",
    [
        "Pasien", "Peserta", "Peserta Pelatihan", "Korban", "Pelapor", "SISWA", "Balita", "Busui", "Warga", "Ahli Waris", "KPM",
        "Nama KPM", "Anggota", "Lansia", "Penyandang", "Santri", "Guru", "Pegawai", "Karyawan", "Atlet",
        "Pengurus", "Ketua", "Pendamping", "Kader", "Nasabah", "Debitur", "Pekerja", "Tersangka", "Saksi",
    ],
)  # fmt: skip
def test_a_noun_alone_heads_names_of_people(header):
    rows = [[name, "17/08/1990", "Jl. Contoh 1"] for name in NAMES]
    kinds = {entry[:3] for entry in found([header, "Tgl Lahir", "Alamat"], *rows)}
    if "KPM" in header:  # who gets aid
        assert ("nama_bantuan", "hold", header) in kinds
        kinds.remove(("nama_bantuan", "hold", header))
    assert kinds == {("nama_lahir", "hold", header), ("nama_alamat", "hold", header)}


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Siswa", [120, 130, 140, 150]),
        ("Siswa", ["120 orang", "130 orang", "belum ada"]),
        ("Peserta", ["Laki-laki", "Perempuan", "laki-laki"]),
        ("Peserta", ["Kader Posyandu", "Guru PAUD", "Ibu PKK"]),
        ("Anggota", ["SDN 1", "PT Contoh", "Kelompok Tani Maju"]),
        ("Balita", ["Gizi baik", "Gizi kurang", "Gizi baik", "Gizi baik", "Gizi kurang"]),
        ("Warga Negara", ["Indonesia"] * 4),
    ],
)
def test_counts_categories_and_institutions_under_it_are_nobodys(header, cells):
    assert found([header, "Alamat"], *[[cell, "Jl. Contoh 1"] for cell in cells]) == []


@pytest.mark.parametrize(
    ("headers", "row"),
    [
        (["Nama Sekolah", "Alamat"], ["SDN Contoh", "Jl. Contoh 1"]),
        (["Nama", "Alamat"], ["Puskesmas Contoh", "Jl. Contoh 1"]),
        (["Nama Puskesmas", "lat", "lon"], ["Puskesmas Contoh", "-1.901234", "116.191234"]),
        (["Sekolah", "Alamat", "lat", "lon"], ["SDN Contoh", "Jl. Contoh 1", "-1.901234", "116.191234"]),
        (["Nama", "Alamat", "lat", "lon"], ["Contoh", "Jl. Contoh 1", "-1.901234", "116.191234"]),
        (["Nama Desa", "Jumlah Lahir", "Jenis Kelamin"], ["Contoh", "12", "L"]),
        (["Nama Lengkap", "Jabatan"], ["Contoh Warga", "Kepala"]),
    ],
)
def test_names_of_things_and_names_alone_do_not(headers, row):
    assert found(headers, *[row] * 4) == []


@pytest.mark.parametrize(
    "header",
    ["No. HP", "Kontak", "CP", "Contact Person", "Narahubung", "Nara Hubung", "No. Seluler", "Nomor WA"],
)
def test_a_header_tells_telephones_whose_zero_the_spreadsheet_dropped(header):
    assert found(*column(header, [f"8123456789{n}" for n in range(5)])) == [("telepon", "hold", header, 5)]


@pytest.mark.parametrize(
    ("header", "cell"),
    [("Pelanggan Seluler", "81234"), ("Kontak Erat", 812), ("CPU", "81234567890"), ("Waktu", "81234567890")],
)
def test_a_header_with_such_a_word_in_it_makes_no_telephone_of_a_count(header, cell):
    assert found(*column(header, [cell] * 5)) == []


@pytest.mark.parametrize(
    ("title", "headers"),
    [
        ("DAFTAR PENERIMA BANTUAN LANGSUNG TUNAI 2024", ["Nama", "Alamat"]),
        ("DATA PENERIMA MANFAAT PROGRAM KELUARGA HARAPAN", ["Nama", "Alamat"]),
        ("DATA KELUARGA MISKIN", ["Nama", "Alamat"]),
        ("REKAPITULASI LANSIA", ["Nama", "Alamat"]),
        ("DINAS SOSIAL KABUPATEN PASER DAFTAR PENERIMA BLT", ["Nama", "Alamat"]),
        ("DINAS PEMBERDAYAAN MASYARAKAT DESA", ["Nama Ketua RT", "Alamat", "Kampung"]),
        ("Data Siswa Sekolah Dasar Contoh", ["Nama", "Alamat"]),
        ("Daftar Pemilik Hotel", ["Nama", "Alamat"]),
        ("", ["Nama Wajib Pajak", "Alamat"]),
        ("", ["Nama Ketua", "Alamat"]),
        ("", ["Nama Ketua RT", "Alamat"]),
        ("", ["Nama Pengurus", "Alamat"]),
        ("", ["Nama Tenaga Kerja", "Alamat"]),
        ("", ["Penerima Manfaat", "Alamat"]),
        ("", ["Pemilik", "Alamat"]),
        ("", ["Pemilik", "Alamat", "Nama Usaha"]),
        ("", ["Nama Siswa", "Alamat", "Nama Sekolah", "Nama Kepala Sekolah"]),
        ("", ["Nama Siswa", "Tgl Lhr"]),
        ("", ["Nama", "Tmpt/Tgl Lhr"]),
    ],
)
def test_title_or_header_says_that_names_beside_addresses_and_birthdays_are_those_of_people(title, headers):
    rows = [
        [name, "Jl. Contoh 1", "Contoh", "Contoh"][: len(headers)] for name in ("Contoh", "Ma'ruf", "Siti")
    ]
    above = [[title, *[None] * (len(headers) - 1)]] if title else []
    held = [entry[:3] for entry in found(*above, headers, *rows) if entry[1] == "hold"]
    assert [entry for entry in held if entry[0] != "nama_bantuan"] == [
        ("nama_lahir" if "Lhr" in headers[1] else "nama_alamat", "hold", headers[0])
    ]


@pytest.mark.parametrize(
    ("headers", "row", "who"),
    [
        (["Nama Usaha Penerima", "Nama Pemilik", "Alamat"], ["CV Contoh", "Contoh", "Jl. Contoh 1"], ["Nama Pemilik"]),
        (["Nama Anak", "Nama Ibu", "Alamat"], ["", "Contoh", "Jl. Contoh 1"], ["Nama Ibu"]),
        (["Nama Suami", "Nama Istri", "Alamat"], ["Contoh", "Siti", "Jl. Contoh 1"], ["Nama Suami", "Nama Istri"]),
        (["Nama Anak", "Nama Ibu", "Tgl Lahir"], ["Contoh", "Siti", "17/08/2020"], ["Nama Anak", "Nama Ibu"]),
    ],
)  # fmt: skip
def test_whoever_is_named_beside_an_address_or_a_birthday_holds_for_himself(headers, row, who):
    own = [entry[1:3] for entry in found(headers, *[row] * 4) if entry[0] != "nama_pribadi"]
    assert own == [("hold", name) for name in who]


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        (["Nama / Tempat Tgl Lahir", "L/P"], "nama_lahir"),
        (["Nama, Tempat dan Tanggal Lahir", "Desa"], "nama_lahir"),
        (["Nama/TTL", "Desa"], "nama_lahir"),
        (["Nama dan Alamat", "L/P"], "nama_alamat"),
        (["Nama Lengkap dan Alamat", "Desa"], "nama_alamat"),
        (["Nama dan Tempat Tinggal", "Umur"], "nama_alamat"),
        (["Nama Pemilik / Alamat", "Nama Usaha"], "nama_alamat"),
    ],
)
def test_a_name_and_what_points_at_the_person_may_share_a_column(headers, kind):
    rows = [["Contoh Warga, Kuaro 17-08-1990", "Contoh"]] * 4
    assert found(headers, *rows) == [(kind, "hold", headers[0], 4)]


@pytest.mark.parametrize(
    ("headers", "cell"),
    [
        (["Nama dan Alamat Sekolah", "L/P"], "SDN Contoh, Jl. Contoh 1"),
        (["Nama dan Alamat Perusahaan", "Pekerjaan"], "Contoh Makmur, Jl. Contoh 1"),
        (["Nama Tempat Wisata dan Alamat", "Jenis Kelamin"], "Pantai Contoh, Desa Contoh"),
        (["Nama dan Alamat", "Jumlah"], "Contoh, Jl. Contoh 1"),
        (["Nama Pemilik dan Alamat", "Jumlah"], "CV Contoh, Jl. Contoh 1"),
    ],
)
def test_names_of_things_with_their_address_in_one_column_do_not(headers, cell):
    assert found(headers, *[[cell, "12"]] * 4) == []


@pytest.mark.parametrize(
    ("title", "headers", "row"),
    [
        ("Daftar Sekolah Penerima BOS", ["Nama", "Alamat"], ["Al Ikhlas", "Jl. Contoh 1"]),
        ("Daftar Penerima Hibah", ["Nama", "Alamat"], ["Yayasan Contoh", "Jl. Contoh 1"]),
        ("DINAS PERLINDUNGAN PEREMPUAN DAN ANAK", ["Nama", "Alamat"], ["Forum Contoh", "Jl. Contoh 1"]),
        ("Jumlah Guru menurut Sekolah", ["Nama", "Alamat", "Guru"], ["SDN 1", "Jl. Contoh 1", "12"]),
        ("Data Guru", ["Nama", "Alamat", "Guru"], ["SDN 1", "Jl. Contoh 1", "12"]),
        ("TAMAN BACAAN ANAK", ["Nama", "Alamat"], ["Ceria", "Jl. Contoh 1"]),
        ("Kampung Keluarga Berkualitas", ["Nama", "Alamat"], ["Ceria", "Jl. Contoh 1"]),
        ("Data Bendungan", ["Nama Bendungan", "Pemilik", "Alamat"], ["Contoh", "BBWS Contoh", "Desa Contoh"]),
        ("Menara", ["Pemilik", "Alamat", "lat"], ["PT Contoh", "Jl. Contoh 1", "-1.901234"]),
        ("Harga di Tingkat Pedagang", ["Komoditas", "Pasar", "Harga"], ["Beras", "Contoh", "12000"]),
        ("", ["Nama Pasar", "Pemilik", "Alamat"], ["Pasar Contoh", "Pemkab", "Jl. Contoh 1"]),
        ("", ["Nama Wajib Pajak", "Alamat"], ["CV. Contoh", "Jl. Contoh 1"]),
        ("", ["Kecamatan", "Penerima Manfaat", "Alamat Kantor"], ["Kuaro", "120", "Jl. Contoh 1"]),
        ("", ["Kecamatan", "Desa", "Alamat Kantor Desa"], ["Kuaro", "Contoh", "Jl. Contoh 1"]),
        ("LHR Ruas Jalan", ["Nama Ruas", "LHR", "Alamat"], ["Contoh", "1200", "Kuaro"]),
    ],
)
def test_names_and_addresses_of_institutions_are_nobodys(title, headers, row):
    above = [[title, *[None] * (len(headers) - 1)]] if title else []
    assert found(*above, headers, *[row] * 4) == []


@pytest.mark.parametrize(
    "headers",
    [
        ["Nama Ketua", "Nama Koperasi", "Alamat"],
        ["Ketua", "Nama Kelompok Tani", "Alamat"],
        ["Nama Kepala Sekolah", "Nama Sekolah", "Alamat"],
        ["Nama Kepala Desa", "Desa", "Alamat Kantor"],
    ],
)
def test_the_head_of_an_institution_beside_its_address_is_only_told(headers):
    rows = [headers, *[["Contoh", "Contoh", "Jl. Contoh 1"]] * 4]
    assert found(*rows) == [("nama_alamat", "warn", headers[0], 4)]


@pytest.mark.parametrize(("beside", "cell"), [("Tgl Lahir", "17/08/2015"), ("Alamat", "Jl. Contoh 1")])
def test_so_is_one_beside_what_others_have(beside, cell):
    head = ["Nama Siswa", beside, "Nama Sekolah", "Nama Kepala Sekolah"]
    assert [entry[1:3] for entry in found(head, *[["Contoh", cell, "SDN 1", "Siti"]] * 4)] == [
        ("hold", "Nama Siswa"),
        ("warn", "Nama Kepala Sekolah"),
    ]


@pytest.mark.parametrize(
    ("headers", "fields"),
    [
        (["Nama Pasien", "Umur", "Diagnosa", "Riwayat Penyakit"], ("nama_pasien", "diagnosa", "riwayat_penyakit")),
        (["Nama Warga", "Alamat", "RT", "RW"], ("nama_warga", "alamat", "rt", "rw")),
        (["Nama Penyandang Disabilitas", "Jenis Disabilitas"], ("nama_penyandang_disabilitas",)),
    ],
)  # fmt: skip
def test_a_finding_names_every_column_that_tells_the_fact(headers, fields):
    rows = [headers, *[["Contoh Warga", "01", "Kusta", "02"][: len(headers)]] * 4]
    known = {i: header.lower().replace(" ", "_") for i, header in enumerate(headers)}
    assert [finding.fields for finding in scan_sheet("", Sheet(rows), known)] == [fields]


@pytest.mark.parametrize("fact", ["Alamat", "Diagnosa", "No. Rekening"])
def test_names_under_a_title_of_institutions_and_the_header_nama_are_theirs(fact):
    rows = [[name, "x"] for name in ("Mawar", "Melati", "Contoh", "Dahlia")]
    assert found(["Posyandu Binaan", None], ["Nama", fact], *rows) == []


class TestSmallCells:
    def test_few_cases_of_a_disease_in_a_village_hold(self):
        rows = [["Desa", "Penderita HIV"], ["Contoh A", 3], ["Contoh B", 12], ["Contoh C", 0]]
        assert found(*rows) == [("sel_kecil", "hold", "Penderita HIV", 1)]

    def test_the_title_says_what_is_counted(self):
        rows = [
            ["Kekerasan terhadap perempuan menurut desa", None],
            ["Desa", "Kasus"],
            ["Contoh A", 1],
            ["Contoh B", 9],
        ]
        assert found(*rows) == [("sel_kecil", "hold", "Kasus", 1)]

    def test_by_kecamatan_they_are_told(self):
        assert found(["Kecamatan", "Disabilitas"], ["Kuaro", 2]) == [("sel_kecil", "warn", "Disabilitas", 1)]

    @pytest.mark.parametrize(
        "columns",
        [
            ["Umur 0-14", "Umur 15-24", "Umur 25+"],
            ["Tahun 2022", "Tahun 2023", "Tahun 2024"],
            ["Bulan Januari", "Bulan Februari", "Bulan Maret"],
            ["Jumlah Penderita Tahun 2023", "Jumlah Penderita Tahun 2024", "Meninggal"],
        ],
    )
    def test_they_are_found_side_by_side_for_ages_years_and_months(self, columns):
        rows = [["A", 1, 3, 12], ["B", 10, 30, 20], ["C", 16, 18, 22]]
        title = ["Penderita TBC menurut Desa", None, None, None]
        assert found(title, ["Desa", *columns], *rows) == [("sel_kecil", "hold", c, 1) for c in columns[:2]]

    def test_they_are_found_below_a_merged_header(self):
        head = [["Desa", "Kelompok Umur (Tahun)", None, None], [None, "0-14", "15-24", "25+"]]
        rows = [["A", 1, 30, 12], ["B", 10, 30, 20], ["C", 16, 18, 22]]
        title = ["Penderita TBC menurut Desa", None, None, None]
        assert found(title, *head, *rows, merges=[((1, 1), (1, 3))]) == [
            ("sel_kecil", "hold", "Kelompok Umur (Tahun) 0-14", 1)
        ]

    @pytest.mark.parametrize(
        "column", ["Tahun Ke", "Triwulan", "Bulan", "RT", "Jumlah RW", "Kelas", "Kode Kategori"]
    )
    def test_what_tells_rows_apart_is_nobodys_count(self, column):
        assert found(["Desa", column, "Penderita TBC"], ["A", 1, 12], ["B", 2, 15], ["C", 3, 9]) == []

    def test_few_schools_in_a_village_are_nobodys_secret(self):
        assert found(["Desa", "Jumlah SD"], ["Contoh A", 1], ["Contoh B", 2]) == []


def test_titles_above_the_table_are_read_too():
    rows = [
        ["Laporan a.n. Contoh, NIK 6401015708900001", None],
        ["Desa", "Jumlah"],
        ["Contoh", "5"],
        ["Contoh B", "7"],
    ]
    (finding,) = scan_sheet("Data", Sheet(rows))
    assert (finding.kind, finding.column, finding.cells) == ("nik", "rows above the table", ("A1",))


def test_numbers_of_a_spreadsheet_have_fifteen_digits_left():
    assert found(*column("id", [6401015708900010.0, 6401015808900020.0, 6401015908900030.0], 400)) == [
        ("nik", "hold", "id", 3)
    ]


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (["Catatan: a.n. Contoh, NIK 6401015708900001"], "nik"),
        (["", "Contoh Pejabat, HP 0812-3456-7890"], "telepon"),
        (["Jumlah", "a.n. Contoh, NIK 6401015708900001"], "nik"),
        (["Jumlah", "6401015708900001"], "nik"),
        (["", "Jumlah", "6401015708900001"], "nik"),
    ],
)
def test_one_datum_in_the_notes_or_a_row_of_totals_holds_among_however_many_rows(row, kind):
    rows = [*column("Keterangan", ["baik"] * 300), ["", ""], row]
    (finding,) = scan_sheet("", Sheet(rows))
    assert (finding.kind, finding.severity, finding.column) == (kind, "hold", "notes and rows of totals")
    assert finding.cells in {("A303",), ("B303",), ("C303",)}


def test_a_row_named_by_merged_cells_is_the_tables_own_although_it_ends_in_the_word():
    rows: list[list[Cell]] = [
        ["Desa", "Kontak", "Nilai"],
        ["Kuaro", "Umum", 1],
        [None, "Total", 6281234567890],
    ]
    (finding,) = scan_sheet("", Sheet(rows), merges=[((1, 0), (2, 0))])
    assert finding.column == "Nilai"


def test_a_sum_is_nobodys_telephone_number():
    assert found(*column("Anggaran", [100_000_000] * 300), ["Jumlah", "6.281.234.567.890"]) == []


@pytest.mark.parametrize("mean", [1.6401010101800001, "1.6401010101800001", "1,6401010101800001"])
def test_a_mean_below_a_table_is_nobodys_number(mean):
    assert found(*column("Indeks", [1.5] * 300), ["Rata-rata", mean]) == []


def test_decimals_of_which_some_are_a_number_by_chance_are_nobodys():
    draw = random.Random(6401)  # noqa: S311 - figures, not secrets
    values = [str(draw.uniform(1, 4)) for _ in range(3000)]
    assert found(*column("Indeks", values)) == []


def test_data_in_notes_are_none_of_the_columns():
    phones = [[f"HP 0812-3456-789{n}"] for n in range(5)]
    rows = [*column("Keterangan", ["baik"] * 300), ["", ""], *phones]
    assert [finding.column for finding in scan_sheet("", Sheet(rows))] == ["notes and rows of totals"]


def test_a_title_says_that_the_points_are_those_of_things():
    row = ["Jl. Contoh 1", "-1.901234", "116.191234"]
    assert found(["Menara dan hotel", None, None], ["Alamat", "lat", "lon"], *[row] * 4) == []

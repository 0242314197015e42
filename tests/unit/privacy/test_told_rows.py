# ruff: noqa: E501  a line is a table
"""Claims about rows whose cells say of what people are counted, by both engines. Invented counts (DATA CONTOH)."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from ckanext.paser.privacy.rules.findings import Finding
from ckanext.paser.privacy.rules.treatment import together
from ckanext.paser.tables.reading.child import LARGE, read_file
from ckanext.paser.tables.reading.reader import open_table

VILLAGES = ["Lolo", "Janju", "Tapis", "Jone"]
PEOPLE = ["Jumlah Penduduk", "1234", "2345", "3456", "1245"]
FEW = ["1", "0", "12", "2"]
Found = Callable[..., list[Finding]]


@pytest.fixture(params=[LARGE, 0], ids=["python", "duckdb"])
def found(request, tmp_path) -> Found:
    """The small counts that are told of in these rows."""

    def scan(rows: Sequence[Sequence[str]], title: str = "") -> list[Finding]:
        path: Path = tmp_path / "file.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file, delimiter=";").writerows(rows)
        told = read_file(path, None, tmp_path, request.param).scan([title])
        return [one for one in told if one.kind == "sel_kecil"]

    return scan


def across(subject: str, head: str = "Uraian", areas: Sequence[str] = tuple(VILLAGES)) -> list[list[str]]:
    return [[head, *areas], PEOPLE, [subject, *FEW], ["Jumlah Sekolah", "1", "2", "1", "3"]]


def held(found: list[Finding]) -> list[tuple[str, int]]:
    return sorted((one.column, one.count) for one in found if one.holds)


SUBJECTS = [
    *["Kasus HIV", "Jumlah Penderita TB", "Korban Kekerasan terhadap Anak", "Gangguan Jiwa", "ODGJ", "Perceraian", "Penyandang Disabilitas"],
    *["3. Kematian Bayi", "Fakir Miskin", "Anak Terlantar", "Kasus DBD", "Balita Stunting", "Penyakit Kusta", "Pemeluk Agama Hindu", "Katolik"],
    *["ODGJ yang mendapat pelayanan kesehatan", "Perkawinan usia anak", "a) Ibu hamil KEK", "Tuna Netra"],
]  # fmt: skip


@pytest.mark.parametrize("subject", SUBJECTS)
def test_few_people_in_the_row_of_a_sensitive_subject_hold_below_each_village(found, subject):
    assert held(found(across(subject))) == [("Jone", 1), ("Lolo", 1)]


@pytest.mark.parametrize(
    "head", ["Indikator", "Jenis Kasus", "", "Uraian Data", "Kategori", "Keterangan", "Masalah Sosial"]
)
def test_they_do_below_whatever_names_the_rows(found, head):
    assert held(found(across("Kasus HIV", head))) == [("Jone", 1), ("Lolo", 1)]


@pytest.mark.parametrize("areas", [["Desa A", "Desa B", "Desa C", "Desa D"], ["L", "P", "Jumlah", "Total"]])
def test_they_do_below_villages_without_a_known_name_and_below_sexes(found, areas):
    assert held(found(across("Kasus HIV", areas=areas)))


@pytest.mark.parametrize(
    "areas", [["Kuaro", "Batu Sopang", "Long Ikis", "Batu Engau"], ["2021", "2022", "2023", "2024"]]
)
def test_below_a_kecamatan_or_a_year_they_are_told(found, areas):
    told = found(across("Kasus HIV", areas=areas))
    assert [(one.column, one.severity, one.count) for one in told] == [
        (areas[0], "warn", 1),
        (areas[3], "warn", 1),
    ]


@pytest.mark.parametrize("unit", [[], ["Satuan"]])
def test_so_they_do_where_the_subject_stands_in_the_cells_of_a_column(found, unit):
    rows = [
        ["Indikator", "Desa", *unit, "Nilai"],
        *(
            [
                "Kasus HIV" if n % 2 else "Jumlah Sekolah",
                VILLAGES[n % 4],
                *(["orang"] if unit else []),
                str(n),
            ]
            for n in range(8)
        ),
    ]
    assert held(found(rows)) == [("Nilai", 2)]


def test_a_share_behind_a_count_changes_nothing(found):
    assert held(found([["Uraian", *VILLAGES], ["Kasus HIV", "1 (0,8%)", "12 (9%)", "2 orang", "satu"]])) == [
        ("Jone", 1),
        ("Lolo", 1),
        ("Tapis", 1),
    ]


def test_they_can_be_emptied(tmp_path):
    path = tmp_path / "file.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(
            [["Uraian", *VILLAGES, "Total"], [*PEOPLE, "8280"], ["Kasus HIV", *FEW, "15"]]
        )
    with open_table(path, treatment=together([("suppress_small", ["lolo", "jone"])])) as opened:
        rows = [row[1:] for row in csv.reader(b"".join(opened.chunks()).decode().splitlines())]
    assert rows == [[*PEOPLE, "8280"], ["Kasus HIV", "", "0", "12", "", ""]]


NO_COUNT = [
    *["Jumlah Kader TB", "Puskesmas dengan layanan HIV", "Penyuluhan HIV", "Prevalensi Stunting (%)", "Kasus Antraks pada Sapi", "Imunisasi Polio"],
    *["Alat Bantu Disabilitas", "Sekolah Inklusi Anak Berkebutuhan Khusus", "Desa Siaga TB", "Angka Kematian Ibu", "Panti Lansia Terlantar", "Rumah Ibadah"],
    *["Persentase Penduduk Miskin", "Program Penanggulangan Kemiskinan Ekstrem", "Vaksin Hepatitis B", "Jumlah Masjid", "Panjang Jalan", "Belanja Obat HIV"],
]  # fmt: skip


@pytest.mark.parametrize("subject", NO_COUNT)
def test_things_shares_animals_and_what_is_done_about_it_do_not(found, subject):
    assert found(across(subject)) == []


@pytest.mark.parametrize(
    "rows",
    [
        [
            ["Indikator", "Desa", "Satuan", "Nilai"],
            *(["Stunting", village, "persen", "3"] for village in VILLAGES),
        ],
        [["Uraian", "Desa", "Jumlah Kegiatan"], *(["Penderita TB", village, "2"] for village in VILLAGES)],
        [
            ["Nama Kegiatan", "Desa", "Peserta"],
            *(["Edukasi penderita TB", village, "2"] for village in VILLAGES),
        ],
        [["Judul", "Desa", "Eksemplar"], *(["Hidup dengan HIV", village, "2"] for village in VILLAGES)],
        [
            ["Nama Obat", "Indikasi", "L", "P"],
            *([f"Obat {village}", "Hipertensi", "2", "3"] for village in VILLAGES),
        ],
    ],
)
def test_nor_do_units_of_shares_works_books_and_medicines(found, rows):
    assert found(rows) == []


@pytest.mark.parametrize(
    ("head", "cell", "title"),
    [
        ("Nama Barang", "Cacat", ""),
        ("Merk Kendaraan", "Terlantar", ""),
        ("Peternak", "Flu Burung", "Penyakit Unggas dan Ternak"),
        ("Pemilik", "Lahan Terlantar", ""),
        ("Wilayah", "Posbindu PTM", ""),
    ],
)
def test_nor_do_goods_and_animals(found, head, cell, title):
    rows = [[head, "Kategori", "Desa", "Jumlah"], *(["contoh", cell, village, "2"] for village in VILLAGES)]
    assert found(rows, title) == []


def test_of_a_table_of_clinics_the_rows_of_one_illness_alone_hold(found):
    clinics = ["Umum", "VCT", "Gigi", "Poli VCT", "KIA"]
    rows = [["Poli", "L", "P"], *([clinic, str(n), "12"] for n, clinic in enumerate(clinics))]
    assert [(one.column, one.cells) for one in found(rows)] == [("L", ("B3", "B5"))]
    assert found([["Poli", "L", "P"], ["Umum", "2", "3"], ["VCT", "12", "30"], ["Gigi", "1", "4"]]) == []


@pytest.mark.parametrize(
    "head", ["Jenis Kejadian", "Kejadian", "Jenis", "Musibah", "Jenis Bencana", "Uraian"]
)
def test_victims_of_disasters_are_told_by_cells_too_and_hold_nothing(found, head):
    rows = [
        ["Desa", head, "Korban Jiwa"],
        *zip(VILLAGES, ["Banjir", "Tanah Longsor", "Kebakaran", "Angin Kencang"], FEW, strict=True),
    ]
    assert found(rows) == []


def test_victims_of_anything_else_among_them_hold(found):
    rows = [
        ["Desa", "Kejadian", "Korban Jiwa"],
        *zip(VILLAGES, ["Banjir", "Longsor", "Banjir", "Penganiayaan"], FEW, strict=True),
    ]
    assert held(found(rows)) == [("Korban Jiwa", 1)]
    assert held(found([["Desa", "Korban Jiwa"], *zip(VILLAGES, FEW, strict=True)])) == [("Korban Jiwa", 2)]
    assert held(
        found([["Desa", "Kejadian", "Korban Kekerasan"], *zip(VILLAGES, ["Banjir"] * 4, FEW, strict=True)])
    ) == [("Korban Kekerasan", 2)]

"""Claims about what tells whose names a column has: villages, who suffers by the title alone, one institution's list. DATA CONTOH."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ckanext.paser.privacy.rules.masks import mask_of
from ckanext.paser.tables.reading.child import read_file

PEOPLE = [
    "Siti Contoh",
    "Andi Misal",
    "Rina Umpama",
    "Budi Warga",
    "Dewi Permai",
    "Lina Sentosa",
    "Yusuf Contoh",
]
VILLAGES = [
    "Kuaro",
    "LONG IKIS",
    "Tanah Periuk",
    "Desa Lolo",
    "Kel. Tanah Grogot",
    "Kec. Batu Sopang",
    "Pait",
]
POSTS = [
    "Puskesmas Kuaro",
    "SDN 001 Paser",
    "Posyandu Melati",
    "Puskesmas Pait",
    "SMPN 2 Kuaro",
    "RSUD Contoh",
]
Found = Callable[..., list]


@pytest.fixture(params=[1 << 40, 0], ids=["python", "duckdb"])
def found(request, tmp_path) -> Found:
    """What is found of names beside other columns, in a file of this name."""

    def scan(names: list[str], title: str = "2024", label: str = "Nama", **beside: str) -> list:
        heads = [label, *(head.replace("_", " ") for head in beside)]
        rows = [[name, *(cell.format(n=n) for cell in beside.values())] for n, name in enumerate(names, 1)]
        path = tmp_path / "file.tsv"
        path.write_text("\n".join("\t".join(row) for row in [heads, *rows]), encoding="utf-8")
        return read_file(path, None, tmp_path, request.param).scan([title])

    return scan


def held(findings: list) -> list[str]:
    return [one.kind for one in findings if one.holds]


BESIDE = [
    {"Lintang": "-1.91{n}345", "Bujur": "116.11{n}345"},
    {"RT": "{n}", "RW": "{n}"},
    {"Alamat": "Jl. Contoh {n}"},
    {"Diagnosa": "TB paru"},
]


@pytest.mark.parametrize("names", [VILLAGES, POSTS, [*VILLAGES * 2, *POSTS, "Siti Contoh"]])
@pytest.mark.parametrize("beside", BESIDE)
def test_a_column_of_villages_or_institutions_has_nobodys_names(found, names, beside):
    assert held(found(names, **beside)) == []


@pytest.mark.parametrize("beside", BESIDE)
def test_a_few_villages_among_names_hide_nobody(found, beside):
    assert held(found([*PEOPLE, "Kuaro", "Lolo"], **beside))


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Daftar penderita TB", "nama_penyakit"),
        ("Daftar Pasien Kusta Puskesmas Kuaro 2024", "nama_penyakit"),
        ("Data ODGJ", "nama_penyakit"),
        ("BNBA Stunting", "nama_penyakit"),
        ("data-penyandang-disabilitas", "nama_penyakit"),
        ("Korban Kekerasan Anak", "nama_kekerasan"),
        ("Daftar Narapidana", "nama_kekerasan"),
    ],
)
@pytest.mark.parametrize("label", ["Nama", "Nama Lengkap"])
def test_what_the_title_says_of_those_who_are_named_counts_like_a_column(found, title, kind, label):
    (finding,) = found(PEOPLE, title, label, Desa="Kuaro")
    assert (finding.kind, finding.holds, finding.fields) == (kind, True, finding.fields[:1])


@pytest.mark.parametrize(
    ("title", "label", "beside"),
    [
        ("Kader TBC", "Nama", {"Desa": "Kuaro"}),
        ("Peserta Penyuluhan HIV", "Nama", {"Instansi": "Dinas Contoh"}),
        ("Tim Percepatan Penurunan Stunting", "Nama", {"Jabatan": "Ketua"}),
        ("Dokter Spesialis Jantung", "Nama", {"Jadwal": "Senin"}),
        ("Stunting", "Nama Kader", {"Desa": "Kuaro"}),
        ("Penyakit Ternak", "Nama Petani", {"Desa": "Kuaro"}),
        ("Vaksinasi Polio", "Nama", {"Desa": "Kuaro"}),
        ("Jumlah Penderita TB per Desa", "Nama", {"Jumlah": "1{n}"}),
        ("Daftar Pelanggan", "Nama", {"Desa": "Kuaro"}),
    ],
)
def test_whoever_helps_or_takes_part_is_not_ill_for_the_title(found, title, label, beside):
    assert held(found(PEOPLE, title, label, **beside)) == []


@pytest.mark.parametrize("title", ["Daftar penderita TB", "Data ODGJ", "Stunting"])
def test_nor_is_a_village_or_an_institution_that_counts_them(found, title):
    assert held(found([*VILLAGES, *POSTS], title, Kasus="1{n}")) == []


@pytest.mark.parametrize(
    ("title", "names"),
    [
        (
            "Penyakit Terbanyak 2024",
            ["Hipertensi", "Demam Berdarah", "Diabetes Melitus", "Diare", "Gastritis Akut"],
        ),
        ("Kasus Kekerasan", ["Kekerasan Fisik", "Kekerasan Psikis", "Penelantaran"]),
        ("Jenis Disabilitas", ["Netra Total", "Rungu Wicara", "Daksa"]),
        ("Stunting", ["Prevalensi Stunting", "Cakupan Tablet", "Sanitasi Layak"]),
    ],
)
def test_illnesses_and_figures_are_nobodys_names(found, title, names):
    assert held(found(names, title, Jumlah="1{n}")) == []


def test_a_mask_leaves_nothing_of_a_name_that_the_title_calls_ill(found):
    (finding,) = found(PEOPLE, "Daftar penderita TB", Desa="Kuaro")
    assert mask_of([finding], "nama")("Siti Contoh") == "•••"


@pytest.mark.parametrize(
    "title", ["Puskesmas Kuaro", "puskesmas-kuaro-2024", "RSUD Panglima Sebaya", "SDN 001 Kuaro"]
)
@pytest.mark.parametrize("beside", BESIDE)
def test_the_name_of_one_institution_says_nothing_of_whose_names_it_lists(found, title, beside):
    assert held(found(PEOPLE, title, **beside))


@pytest.mark.parametrize(
    "title",
    [
        "Daftar Puskesmas",
        "Puskesmas 2024",
        "Puskesmas Kabupaten Paser",
        "Masjid Kecamatan Kuaro",
        "Sekolah di Kuaro",
    ],
)
def test_a_title_of_many_says_that_they_have_the_addresses(found, title):
    names = ["Al Ikhlas", "An Nur", "Al Falah", "Tunas Harapan", "Cahaya Hati", "Bina Insan"]
    assert held(found(names, title, Alamat="Jl. Contoh {n}")) == []

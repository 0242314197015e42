# ruff: noqa: E501  a line is a table
"""Claims about days of birth in three columns beside names, by both engines. Invented people (DATA CONTOH)."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from ckanext.paser.privacy.rules.treatment import Treatment
from ckanext.paser.privacy.scanning.records import scan_records
from ckanext.paser.tables.reading.child import LARGE, read_file

Found = Callable[..., list]
PEOPLE = ["Siti Aminah", "Budi Santoso", "Ahmad Yani", "Rina Wati", "Joko Susilo", "Dewi Lestari"]
MOSQUES = ["Nurul Huda", "Al Amin", "Baiturrahman", "Darul Ulum", "An Nur", "Al Ikhlas"]
WORKS = [
    "Rapat Koordinasi",
    "Gotong Royong",
    "Penyuluhan Gizi",
    "Bazar Murah",
    "Lomba Desa",
    "Sosialisasi PKH",
]


@pytest.fixture(params=[LARGE, 0], ids=["python", "duckdb"])
def found(request, tmp_path) -> Found:
    """The kinds that hold a table of these headers, whose first column has these names."""

    def scan(labels: str, names: list[str], *cells: str) -> list:
        path: Path = tmp_path / "file.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            rows = [[name, *(cell.format(n=n, m=n + 1) for cell in cells)] for n, name in enumerate(names)]
            csv.writer(file, delimiter=";").writerows([labels.split(";"), *rows])
        return [(f.kind, f.fields) for f in read_file(path, None, tmp_path, request.param).scan() if f.holds]

    return scan


DAY = ("tgl", "bln", "thn")


@pytest.mark.parametrize(
    ("label", "cell"),
    [
        ("Tempat", "Paser"),
        ("Pekerjaan", "Petani"),
        ("Rumah", "Milik sendiri"),
        ("Sekolah", "SDN 00{m}"),
        ("Satuan Kerja", "Dinas Contoh"),
        ("Kelompok Tani", "Maju"),
        ("Usaha", "Kuliner"),
        ("Bank", "BRI"),
        ("Tipe", "B"),
        ("Jam", "08.00"),
        ("Blok", "C"),
    ],
)
def test_no_column_beside_them_takes_the_day_of_birth_away(found, label, cell):
    told = found(f"Nama;{label};Tgl;Bln;Thn", PEOPLE, cell, "{m}", "{m}", "196{n}")
    assert ("nama_lahir", ("nama", *DAY)) in told


def test_its_month_may_be_a_word(found):
    assert found("Nama;Tempat;Tgl;Bln;Thn", PEOPLE, "Paser", "{m}", "Mei", "198{n}") == [
        ("nama_lahir", ("nama", *DAY))
    ]


def test_place_and_day_beside_the_name_alone_are_a_birth(found):
    assert found("Nama;Tempat;Tanggal", PEOPLE, "Paser", "0{m}-03-196{n}") == [
        ("nama_lahir", ("nama", "tempat", "tanggal"))
    ]


@pytest.mark.parametrize(
    ("names", "labels", "year"),
    [
        (WORKS, "Nama;Tempat;Tgl;Bln;Thn", "202{n}"),
        (WORKS, "Nama;Tempat;Tgl;Bln;Thn", "198{n}"),
        (MOSQUES, "Nama;Tempat;Tgl;Bln;Thn", "198{n}"),
        (PEOPLE, "Nama;Tempat;Tgl;Bln;Thn", "202{n}"),
        ([f"Masjid {name}" for name in PEOPLE], "Nama;Tempat;Tgl;Bln;Thn", "198{n}"),
        (["Kuaro", "Lolo", "Batu Kajang", "Long Ikis", "Muser", "Krayan"], "Nama;Tempat;Tgl;Bln;Thn", "198{n}"),
    ],
)  # fmt: skip
def test_days_of_activities_and_foundations_are_none(found, names, labels, year):
    assert found(labels, names, "Paser", "{m}", "{m}", year) == []


def test_the_name_behind_an_institution_is_whoever_is_known_there(found):
    assert (
        found(
            "Nama Sekolah;Nama;Tgl;Bln;Thn",
            [f"SDN 00{n}" for n in range(6)],
            "Siti Aminah",
            "{m}",
            "{m}",
            "198{n}",
        )
        == []
    )


def test_rows_that_are_written_are_asked_alike():
    rows = [
        {"nama": name, "tempat": "Paser", "tgl": 1, "bln": 2, "thn": 1960 + n}
        for n, name in enumerate(PEOPLE)
    ]
    labels = {"nama": "Nama", "tempat": "Tempat", "tgl": "Tgl", "bln": "Bln", "thn": "Thn"}
    assert [one.kind for one in scan_records(rows, labels, Treatment())] == ["nama_lahir"]

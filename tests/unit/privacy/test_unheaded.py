"""Claims about tables without a header, and those whose facts are rows. Invented people (DATA CONTOH)."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from ckanext.paser.privacy.rules.masks import mask_of
from ckanext.paser.tables.reading.child import read_file

GIVEN = ["Siti", "Budi", "Ahmad", "Rina", "Joko", "Wahyu", "Dewi", "Fitri", "Agus", "Hendra", "Yusuf", "Maya"]
ILL = ["TB paru", "DM tipe 2", "HIV", "Skizofrenia"]
VILLAGES = ["Kuaro", "Long Ikis", "Batu Sopang", "Muara Komam"]
Found = Callable[..., list]


@pytest.fixture(params=[1 << 40, 0], ids=["python", "duckdb"])
def found(request, tmp_path) -> Found:
    """What holds a file of these rows."""

    def scan(rows: list[list[str]]) -> list:
        path: Path = tmp_path / "file.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file, delimiter=";").writerows(rows)
        return [one for one in read_file(path, None, tmp_path, request.param).scan() if one.holds]

    return scan


def rows(form: str) -> list[list[str]]:
    """Twelve rows, drawn alike."""
    return [
        form.format(
            n=n + 1,
            name=f"{given} Contoh".upper(),
            born=f"{n + 1:02}/03/19{60 + n}",
            home=f"Jl. Contoh No. {n} RT {n % 9 + 1:02}",
            ill=ILL[n % 4],
            village=VILLAGES[n % 4],
        ).split(";")
        for n, given in enumerate(GIVEN)
    ]


@pytest.mark.parametrize(
    ("form", "kinds"),
    [
        ("{name};{born};{home}", "nama_lahir nama_alamat"),
        ("{n};{name};Paser, {born}", "nama_lahir"),
        ("{n};{name};{ill}", "nama_penyakit"),
        ("{n};{name};{home};{ill}", "nama_alamat nama_penyakit"),
    ],
)
@pytest.mark.parametrize("title", [[], [["DAFTAR WARGA RT 02", "", ""]]])
def test_without_a_header_the_cells_tell_who_was_born_lives_and_suffers(found, form, kinds, title):
    assert {one.kind for one in found([*title, *rows(form)])} == set(kinds.split())


@pytest.mark.parametrize(
    "form",
    [
        "{n};{village};{home}",
        "{n};Apotek {name};{home}",
        "{n};{name};Ketua;0{n}/03/2024",
        "{village};{ill};1{n}",
        "{n};{name};Renang;Emas",
    ],
)
def test_villages_shops_and_meetings_of_today_hold_nothing_there(found, form):
    assert found(rows(form)) == []


def test_name_and_fact_are_treated_together(found):
    born, _ = found(rows("{name};{born};{home}"))
    assert born.fields == ("kolom_1", "kolom_2")
    shown = {"kolom_1": "SITI CONTOH", "kolom_2": "1990-03-12"}
    masked = [mask_of([born], column)(value) for column, value in shown.items()]
    assert masked == ["S••• C•••", "1990"]


CARDS = [
    ["Data", "Siti Contoh", "Budi Misal", "Rina Umpama"],
    ["Tanggal Lahir", "12/03/1990", "01/04/1985", "23/07/1977"],
    ["Alamat", "Jl. Contoh 1", "Jl. Contoh 2", "Jl. Contoh 3"],
    ["Diagnosa", "HIV", "DBD", "TB"],
]


def test_a_card_for_each_person_side_by_side_holds_with_all_of_its_columns(found):
    cards = found(CARDS)
    assert {one.kind for one in cards} == {"nama_lahir", "nama_alamat", "nama_penyakit"}
    assert {len(one.fields) for one in cards} == {4}


def test_attributes_and_values_of_people_hold(found):
    said = [["ID", "Atribut", "Nilai"]]
    for n, (name, born, home) in enumerate(rows("{name};{born};{home}")):
        said += [[str(n), "Nama", name], [str(n), "Tgl Lahir", born], [str(n), "Alamat", home]]
    assert {one.kind for one in found(said)} == {"nama_lahir", "nama_alamat"}


def test_attributes_of_things_do_not(found):
    said = [["ID", "Atribut", "Nilai"]]
    for n, (village, home) in enumerate(rows("{village};{home}")):
        said += [[str(n), "Nama", f"SDN {n} {village}"], [str(n), "Alamat", home]]
    assert found(said) == []


def test_months_of_places_side_by_side_do_not(found):
    heads = ["Bulan", "Kuaro", "Long Ikis", "Batu Sopang"]
    assert found([heads, *([f"Bulan {n}", "12", "14", "15"] for n in range(1, 9))]) == []

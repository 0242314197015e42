"""Claims about counts that are too small, however they are written. Invented counts (DATA CONTOH)."""

from __future__ import annotations

import csv

import pytest

from ckanext.paser.privacy.rules.treatment import together
from ckanext.paser.privacy.rules.written import halves, whole_number
from ckanext.paser.privacy.scanning.cells import scan_sheet
from ckanext.paser.tables.reading.child import read_file
from ckanext.paser.tables.reading.reader import open_table
from ckanext.paser.tables.rules.cells import Sheet

VILLAGES = ["Contoh", "Misal", "Umpama", "Permai", "Sentosa", "Makmur", "Damai", "Jaya"]


def held(label: str, *cells: str, title: str = "", first: str = "Desa") -> list[str]:
    """The columns of a table by village that hold for small counts."""
    rows = [[name, cells[n % len(cells)]] for n, name in enumerate(VILLAGES)]
    found = scan_sheet("", Sheet([[first, label], *rows]), titles=[title])
    return [one.column for one in found if one.kind == "sel_kecil" and one.holds]


@pytest.mark.parametrize(
    "cells",
    [
        ("1/0", "12/9", "0/0"),
        ("12 / 3", "10 / 11"),
        ("2|15", "7|8"),
        ("1 L / 0 P", "5 L / 6 P"),
        ("3L 8P", "7L 9P"),
        ("L: 1, P: 7", "L: 8, P: 7"),
        ("Lk 2 dan Pr 6", "Lk 9 dan Pr 6"),
        ("1/-", "12/6", "-/-"),
        ("0/0", "12/0", "6/0", "2024-02-01"),  # what a spreadsheet makes of 1/2
        ("0/0", "12/0", "6/0", "02-Jan"),
        ("0", "12/6", "8/9", "3"),
        ("satu", "nol", "dua belas"),
        ("Dua orang", "Nihil", "enam orang"),
        ("2 (dua) orang", "12 (dua belas) orang"),
        ("tiga (3)", "lima (5)"),
        ("2 (L=1, P=1)", "7 (3L/4P)"),
        ("'1", "'12"),
        ("1.", "12."),
        ("1 (0,8%)", "12 (9,6%)"),
        ("2 orang P", "9 orang L"),
        ("L: 1\nP: 0", "L: 12\nP: 9"),
        ("1 ; 0", "12 ; 9"),
        ("1-0", "12-9"),
        ("2 - 1", "0-0", "7-8"),
        ("ada 1", "12"),
        ("Ada satu orang", "tidak ada"),
        ("hanya 2 kasus", "9 kasus"),
        ("1 orang", "9 orang"),
        ("1 (satu)", "9 (sembilan)"),
        ("satu orang", "sepuluh orang"),
    ],
)
@pytest.mark.parametrize(("label", "title"), [("Kasus HIV", ""), ("Jumlah", "Penderita TBC per Desa 2024")])
def test_few_people_hold_in_words_and_two_in_a_cell_as_well(cells, label, title):
    assert held(label, *cells, title=title) == [label]


@pytest.mark.parametrize(
    ("label", "cells"),
    [
        ("Kasus HIV (L/P)", ("12/15", "8/9", "0/0")),
        ("Kasus HIV", ("lima", "enam orang", "nihil")),
        ("Kasus HIV", ("<5", "1-4", "12")),
        ("RT/RW Kasus HIV", ("01/02", "03/04")),
        ("Stadium TBC", ("satu", "dua")),
        ("Tingkat Keparahan DBD", ("Satu", "Dua")),
        ("Tanggal Kasus DBD", ("2024-02-01", "2024-03-05")),
        ("Onset DBD", ("2024-02-01", "2024-03-05")),
        ("Jenis Disabilitas", ("01", "02")),
        ("Nomor Surat DBD", ("1/2024", "2/2024")),
    ],
)
def test_larger_counts_steps_days_and_doors_do_not(label, cells):
    assert held(label, *cells) == []


def test_two_counts_in_a_cell_are_of_men_and_women_where_the_header_says_so():
    assert held("Stunting (L/P)", "1/0", "12/9", first="Puskesmas") == ["Stunting (L/P)"]
    assert held("Stunting", "1/0", "12/9", first="Puskesmas") == []


def test_counts_of_each_sex_are_fine_however_the_illness_stands_before_them():
    rows = [[name, "1", "12"] for name in VILLAGES]
    for labels in (["Puskesmas", "TB 0-14 th L", "TB 0-14 th P"], ["Puskesmas", "HIV L", "HIV P"]):
        assert [one.column for one in scan_sheet("", Sheet([labels, *rows])) if one.holds] == labels[1:2]
    assert [
        one for one in scan_sheet("", Sheet([["Puskesmas", "HIV L", "HIV Total"], *rows])) if one.holds
    ] == []


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("1/0", (1, 0)),
        ("12 L, 3 P", (12, 3)),
        ("1-0", (1, 0)),
        ("laki-laki: 1, perempuan: -", (1, 0)),
        ("-/2", (0, 2)),
        ("2024-02-01", (1, 2)),
        ("3-Agu", (3, 8)),
        ("12", None),
        ("1/2/2024", None),
    ],
)
def test_two_counts_of_a_cell_are_known_apart(text, counts):
    assert halves(text) == counts


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("dua", 2),
        ("ada 1", 1),
        ("hanya dua orang", 2),
        ("Dua Belas orang", 12),
        ("sembilan puluh satu", 91),
        ("2 (dua) jiwa", 2),
        ("nihil", 0),
        ("duda", None),
    ],
)
def test_a_count_in_words_is_a_whole_number(text, count):
    assert whole_number(text) == count


def emptied(tmp_path, rows: list[list[str]], *columns: str) -> list[list[str]]:
    """The public rows of a table whose small counts are emptied in some columns."""
    path = tmp_path / "file.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    treatment = together([("suppress_small", [*columns])])
    assert {field for one in read_file(path, None, tmp_path).scan() for field in one.fields} >= {*columns}
    with open_table(path, treatment=treatment) as opened:
        return [row[1:] for row in csv.reader(b"".join(opened.chunks()).decode().splitlines())]


def test_nothing_of_two_counts_in_a_cell_is_left_nor_what_gives_them_away(tmp_path):
    rows = [["Contoh", "1/7", "8"], ["Misal", "12/9", "21"], ["Umpama", "6/8", "14"]]
    assert emptied(tmp_path, [["Desa", "Kasus HIV (L/P)", "Semua"], *rows], "kasus_hiv_l_p") == [
        ["Contoh", "", ""],
        *rows[1:],
    ]


@pytest.mark.parametrize(
    ("label", "cells"),
    [
        ("Kasus HIV", ("<5", "1-4", "12")),
        ("Kasus HIV", ("0-4", "5-9", "10-14")),
        ("Penderita TB (kelompok)", ("1-2", "3-4", "5-9")),
        ("Kasus HIV", ("ada", "tidak ada")),
        ("Kasus HIV", ("baru 12", "ada 25")),
        ("Jumlah Guru", ("1-0", "2-1")),
    ],
)
def test_spans_answers_and_other_counts_do_not(label, cells):
    assert held(label, *cells) == []


def test_nothing_of_two_counts_with_a_dash_is_left(tmp_path):
    rows = [["Contoh", "1-7", "8"], ["Misal", "12-9", "21"], ["Umpama", "8-6", "14"]]
    assert emptied(tmp_path, [["Desa", "Kasus HIV", "Semua"], *rows], "kasus_hiv") == [
        ["Contoh", "", ""],
        *rows[1:],
    ]


def test_nor_of_one_in_words(tmp_path):
    rows = [["Contoh", "dua"], ["Misal", "tujuh"], ["Umpama", "12"]]
    assert emptied(tmp_path, [["Desa", "Kasus HIV"], *rows], "kasus_hiv") == [["Contoh", ""], *rows[1:]]

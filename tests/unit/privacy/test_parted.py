# ruff: noqa: E501  a line is a table
"""Claims about numbers of persons whose parts stand side by side, by both engines. Invented people (DATA CONTOH)."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from ckanext.paser.privacy.rules.masks import leaves, mask_of
from ckanext.paser.privacy.rules.treatment import Treatment, open_findings, together
from ckanext.paser.privacy.scanning.cells import scan_sheet
from ckanext.paser.privacy.scanning.records import scan_records
from ckanext.paser.tables.reading.child import LARGE, read_file
from ckanext.paser.tables.rules.cells import Sheet

BORN = ["570890", "120385", "010177", "551299", "230401", "410610", "150766", "620295"]
NIK = [f"6401{n:02}{born}{n % 3 + 1:04}" for n, born in enumerate(BORN, 1)]
Found = Callable[..., list]


@pytest.fixture(params=[LARGE, 0], ids=["python", "duckdb"])
def found(request, tmp_path) -> Found:
    """What holds a table of these headers and rows."""

    def scan(labels: str, rows: Sequence[Sequence[str]]) -> list:
        path: Path = tmp_path / "file.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file, delimiter=";").writerows([labels.split(";"), *rows])
        return [one for one in read_file(path, None, tmp_path, request.param).scan() if one.holds]

    return scan


def cut(*places: int, numbers: Sequence[str] = tuple(NIK)) -> list[list[str]]:
    """The parts of each number, beside something else."""
    ends = [*zip((0, *places), (*places, 16), strict=True)]
    return [[f"baris {n}", *(one[a:b] for a, b in ends)] for n, one in enumerate(numbers)]


@pytest.mark.parametrize(
    ("labels", "places"),
    [
        ("Uraian;NIK;", (6,)),
        ("Uraian;NIK;", (8,)),
        ("Uraian;NIK;;", (6, 12)),
        ("Uraian;NIK 1;NIK 2", (7,)),
        ("Uraian;No. KTP (depan);No. KTP (belakang)", (8,)),
        ("Uraian;NIK Kode;NIK Tanggal;NIK Urut", (6, 12)),
        ("Uraian;Kode Wilayah;Tanggal Lahir;Nomor Urut", (6, 12)),
        ("Uraian;Kode Wilayah;Nomor", (6,)),
        ("Uraian;Bagian Satu;Bagian Dua", (8,)),
        ("Uraian;A;B;C;D", (4, 8, 12)),
        ("Uraian;Kode;Tgl;Bln;Thn;Urut", (6, 8, 10, 12)),
    ],
)
def test_a_nik_in_parts_holds_with_all_of_its_columns(found, labels, places):
    (finding,) = found(labels, cut(*places))
    assert (finding.kind, len(finding.fields)) == ("nik", len(places) + 1)


def test_a_card_of_a_family_is_one_too(found):
    (finding,) = found("Uraian;No. KK;", cut(6))
    assert finding.kind == "kk"


def test_zeros_that_a_spreadsheet_took_are_known_where_the_header_names_it(found):
    rows = [[*row[:2], str(int(row[2])), str(int(row[3]))] for row in cut(6, 12)]
    (finding,) = found("Uraian;NIK;;", rows)
    assert finding.fields == ("nik", "kolom_3", "kolom_4")


ALIKE = {
    "a village and its people": ("Uraian;Kode Desa;Jumlah", [["a", f"640101{2000 + n}", f"{n}34567"] for n in range(1, 9)]),
    "a kecamatan and the day of a letter": ("Uraian;Kode Kecamatan;Tanggal;No", [["a", f"6401{n:02}", f"{n + 10}0724", f"{n:04}"] for n in range(1, 9)]),
    "two registers of schools": ("Uraian;NPSN;NSS", [["a", f"3040{n}567", f"1016{n}402"] for n in range(1, 9)]),
    "four years of figures": ("Uraian;2021;2022;2023;2024", [["a", f"32{n}1", f"45{n}2", f"31{n}5", f"78{n}0"] for n in range(1, 9)]),
    "cards printed and not": ("Kecamatan;Wajib KTP;Punya KTP;Belum KTP", [["a", f"2{n}345", f"2{n}123", f"12{n}456"] for n in range(1, 9)]),
    "families by sex": ("Kecamatan;KK Laki-laki;KK Perempuan", [["a", f"640{n}1234", f"12{n}45678"] for n in range(1, 9)]),
    "accounts in two halves": ("Uraian;Kode;Nomor", [["a", f"5102010{n}", f"0001000{n}"] for n in range(1, 9)]),
    "land and tax": ("Uraian;Kode Blok;Kode Jenis;Urut", [["a", f"64010{n}", f"00{n}001", f"{n:04}"] for n in range(1, 9)]),
}  # fmt: skip


@pytest.mark.parametrize("name", ALIKE)
def test_codes_days_and_figures_side_by_side_do_not(found, name):
    assert found(*ALIKE[name]) == []


def test_a_whole_nik_beside_a_column_without_a_header_is_found_alone(found):
    (finding,) = found("Uraian;NIK;", [["a", one, f"{n}"] for n, one in enumerate(NIK)])
    assert finding.fields == ("nik",)


def test_every_part_is_treated_and_nothing_is_left_of_a_masked_one(found):
    (finding,) = found("Uraian;NIK;", cut(6))
    one, both = (together([("mask", columns)]) for columns in (["nik"], ["nik", "kolom_3"]))
    assert [bool(open_findings([finding], treatment)) for treatment in (one, both)] == [True, False]
    assert [mask_of([finding], column)("640101") for column in finding.fields] == ["•••", "•••"]
    assert "•••" in leaves("nik", finding.fields)


def test_a_header_that_is_merged_over_the_parts_names_each():
    rows = [["Uraian", "NIK", None, None], *cut(6, 12)]
    fields = {1: "nik", 2: "nik_2", 3: "nik_3"}
    (finding,) = [one for one in scan_sheet("", Sheet(rows), fields, [((0, 1), (0, 3))]) if one.holds]
    assert (finding.kind, finding.fields) == ("nik", ("nik", "nik_2", "nik_3"))


def test_a_row_that_is_written_with_one_is_refused():
    labels = {"kode": "Kode Wilayah", "tgl": "Tanggal Lahir", "urut": "No Urut"}
    record = {"kode": "640101", "tgl": "570890", "urut": "0001"}
    assert [(one.kind, one.rows) for one in scan_records([record], labels, Treatment())] == [("nik", (1,))]


BOXES = ";".join(["NIK", *[""] * 15])


@pytest.mark.parametrize(
    "labels", [BOXES, ";".join(f"N{n}" for n in range(1, 17)), ";".join(["Identitas", *[""] * 15])]
)
@pytest.mark.parametrize("form", ["{}", " {}", "{}.0"])
def test_one_digit_in_each_of_sixteen_columns_holds_with_all_of_them(found, labels, form):
    rows = [[f"Siti {n}", *(form.format(digit) for digit in one)] for n, one in enumerate(NIK)]
    (finding,) = found(f"Nama;{labels}", rows)
    assert (finding.kind, len(finding.fields)) == ("nik", 16)


@pytest.mark.parametrize(
    "digit",
    [lambda r: "1", lambda r: r.choice("01"), lambda r: r.choice("12345"), lambda r: r.choice("0123456789")],
)
@pytest.mark.parametrize("label", ["P{}", "Soal {}", "{}", "2{:03}"])
def test_answers_to_sixteen_questions_are_no_number_of_a_person(found, label, digit):
    r = random.Random(11)  # noqa: S311 - the same in every run
    labels = ";".join(label.format(n) for n in range(1, 17))
    assert found(f"Responden;{labels}", [[f"R{n}", *(digit(r) for _ in range(16))] for n in range(200)]) == []

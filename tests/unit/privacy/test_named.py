"""Claims about columns whose header says what they are: what is written with slips is a person's all the same (DATA CONTOH)."""

from __future__ import annotations

import csv

import pytest

from ckanext.paser.privacy.rules.treatment import Treatment
from ckanext.paser.privacy.scanning.records import scan_records
from ckanext.paser.tables.reading.child import read_file

NIKS = [f"640101{n % 28 + 41}{n % 12 + 1:02}{n % 90:02}{n + 1:04}" for n in range(300)]
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@pytest.fixture(params=[0, 1 << 40], ids=["duckdb", "python"])
def found(request, tmp_path):
    """What is found in a column, as kind and whether it holds."""

    def look(header: str, cells: list[str]) -> list[tuple[str, bool]]:
        path = tmp_path / "file.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            rows = ([f"baris {n}", cell] for n, cell in enumerate(cells))
            csv.writer(file).writerows([["Uraian", header], *rows])
        return [(one.kind, one.holds) for one in read_file(path, None, tmp_path, request.param).scan()]

    return look


@pytest.mark.parametrize(("header", "kind"), [("NIK", "nik"), ("No. KK", "kk"), ("Nomor Identitas", "nik")])
@pytest.mark.parametrize("other", ["-", "belum ada", "sudah"])
def test_one_number_under_its_name_holds(found, header, kind, other):
    assert found(header, [NIKS[0], *[other] * 299]) == [(kind, True)]


def test_cells_that_say_there_is_no_number_are_not_counted(found):
    assert found("No. HP", ["081234567890", *["belum ada", "-", "Tidak punya HP"] * 50]) == [
        ("telepon", True)
    ]


@pytest.mark.parametrize(
    "header", ["No. Kend.", "No. Kendaraan", "Nopol", "No. Pol", "Plat", "NOKEND", "No Ranmor"]
)
def test_plates_are_called_by_many_names(found, header):
    assert found(header, [f"KT {n} AB" for n in range(1000, 1009)]) == [("nopol", True)]


@pytest.mark.parametrize("header", ["NIK", "Nomor Identitas"])
@pytest.mark.parametrize("cut", [slice(0, 15), slice(1, 16), slice(1, 15), slice(4, 16)])
def test_numbers_that_lost_digits_hold_where_most_cells_are_such(found, header, cut):
    assert found(header, [nik[cut] for nik in NIKS]) == [("nik", True)]


def test_few_numbers_of_another_length_are_another_thing(found):
    assert found("NIK", ["123456789012", *["sudah"] * 99]) == []


@pytest.mark.parametrize("letter", ["O", "o"])
def test_a_letter_typed_for_a_digit_hides_no_number(found, letter):
    assert found("NIK", [nik.replace("0", letter) for nik in NIKS]) == [("nik", True)]
    assert found("NIK", [NIKS[0].replace("0", letter), *["sudah"] * 299]) == [("nik", True)]


@pytest.mark.parametrize("header", ["ID", "NIK", "Keterangan"])
def test_wide_digits_are_digits(found, header):
    assert found(header, [nik.translate(WIDE) for nik in NIKS]) == [("nik", True)]


@pytest.mark.parametrize("slip", [NIKS[1][:15], NIKS[1].replace("0", "O"), NIKS[1].translate(WIDE)])
def test_a_row_with_a_slip_in_its_number_is_refused_once(slip):
    refused = scan_records([{"nik": slip, "desa": "Contoh"}], {"nik": "NIK", "desa": "Desa"}, Treatment())
    assert [(one.kind, one.column) for one in refused] == [("nik", "nik")]

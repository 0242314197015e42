"""Claims about telephones that a spreadsheet has taken for quantities. Invented numbers (DATA CONTOH)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from ckanext.paser.tables.reading.child import read_file

NUMBERS = [f"8123456789{n}" for n in range(9)]


def csv_file(path: Path, header: str, cells: list[str]) -> None:
    path.write_text("\n".join([f"Desa;{header}", *(f"Contoh;{cell}" for cell in cells)]), encoding="utf-8")


def workbook(path: Path, header: str, cells: list[str]) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Desa", header])
        for n, cell in enumerate(cells, 1):
            sheet.write_row(n, 0, ["Contoh", float(cell)])


WAYS = {"python": (csv_file, 1 << 40), "duckdb": (csv_file, 0), "xlsx": (workbook, 0)}


@pytest.fixture(params=WAYS)
def type_of(request, tmp_path) -> Callable[[str, list[str]], str]:
    """The type of a column, by its header and its cells."""
    write, large = WAYS[request.param]

    def read(header: str, cells: list[str]) -> str:
        write(tmp_path / "file", header, cells)
        return read_file(tmp_path / "file", None, tmp_path, large).reading.columns[1].type

    return read


@pytest.mark.parametrize(
    "header",
    [
        *[
            "Kontak",
            "Narahubung",
            "CP",
            "Contact Person",
            "No. Ponsel",
            "Handphone",
            "Seluler",
            "WA",
            "No WhatsApp",
        ],
        *["No. Tlp", "Phone", "Telepon"],
    ],
)
def test_digits_of_a_telephone_are_no_quantity(type_of, header):
    assert (type_of(header, NUMBERS), type_of(header, [f"62{number}" for number in NUMBERS])) == (
        "code",
        "code",
    )


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Kontak Erat", ["12", "8", "62"]),
        ("Pengguna Ponsel", ["812", "8123", "62000"]),
        ("Jumlah Kontak", NUMBERS),
        ("Anggaran", NUMBERS),
    ],
)
def test_counts_stay_numbers(type_of, header, cells):
    assert type_of(header, cells) == "integer"


@pytest.mark.parametrize("header", ["Hotline", "Call Center", "No. Darurat", "Nomor Panggilan"])
def test_short_numbers_that_are_called_are_no_quantities(header, type_of):
    assert type_of(header, ["112", "119", "110"]) == "code"


@pytest.mark.parametrize("header", ["Jumlah Hotline", "Keadaan Darurat", "Layanan"])
def test_what_is_counted_is_one(header, type_of):
    assert type_of(header, ["112", "119", "110"]) == "integer"

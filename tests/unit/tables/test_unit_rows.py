"""Claims about a row of units below the header, in both engines."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from ckanext.paser.tables.reading.child import read_file
from ckanext.paser.tables.rules import units
from ckanext.paser.tables.rules.header import Head, find_head

from .conftest import as_csv, shown, xlsx

N = None
HEADER = ["Kecamatan", "Anggaran", "Penduduk", "Luas"]
ROWS = [["Kuaro", "1500", "24000", "747,3"], ["Long Ikis", "1700", "36000", "1204,2"]]
TABLE = (
    ["kecamatan:text", "anggaran_rp:integer", "penduduk_jiwa:integer", "luas_ha:number"],
    [["Kuaro", "1500", "24000", "747.3"], ["Long Ikis", "1700", "36000", "1204.2"]],
)


@pytest.mark.parametrize(
    "row",
    [
        ["", "(Rp)", "(jiwa)", "(Ha)"],
        ["(nama)", "(Rp)", "(jiwa)", "(Ha)"],
        ["", "Rp", "jiwa", "Ha"],
        ["Satuan", "Rp", "jiwa", "Ha"],
        ["(satuan)", "(Rp)", "(jiwa)", "(Ha)"],
        ["", " (Rp) ", "( jiwa )", "(Ha)"],
    ],
)
@pytest.mark.parametrize("numbering", [[], [["(1)", "(2)", "(3)", "(4)"]]])
def test_a_row_of_units_belongs_to_the_header(tmp_path, large, row, numbering):
    path = as_csv(tmp_path / "file.csv", [HEADER, row, *numbering, *ROWS])
    columns, rows = shown(path, large=large)
    assert (columns[1:], rows) == (TABLE[0][1:], TABLE[1])


def test_its_units_are_those_of_the_columns_and_it_is_told(tmp_path, large):
    path = as_csv(tmp_path / "file.csv", [HEADER, ["", "(Rp)", "(jiwa)", "(Ha)"], *ROWS])
    reading = read_file(path, None, tmp_path, large).reading
    assert [column.unit for column in reading.columns] == ["", "Rp", "jiwa", "Ha"]
    assert [note.params["text"] for note in reading.notes if note.code == "units"] == ["Rp, jiwa, Ha"]


@pytest.mark.parametrize(
    ("rows", "labels"),
    [
        (
            [
                ["Kecamatan", "Penduduk", N, N],
                [N, "L", "P", "Luas"],
                [N, "(jiwa)", "(jiwa)", "(km2)"],
                ["Kuaro", 1.0, 2.0, 3.0],
            ],
            ("Kecamatan", "Penduduk L (jiwa)", "Penduduk P (jiwa)", "Penduduk Luas (km2)"),
        ),
        (
            [["Kecamatan", "Luas (Ha)", "Miskin"], [N, "(Ha)", "(%)"], ["Kuaro", 1.0, 2.0]],
            ("Kecamatan", "Luas (Ha)", "Miskin (%)"),
        ),
        ([["Kecamatan", "Luas"], [N, "(Ha)"], ["Kuaro", "-"], ["Ikis", "5"]], ("Kecamatan", "Luas (Ha)")),
        ([["Kecamatan", 2021.0, 2022.0], [N, "(Ha)", "(Ha)"], ["Kuaro", 5.0, 6.0]], ("Kecamatan", "2021 (Ha)", "2022 (Ha)")),
    ],
)  # fmt: skip
def test_each_unit_stands_behind_its_own_header_once(rows, labels):
    head = find_head(rows)
    assert head
    assert (head.labels, head.body) == (labels, len(rows) - 1 - (rows[-2][-1] == "-"))


@pytest.mark.parametrize("merged", [True, False])
def test_the_unit_of_a_group_is_that_of_each_of_its_columns_and_renames_none(tmp_path, merged):
    rows = [
        ["Kecamatan", "Panjang Jalan (km)", N, N, "Penduduk"],
        [N, "Baik", "Sedang", "Rusak", N],
        ["Kuaro", 12.5, 2.0, 3.0, 900],
        ["Long Ikis", 8.5, 1.0, 4.0, 700],
    ]
    book = Workbook()
    for row in rows:
        book.active.append(row)
    if merged:
        for cells in ("A1:A2", "B1:D1", "E1:E2"):
            book.active.merge_cells(cells)
    book.save(tmp_path / "a.xlsx")
    columns = read_file(tmp_path / "a.xlsx", None, tmp_path).reading.columns
    assert [column.unit for column in columns] == ["", "km", "km", "km", ""]
    assert columns[1].label == "Panjang Jalan (km) Baik"


def test_so_it_is_in_a_text_file(tmp_path, large):
    rows = [["Kecamatan", "Panjang Jalan (km)", "", ""], ["", "Baik", "Sedang", "Rusak"]]
    path = as_csv(tmp_path / "a.csv", [*rows, ["Kuaro", "12.5", "2.5", "3.5"], ["Ikis", "8.5", "1.5", "4.5"]])
    assert [column.unit for column in read_file(path, None, tmp_path, large).reading.columns][1:] == [
        "km"
    ] * 3


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("Panjang Jalan (km) Baik", "km"),
        ("Produksi (Ton) 2021", "Ton"),
        ("Anggaran (juta rupiah) Realisasi (Rp)", "Rp"),
        ("Panjang (km) Tahun (2023)", "km"),
        ("Anggaran (Rp) Persentase", ""),
        ("Anggaran (Rp) %", ""),
        ("Anggaran (Rp) Jumlah Paket", ""),
        ("Panjang (km) Jumlah", "km"),
        ("Kendaraan (unit) per 1000 Penduduk", ""),
        ("Sekolah Dasar (SD) Negeri", ""),
        ("Laki-laki (L) Dewasa", ""),
        ("Penduduk (2021) Laki-laki", ""),
    ],
)
def test_within_a_header_known_units_alone_are_one(header, unit):
    assert units.in_header(header) == unit


def test_a_merged_unit_is_that_of_all_columns_below_it_and_a_merged_header_stands_once():
    rows = [["Kecamatan", "L", "P"], [N, "(jiwa)", N], ["Kuaro", 1.0, 2.0]]
    merges = [((0, 0), (1, 0)), ((1, 1), (1, 2))]
    assert find_head(rows, merges) == Head(("Kecamatan", "L (jiwa)", "P (jiwa)"), (), 0, 2, units=("(jiwa)",))


def test_a_workbook_with_a_row_of_units_has_columns_of_numbers(tmp_path):
    rows = [
        HEADER,
        [N, "(Rp)", "(jiwa)", "(Ha)"],
        ["Kuaro", 1500, 24000, 747.3],
        ["Long Ikis", 1700, 36000, 1204.2],
    ]
    xlsx(tmp_path / "file.xlsx", {"Data": rows})
    assert shown(tmp_path / "file.xlsx") == TABLE


@pytest.mark.parametrize(
    ("row", "below"),
    [
        (["Kuaro", "(Rp)", N], [["Ikis", 5.0, 6.0]]),
        ([N, "(Rp)", 5.0], [["Ikis", 5.0, 6.0]]),
        ([N, "(1.234,5)", "(2.000)"], [["Ikis", 5.0, 6.0]]),
        ([N, "(a)", "(b)"], [["Ikis", 5.0, 6.0]]),
        (["(1)", "(2)", "(3)"], [["Ikis", 5.0, 6.0]]),
        ([N, "(Rp)", "(jiwa)"], [["Ikis", "baik", "rusak"]]),
        ([N, "baik", "rusak"], [["Ikis", 5.0, 6.0]]),
        ([N, "-", "..."], [["Ikis", 5.0, 6.0]]),
        ([N, N, N], [["Ikis", 5.0, 6.0]]),
        ([N, "Rp", "baik"], [["Ikis", 5.0, 6.0]]),
        ([N, "(Rp)", "(jiwa)"], []),
    ],
)
def test_no_row_of_data_is_one(row, below):
    assert units.of_row(row, below) == []

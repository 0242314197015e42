"""Claims about rows of the whole regency among its kecamatan or desa, in both engines."""

from __future__ import annotations

import pytest

from ckanext.paser.tables.reading.child import read_file
from ckanext.paser.tables.rules.footer import area_columns, total_rows

from .conftest import as_csv, shown

N = None
HEADER = ["No", "Kecamatan", "Padi", "Jagung"]
DATA = [["1", "Kuaro", "215", "545"], ["2", "Long Ikis", "300", "701"]]


@pytest.mark.parametrize(
    "row",
    [
        ["", "Kabupaten Paser", "515", "1246"],
        ["", "KAB. PASER", "515", "1246"],
        ["Kabupaten Paser", "", "515", "1246"],
        ["3", "Kab Paser", "515", "1246"],
        ["", "Rata-Rata Kabupaten", "257,5", "623"],
        ["", "Rata-rata Kab. Paser", "257,5", "623"],
        ["", "Rerata", "257,5", "623"],
        ["", "Rerata Kabupaten Paser", "257,5", "623"],
        ["", "Rata-rata", "257,5", "623"],
        ["", "Persentase", "29,2", "70,8"],
        ["", "Persentase (%)", "29,2", "70,8"],
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_the_regency_its_mean_and_its_percentages_are_no_kecamatan_and_told(tmp_path, large, row, first):
    path = as_csv(tmp_path / "file.csv", [HEADER, row, *DATA] if first else [HEADER, *DATA, row])
    assert shown(path, large=large) == (
        ["no:integer", "kecamatan:text", "padi:integer", "jagung:integer"],
        DATA,
    )
    reading = read_file(path, None, tmp_path, large).reading
    assert [note.params["count"] for note in reading.notes if note.code == "totals"] == [1]
    assert reading.problems == ()


def test_beside_a_total_and_for_each_year_too(tmp_path, large):
    rows = [
        [name, year, "5"] for year in ("2023", "2024") for name in ("Kuaro", "Long Ikis", "Kabupaten Paser")
    ]
    rows = [[name, year, "10" if "Paser" in name else five] for name, year, five in rows]
    path = as_csv(tmp_path / "file.csv", [["Nama Kecamatan", "Tahun", "KK"], *rows, ["Jumlah", "", "20"]])
    kept = [row for row in rows if "Paser" not in row[0]]
    assert shown(path, large=large)[1] == kept


@pytest.mark.parametrize(
    "rows",
    [
        [["Kabupaten", "KK"], ["Kabupaten Kutai Timur", "5"], ["Kabupaten Berau", "6"], ["Kabupaten Paser", "7"]],
        [["Kecamatan", "KK"], ["Kabupaten Berau", "5"], ["Kota Bontang", "6"], ["Kabupaten Paser", "7"]],
        [["Kecamatan", "KK"], ["Kabupaten Paser", "7"]],
        [["Kecamatan", "KK"], ["Kabupaten Paser", "7"], ["Kabupaten Paser", "8"], ["Kabupaten Paser", "9"]],
        [["Kecamatan", "KK"], ["Kuaro", "70"], ["Kabupaten Paser", "71"]],
        [["Wilayah", "IPM"], ["Kabupaten Paser", "73"], ["Kalimantan Timur", "77"], ["Indonesia", "74"]],
        [["Kabupaten", "Kecamatan", "KK"], *[["Kabupaten Paser", name, "5"] for name in ("Kuaro", "Ikis", "Batu")]],
        [["Uraian", "2023"], ["Jumlah penduduk miskin", "10"], ["Persentase", "9"], ["Garis kemiskinan", "7"]],
        [["Uraian", "IPM"], ["Rata-rata Kabupaten", "73"], ["Rata-rata Provinsi", "77"], ["Batu Sopang", "70"]],
        [["Kecamatan", "Uraian", "Nilai"], ["Kuaro", "Laki-laki", "5"], ["", "Persentase", "3"], ["Ikis", "Laki-laki", "4"]],
        [["Uraian", "Kecamatan", "Nilai"], ["Persentase", "Kuaro", "5"], ["Persentase", "Ikis", "3"], ["Luas", "Batu", "4"]],
    ],
)  # fmt: skip
def test_no_area_that_is_a_regency_and_no_category_is_lost(tmp_path, large, rows):
    path = as_csv(tmp_path / "file.csv", rows)
    assert shown(path, large=large)[1] == rows[1:]


def test_percentages_below_a_total_are_below_the_table_and_told(tmp_path, large):
    rows = [["Jenis", "L", "P"], ["Padi", "4", "5"], ["Sapi", "6", "5"], ["Jumlah", "10", "10"]]
    path = as_csv(tmp_path / "file.csv", [*rows, ["Persentase", "50", "50"]])
    assert shown(path, large=large)[1] == rows[1:3]
    notes = read_file(path, None, tmp_path, large).reading.notes
    assert [note.params["text"] for note in notes if note.code == "numbers_below"] == ["Persentase 50 50"]


def test_a_wrong_figure_of_the_regency_is_told_as_that_of_a_total(tmp_path, large):
    path = as_csv(tmp_path / "file.csv", [HEADER, *DATA, ["", "Kabupaten Paser", "516", "1246"]])
    (problem,) = read_file(path, None, tmp_path, large).reading.problems
    assert [problem.params[name] for name in ("row", "column", "value", "sum")] == [4, "Padi", 516, 515]


def test_the_regency_far_below_the_first_rows_of_a_large_file_is_none_of_its_desa(tmp_path, large):
    rows = [[f"Contoh {n}", "1"] for n in range(1500)]
    path = as_csv(tmp_path / "file.csv", [["Desa/Kelurahan", "KK"], *rows, ["Kabupaten Paser", "1500"]])
    assert read_file(path, None, tmp_path, large).reading.rows == 1500


@pytest.mark.parametrize(
    ("labels", "columns"),
    [
        (["No", "Kode", "Kecamatan", "Desa"], [2, 0]),
        (["Nama Desa/Kelurahan", "KK"], [0]),
        (["No.", "Kecamatan/Subdistrict", "KK"], [1, 0]),
        (["Kabupaten/Kecamatan", "KK"], []),
        (["Wilayah", "Jumlah Desa"], []),
        (["", "Kecamatan"], [1]),
    ],
)
def test_a_column_of_kecamatan_or_desa_is_known_by_its_header(labels, columns):
    assert area_columns(labels) == columns


def test_a_row_of_the_regency_needs_two_areas_beside_it():
    cells = [["Kuaro", "Ikis", "Kab. Paser"]]
    assert total_rows(cells, ["Kecamatan"], 3) == ["", "", "Kab. Paser"]
    assert total_rows([cells[0][1:]], ["Kecamatan"], 2) == ["", ""]


@pytest.mark.parametrize(
    "row", [["3", "Paser", "515", "1246"], ["", "PASER", "515", "1246"], ["Paser", "", "515", "1246"]]
)
@pytest.mark.parametrize("first", [True, False])
def test_the_bare_name_of_the_regency_among_its_kecamatan_is_its_total(tmp_path, large, row, first):
    path = as_csv(tmp_path / "file.csv", [HEADER, row, *DATA] if first else [HEADER, *DATA, row])
    assert shown(path, large=large)[1] == DATA
    reading = read_file(path, None, tmp_path, large).reading
    assert [note.params["count"] for note in reading.notes if note.code == "totals"] == [1]
    assert [note.code for note in reading.notes if "row_sums" in note.code] == []


def test_a_wrong_figure_beside_its_bare_name_is_told_too(tmp_path, large):
    path = as_csv(tmp_path / "file.csv", [HEADER, *DATA, ["", "Paser", "516", "1246"]])
    (problem,) = read_file(path, None, tmp_path, large).reading.problems
    assert [problem.params[name] for name in ("row", "column", "value", "sum")] == [4, "Padi", 516, 515]


@pytest.mark.parametrize(
    "rows",
    [
        [["Kecamatan", "KK"], ["Berau", "5"], ["Bontang", "6"], ["Paser", "7"]],
        [
            ["Kecamatan", "KK"],
            ["Contoh", "5"],
            ["Misal", "6"],
            ["Umpama", "6"],
            ["Kuaro", "6"],
            ["Paser", "7"],
        ],
        [["Kecamatan", "KK"], ["Kuaro", "70"], ["Paser", "71"]],
        [["Kabupaten", "KK"], ["Kuaro", "5"], ["Long Ikis", "6"], ["Paser", "11"]],
        [["Kecamatan", "KK"], ["Kuaro", "5"], ["Long Ikis", "6"], ["Paser Belengkong", "11"]],
    ],
)
def test_beside_other_regencies_and_unknown_areas_it_is_a_row(tmp_path, large, rows):
    assert shown(as_csv(tmp_path / "file.csv", rows), large=large)[1] == rows[1:]

"""Claims about rows below the areas of a table that only compare them: former years, the province, extremes; in both engines."""

from __future__ import annotations

import pytest

from ckanext.paser.tables.reading.child import read_file
from ckanext.paser.tables.rules.layout import Layout

from .conftest import as_csv, shown, xlsx

HEADER = ["Kecamatan", "Padi", "Jagung"]
DATA = [["Kuaro", "215", "545"], ["Long Ikis", "300", "701"], ["Long Kali", "100", "54"]]
WHOLE = ["Kabupaten Paser", "615", "1300"]
FORMER = [["2023", "600", "1290"], ["2022", "590", "1280"]]


def told(path, large):
    """Which rows were kept out as totals, and what is wrong with the file."""
    reading = read_file(path, None, path.parent, large).reading
    totals = [note.params["text"] for note in reading.notes if note.code == "totals"]
    return totals, [problem.code for problem in reading.problems]


@pytest.mark.parametrize(
    "below",
    [
        [WHOLE, *FORMER],
        [["Paser", "615", "1300"], *FORMER],
        [["Kab. Paser", "615", "1300"], ["Tahun 2023", "600", "1290"], ["Thn. 2022*", "590", "1280"]],
        [["Kabupaten Paser 2024", "615", "1300"], ["Kabupaten Paser 2023", "600", "1290"]],
        [["Paser 2024", "615", "1300"], *FORMER],
        [["PASER (2024)", "615", "1300"], ["PASER (2023)", "600", "1290"]],
        [["Jumlah 2024", "615", "1300"], ["Jumlah 2023", "600", "1290"]],
        [["Jumlah/Total", "615", "1300"], ["Kalimantan Timur", "99999", "88888"]],
        [["Jumlah", "615", "1300"], ["Prov. Kaltim", "99999", "88888"], ["Indonesia", "999999", "888888"]],
        [["Jumlah", "615", "1300"], ["Jumlah Tahun 2023", "600", "1290"]],
        [["Rata-rata", "205", "433,3"], ["Maksimum", "300", "701"], ["Minimum", "100", "54"]],
        [["Maks", "300", "701"], ["Min", "100", "54"], ["Rerata", "205", "433"], ["Median", "215", "545"], ["Std. Deviasi", "1", "2"]],
        [["Tertinggi", "300", "701"], ["Terendah", "100", "54"]],
        [WHOLE, [], *FORMER],
        [WHOLE, ["Tahun Lalu", "600", "1290"], ["Pertumbuhan (%)", "2,5", "0,8"]],
        [["Jumlah", "615", "1300"], ["T.A. 2022/2023", "600", "1290"], ["Selisih", "15", "10"]],
        FORMER,
    ],
)  # fmt: skip
def test_rows_that_compare_the_areas_with_something_else_are_kept_out_and_told(tmp_path, large, below):
    path = as_csv(tmp_path / "file.csv", [HEADER, *DATA, *below])
    assert shown(path, large=large) == (["kecamatan:text", "padi:integer", "jagung:integer"], DATA)
    assert told(path, large) == ([", ".join(row[0] for row in below if row)], [])


def test_notes_below_them_stay_notes(tmp_path, large):
    path = as_csv(tmp_path / "file.csv", [HEADER, *DATA, WHOLE, *FORMER, [], ["Sumber: BPS"]])
    assert shown(path, large=large)[1] == DATA


def test_years_are_known_where_a_column_numbers_the_rows(tmp_path, large):
    data = [[str(n), *row] for n, row in enumerate(DATA, 1)]
    rows = [["No", *HEADER], *data, ["", *WHOLE], ["2023", "", "600", "1290"], ["", *FORMER[1]]]
    assert shown(as_csv(tmp_path / "file.csv", rows), large=large)[1] == data


def test_years_that_a_workbook_has_as_numbers_are_years_too(tmp_path):
    rows = [[name, int(padi)] for name, padi, _ in DATA]
    xlsx(
        tmp_path / "file.xlsx",
        {"Data": [HEADER[:2], *rows, ["Kabupaten Paser", 615], [2023, 600], [2022, 590]]},
    )
    assert len(shown(tmp_path / "file.xlsx")[1]) == len(DATA)
    assert told(tmp_path / "file.xlsx", 0) == (["Kabupaten Paser, 2023, 2022"], [])


MONTHS = [["Bulan", "Hujan"], ["Januari", "10"], ["Februari", "12"], ["Maret", "11"]]
AREAS = [["Wilayah", "KK"], ["Kuaro", "5"], ["Long Ikis", "6"], ["Long Kali", "7"]]


@pytest.mark.parametrize(
    ("rows", "below"),
    [
        (MONTHS, [["Jumlah", "33"], ["2023", "30"], ["2022", "31"]]),
        (MONTHS, [["Jumlah", "33"], ["Rata-rata", "11"], ["Maksimum", "12"], ["Minimum", "10"]]),
        (MONTHS, [["Jumlah 2024", "33"], ["Jumlah 2023", "30"]]),
        (AREAS, [["Kabupaten Paser", "18"], ["2023", "17"], ["2022", "16"]]),
        (AREAS, [["Jumlah", "18"], ["Kalimantan Timur", "999"]]),
    ],
)
def test_below_a_total_they_are_known_in_any_table(tmp_path, large, rows, below):
    path = as_csv(tmp_path / "file.csv", [*rows, *below])
    assert shown(path, large=large)[1] == rows[1:]
    assert told(path, large) == ([", ".join(row[0] for row in below)], [])


@pytest.mark.parametrize(
    "rows",
    [
        [["Tahun", "KK"], ["2020", "5"], ["2021", "6"], ["2022", "7"]],
        [["Uraian", "KK"], ["Tahun 2020", "5"], ["Tahun 2021", "6"], ["Tahun 2022", "7"]],
        [["Tahun", "KK"], ["Awal", "5"], ["2021", "6"], ["2022", "7"]],
        [["Kecamatan", "KK"], ["Kuaro", "11"], ["2021", "5"], ["2022", "6"], ["Long Ikis", "13"], ["2021", "6"], ["2022", "7"]],
        [["Wilayah", "IPM"], ["Kabupaten Paser", "73"], ["Kutai Barat", "74"], ["Kalimantan Timur", "77"], ["Indonesia", "74"]],
        [["Kabupaten/Kota", "KK"], ["Paser", "3"], ["Kutai Barat", "2"], ["Kota Samarinda", "9"], ["Kalimantan Timur", "90"]],
        [["Kabupaten/Kota", "KK"], ["Paser 2023", "3"], ["Paser 2024", "2"], ["Berau 2023", "9"], ["Kalimantan Timur", "90"]],
        [["Kecamatan", "KK"], ["Kabupaten Berau", "5"], ["Kota Bontang", "6"], ["Paser", "7"], ["Kalimantan Timur", "77"]],
        [["Wilayah", "IPM"], ["Paser", "73"], ["Kalimantan Timur", "77"], ["2023", "76"]],
        [["Ukuran", "Nilai"], ["Maksimum", "9"], ["Minimum", "1"], ["Median", "5"]],
        [["Uraian", "Nilai"], ["Pegawai", "9"], ["Sekolah", "8"], ["Tertinggi", "7"], ["Terendah", "5"]],
        [["No", "Kecamatan", "KK"], *[[str(n), name, "5"] for n, name in ((1998, "Kuaro"), (1999, "Ikis"), (2000, ""))]],
        [["Kode", "Nilai"], ["A", "9"], ["B", "8"], ["2023", "7"]],
    ],
)  # fmt: skip
def test_no_year_area_or_figure_that_is_a_row_as_the_others_is_lost(tmp_path, large, rows):
    assert shown(as_csv(tmp_path / "file.csv", rows), large=large)[1] == rows[1:]


def test_a_row_that_an_officer_calls_ordinary_stays(tmp_path, large):
    path = as_csv(tmp_path / "file.csv", [HEADER, *DATA, WHOLE, ["Kalimantan Timur", "5", "6"]])
    layout = Layout(ordinary=("Kalimantan Timur",))
    assert shown(path, large=large, layout=layout)[1] == [*DATA, ["Kalimantan Timur", "5", "6"]]


def test_below_many_rows_of_a_large_file_too(tmp_path, large):
    rows = [[f"Contoh {n}", "1", "2"] for n in range(1500)]
    path = as_csv(tmp_path / "file.csv", [["Desa", *HEADER[1:]], *rows, ["Jumlah", "1500", "3000"], *FORMER])
    assert read_file(path, None, tmp_path, large).reading.rows == 1500
    assert told(path, large) == (["Jumlah, 2023, 2022"], [])

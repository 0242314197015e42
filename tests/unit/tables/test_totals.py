"""Claims about rows that sum up others: by which word they are known, wherever it stands, in both engines."""

from __future__ import annotations

from pathlib import Path

import pytest

from ckanext.paser.problems import worded
from ckanext.paser.tables.reading.child import read_file

from .conftest import as_csv, shown

Rows = list[list[str]]
HEADER = ["No", "Kode", "Kecamatan", "Padi", "Jagung"]
DATA = [["1", "64.01.01", "Kuaro", "215", "545"], ["2", "64.01.02", "Long Ikis", "300", "701"]]


@pytest.mark.parametrize(
    "total",
    [
        ["", "", "Jumlah", "515", "1246"],
        ["", "", "Rata-rata", "257,5", "623"],
        ["", "J U M L A H", "", "515", "1246"],
        [" ", "\u00a0", " T O T A L ", "515", "1246"],
        ["R A T A - R A T A", "", "", "257,5", "623"],
        ["JUMLAH (KAB/KOTA)", "", "", "515", "1246"],
        ["Total Kabupaten Paser", "", "", "515", "1246"],
        ["", "", "Rata-rata/Average", "257,5", "623"],
        ["Jumlah I + II", "", "", "515", "1246"],
    ],
)
def test_a_row_whose_first_cell_is_the_word_is_a_total_in_whichever_column_it_stands(tmp_path, total, large):
    path = as_csv(tmp_path / "file.csv", [HEADER, *DATA, total])
    assert shown(path, large=large)[1] == DATA


TOTAL = ["JUMLAH (KAB/KOTA)", "", "", "515", "1246"]
RATE = ["ANGKA LAHIR MATI PER 1.000 KELAHIRAN HIDUP (DILAPORKAN)", "", "", "", "12,1"]


@pytest.mark.parametrize(
    "below", [[RATE], [RATE, ["CFR (%)", "", "", "2", ""], [""], ["Sumber: Dinas Kesehatan"]]]
)
def test_a_rate_below_the_total_is_below_the_table_and_told(tmp_path, below, large):
    path = as_csv(tmp_path / "file.csv", [HEADER, *DATA, TOTAL, *below])
    columns, rows = shown(path, large=large)
    assert (columns[3:], rows) == (["padi:integer", "jagung:integer"], DATA)
    notes = {note.code: note.params for note in read_file(path, None, tmp_path, large).reading.notes}
    assert notes["numbers_below"]["text"].startswith(f"{RATE[0]} 12,1")


@pytest.mark.parametrize(
    "below",
    [
        [["Luar wilayah", "", "", "5", "6"]],
        [["Luar wilayah", "", "", "", "12"], ["3", "64.01.03", "Batu Sopang", "5", "6"]],
        [["3", "", "", "5", ""]],
        [["", "", "Batu Sopang", "", "6"]],
        [["Luar wilayah", "", "", "", "belum ada"]],
    ],
)
def test_any_other_row_below_a_total_stays(tmp_path, below, large):
    path = as_csv(tmp_path / "file.csv", [HEADER, *DATA, TOTAL, *below])
    assert shown(path, large=large)[1] == [*DATA, *below]


@pytest.mark.parametrize(
    "row",
    [
        ["3", "64.01.03", "Jumlah", "5", "6"],
        ["", "64.01.03", "Total", "5", "6"],
        ["", "", "Total Persada", "5", "6"],
        ["3", "", "Rata-rata", "5", "6"],
    ],
)
def test_a_row_with_something_before_the_word_stays(tmp_path, row, large):
    path = as_csv(tmp_path / "file.csv", [HEADER, *DATA, row])
    assert shown(path, large=large)[1] == [*DATA, row]


DESA = [["Kecamatan", "Desa", "KK"], ["Kuaro", "Contoh A", "1"], ["Kuaro", "Contoh B", "2"]]
MORE = [["Long Ikis", "Contoh C", "4"], ["Long Ikis", "Contoh D", "5"]]
LIST = [["Uraian", "Nilai"], ["Jumlah Kecamatan", "10"], ["Jumlah Kelurahan", "5"], ["Jumlah Desa", "139"]]

GROUPS = [*DESA, ["Jumlah Kuaro", "", "3"], *MORE, ["Jumlah Long Ikis", "", "9"]]
ALONE = [
    ["Muara Samu", "Contoh E", "7"],
    ["Jumlah Muara Samu", "", "7"],
    ["Tanjung Harapan", "Contoh F", "0"],
    ["Jumlah Tanjung Harapan", "", "0"],
]


@pytest.mark.parametrize(
    ("rows", "count", "first"),
    [
        ([*GROUPS, ["Jumlah", "", "12"]], 2, (4, "Jumlah Kuaro")),
        ([*GROUPS, ["Jumlah Kabupaten", "", "12"]], 3, (4, "Jumlah Kuaro")),
        ([*DESA, ["Kuaro", "Jumlah", "3"], *MORE, ["Long Ikis", "Jumlah", "9"]], 2, (4, "Jumlah")),
        ([DESA[0], *ALONE, *DESA[1:], ["Jumlah Kuaro", "", "3"]], 3, (3, "Jumlah Muara Samu")),
        ([*DESA, ["Sub Total Kuaro", "", "3"], *MORE, ["", "", ""], ["Total Long Ikis", "", "9"]], 2, (4, "Sub Total Kuaro")),
    ],
)  # fmt: skip
def test_a_row_that_says_to_be_a_sum_and_is_one_is_left_out_and_told(tmp_path, rows, count, first, large):
    path = as_csv(tmp_path / "file.csv", rows)
    assert shown(path, large=large)[1] == [row for row in rows[1:] if "Contoh" in row[1]]
    assert sums_told(path, large) == [("group_sums", {"count": count, "row": first[0], "text": first[1]})]


def test_a_row_that_only_says_to_be_a_sum_as_others_are_stays_and_is_told(tmp_path, large):
    wrong = ["Jumlah Long Ikis", "", "10"]
    path = as_csv(tmp_path / "file.csv", [*GROUPS[:-1], wrong, ["Jumlah Kabupaten", "", "12"]])
    assert shown(path, large=large)[1] == [*DESA[1:], *MORE, wrong]
    assert sums_told(path, large) == [("group_sums", {"count": 2, "row": 4, "text": "Jumlah Kuaro"})]
    assert problems(path, large) == [
        'Row 7, column "KK": "Jumlah Long Ikis" says 10 here, but its rows come to 9. The row stays in the table. Correct it '
        "or its rows, or take it out of the file, so that nothing is counted twice."
    ]


def test_a_list_of_figures_keeps_the_one_that_is_a_sum_and_it_is_told(tmp_path, large):
    people = [
        ["Uraian", "Nilai"],
        ["Laki-laki", "10"],
        ["Perempuan", "12"],
        ["Jumlah Penduduk", "22"],
        ["Jumlah KK", "7"],
    ]
    path = as_csv(tmp_path / "file.csv", people)
    assert shown(path, large=large)[1] == people[1:]
    assert sums_told(path, large) == [("named_sums", {"count": 1, "row": 4, "text": "Jumlah Penduduk"})]


@pytest.mark.parametrize("rows", [[*DESA, ["Kuaro", "Jumlah", "4"]], [DESA[0], *ALONE], LIST])
def test_where_no_figures_say_the_same_the_rows_stay_and_nothing_is_told(tmp_path, rows, large):
    path = as_csv(tmp_path / "file.csv", rows)
    assert (shown(path, large=large)[1], sums_told(path, large)) == (rows[1:], [])


def test_a_last_row_is_compared_with_the_rows_that_are_left(tmp_path, large):
    path = as_csv(tmp_path / "file.csv", [*GROUPS, ["Seluruhnya", "", "12"]])
    assert asked(path, large) == [{"row": 8}]


def test_sums_far_below_the_first_rows_are_left_out_of_a_large_file(tmp_path, large):
    groups = [
        [[f"Kecamatan {n}", f"Contoh {i}", "2"] for i in range(3)] + [[f"Jumlah {n}", "", "6"]]
        for n in range(900)
    ]
    path = as_csv(tmp_path / "file.csv", [DESA[0], *(row for group in groups for row in group)])
    reading = read_file(path, None, tmp_path, large).reading
    assert (reading.rows, [note.params["count"] for note in reading.notes]) == (2700, [900])


def sums_told(path: Path, large: int) -> list[tuple[str, dict[str, object]]]:
    """What is told of rows that call themselves sums."""
    notes = read_file(path, None, path.parent, large).reading.notes
    return [(note.code, dict(note.params)) for note in notes if note.code in ("group_sums", "named_sums")]


def problems(path: Path, large: int) -> list[str]:
    """What is to be put right."""
    return [worded(problem)["text"] for problem in read_file(path, None, path.parent, large).reading.problems]


def asked(path: Path, large: int) -> list[dict[str, object]]:
    """The parameters of the question whether the last row is a total."""
    notes = read_file(path, None, path.parent, large).reading.notes
    return [note.params for note in notes if note.code == "last_row_sums"]


@pytest.mark.parametrize(
    "rows",
    [
        [HEADER, *DATA, ["", "64.01", "Seluruh wilayah", "515", "1246"]],
        [["", "", "", "", ""], HEADER, DATA[0], ["", "", "", "", ""], DATA[1], ["", "64.01", "Seluruhnya", "515", "1246"]],
        [
            ["Kecamatan", "Luas (km2)", "Kepadatan", "Persentase (%)", "Tahun"],
            ["Kuaro", "747.3", "50", "30", "2024"],
            *[[f"Contoh {n}", "100.1", "60", "20", "2024"] for n in range(4)],
            ["Paser", "1147.7", "55", "110", "2024"],
        ],
    ],
)  # fmt: skip
def test_a_last_row_that_is_the_sum_of_all_figures_is_asked_about_and_stays(tmp_path, rows, large):
    path = as_csv(tmp_path / "file.csv", rows)
    assert asked(path, large) == [{"row": len(rows)}]
    assert shown(path, large=large)[1][-1][0] == rows[-1][0]


KECAMATAN = [["Kecamatan", "Penduduk (ribu)", "Luas"], *[[f"Contoh {n}", "44.4", "100"] for n in range(10)]]


@pytest.mark.parametrize("name", ["Paser", "PASER", "Kab. Paser", "Kabupaten Paser"])
def test_a_last_row_of_the_whole_regency_is_asked_about_though_its_figures_are_rounded(tmp_path, name, large):
    header = ["Wilayah", *KECAMATAN[0][1:]]
    path = as_csv(tmp_path / "file.csv", [header, *KECAMATAN[1:], [name, "444.1", "1000"]])
    assert asked(path, large) == [{"row": 12}]


PEOPLE = [["Uraian", "Nilai"], ["Laki-laki", "100"], ["Perempuan", "120"], ["Jumlah", "220"]]


@pytest.mark.parametrize("name", ["Kabupaten Paser", "Seluruh wilayah"])
def test_a_total_that_was_kept_out_hides_no_other_row_with_its_figures(tmp_path, name, large):
    path = as_csv(tmp_path / "file.csv", [*PEOPLE, [name, "220"]])
    assert asked(path, large) == [{"row": 5}]


@pytest.mark.parametrize(
    "rows",
    [
        [*KECAMATAN, ["Kuaro", "444.1", "1000"]],
        [*KECAMATAN, ["Paser", "444.1", "1007"]],
        [*KECAMATAN[:-1], ["Paser", "44.4", "100"], ["Paser", "444.1", "1000"]],
        [*[[*row, "Paser"] for row in KECAMATAN], ["Contoh", "444.1", "1000", "Paser"]],
        [["Desa", "KK"], ["A", "1"], ["B", "2"], ["C", "3"]],
        [["Desa", "KK"], *[[name, "0"] for name in "ABCDEF"]],
        [HEADER, *DATA, ["", "64.01", "Kuaro", "515", "1247"]],
        [["No", "Desa"], *[[str(n), "A"] for n in (1, 2, 3, 4, 10)]],
        [HEADER, *DATA, ["", "", "Jumlah", "515", "1246"]],
        [["Desa", "KK"], ["A", "1"], ["B", "2"], ["C", "3"], ["Jumlah", "6"]],
    ],
)
def test_any_other_last_row_is_not(tmp_path, rows, large):
    assert asked(as_csv(tmp_path / "file.csv", rows), large) == []

"""Claims about a narrower table that stands above the one that is read, in both engines."""

from __future__ import annotations

import pytest

from ckanext.paser.problems import worded
from ckanext.paser.tables.reading.child import LARGE, read_file

from .conftest import as_csv, shown, xlsx

NAMES = ["Batu Sopang", "Muara Samu", "Kuaro"]
NARROW = [["Kecamatan", "L", "P"], *([name, str(10 + i), str(20 + i)] for i, name in enumerate(NAMES))]
WIDE = [
    ["Kecamatan", "SD", "SMP", "SMA", "SMK", "MI", "MTs"],
    *([name, *(str(i + n) for n in range(6))] for i, name in enumerate(NAMES)),
]
FIRST = [["Tabel 1 Penduduk"], *NARROW, [], ["Tabel 2 Sekolah"]]


def test_the_wider_table_is_read_and_the_other_told_with_its_row(tmp_path, large):
    path = as_csv(tmp_path / "file.csv", [*FIRST, *WIDE])
    reading = read_file(path, None, tmp_path, large).reading
    assert shown(path, large=large)[1] == WIDE[1:]
    told = [(problem.code, problem.params) for problem in reading.problems]
    assert told == [("table_above", {"row": 2, "text": "Kecamatan L P"})]


def test_the_titles_that_are_told_are_those_of_the_table_that_is_read(tmp_path, large):
    path = as_csv(tmp_path / "file.csv", [*FIRST, *WIDE])
    notes = read_file(path, None, tmp_path, large).reading.notes
    (titles,) = [note.params["text"] for note in notes if note.code == "titles"]
    assert titles == "Tabel 1 Penduduk; Tabel 2 Sekolah"


def test_it_is_told_with_its_sheet_and_what_to_do(tmp_path):
    xlsx(tmp_path / "dua.xlsx", {"Data": [*FIRST, *WIDE]})
    problems = read_file(tmp_path / "dua.xlsx", None, tmp_path, LARGE).reading.problems
    assert [worded(problem, str)["text"] for problem in problems] == [
        'Sheet "Data", row 2: Another table begins here, above the one that was read: "Kecamatan L P". It was not read. '
        "Put the other table into a sheet or a file of its own, and send that too."
    ]


@pytest.mark.parametrize(
    "above",
    [
        [["Provinsi", ":", "Kalimantan Timur"], ["Luas", ":", "7730"], ["Jumlah Desa", ":", "139"]],
        [["Periode", "Januari 2024"], ["Jumlah Desa", "139"], ["Penduduk", "300123"]],
        [["Dinas Pendidikan", "Kabupaten Paser", "Bidang SD"], ["Jl. Contoh", "Tana Paser", "Kaltim"]],
        [["Tabel 1 Penduduk"], [], ["dalam jiwa"]],
        [["Luas :", "7730"], ["Desa :", "139"], ["Penduduk :", "300123"], ["Rumah :", "90000"]],
        [["Periode", "Januari 2024"], ["Desa", "139"], ["Penduduk", "300123"], ["Rumah", "90000"]],
        [["Tahun", "2024"], ["Desa", "139"], ["Penduduk", "300123"], ["Rumah", "90000"]],
        [["Provinsi", "Kaltim"], ["Kabupaten", "Paser"], ["Kecamatan", "Kuaro"], ["Desa", "Padang"]],
    ],
    ids=[
        "names with colons",
        "names and values",
        "words alone",
        "titles",
        "names ending with colons",
        "a period",
        "a year",
        "names and words",
    ],
)
def test_what_is_written_above_a_table_is_none(tmp_path, large, above):
    path = as_csv(tmp_path / "file.csv", [*above, [], *WIDE])
    assert read_file(path, None, tmp_path, large).reading.problems == ()


@pytest.mark.parametrize("wide", [2, 6], ids=["three columns", "seven columns"])
def test_one_of_two_columns_is_told_too_and_its_rows_are_no_titles(tmp_path, large, wide):
    two = [["Kecamatan", "Produksi (ton)"], *([name, str(700 + i)] for i, name in enumerate(NAMES))]
    rows = [["Tabel A"], *two, ["Jumlah", "2103"], [], ["Tabel B"], *(row[: wide + 1] for row in WIDE)]
    path = as_csv(tmp_path / "file.csv", rows)
    reading = read_file(path, None, tmp_path, large).reading
    told = [(problem.code, problem.params["row"]) for problem in reading.problems]
    (titles,) = [note.params["text"] for note in reading.notes if note.code == "titles"]
    assert (told, titles) == ([("table_above", 2)], "Tabel A; Tabel B")


def test_one_of_words_alone_is_told_from_three_rows_on(tmp_path, large):
    words = [["Kecamatan", "Camat", "Alamat"], *([name, "Contoh", "Jl. Contoh"] for name in NAMES)]
    path = as_csv(tmp_path / "file.csv", [*words, [], *WIDE])
    problems = read_file(path, None, tmp_path, large).reading.problems
    assert [problem.code for problem in problems] == ["table_above"]


def test_telephones_in_one_of_two_columns_are_found_by_its_own_headers(tmp_path, large):
    people = [["Nama", "No HP"], *([f"Siti Contoh {x}", f"08125550{i}123"] for i, x in enumerate("ABC"))]
    path = as_csv(tmp_path / "file.csv", [["Penerima BLT"], *people, [], ["Tabel 2 Sekolah"], *WIDE])
    found = read_file(path, None, tmp_path, large).scan()
    assert "No HP" in {one.column for one in found}


def test_personal_data_in_it_are_found_by_its_own_headers(tmp_path, large):
    people = [["No", "Nama", "Alamat"]]
    people += [[str(i), f"Siti Contoh {letter}", f"Jl. Contoh RT 0{i}"] for i, letter in enumerate("ABC", 1)]
    path = as_csv(tmp_path / "file.csv", [["Penerima BLT"], *people, [], ["Tabel 2 Sekolah"], *WIDE])
    found = read_file(path, None, tmp_path, large).scan()
    assert [(one.kind, one.column, one.cells[0]) for one in found] == [
        ("nama_alamat", "Nama", "B3"),
        ("nama_bantuan", "Nama", "B3"),
    ]

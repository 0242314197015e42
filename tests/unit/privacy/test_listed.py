"""Claims about people who are listed below a table that is about something else, in both engines. Invented (DATA CONTOH)."""

from __future__ import annotations

import csv

import pytest

from ckanext.paser.tables.reading.child import LARGE, read_file

Rows = list[list[str]]
FIRST = [["Desa", "Jumlah"], *([f"Desa {name}", str(20 + n)] for n, name in enumerate("ABCDEF"))]
PEOPLE = ["Siti Contoh", "Budi Umpama", "Rina Misal", "H. Ahmad Permai", "Dewi Sentosa"]


@pytest.fixture(params=[0, LARGE], ids=["duckdb", "python"])
def read(request, tmp_path):
    """What is told of a text file, and what holds it: kinds with the first cell of each."""

    def read(rows: Rows) -> tuple[int, list[str], set[tuple[str, str]]]:
        path = tmp_path / "file.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)
        table = read_file(path, None, tmp_path, request.param)
        held = {(one.kind, one.cells[0]) for one in table.scan() if one.holds}
        return table.reading.rows, [each.code for each in table.reading.problems], held

    return read


@pytest.mark.parametrize(
    "header", [["Nama", "Umur"], ["Nama Warga", "Usia (tahun)"], ["NAMA LENGKAP", "Umur"]]
)
def test_people_with_their_ages_below_a_blank_row_are_a_second_table_and_hold(read, header):
    people = [[name, str(30 + n)] for n, name in enumerate(PEOPLE)]
    assert read([*FIRST, [], header, *people]) == (6, ["second_table"], {("nama", "A10")})


def test_whoever_is_named_as_people_in_a_list_of_words_below_holds_too(read):
    people = [[name, f"Desa {name[0]}"] for name in PEOPLE]
    assert read([*FIRST, ["Jumlah", "135"], ["Sumber: Dinas"], [], ["Nama Penerima", "Desa"], *people])[
        2
    ] == {("nama", "A12")}
    assert read([*FIRST, [], ["Nama Penerima", "Juara"], *people])[2] == set()


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        (["Umur", "Jumlah"], [["0-4", "20"], ["5-9", "30"], ["10-14", "40"]]),
        (["Jenis Kelamin", "Jumlah"], [["Laki-laki", "20"], ["Perempuan", "30"], ["Semua", "50"]]),
        (["Nama Desa", "Luas"], [["Lolo", "20"], ["Janju", "30"], ["Tapis", "50"]]),
    ],
)
def test_other_second_tables_are_told_and_hold_nothing(read, header, rows):
    assert read([*FIRST, [], header, *rows]) == (6, ["second_table"], set())


@pytest.mark.parametrize("row", [["Tanjung Aru", "belum ada"], ["Kuaro", "menyusul"], ["Lolo", "Nihil"]])
def test_rows_that_lack_their_figures_are_none(read, row):
    rows, told, held = read([*FIRST, [], row, ["Janju", "9"], ["Tapis", "8"]])
    assert (rows, "second_table" in told, held) == (9, False, set())


@pytest.mark.parametrize(
    ("rows", "cell"),
    [
        ([[name] for name in PEOPLE], "A9"),
        ([["Daftar penerima:"], *([name] for name in PEOPLE)], "A9"),
        ([[f"{n}. {name}"] for n, name in enumerate(PEOPLE, 1)], "A9"),
        ([[name] for name in PEOPLE[:3]], "A9"),
        ([["", name] for name in PEOPLE], "B9"),
        ([part for name in PEOPLE for part in ([name], [])], "A9"),
        ([["Sumber: Dinas Sosial"], [], *([name] for name in PEOPLE)], "A11"),
    ],
)
def test_names_alone_below_a_table_hold(read, rows, cell):
    assert read([*FIRST, [], *rows]) == (6, [], {("nama", cell)})


@pytest.mark.parametrize(
    "rows",
    [
        [["Mengetahui,"], ["Kepala Dinas"], [], ["H. AHMAD PERMAI, S.Sos"], ["NIP. 197601012005011001"]],
        [["Tim Penyusun:"], *([name] for name in PEOPLE)],
        [["Disusun oleh"], [], *([name] for name in PEOPLE)],
        [["Petugas Pendata"], *([name] for name in PEOPLE)],
        [[name] for name in ("Jl. Ahmad Yani", "Jalan Sudirman", "Jl. RA Kartini", "Gang Budi")],
        [[name] for name in ("Kuaro", "Long Ikis", "Tanah Grogot", "Batu Sopang")],
        [[name] for name in ("SDN 001 Kuaro", "Masjid Nurul Huda", "Puskesmas Siti Aminah", "Toko Budi")],
        [[name] for name in ("Catatan", "Angka sementara", "Diolah kembali", "Belum diaudit")],
        [[name] for name in PEOPLE[:2]],
    ],
)
def test_those_who_made_or_signed_it_and_other_names_do_not(read, rows):
    assert read([*FIRST, [], *rows])[2] == set()


def test_numbered_names_in_the_columns_of_the_table_are_none_of_its_rows_and_hold(read):
    people = [[str(n), name] for n, name in enumerate(PEOPLE, 1)]
    assert read([*FIRST, [], *people]) == (6, ["second_table"], {("nama", "B9")})


NUMBERED = [["No", "Desa", "Jumlah"], *([str(n), *row] for n, row in enumerate(FIRST[1:], 1))]


@pytest.mark.parametrize("header", [[], [["No", "Nama"]]])
def test_so_are_those_that_are_numbered_anew_and_have_no_figure(read, header):
    people = [[str(n), name] for n, name in enumerate(PEOPLE, 1)]
    cell = ("nama", f"B{9 + len(header)}")
    assert read([*NUMBERED, [], *header, *people]) == (6, ["second_table"], {cell})


def test_rows_of_a_second_group_that_lack_their_figures_stay_where_figures_come_below(read):
    rows = [[str(n), f"Desa {name}"] for n, name in enumerate("GHI", 1)]
    assert read([*NUMBERED, [], *rows, ["4", "Desa J", "12"]])[0] == 10


def test_names_right_below_a_total_are_none_of_its_rows_and_hold(read):
    assert read([*FIRST, ["Jumlah", "135"], *([name, ""] for name in PEOPLE)]) == (6, [], {("nama", "A9")})


def test_names_that_are_a_table_of_their_own_hold_nothing(read):
    rows = [["Nama", "Cabang"], *([name, "Catur"] for name in PEOPLE)]
    assert read(rows) == (5, [], set())

"""Claims about two tables below each other, and about a header that comes again, in both engines."""

from __future__ import annotations

import pytest

from ckanext.paser.problems import worded
from ckanext.paser.tables.reading.child import LARGE, read_file

from .conftest import as_csv, shown, xlsx

Rows = list[list[str]]
NAMES = ["Batu Sopang", "Muara Samu", "Kuaro", "Long Ikis", "Long Kali"]
HEADER = ["Kecamatan", "Jumlah"]
PEOPLE = [[name, str(100 + i)] for i, name in enumerate(NAMES)]
HOMES = [[name, str(5 + i)] for i, name in enumerate(NAMES)]
FIRST = [["Tabel 1 Penduduk"], HEADER, *PEOPLE]


@pytest.fixture
def read(tmp_path, large):
    """Rows, codes of what is told, and the rows that are named, of a table."""

    def read(rows: Rows) -> tuple[Rows, dict[str, object]]:
        path = as_csv(tmp_path / "file.csv", rows)
        reading = read_file(path, None, tmp_path, large).reading
        told = {
            each.code: each.params["row"]
            for each in [*reading.problems, *reading.notes]
            if each.code in ("second_table", "repeated_header")
        }
        return shown(path, large=large)[1], told

    return read


@pytest.mark.parametrize(
    ("second", "row"),
    [
        ([[], ["Tabel 2 Rumah Tangga"], ["Kecamatan", "RTM"], *HOMES], 9),
        ([[], ["Tabel 2 Rumah Tangga"], [], ["Kecamatan", "RTM"], *HOMES], 11),
        ([[], ["Tabel 2 Rumah Tangga"], ["Wilayah", "RTM"], *HOMES], 9),
        ([["Tabel 2 Rumah Tangga"], ["Kecamatan", "RTM"], *HOMES], 8),
        ([["Kecamatan", "RTM"], *HOMES], 8),
        ([[], ["Kecamatan", "RTM"], *HOMES], 9),
        ([[], ["Tabel 2. Tahun 2023"], HEADER, *HOMES], 9),
        ([[], ["Wilayah", "Jumlah"], *HOMES], 9),
        ([["Kecamatan", "2023"], *HOMES], 8),
        ([["", ""], ["Tabel 2 Rumah Tangga", ""], ["Kecamatan", "RTM"], *HOMES], 9),
    ],
)
def test_a_table_ends_where_another_one_begins_and_the_row_is_told(read, second, row):
    assert read([*FIRST, *second]) == (PEOPLE, {"second_table": row})


@pytest.mark.parametrize(
    ("second", "row"),
    [
        ([["Jumlah", "510"], ["B. Rumah Sakit"], HEADER, *HOMES, ["Jumlah", "35"]], 9),
        ([["Jumlah", "510"], ["Rumah Sakit"], HEADER, *HOMES], 9),
        ([["B. Rumah Sakit"], HEADER, *HOMES], 8),
        ([["II. Rumah Sakit", ""], HEADER, *HOMES], 8),
        ([["Tabel 2 Rumah Tangga"], HEADER, *HOMES], 8),
    ],
)
def test_so_does_a_group_with_the_same_header_below_its_heading_without_a_blank_row_too(read, second, row):
    assert read([*FIRST, *second]) == (PEOPLE, {"second_table": row})


def test_what_stands_between_two_tables_are_notes_of_the_first(tmp_path, large):
    between = [["Jumlah", "510"], [], ["Sumber: BPS"], [], ["Tabel 2 Rumah Tangga"], ["Kecamatan", "RTM"]]
    path = as_csv(tmp_path / "file.csv", [*FIRST, *between, *HOMES])
    reading = read_file(path, None, tmp_path, large).reading
    assert reading.rows == len(PEOPLE)
    assert {"totals", "notes_below"} <= {note.code for note in reading.notes}
    assert [problem.code for problem in reading.problems] == ["second_table"]


@pytest.mark.parametrize(
    "again", [[HEADER], [[], HEADER], [[], ["Tabel 1 Penduduk"], HEADER], [[], ["Lanjutan Tabel 1"], HEADER]]
)
def test_a_header_that_comes_again_is_left_out_and_told(read, again):
    rows, told = read([*FIRST[:4], *again, *FIRST[4:]])
    assert [row for row in rows if row[1]] == PEOPLE
    assert told == {"repeated_header": 4 + len(again)}


def test_all_rows_of_a_header_that_comes_again_are_left_out(read):
    header = [["Kecamatan", "Penduduk", ""], ["", "L", "P"], ["(1)", "(2)", "(3)"]]
    rows = [[name, str(10 + i), str(20 + i)] for i, name in enumerate(NAMES)]
    assert read([*header, *rows[:2], *header, *rows[2:]]) == (rows, {"repeated_header": 6})


@pytest.mark.parametrize(
    "rows",
    [
        [
            HEADER,
            ["Kecamatan Kuaro"],
            ["Desa A", "5"],
            [],
            ["Kecamatan Long Ikis"],
            ["Desa B", "belum ada"],
            ["C", "7"],
        ],
        [HEADER, *PEOPLE, [], ["Tanjung Aru", "belum ada"], ["Lolo", "9"]],
        [HEADER, *PEOPLE, [], ["Kecamatan Long Ikis"], ["Lolo", "9"]],
        [["Nama", "Arti"], ["Nama", "Nama orang"], ["Arti", "Arti kata"]],
    ],
)
def test_headings_of_groups_and_rows_without_figures_begin_no_other_table(read, rows):
    assert read(rows)[1] == {}


def test_those_who_sign_begin_no_other_table(read):
    below = [[], ["Mengetahui", "Tana Paser"], ["Kadis", "Kabid"], ["Budi Luhur", "Sri Rejeki"]]
    rows, told = read([*FIRST, *below, ["197601012005011001", "198001012005011002"]])
    assert (rows, told) == (PEOPLE, {})


def test_the_second_table_of_a_sheet_is_told_with_sheet_row_and_what_to_do(tmp_path):
    homes = [[name, int(figure)] for name, figure in HOMES]
    rows = [["Tabel 1 Penduduk"], HEADER, *[[name, int(figure)] for name, figure in PEOPLE], []]
    xlsx(tmp_path / "dua.xlsx", {"Data": [*rows, ["Tabel 2 Rumah Tangga"], ["Kecamatan", "RTM"], *homes]})
    read = read_file(tmp_path / "dua.xlsx", None, tmp_path, LARGE)
    assert [f"{column.id}:{column.type}" for column in read.reading.columns] == [
        "kecamatan:text",
        "jumlah:integer",
    ]
    assert [worded(problem, str)["text"] for problem in read.reading.problems] == [
        'Sheet "Data", row 9: A second table begins here: "Tabel 2 Rumah Tangga". It was not read; the table ends above '
        "it. Put the second table into a sheet or a file of its own, and send that too."
    ]


@pytest.mark.parametrize("first", ["Kecamatan", "Nama"])
def test_personal_data_in_the_second_table_are_found_by_its_own_headers(tmp_path, large, first):
    niks = [[name, f"640101010170000{i}"] for i, name in enumerate(NAMES, 1)]
    rows = [*FIRST, [], ["Tabel 2 Penerima Bantuan"], [first, "NIK"], *niks]
    found = read_file(as_csv(tmp_path / "file.csv", rows), None, tmp_path, large).scan()
    told = [(finding.kind, finding.column, finding.cells[0]) for finding in found]
    assert told[-1] == ("nik", "NIK", "B11")
    assert told[:-1] in (
        [],
        [("nik", HEADER[1], "B11")],
    )  # DuckDB looks through all rows by the first headers as well

"""Claims about totals whose figures are not the sum of their rows, and about sums above their rows, in both engines."""

from __future__ import annotations

import pytest

from ckanext.paser.problems import THOUSAND, worded
from ckanext.paser.tables.reading.child import read_file
from ckanext.paser.tables.rules.table import Reading

from .conftest import as_csv, shown, xlsx

Rows = list[list[str]]
HEADER = ["Kecamatan", "Penduduk", "Luas (km2)"]
KUARO, IKIS, BELENGKONG = (
    ["Kuaro", "1200", "747.3"],
    ["Long Ikis", "900", "1204.22"],
    ["Paser B.", "800", "990"],
)
ROWS = [KUARO, IKIS, BELENGKONG]


@pytest.fixture
def read(tmp_path, large):
    """Reads the table of some rows."""

    def read(rows: Rows, **asked: object) -> Reading:
        return read_file(as_csv(tmp_path / "file.csv", rows), None, tmp_path, large, **asked).reading

    return read


def wrong(reading: Reading) -> list[tuple[object, ...]]:
    """Row, column, what stands there and what its rows come to, of each wrong total."""
    names = ("row", "column", "value", "sum")
    return [tuple(problem.params[name] for name in names) for problem in reading.problems]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([*ROWS, ["Jumlah", "3000", "2941.52"]], [(5, "Penduduk", 3000, 2900)]),
        ([*ROWS, ["Jumlah", "2900", "3941.52"]], [(5, "Luas (km2)", 3941.52, 2941.52)]),
        ([["Jumlah", "3000", "2941.52"], *ROWS], [(2, "Penduduk", 3000, 2900)]),
        (
            [KUARO, IKIS, ["Jumlah", "2101", ""], BELENGKONG, ["Jumlah", "801", ""], ["Total", "2902", ""]],
            [(4, "Penduduk", 2101, 2100), (6, "Penduduk", 801, 800), (7, "Penduduk", 2902, 2900)],
        ),
        ([*ROWS, ["Rata-rata", "967", "980.51"], ["Jumlah", "3000", ""]], [(6, "Penduduk", 3000, 2900)]),
    ],
)
def test_a_total_that_is_not_what_its_rows_come_to_is_told_with_both(read, rows, told):
    reading = read([HEADER, *rows])
    assert (reading.rows, wrong(reading)) == (3, told)


@pytest.mark.parametrize(
    "rows",
    [
        [*ROWS, ["Jumlah", "2900", "2941.52"]],
        [*ROWS, ["Jumlah", "2900", "2941.5"]],
        [*ROWS, ["Jumlah", "2900", "2942"]],
        [*ROWS, ["Jumlah", "", "2941.53"]],
        [*ROWS, ["Jumlah", "-", "2941.52"]],
        [*ROWS, ["Rata-rata", "967", "980.51"]],
        [["Jumlah", "2900", "2941.52"], *ROWS],
        [KUARO, IKIS, ["Jumlah", "2100", ""], BELENGKONG, ["Jumlah", "800", ""], ["Jumlah", "2900", ""]],
        [KUARO, ["Jumlah", "1200", ""], IKIS, ["Jumlah", "900", ""], BELENGKONG, ["Jumlah", "800", ""], ["Total", "1700", ""]],
        [KUARO, IKIS, ["Paser B.", "...", "990"], ["Jumlah", "2950", "2941.52"]],
    ],
)  # fmt: skip
def test_a_right_or_rounded_total_and_one_that_may_hold_what_is_missing_are_not_accused(read, rows):
    assert wrong(read([HEADER, *rows])) == []


@pytest.mark.parametrize(
    ("header", "total"),
    [
        ("Harapan Hidup", "71"),
        ("Kepadatan", "900"),
        ("Persentase (%)", "100"),
        ("Produksi (ton)", "209"),
        ("Rata-rata Lama Sekolah", "300"),
    ],
)
def test_a_mean_among_its_rows_a_rate_and_a_rounded_measure_are_not_accused(read, header, total):
    rows = [["Kecamatan", header], ["Kuaro", "70"], ["Long Ikis", "72"], ["Batu Sopang", "66"]]
    assert wrong(read([*rows, ["Jumlah", total]])) == []


def test_the_rounding_of_many_rows_evens_out(read):
    rows = [["Desa", "Luas (ha)"], *[[f"Contoh {n}", "10"] for n in range(100)]]
    assert [wrong(read([*rows, ["Jumlah", total]])) for total in ("1009", "1040")] == [
        [],
        [(102, "Luas (ha)", 1040, 1000)],
    ]


def test_a_wrong_total_is_told_in_one_sentence_with_numbers_of_the_readers_language(tmp_path):
    xlsx(tmp_path / "a.xlsx", {"Data": [["Kecamatan", "Luas"], ["A", 1200.5], ["B", 46], ["Jumlah", 1247.5]]})
    (problem,) = read_file(tmp_path / "a.xlsx", None, tmp_path).reading.problems
    said = worded(problem, lambda msgid: "1.000" if msgid == THOUSAND else msgid)
    assert said["text"].startswith(
        'Sheet "Data", row 4, column "Luas": "Jumlah" says 1.247,5 here, but its rows come to 1.246,5. Correct'
    )


def test_the_first_wrong_figure_of_a_row_is_told_and_how_many_more_there_are(read):
    (problem,) = read([HEADER, *ROWS, ["Jumlah", "3000", "4000"]]).problems
    assert (
        '"Jumlah" says 3,000 here, but its rows come to 2,900; more of its figures differ: 1.'
        in worded(problem)["text"]
    )


def test_of_many_wrong_totals_ten_are_told_and_how_many_more_there_are(read):
    groups = [[f"Desa {n}", "5"] if part else ["Jumlah", "9"] for n in range(12) for part in (1, 0)]
    reading = read([HEADER[:2], *groups])
    more = [note.params["count"] for note in reading.notes if note.code == "more_wrong_totals"]
    assert (len(reading.problems), more) == (10, [2])


ABOVE = [
    ["Kecamatan", "Desa", "KK"],
    ["Jumlah Kuaro", "", "3"],
    ["Kuaro", "Contoh A", "1"],
    ["Kuaro", "Contoh B", "2"],
    ["Jumlah Long Ikis", "", "9"],
    ["Long Ikis", "Contoh C", "4"],
    ["Long Ikis", "Contoh D", "5"],
]
DATA = [row for row in ABOVE[1:] if row[1]]


@pytest.mark.parametrize("first", [[], [["Jumlah", "", "12"]], [["Total Kabupaten Paser", "", "12"]]])
def test_sums_above_their_rows_are_left_out_and_told(tmp_path, large, first):
    path = as_csv(tmp_path / "file.csv", [ABOVE[0], *first, *ABOVE[1:]])
    assert shown(path, large=large)[1] == DATA
    reading = read_file(path, None, tmp_path, large).reading
    told = [note.params for note in reading.notes if note.code == "group_sums"]
    assert told == [{"count": 2, "row": 2 + len(first), "text": "Jumlah Kuaro"}]


def test_a_wrong_sum_above_its_rows_is_compared_with_them(read):
    reading = read(
        [
            *ABOVE,
            ["Jumlah Batu Sopang", "", "99"],
            ["Batu Sopang", "Contoh E", "8"],
            ["Batu Sopang", "F", "7"],
        ]
    )
    assert (reading.rows, wrong(reading)) == (7, [(8, "KK", 99, 15)])


@pytest.mark.parametrize(("header", "name"), [("Wilayah", "Kabupaten Paser"), ("Wilayah", "Paser")])
@pytest.mark.parametrize("area", ["2941.52", "2942"])
def test_the_regency_above_its_kecamatan_is_asked_about_and_stays_as_it_does_below_them(
    read, header, name, area
):
    reading = read([[header, *HEADER[1:]], [name, "2900", area], *ROWS])
    asked = [note.params for note in reading.notes if note.code == "first_row_sums"]
    assert (reading.rows, asked) == (4, [{"row": 2}])


@pytest.mark.parametrize(
    "first", [["Kuaro", "2900", "2942"], ["Kabupaten Paser", "2900", "3100"], ["Paser", "1000", "900"]]
)
def test_any_other_first_row_is_not(read, first):
    assert not [note for note in read([HEADER, first, *ROWS]).notes if note.code == "first_row_sums"]


@pytest.mark.parametrize("name", ["Kabupaten Paser", "Paser", "Kab. Paser"])
@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize(
    ("figures", "told"),
    [
        (["2901", "2941.52"], [("Penduduk", 2901, 2900)]),
        (["2900", "3941.52"], [("Luas (km2)", 3941.52, 2941.52)]),
        (["3000", "3941.52"], [("Penduduk", 3000, 2900)]),
    ],
)
def test_the_regency_among_its_kecamatan_is_named_where_a_figure_is_not_their_sum(
    read, name, first, figures, told
):
    row = [name, *figures]
    reading = read([HEADER, row, *ROWS] if first else [HEADER, *ROWS, row])
    assert (reading.rows, wrong(reading)) == (3, [(2 if first else 5, *each) for each in told])
    assert not [note for note in reading.notes if note.code.endswith("row_sums")]


@pytest.mark.parametrize(
    "rows",
    [
        [["Kabupaten/Kota", "Penduduk"], ["Paser", "300"], ["Kutai Barat", "200"], ["Berau", "250"]],
        [["Wilayah", "Penduduk"], ["Kutai Barat", "200"], ["Berau", "250"], ["Paser", "300"]],
        [["Kecamatan", "IPM"], ["Kuaro", "70"], ["Long Ikis", "72"], ["Kabupaten Paser", "71"]],
        [["Kecamatan", "Umur"], ["Kuaro", "70"], ["Long Ikis", "72"], ["Kabupaten Paser", "71"]],
        [["Kecamatan", "KK"], ["Kuaro", "70"], ["Kabupaten Paser", "71"]],
    ],
)
def test_a_regency_of_a_province_and_a_mean_of_the_kecamatan_are_not_accused(read, rows):
    assert wrong(read(rows)) == []


ACROSS = [
    ["Kecamatan", "Desa", "2021", "2022"],
    ["Kuaro", "Contoh A", "1", "2"],
    ["Kuaro", "Contoh B", "2", "4"],
    ["Jumlah Kuaro", "", "3", "6"],
    ["Long Ikis", "Contoh C", "4", "5"],
    ["Long Ikis", "Contoh D", "5", "6"],
    ["Jumlah Long Ikis", "", "9", "11"],
]


def test_sums_are_left_out_of_the_long_form_too(read):
    reading = read([*ACROSS, ["Jumlah", "", "12", "17"]], long=True)
    told = [note.params for note in reading.notes if note.code == "group_sums"]
    assert (reading.rows, told) == (8, [{"count": 2, "row": 4, "text": "Jumlah Kuaro"}])


def test_a_wrong_total_of_the_long_form_is_told_with_the_header_of_the_file(read):
    assert wrong(read([*ACROSS, ["Jumlah", "", "12", "18"]], long=True)) == [(8, "2022", 18, 17)]


def test_the_last_row_of_the_long_form_is_asked_about_too(read):
    reading = read([*ACROSS, ["Seluruhnya", "", "12", "17"]], long=True)
    assert [note.params for note in reading.notes if note.code == "last_row_sums"] == [{"row": 8}]


ROADS = ["Kecamatan", "Baik", "Sedang", "Rusak", "Rusak Berat"]
LENGTHS = [42.0, 60.5, 55.0, 70.0, 64.0, 50.0, 61.0, 66.0, 57.0, 52.0]
TOTAL = ["Jumlah", "577.5", "1155", "607.5", "1010"]


def roads(total: list[str] = TOTAL, header: list[str] = ROADS, **cells: str) -> Rows:
    """A table of four columns of figures, the first of them with other cells where these are given, by row."""
    rows = [[f"Contoh {n}", f"{a}", f"{a * 2}", f"{a + 3}", str(99 + n)] for n, a in enumerate(LENGTHS)]
    for row, cell in cells.items():
        rows[int(row[1:])][1] = cell
    return [header, *rows, total[: len(header)]]


@pytest.mark.parametrize("first", ["999.5", "535.5", "577.5"])
def test_one_mistyped_value_is_told_by_its_total_though_that_lies_among_the_values(read, first):
    assert wrong(read(roads(["Jumlah", "577.5", "1155", "607.5", "1035"], r0=first))) == [
        (12, "Baik", 577.5, 535.5 + float(first))
    ]


@pytest.mark.parametrize("row", ["Jumlah", "Kabupaten Paser"])
@pytest.mark.parametrize("first", [True, False])
def test_so_it_is_above_the_rows_and_beside_the_name_of_the_regency(read, row, first):
    header, *rows, _ = roads(r3="999.5")
    total = [row, "577.5", "1155", "607.5", "1035"]
    told = wrong(read([header, total, *rows] if first else [header, *rows, total]))
    assert told == [(2 if first else 12, "Baik", 577.5, 1507)]


@pytest.mark.parametrize("header", ["Jumlah Penduduk", "Banyaknya Desa", "Total"])
def test_a_total_of_what_is_counted_is_no_mean(read, header):
    rows = [["Kecamatan", header, "KK"], ["A", "10", "4"], ["B", "20", "5"], ["C", "30", "6"]]
    assert wrong(read([*rows, ["Jumlah", "25", "15"]])) == [(5, header, 25, 60)]


@pytest.mark.parametrize(
    ("header", "total"),
    [
        ("Umur", "57.75"),
        ("Umur", "70"),
        ("Rata-rata Umur", "577.5"),
        ("Persentase Baik", "577.5"),
        ("Indeks", "577.5"),
        ("Kepadatan", "577.5"),
        ("Produktivitas", "577.5"),
        ("Hasil (kw/ha)", "577.5"),
        ("Tahun", "577.5"),
        ("Lintang", "577.5"),
        ("Jumlah Anggota per KK", "57.75"),
    ],
)
def test_a_mean_a_rate_a_year_and_a_place_beside_right_totals_are_not_accused(read, header, total):
    rows = roads(["Jumlah", total, "1155", "607.5", "1035"], [ROADS[0], header, *ROADS[2:]], r0="999.5")
    assert wrong(read(rows)) == []


@pytest.mark.parametrize(
    "rows",
    [
        [["A", "10", "1", "2"], ["B", "12", "1", "3"], ["C", "50", "1", "4"], ["Jumlah", "30", "3", "9"]],
        [["A", "-9", "1", "2"], ["B", "2", "1", "3"], ["C", "3", "1", "4"], ["D", "9", "1", "1"], ["Jumlah", "6", "4", "10"]],
        [["A", "40", "1", "2"], ["B", "2", "1", "3"], ["C", "3", "1", "4"], ["D", "9", "1", "1"], ["Jumlah", "35", "4", "99"]],
    ],
)  # fmt: skip
def test_few_values_negative_ones_and_two_wrong_figures_say_nothing_of_a_mean(read, rows):
    told = wrong(read([["Kecamatan", "Nilai", "Desa", "Dusun"], *rows]))
    assert [column for _, column, *_ in told] == (["Dusun"] if rows[-1][-1] == "99" else [])


def test_a_group_with_one_mistyped_value_is_left_out_and_told(read):
    groups = [
        ["Kuaro", "Contoh A", "1", "2", "3"], ["Kuaro", "Contoh B", "2", "3", "4"], ["Jumlah Kuaro", "", "3", "5", "7"],
        *(["Ikis", f"Contoh {n}", "99" if n == 4 else "1", "2", "3"] for n in range(5)), ["Jumlah Ikis", "", "5", "10", "15"],
    ]  # fmt: skip
    reading = read([["Kecamatan", "Desa", "KK", "L", "P"], *groups])
    assert (reading.rows, wrong(reading)) == (7, [(10, "KK", 5, 103)])

"""Claims about blank rows in a table: it is the same table wherever they stand, in both engines."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ckanext.paser.tables.reading.child import LARGE, read_file

from .conftest import as_csv, shown, xlsx

NAMES = ["Kuaro", "Lolo", "Long Ikis"]
YEARS = range(2020, 2025)
BY_YEAR = [
    ["Kecamatan", "Tahun", "Jumlah"],
    *([name, str(year), f"1{year}"] for name in NAMES for year in YEARS),
]
COLUMNS = {
    "Kecamatan": lambda n: NAMES[n % 3],
    "Desa": lambda n: f"Desa {n}",
    "Tahun": lambda n: str(2018 + n % 6),
    "Periode": lambda _: "2024",
    "Bulan": lambda n: ["Januari", "Februari", "Maret"][n % 3],
    "Tanggal": lambda n: f"2024-01-{n + 1:02}",
    "Kode": lambda n: f"64.01.{n + 1:02}",
    "No": lambda n: str(n + 1),
    "Jumlah": lambda n: str(1990 + 7 * n),
    "Luas": lambda n: f"{n},5",
    "Kondisi": lambda n: ["Baik", "Rusak"][n % 2],
}
"""What stands in the n-th row of columns as agencies have them."""


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    names = draw(st.lists(st.sampled_from([*COLUMNS]), min_size=2, max_size=6, unique=True))
    return [names, *([COLUMNS[name](n) for name in names] for n in range(draw(st.integers(6, 20))))]


@settings(deadline=None, max_examples=40)
@given(tables(), st.data())
def test_a_table_with_blank_rows_is_the_same_table(table, data):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "file.csv")
        plain = shown(as_csv(path, table))
        places = data.draw(st.sets(st.integers(2, len(table) - 1), min_size=1, max_size=4), "blank above")
        as_csv(path, [line for n, row in enumerate(table) for line in ([[], row] if n in places else [row])])
        assert [shown(path, large=large) for large in (LARGE, 0)] == [plain, plain]


@pytest.mark.parametrize("place", range(2, 16))
def test_a_blank_row_ends_no_table_with_years(tmp_path, large, place):
    path = as_csv(tmp_path / "file.csv", [*BY_YEAR[:place], ["", "", ""], *BY_YEAR[place:]])
    reading = read_file(path, None, tmp_path, large).reading
    assert (reading.rows, reading.problems) == (15, ())


def test_a_workbook_with_a_blank_row_below_each_area_is_read_whole(tmp_path):
    path = tmp_path / "buku.xlsx"
    groups = [[[name, year, 1000 + year] for year in YEARS] for name in NAMES]
    xlsx(path, {"Data": [BY_YEAR[0], *(row for group in groups for row in [*group, [None]])]})
    reading = read_file(path, None, tmp_path, LARGE).reading
    assert (reading.rows, reading.problems) == (15, ())


def test_rows_whose_years_and_names_have_changed_places_are_another_table(tmp_path, large):
    first, second = [[name, "2024", "5"] for name in NAMES], [["2024", name, "7"] for name in NAMES]
    path = as_csv(tmp_path / "file.csv", [BY_YEAR[0], *first, [], *second])
    reading = read_file(path, None, tmp_path, large).reading
    assert (reading.rows, [one.code for one in reading.problems]) == (3, ["second_table"])

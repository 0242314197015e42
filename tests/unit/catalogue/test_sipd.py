"""Claims about what SIPD gets: one figure a year for the whole regency, or none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ckanext.paser.areas.rules import areas
from ckanext.paser.catalogue.rules.sipd import Reading, reading, values
from ckanext.paser.problems import ProblemError
from ckanext.paser.tables.rules.table import Column

YEAR = Column("tahun", "Tahun", "integer", role="waktu")
AREA = Column("kode", "Kode", "code", role="wilayah")
FIGURE = Column("jumlah", "Jumlah", "integer", role="ukuran", aggregation="jumlah")
CODED = {"kode_dssd": "1.01"}
KECAMATAN = [area.code_kemendagri for area in areas("kecamatan")]
BY_AREA = Reading("tahun", "kode", "jumlah", added=True)


def figures(read: Reading, rows: list[tuple]) -> dict[int, object]:
    return {one["tahun"]: one["data"] for one in values(read, rows, "1.01")}


def test_the_dictionary_says_which_columns_are_read():
    assert reading([AREA, YEAR, FIGURE], CODED) == BY_AREA


@pytest.mark.parametrize(
    ("columns", "dataset", "code"),
    [
        ([YEAR, FIGURE], {}, "no_dssd"),
        ([YEAR], CODED, "unclear_measure"),
        ([YEAR, FIGURE, FIGURE], CODED, "unclear_measure"),
        ([FIGURE], CODED, "unclear_time"),
        ([YEAR, YEAR, FIGURE], CODED, "unclear_time"),
    ],
)
def test_a_table_that_does_not_say_which_figure_it_means_is_refused(columns, dataset, code):
    with pytest.raises(ProblemError) as told:
        reading(columns, dataset)
    assert told.value.problem.code == code


def test_a_value_has_the_keys_of_push_dssd():
    (said,) = values(Reading("tahun", "", "jumlah", added=False), [(2024, Decimal(12))], "1.01")
    assert said == {"kodeindikator": "1.01", "kodepemda": "6401", "tahun": 2024, "data": 12}


@pytest.mark.parametrize(("time", "year"), [(2024, 2024), ("2024", 2024), ("2024-12-31", 2024)])
def test_a_year_is_read_of_any_time(time, year):
    assert figures(Reading("tahun", "", "jumlah", added=False), [(time, 1)]) == {year: 1}


def test_the_row_of_the_regency_counts_and_not_those_of_its_parts():
    rows = [(2024, "64.01", 100), *((2024, code, 1) for code in KECAMATAN)]
    assert figures(BY_AREA, rows) == {2024: 100}


def test_all_ten_kecamatan_together_are_the_regency():
    assert figures(BY_AREA, [(2024, code, 2) for code in KECAMATAN]) == {2024: 20}


def test_nine_of_them_are_not():
    assert figures(BY_AREA, [(2024, code, 2) for code in KECAMATAN[1:]]) == {}


def test_figures_that_may_not_be_added_are_not():
    rows = [(2024, code, 2) for code in KECAMATAN]
    assert figures(BY_AREA._replace(added=False), rows) == {}


def test_places_outside_and_rows_without_a_figure_are_left_out():
    assert figures(BY_AREA, [(2024, "Jumlah", 7), (2024, "64.01", None), (None, "64.01", 1)]) == {}


@pytest.mark.parametrize("place", ["64.01", KECAMATAN[0]])
def test_two_figures_for_one_year_and_place_are_refused(place):
    with pytest.raises(ProblemError) as told:
        values(BY_AREA, [(2024, place, 1), (2024, place, 2)], "1.01")
    assert (told.value.problem.code, told.value.problem.params) == ("several_figures", {"year": "2024"})

"""Claims about how rows become observations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ckanext.paser.problems import ProblemError, worded

from paser_dashboards.indicators.rules.series import Observation, observe


@pytest.fixture
def made(define) -> Callable[..., list[Observation]]:
    def make(rows: list[dict[str, Any]], **changes: Any) -> list[Observation]:
        indicator = define(**changes)
        return observe(indicator, rows, indicator.data)

    return make


def row(period: object, value: float | None, area: str = "64.01", **more: Any) -> dict[str, Any]:
    return {"periode": period, "wilayah": area, "nilai": value, **more}


def data(**columns: str) -> dict[str, str]:
    return {"dataset": "d", "periode": "tahun", "wilayah": "kode", **columns}


RATIO = {"data": data(pembilang="a", penyebut="b"), "calc": {"jenis": "ratio", "kali": 100}}


def test_values_are_taken_as_they_are_ordered_by_area_and_period(made):
    found = made([row(2024, 8.63), row(2023, 9.11), row(2023, 6.11, "64")])
    expected = [
        Observation("64", "2023", 6.11),
        Observation("64.01", "2023", 9.11),
        Observation("64.01", "2024", 8.63),
    ]
    assert found == expected


@pytest.mark.parametrize(
    "area", ["64.01.03", "6401030", "Paser Belengkong", "pasir belengkong", "Kec. Paser Belengkong"]
)
def test_an_area_may_be_written_as_either_code_or_any_spelling(area, made):
    assert made([row(2020, 29283, area)])[0].wilayah == "64.01.03"


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("tetap", "A"),
        ("sementara", "P"),
        ("Sangat Sementara", "P"),
        ("proyeksi", "E"),
        ("B", "B"),
        (None, "A"),
    ],
)
def test_the_status_of_a_figure_is_kept_in_the_sdmx_code(written, status, made):
    assert made([row(2024, 8.63, status=written)])[0].status == status


def test_a_row_without_a_value_is_kept_as_missing(made):
    assert made([row(2019, None, catatan="Angka tidak ditemukan")]) == [
        Observation("64.01", "2019", None, "M", catatan="Angka tidak ditemukan")
    ]


def test_a_ratio_adds_up_numerators_and_denominators_before_it_divides(made):
    rows = [
        {"periode": "2026-01", "wilayah": "64.01", "pembilang": 1, "penyebut": 2},
        {"periode": "2026-01", "wilayah": "64.01", "pembilang": 1, "penyebut": 8},
    ]
    assert [one.nilai for one in made(rows, **RATIO)] == [20.0]


def test_a_ratio_over_nothing_is_missing_not_infinite(made):
    rows = [{"periode": "2026", "wilayah": "64.01", "pembilang": 1, "penyebut": 0}]
    assert [(one.nilai, one.status) for one in made(rows, **RATIO)] == [(None, "M")]


def test_a_sum_with_a_missing_part_is_missing(made):
    found = made([row(2024, 1), row(2024, None)], calc={"jenis": "sum"})
    assert [one.nilai for one in found] == [None]


def test_growth_is_told_only_from_one_period_to_the_very_next(made):
    found = made([row(2016, 100), row(2017, 110), row(2019, 121), row(2020, 133.1)], calc={"jenis": "growth"})
    assert [(one.periode, one.nilai) for one in found] == [("2017", 10.0), ("2020", 10.0)]


def test_growth_does_not_reach_over_a_break(made):
    putus = [{"periode": "2023", "sebab": {"id": "Deret baru", "en": "New series"}}]
    rows = [row(2022, 280065), row(2023, 303424), row(2024, 307291)]
    assert [one.periode for one in made(rows, calc={"jenis": "growth"}, putus=putus)] == ["2024"]


POPULATION = [24484, 8925, 29283, 78018, 29942, 41634, 13422, 26991, 17833, 6868]


def kecamatan(values: list[int]) -> list[dict[str, Any]]:
    return [row(2020, value, f"64.01.{number:02d}") for number, value in enumerate(values, 1)]


def test_ten_kecamatan_add_up_to_the_regency(made):
    found = made(kecamatan(POPULATION), calc={"roll_up": "sum"})
    assert [one.nilai for one in found if one.wilayah == "64.01"] == [277400.0]


def test_nine_kecamatan_do_not_add_up_to_the_regency(made):
    found = made(kecamatan(POPULATION[:9]), calc={"roll_up": "sum"})
    assert "64.01" not in {one.wilayah for one in found}


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([], "dataset kemiskinan, resource 1: No row of the table fits."),
        ([row("Jumlah", 1)], 'dataset kemiskinan, resource 1: "Jumlah" in column tahun is no period.'),
        ([row(2024, 1, "Atlantis")], '"Atlantis" in column 64.01 is no area that we know.'),
        ([row(2024, 1), row("2024", 2)], "Two rows stand for area 64.01 and period 2024."),
    ],
)
def test_what_cannot_be_told_for_certain_is_refused_with_one_sentence(rows, sentence, made):
    with pytest.raises(ProblemError) as refused:
        made(rows)
    assert sentence in worded(refused.value.problem)["text"]

"""Claims about what a series says."""

from __future__ import annotations

import pytest

from paser_dashboards.indicators.rules.periods import parse_period
from paser_dashboards.indicators.rules.story import (
    Lamp,
    Shape,
    Verdict,
    change,
    lamp,
    shape,
    stretches,
    target_for,
)

POVERTY = {2017: 9.28, 2018: 9.03, 2020: 9.23, 2021: 9.73, 2022: 9.43, 2023: 9.11, 2024: 8.63}
BREAK = [{"periode": "2023", "sebab": {"id": "Deret baru", "en": "New series"}}]


def test_the_last_change_is_judged_by_the_good_direction(define, poverty):
    found = change(define(), poverty)
    assert (found.amount, found.since.code, found.verdict) == (-0.48, "2023", Verdict.BETTER)


@pytest.mark.parametrize(
    ("direction", "verdict"), [("naik_baik", Verdict.WORSE), ("netral", Verdict.NEUTRAL)]
)
def test_the_same_fall_is_worse_or_neither_for_another_indicator(direction, verdict, define, poverty):
    assert change(define(arah=direction), poverty).verdict is verdict


def test_there_is_no_change_over_a_break(define, series):
    assert change(define(putus=BREAK), series({2022: 280065, 2023: 303424})) is None


def test_a_line_is_cut_at_a_break_and_dotted_over_missing_years(define, series):
    parts = stretches(define(putus=BREAK), series({2018: 9.0, 2020: 9.2, 2022: 9.4, 2023: 9.1, 2024: 8.6}))
    assert [[one.periode for one in part.values] for part in parts] == [
        ["2018", "2020", "2022"],
        ["2023", "2024"],
    ]
    assert [[period.code for period in gap.missing] for gap in parts[0].gaps] == [["2019"], ["2021"]]


def test_years_far_apart_without_a_schedule_are_dotted_but_not_called_missing(define, series):
    indicator = define(frekuensi="tidak_terjadwal", kedaluwarsa=None)
    (part,) = stretches(indicator, series({2005: 0.33, 2023: 0.292}))
    assert [gap.missing for gap in part.gaps] == [()]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (POVERTY, Shape("peak", parse_period("2021"), 3)),
        ({2020: 3, 2021: 2, 2022: 1, 2023: 2, 2024: 3}, Shape("valley", parse_period("2022"), 2)),
        ({2022: 1, 2023: 2, 2024: 3}, Shape("rising", streak=2)),
        ({2022: 3, 2023: 2, 2024: 1}, Shape("falling", streak=2)),
        ({2022: 3, 2023: 3, 2024: 3}, Shape("flat")),
        ({2023: 3, 2024: 1}, Shape("short")),
        ({2020: 5, 2021: 1, 2022: 4, 2023: 2}, Shape("mixed", streak=1)),
    ],
)
def test_the_run_of_a_series_has_a_shape(values, expected, define, series):
    assert shape(define(), series(values)) == expected


def test_a_streak_ends_at_a_missing_year(define, series):
    assert shape(define(), series({2018: 5, 2020: 4, 2021: 3, 2022: 6, 2024: 5, 2025: 4})).streak == 1


TARGETS = [
    {"periode": "2025", "nilai": 8.4, "sumber": "RPJMD"},
    {"periode": "2024", "nilai": 8.5, "sumber": "RPJMD"},
]


@pytest.mark.parametrize(
    ("period", "value"), [("2023", 8.5), ("2024", 8.5), ("2025", 8.4), ("2024-S2", 8.5), ("2025-07", 8.4)]
)
def test_the_target_is_that_of_the_values_period_or_the_next_one(period, value, define):
    assert target_for(define(target=TARGETS), parse_period(period)).nilai == value


def test_there_is_no_target_behind_the_last_one(define):
    assert target_for(define(target=TARGETS), parse_period("2026")) is None


@pytest.mark.parametrize(("value", "expected"), [(8.4, Lamp.REACHED), (8.6, Lamp.NEAR), (8.7, Lamp.MISSED)])
def test_a_value_lights_its_lamp_against_the_target(value, expected, define):
    indicator = define(target=TARGETS, toleransi=0.25)
    assert lamp(indicator, value, indicator.target[0]) is expected

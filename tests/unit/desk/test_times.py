"""Claims about the times that texts tell of."""

from __future__ import annotations

from datetime import date

import pytest

from ckanext.paser.desk.rules import times
from ckanext.paser.desk.rules.times import Span
from ckanext.paser.metadata.rules import vocabulary


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("Jumlah Penduduk Tahun 2024", Span("2024", "2024", "P1Y")),
        ("penduduk_miskin_2017-2025.xlsx", Span("2017", "2025", "P1Y")),
        ("IDL_Juli_2025.xlsx", Span("2025-07", "2025-07", "P1M")),
        ("Januari s.d. Maret 2025", Span("2025-01", "2025-03", "P1M")),
        ("Triwulan II 2024", Span("2024-04", "2024-06", "P3M")),
        ("Semester I Tahun 2025", Span("2025-01", "2025-06", "P6M")),
        ("2024-S1", Span("2024-01", "2024-06", "P6M")),
        ("2024-Q4", Span("2024-10", "2024-12", "P3M")),
        ("2025-03", Span("2025-03", "2025-03", "P1M")),
        ("harga 202511", Span("2025-11", "2025-11", "P1M")),
        ("2025-03-14", Span("2025-03-14", "2025-03-14", "P1D")),
    ],
)
def test_a_text_tells_its_time(text, span):
    assert times.told(text) == span


@pytest.mark.parametrize("text", ["Jumlah Penduduk", "SDN 012 Tanah Grogot", "64.01.04", ""])
def test_a_text_without_a_time_tells_none(text):
    assert times.told(text) is None


@pytest.mark.parametrize(
    ("values", "months", "span"),
    [
        (["2020", "2021", "2024"], [], Span("2020", "2024", "P1Y")),
        (["2025"], ["Januari", "Februari", "Juni"], Span("2025-01", "2025-06", "P1M")),
        (["2024", "2025"], ["1", "12"], Span("2024", "2025", "P1M")),
        (["2025-01-01", "2025-01-02"], [], Span("2025-01-01", "2025-01-02", "P1D")),
        (["2025-01-03", "2025-01-10", "2025-01-17"], [], Span("2025-01-03", "2025-01-17", "P1W")),
        (["2025-01-31", "2025-02-28"], [], Span("2025-01-31", "2025-02-28", "P1M")),
    ],
)
def test_the_values_of_a_column_tell_the_time_and_its_step(values, months, span):
    assert times.of_values(values, months) == span


@pytest.mark.parametrize(
    ("days", "span"),
    [
        (["2025-01-01", "2025-02-01", "2025-06-01"], ("2025-01", "2025-06", "P1M")),
        (["2025-01-01", "2025-04-01"], ("2025-01", "2025-06", "P3M")),
        (["2023-01-01", "2024-01-01"], ("2023", "2024", "P1Y")),
        (["2023-07-01", "2024-07-01"], ("2023-07", "2025-06", "P1Y")),
        (["2025-01-05", "2025-02-05"], ("2025-01-05", "2025-02-05", "P1M")),
        (["2025-01-01"], ("2025-01-01", "2025-01-01", "P1D")),
        (["2025", "2025-02-01", "2025-03-01"], ("2025", "2025", "P1M")),
    ],
)
def test_first_days_of_months_tell_of_what_begins_with_them(days, span):
    assert times.of_values(days) == span


def test_values_without_a_time_tell_none():
    assert times.of_values(["Tanah Grogot"]) is None


@pytest.mark.parametrize(
    ("step", "day"),
    [
        ("P1D", date(2026, 12, 1)),
        ("P1W", date(2026, 12, 7)),
        ("P1M", date(2026, 12, 30)),
        ("P1Y", date(2027, 11, 30)),
    ],
)
def test_the_next_release_is_one_step_away(step, day):
    assert times.next_day(step, date(2026, 11, 30)) == day


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2026, 11, 29), date(2026, 12, 29)),
        (date(2027, 1, 31), date(2027, 2, 28)),
        (date(2028, 1, 31), date(2028, 2, 29)),
    ],
)
def test_a_month_later_it_is_the_same_day_where_that_month_has_it(today, day):
    assert times.next_day("P1M", today) == day


def test_every_step_has_a_frequency_of_the_list():
    assert set(times.FREQUENCY_OF.values()) <= {term.code for term in vocabulary("FREKUENSI")}
    assert set(times.FREQUENCY_OF) <= {term.code for term in vocabulary("PERIODE")}

"""Claims about how numbers, days, ages and sizes are written."""

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from ckanext.paser.pages.rules import (
    Age,
    age,
    format_day,
    format_moment,
    format_number,
    format_period,
    format_size,
)

WITA = timezone(timedelta(hours=8))
NOON = datetime(2025, 8, 12, 4, 0, tzinfo=timezone.utc)  # 12.00 in Paser


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (1234567.8, None, "1.234.567,8"),
        ("8.63", None, "8,63"),
        (Decimal("714.05"), 2, "714,05"),
        (747.3, 2, "747,30"),
        (-2.86, None, "\N{MINUS SIGN}2,86"),
        (0, None, "0"),
        (0.5, 0, "0"),
        (277400, None, "277.400"),
        ("0.000001234", None, "0,000001234"),
        ("0.01234567", None, "0,0123457"),
        ("123456789012345619.5", None, "123.456.789.012.345.619,5"),
    ],
)
def test_a_number_is_written_the_indonesian_way(value, decimals, expected):
    assert format_number(value, decimals) == expected


def test_a_number_is_written_the_english_way_for_english_readers():
    assert format_number(1234567.8, locale="en") == "1,234,567.8"


@pytest.mark.parametrize("value", ["1.23O", "", "nan", float("inf")])
def test_what_is_not_a_number_is_refused(value):
    with pytest.raises(ValueError, match="not a"):
        format_number(value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (date(2021, 1, 21), "21 Januari 2021"),
        ("2021-01-21", "21 Januari 2021"),
        ("2021-03", "Maret 2021"),
        ("2020", "2020"),
        ("2021-01-20T17:30:00.123", "21 Januari 2021"),
        ("2021-01-20T15:30:00Z", "20 Januari 2021"),
        (datetime(2021, 1, 21, tzinfo=WITA), "21 Januari 2021"),
    ],
)
def test_a_day_is_the_day_in_paser(value, expected):
    assert format_day(value, zone=WITA) == expected


def test_a_short_day_has_a_short_month():
    assert format_day("2021-01-21", "d MMM y") == "21 Jan 2021"


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2020", "2020", "2020"),
        ("2017", "2024", "2017–2024"),
        ("2025-01", "2026-10", "Januari 2025–Oktober 2026"),
        ("2020", "", "2020"),
        ("", "2020-05-01", "1 Mei 2020"),
    ],
)
def test_a_period_is_named_by_its_edges(start, end, expected):
    assert format_period(start, end) == expected


@pytest.mark.parametrize(
    ("value", "locale", "expected"),
    [
        ("2024-05-15 08:30:00", "id", "15 Mei 2024 08.30"),
        ("2024-05-15T08:30:00", "en", "15 May 2024 08:30"),
        ("2024-05-15 08:30:09", "id", "15 Mei 2024 08.30.09"),
        ("2024-05-15 08:30:09.250000", "id", "2024-05-15 08:30:09.250000"),
        ("infinity", "id", "infinity"),
    ],
)
def test_a_moment_is_written_as_the_days_are_with_what_the_clock_showed(value, locale, expected):
    assert format_moment(value, locale) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024-05-15 20:30:00+00:00", "16 Mei 2024 04.30 WITA"),
        ("2024-05-15 08:30:09.250000+08", "2024-05-15 08:30:09.250000 WITA"),
        ("9999-12-31 23:00:00+00:00", "9999-12-31 23:00:00+00:00"),
    ],
)
def test_a_moment_with_a_zone_is_written_as_the_reader_had_it_with_the_zone_named(value, expected):
    assert format_moment(value, "id", ZoneInfo("Asia/Makassar")) == expected


@pytest.mark.parametrize("value", ["kemarin", "2021-13-01", "2021-13"])
def test_what_is_not_a_day_is_refused(value):
    with pytest.raises(ValueError, match="."):
        format_day(value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2025-08-12", Age(0, "day")),
        ("2025-08-12T03:40:00", Age(20, "minute")),
        ("2025-08-12T04:00:05", Age(0, "minute")),
        ("2025-08-12T00:15:00", Age(3, "hour")),
        ("2025-08-11T15:00:00", Age(1, "day")),
        ("2025-08-11T16:30:00", Age(11, "hour")),
        ("2025-08-08", Age(4, "day")),
        ("2025-06-13", Age(60, "day")),
        ("2025-06-12", Age(2, "month")),
        ("2023-12-12", Age(20, "month")),
        ("2023-08-12", Age(2, "year")),
        ("2025-08-13", Age(0, "day")),
    ],
)
def test_an_age_has_the_unit_that_people_would_use(value, expected):
    assert age(value, NOON, WITA) == expected


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (0, "0\xa0B"),
        (999, "999\xa0B"),
        (14_000, "14\xa0KB"),
        (1_234_567, "1,2\xa0MB"),
        (130_000_000, "130\xa0MB"),
        (2_500_000_000, "2,5\xa0GB"),
    ],
)
def test_a_size_has_the_unit_that_people_would_use(size, expected):
    assert format_size(size) == expected

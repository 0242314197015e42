"""Claims about periods and durations."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from paser_dashboards.indicators.rules.periods import (
    Frequency,
    between,
    follows,
    parse_duration,
    parse_period,
)


@pytest.mark.parametrize(
    ("written", "code", "start", "end"),
    [
        (2024, "2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024", "2024", date(2024, 1, 1), date(2024, 12, 31)),
        (2024.0, "2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-S2", "2024-S2", date(2024, 7, 1), date(2024, 12, 31)),
        ("Semester I 2025", "2025-S1", date(2025, 1, 1), date(2025, 6, 30)),
        ("2024-TW3", "2024-Q3", date(2024, 7, 1), date(2024, 9, 30)),
        ("2024-2", "2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-02-05", "2024-02-05", date(2024, 2, 5), date(2024, 2, 5)),
        (date(2024, 2, 5), "2024-02-05", date(2024, 2, 5), date(2024, 2, 5)),
    ],
)
def test_a_period_is_read_as_tables_write_it(written, code, start, end):
    period = parse_period(written)
    assert (period.code, period.start, period.end) == (code, start, end)


@pytest.mark.parametrize("written", ["", "2005-2023", "2024-S3", "2024-13", "Jumlah", None])
def test_what_is_no_period_is_refused(written):
    with pytest.raises(ValueError, match=r".*"):
        parse_period(written)


@pytest.mark.parametrize(
    ("duration", "day", "reached"),
    [
        ("P20M", date(2023, 12, 31), datetime(2025, 9, 1)),
        ("P1Y", date(2024, 2, 29), datetime(2025, 3, 1)),
        ("P45D", date(2024, 12, 31), datetime(2025, 2, 15)),
        ("PT36H", date(2024, 12, 31), datetime(2025, 1, 2, 12)),
    ],
)
def test_a_duration_counts_from_the_end_of_a_day_in_whole_months(duration, day, reached):
    assert parse_duration(duration).after(day) == reached


@pytest.mark.parametrize("text", ["", "P", "9M", "P9", "P-1M"])
def test_what_is_no_duration_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        parse_duration(text)


def test_the_missing_periods_between_two_are_named():
    found = between(parse_period("2018"), parse_period("2021"), Frequency.YEARLY)
    assert [period.code for period in found] == ["2019", "2020"]


@pytest.mark.parametrize(
    ("before", "after", "frequency", "expected"),
    [
        ("2023", "2024", Frequency.YEARLY, True),
        ("2022", "2024", Frequency.YEARLY, False),
        ("2024-S2", "2025-S1", Frequency.HALF_YEARLY, True),
        ("2024-12", "2025-01", Frequency.MONTHLY, True),
        ("2024-12-31", "2025-01-01", Frequency.DAILY, True),
    ],
)
def test_periods_follow_one_another_by_their_frequency(before, after, frequency, expected):
    assert follows(parse_period(before), parse_period(after), frequency) is expected

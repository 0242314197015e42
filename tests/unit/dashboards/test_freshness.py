"""Claims about how old a value is."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from paser_dashboards.indicators.rules.freshness import Freshness, limits
from paser_dashboards.indicators.rules.periods import Frequency, parse_duration


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (datetime(2025, 9, 30, 23, 59), Freshness.FRESH),
        (datetime(2025, 10, 1), Freshness.LATE),
        (datetime(2025, 12, 31, 23, 59), Freshness.LATE),
        (datetime(2026, 1, 1), Freshness.STALE),
    ],
)
def test_a_yearly_value_is_late_after_a_year_and_its_lag_and_stale_after_its_expiry(now, expected):
    bounds = limits(date(2023, 12, 31), Frequency.YEARLY, parse_duration("P9M"), parse_duration("P24M"))
    assert bounds.judge(now) == expected


def test_a_value_without_a_schedule_is_never_late():
    bounds = limits(date(1990, 12, 31), Frequency.IRREGULAR, parse_duration("P0D"), None)
    assert bounds.judge(datetime(2026, 1, 1)) == Freshness.UNSCHEDULED

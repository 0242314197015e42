"""Claims about what is late and what is due."""

from __future__ import annotations

from datetime import date

import pytest

from ckanext.paser.desk.rules.due import Standing, due, standing
from ckanext.paser.metadata.rules import FREQUENCY

UPDATED = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("frequency", "announced", "day"),
    [
        ("MONTHLY", None, date(2026, 3, 4)),
        ("ANNUAL", date(2026, 6, 1), date(2026, 6, 1)),
        ("MONTHLY", date(2025, 12, 31), date(2026, 3, 4)),
        ("IRREG", None, None),
        ("NEVER", None, None),
        ("unknown", None, None),
    ],
)
def test_data_are_due_when_announced_else_when_their_frequency_says(frequency, announced, day):
    assert due(FREQUENCY + frequency, UPDATED, announced) == day


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 2, 28), Standing.LATE),
        (date(2026, 3, 1), Standing.SOON),
        (date(2026, 3, 15), Standing.SOON),
        (date(2026, 3, 16), Standing.LATER),
        (None, Standing.UNSCHEDULED),
    ],
)
def test_a_day_is_late_the_day_after_and_soon_a_fortnight_before(day, expected):
    assert standing(day, date(2026, 3, 1)) is expected

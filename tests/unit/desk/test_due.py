"""Claims about how a day lies by which data are due."""

from __future__ import annotations

from datetime import date

import pytest

from ckanext.paser.desk.rules.due import Standing, standing


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

"""Claims about when a linked file is looked at again."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from ckanext.paser.tables.rules.rhythm import after_failure, after_success

NOW = datetime(2026, 1, 2, tzinfo=timezone.utc)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(("chance", "hours"), [(0.0, 22), (0.5, 24), (1.0, 26)])
def test_a_file_that_is_well_is_looked_at_once_a_day_never_all_at_one_time(chance, hours):
    assert after_success(NOW, chance) == NOW + hours * HOUR


@pytest.mark.parametrize(("failing", "hours"), [(0, 1), (1, 1), (3, 3), (30, 24), (900, 24)])
def test_one_that_fails_is_tried_in_an_hour_then_ever_later_at_least_once_a_day(failing, hours):
    assert after_failure(NOW, NOW - failing * HOUR, 0.0) == NOW + hours * HOUR

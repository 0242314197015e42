"""Claims about dates."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from babel.dates import format_date
from hypothesis import given, settings
from hypothesis import strategies as st

from ckanext.paser.tables.rules import kinds


@pytest.mark.parametrize(
    ("kind", "written", "iso"),
    [
        (kinds.DATE_ISO, "2024-12-31", "2024-12-31"),
        (kinds.DATE_DMY, "31/12/2024", "2024-12-31"),
        (kinds.DATE_DMY, "1.2.2024", "2024-02-01"),
        (kinds.DATE_DMY, "05-06-2024", "2024-06-05"),
        (kinds.DATE_NAMED, "3 Maret 2025", "2025-03-03"),
        (kinds.DATE_NAMED, "Senin, 3 Maret 2025", "2025-03-03"),
        (kinds.DATE_NAMED, "03-Agu-2025", "2025-08-03"),
        (kinds.DATE_NAMED, "17 pebruari 1999", "1999-02-17"),
        (kinds.MONTH, "Mar-24", "2024-03-01"),
        (kinds.MONTH, "Desember 2023", "2023-12-01"),
        (kinds.TIME_ISO, "2024-12-31T23:59:01.5", "2024-12-31 23:59:01.5"),
        (kinds.TIME_DMY, "1/2/2024 07:30", "2024-02-01 07:30"),
        (kinds.TIME_DMY, "31.12.2024 23.59.01", "2024-12-31 23:59:01"),
        (kinds.DATE_DMY, datetime(2024, 12, 31), "2024-12-31"),
        (kinds.TIME_ISO, date(2024, 12, 31), "2024-12-31 00:00:00"),
    ],
)
def test_a_date_is_read_with_the_day_before_the_month(kind, written, iso):
    assert kind.read(written) == iso


@pytest.mark.parametrize(
    "written",
    [
        "31/02/2024",
        "12/31/2024",
        "2024-13-01",
        "31/12/24",
        "31-Des-24",
        "TW I 2024",
        "2024",
        "32 Maret 2024",
        "2024-01-01T25:00",
        "Mar 5",
    ],
)
def test_what_is_no_certain_date_is_not_read_as_one(written):
    dates = [kind for kind in kinds.KINDS if kind.type in (kinds.Type.DATE, kinds.Type.TIMESTAMP)]
    assert [kind.name for kind in dates if kind.read(written) is not None] == []


@settings(deadline=None)
@given(st.dates(date(1000, 1, 1), date(2999, 12, 31)))
def test_a_date_formatted_for_indonesia_comes_back_equal(day):
    assert kinds.DATE_NAMED.read(format_date(day, "d MMMM y", locale="id")) == day.isoformat()

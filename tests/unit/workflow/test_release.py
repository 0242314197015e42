"""Claims about when a version will be public."""

from __future__ import annotations

from datetime import date

import pytest

from ckanext.paser.workflow.rules import AHEAD, Release, Status, release

TODAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("2026-11-29", (Release.AT_ONCE, None)),
        ("2020-01-01", (Release.AT_ONCE, None)),
        ("2026-11-30", (Release.ON_ITS_DAY, date(2026, 11, 30))),
        ("", (Release.BY_HAND, None)),
        (None, (Release.BY_HAND, None)),
        ("besok", (Release.BY_HAND, None)),
    ],
)
def test_a_day_that_has_come_delays_nothing_and_one_that_is_ahead_is_told(said, expected):
    assert release(said, TODAY, hidden=False) == expected


@pytest.mark.parametrize("said", ["", "2099-01-01"])
def test_what_is_not_open_and_has_a_file_never_comes_to_the_public(said):
    assert release(said, TODAY, hidden=True) == (Release.NEVER, None)


def test_it_is_told_until_it_is_public_or_was_decided_about_otherwise():
    assert {Status.DRAF, Status.DIAJUKAN, Status.DISETUJUI} <= AHEAD
    assert AHEAD.isdisjoint({Status.TERBIT, Status.DITOLAK, Status.DITARIK})

"""Claims about what the history tells those who check."""

from __future__ import annotations

from datetime import date, datetime, timezone
from typing import Any, NamedTuple

import pytest

from ckanext.paser.workflow.rules import Status, days_waiting, since, submitted


class Happened(NamedTuple):
    to: str
    digest: str = ""
    at: datetime = datetime(2026, 11, 2, tzinfo=timezone.utc)
    actor: str = "petugas"
    note: str = ""
    comments: dict[str, Any] = {}  # noqa: RUF012


EDIT = Happened("")


def test_the_newest_submission_counts():
    again = Happened("diperbaiki", actor="rekan")
    assert submitted([Happened("diperiksa_walidata"), again, EDIT, Happened("diajukan")]) is again


def test_what_came_in_by_another_way_was_submitted_by_nobody():
    assert submitted([Happened("terbit")]) is None


def test_the_first_submission_has_nothing_before_it():
    assert since([Happened("diajukan"), EDIT, Happened("draf")]) is None


@pytest.mark.parametrize(
    ("then", "now", "changed"), [("a", "b", True), ("a", "a", False), ("", "b", None), ("a", "", None)]
)
def test_what_it_says_is_held_against_what_it_said_at_the_last_decision(then, now, changed):
    returned = Happened("perlu_perbaikan", then, note="Judul.", comments={"title": "Umum."})
    found = since([Happened("diperbaiki", now), EDIT, returned, Happened("diajukan", "x")])
    assert found == (returned.at, Status.PERLU_PERBAIKAN, "Judul.", 1, changed)


@pytest.mark.parametrize(
    ("day", "days"), [(date(2026, 11, 1), 2), (date(2026, 11, 3), 0), (date(2026, 11, 4), 0), (None, 0)]
)
def test_whole_days_are_counted(day, days):
    assert days_waiting(day, date(2026, 11, 3)) == days

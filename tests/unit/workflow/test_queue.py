"""Claims about what the history tells those who check."""

from __future__ import annotations

from datetime import date, datetime, timezone
from typing import Any, NamedTuple

import pytest

from ckanext.paser.workflow.rules import Status, changed_files, changed_parts, days_waiting, since, submitted


class Happened(NamedTuple):
    to: str
    digest: str = ""
    at: datetime = datetime(2026, 11, 2, tzinfo=timezone.utc)
    actor: str = "petugas"
    note: str = ""
    comments: dict[str, Any] = {}  # noqa: RUF012
    parts: dict[str, str] = {}  # noqa: RUF012


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


class TestChangedParts:
    THEN = Happened("perlu_perbaikan", parts={"title": "a", "notes": "b", "file-1": "c", "satuan": "d"})
    NOW = Happened("diperbaiki", parts={"title": "a", "notes": "x", "file-1": "y", "ukuran": "z"})

    def test_name_what_was_changed_what_came_and_what_went_since_it_was_returned(self):
        found = changed_parts([Happened("diperiksa_walidata"), self.NOW, EDIT, self.THEN, self.NOW])
        assert found == ["notes", "file-1", "ukuran", "satuan"]

    def test_name_a_file_of_which_only_a_part_is_another_and_no_part_of_it(self):
        then = Happened("perlu_perbaikan", parts={"file-1": "c", "file-1/baris": "17"})
        now = Happened("diperbaiki", parts={"file-1": "c", "file-1/baris": "15"})
        assert changed_parts([now, then]) == ["file-1"]
        assert changed_files([now, then])["file-1"].rows == (17, 15)

    @pytest.mark.parametrize(
        "history",
        [
            [NOW],
            [THEN, NOW],
            [NOW, Happened("perlu_perbaikan")],
            [Happened("diperbaiki"), THEN],
        ],
        ids=["never returned", "not submitted again", "returned before this was kept", "submitted without"],
    )
    def test_are_none_where_nothing_is_known(self, history):
        assert changed_parts(history) == []

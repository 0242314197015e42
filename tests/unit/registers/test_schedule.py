"""Claims about when data are due."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from ckanext.paser.metadata.rules import FREQUENCY
from ckanext.paser.registers.rules.schedule import (
    Kind,
    Promise,
    Schedule,
    State,
    awaited,
    days_late,
    due,
    local_day,
    promises,
    state,
)

PASER = ZoneInfo("Asia/Makassar")
ANNUAL, MONTHLY, DAILY = (FREQUENCY + code for code in ("ANNUAL", "MONTHLY", "DAILY"))
IRREGULAR, NEVER = FREQUENCY + "IRREG", FREQUENCY + "NEVER"


@pytest.mark.parametrize(
    ("frequency", "expected"),
    [
        (DAILY, date(2026, 2, 1)),
        (FREQUENCY + "WEEKLY", date(2026, 2, 7)),
        (MONTHLY, date(2026, 2, 28)),
        (FREQUENCY + "QUARTERLY", date(2026, 4, 30)),
        (FREQUENCY + "ANNUAL_3", date(2026, 5, 31)),
        (FREQUENCY + "ANNUAL_2", date(2026, 7, 31)),
        (ANNUAL, date(2027, 1, 31)),
        (FREQUENCY + "DECENNIAL", date(2036, 1, 31)),
        (IRREGULAR, None),
        (NEVER, None),
        ("", None),
    ],
)
def test_without_an_announcement_data_are_due_a_period_after_their_last_update(frequency, expected):
    assert due(Schedule(frequency=frequency, updated=date(2026, 1, 31))) == expected


def test_an_announced_day_counts_before_the_frequency():
    assert due(Schedule(date(2027, 2, 15), None, ANNUAL, date(2026, 2, 20))) == date(2027, 2, 15)


def test_of_two_announced_days_the_first_that_is_not_kept_counts():
    assert due(Schedule(date(2026, 6, 1), date(2026, 3, 1), ANNUAL, date(2026, 1, 1))) == date(2026, 3, 1)
    assert due(Schedule(date(2026, 6, 1), date(2026, 3, 1), ANNUAL, date(2026, 3, 2))) == date(2026, 6, 1)


def test_a_day_that_passed_without_data_stays_due():
    assert due(Schedule(date(2025, 2, 15), None, ANNUAL, date(2024, 2, 10))) == date(2025, 2, 15)


@pytest.mark.parametrize(
    ("updated", "expected"),
    [
        (date(2026, 2, 20), date(2027, 2, 20)),  # five days late: it came
        (date(2026, 2, 8), date(2027, 2, 8)),  # a week early: it is this release
        (date(2026, 2, 7), date(2026, 2, 15)),  # earlier: it is another one
        (None, date(2026, 2, 15)),
    ],
)
def test_a_release_up_to_a_week_early_is_the_announced_one(updated, expected):
    assert due(Schedule(date(2026, 2, 15), None, ANNUAL, updated)) == expected


def test_data_that_lay_ready_before_their_day_of_release_keep_it_by_coming_out():
    announced = {"release": date(2026, 2, 15), "frequency": ANNUAL, "updated": date(2026, 1, 10)}
    assert due(Schedule(**announced)) == date(2026, 2, 15)
    assert due(Schedule(**announced, issued=date(2026, 2, 15))) == date(2027, 1, 10)


def test_of_what_is_announced_the_first_day_for_which_nothing_came_out_is_awaited():
    said = Schedule(date(2026, 1, 10), date(2027, 1, 10), ANNUAL, date(2026, 1, 10))
    assert awaited(said) == date(2027, 1, 10)
    assert awaited(Schedule(None, None, ANNUAL, date(2026, 1, 10))) is None


def test_what_was_never_updated_and_not_announced_is_never_due():
    assert due(Schedule(frequency=ANNUAL)) is None


@pytest.mark.parametrize(
    ("schedule", "expected"),
    [
        (Schedule(date(2027, 1, 1), date(2026, 7, 1), ANNUAL, date(2026, 1, 1)),
         [Promise(date(2026, 7, 1), Kind.UPDATE), Promise(date(2027, 1, 1), Kind.RELEASE)]),
        (Schedule(date(2027, 1, 1), date(2027, 1, 1), ANNUAL, date(2026, 1, 1)),
         [Promise(date(2027, 1, 1), Kind.RELEASE)]),
        (Schedule(None, None, ANNUAL, date(2026, 1, 1)), [Promise(date(2027, 1, 1), Kind.EXPECTED)]),
        (Schedule(date(2026, 1, 1), None, ANNUAL, date(2026, 1, 1)),
         [Promise(date(2026, 1, 1), Kind.RELEASE), Promise(date(2027, 1, 1), Kind.EXPECTED)]),
        (Schedule(None, None, DAILY, date(2026, 1, 1)), []),
        (Schedule(None, None, NEVER, date(2026, 1, 1)), []),
    ],
    ids=["both announced", "both on one day", "expected", "kept, and the next expected", "daily is no event", "never"],
)  # fmt: skip
def test_the_calendar_has_what_was_announced_or_else_what_is_expected(schedule, expected):
    assert promises(schedule) == expected


@pytest.mark.parametrize(
    ("updated", "expected"),
    [(date(2026, 3, 1), State.KEPT), (date(2026, 2, 22), State.KEPT), (date(2026, 2, 1), State.LATE)],
)
def test_a_day_that_passed_is_kept_or_late(updated, expected):
    assert state(date(2026, 3, 1), updated, today=date(2026, 3, 2)) == expected


def test_a_day_is_awaited_until_it_is_over():
    assert state(date(2026, 3, 1), None, today=date(2026, 3, 1)) == State.AWAITED


@pytest.mark.parametrize(
    ("due_day", "late"), [(date(2026, 3, 1), 4), (date(2026, 3, 5), 0), (date(2026, 3, 9), 0), (None, 0)]
)
def test_days_late_are_counted_from_the_due_day(due_day, late):
    assert days_late(due_day, date(2026, 3, 5)) == late


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-28T15:59:59Z", date(2026, 11, 28)),
        ("2026-11-28T16:00:00Z", date(2026, 11, 29)),  # midnight in Paser, UTC+8
        ("2026-11-28T16:00:00.123456", date(2026, 11, 29)),
        ("2026-11-28T23:00:00+08:00", date(2026, 11, 28)),
        ("", None),
        (None, None),
    ],
)
def test_days_are_days_in_paser(moment, expected):
    assert local_day(moment, PASER) == expected


def test_a_dataset_says_its_schedule_in_the_fields_of_the_profile():
    dataset = {
        "jadwal_rilis": "2026-12-31",
        "jadwal_pemutakhiran": "belum tahu",
        "frequency": ANNUAL,
        "modified": "2025-12-31T17:00:00Z",
        "issued": "2025-06-01",
    }
    days = (date(2026, 1, 1), date(2025, 6, 1))
    assert Schedule.of(dataset, PASER) == Schedule(date(2026, 12, 31), None, ANNUAL, *days)

"""Claims about when a person gets a mail."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from ckanext.paser.notices.rules.timing import (
    LONGEST_PAUSE,
    PATIENCE,
    PAUSE,
    REST,
    SOON,
    Waiting,
    Wish,
    is_due,
    is_given_up,
    is_resting,
    morning,
    week,
)

PASER = timezone(timedelta(hours=8))
MINUTE = timedelta(minutes=1)
TEN = datetime(2026, 11, 30, 10, tzinfo=PASER)
SEVEN = datetime(2026, 12, 1, 7, tzinfo=PASER)


@pytest.mark.parametrize(
    ("wish", "waits", "after", "due"),
    [
        (Wish.LANGSUNG, True, SOON - MINUTE, False),
        (Wish.LANGSUNG, True, SOON, True),
        (Wish.LANGSUNG, False, timedelta(hours=20), False),
        (Wish.HARIAN, True, timedelta(hours=20), False),
        (Wish.TIDAK, True, timedelta(days=3), False),
    ],
)
def test_what_waits_is_told_soon_and_news_in_the_morning(wish, waits, after, due):
    assert is_due([Waiting(TEN, waits)], wish, None, TEN + after) is due


@pytest.mark.parametrize("wish", [Wish.LANGSUNG, Wish.HARIAN])
def test_everything_is_told_at_seven(wish):
    assert not is_due([Waiting(TEN, False)], wish, None, SEVEN - MINUTE)
    assert is_due([Waiting(TEN, False)], wish, None, SEVEN)


def test_without_news_there_is_no_mail():
    assert not is_due([], Wish.LANGSUNG, None, SEVEN)


def test_nobody_gets_a_second_mail_within_four_hours():
    notices = [Waiting(TEN, True)]
    assert not is_due(notices, Wish.LANGSUNG, TEN - MINUTE, TEN - MINUTE + REST - MINUTE)
    assert is_due(notices, Wish.LANGSUNG, TEN - MINUTE, TEN - MINUTE + REST)


def mails_of_a_day(wish: Wish, step: timedelta) -> int:
    """How many mails a person gets of a day from 08.00 with a step that waits for them every so often, up to 07.00 of the next."""
    start = datetime(2026, 11, 30, 8, tzinfo=PASER)
    waiting: list[Waiting] = []
    count, last, at = 0, None, start
    while at <= SEVEN:
        if at < start + timedelta(hours=8) and (at - start) % step == timedelta():
            waiting.append(Waiting(at, True))
        if is_due(waiting, wish, last, at):
            count, last, waiting = count + 1, at, []
        at += MINUTE
    return count


def test_two_hundred_steps_in_a_day_are_one_mail_for_whom_once_a_day_is_enough():
    assert mails_of_a_day(Wish.HARIAN, timedelta(minutes=2)) == 1


def test_two_hundred_steps_in_a_day_are_three_mails_for_whom_it_waits():
    assert mails_of_a_day(Wish.LANGSUNG, timedelta(minutes=2)) == 3


def test_two_hundred_steps_at_once_are_one_mail():
    notices = [Waiting(TEN + number * timedelta(seconds=1), True) for number in range(200)]
    assert is_due(notices, Wish.LANGSUNG, None, TEN + SOON)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (SEVEN, SEVEN),
        (SEVEN - MINUTE, SEVEN - timedelta(days=1)),
        (SEVEN + timedelta(hours=16, minutes=59), SEVEN),
    ],
)
def test_the_morning_is_the_last_one_that_has_come(now, expected):
    assert morning(now) == expected


@pytest.mark.parametrize(
    ("tries", "after", "resting"),
    [
        (0, timedelta(), False),
        (1, PAUSE - MINUTE, True),
        (1, PAUSE, False),
        (2, 2 * PAUSE - MINUTE, True),
        (500, LONGEST_PAUSE - MINUTE, True),
        (500, LONGEST_PAUSE, False),
    ],
)
def test_a_refused_mail_rests_twice_as_long_each_time(tries, after, resting):
    assert is_resting(tries, TEN, TEN + after) is resting


def test_a_notice_is_given_up_after_a_week():
    assert not is_given_up(TEN, TEN + PATIENCE - MINUTE)
    assert is_given_up(TEN, TEN + PATIENCE)


DUE = date(2026, 11, 19)
TUESDAY, THURSDAY, FRIDAY = date(2026, 11, 24), date(2026, 11, 26), date(2026, 11, 27)
MONDAYS = (date(2026, 11, 30), date(2026, 12, 7), date(2026, 12, 14))


def test_a_missed_day_is_told_when_it_is_seen_first():
    assert week(DUE, None, THURSDAY) == DUE


@pytest.mark.parametrize(
    ("told", "today", "expected"),
    [
        (TUESDAY, FRIDAY, None),
        (THURSDAY, MONDAYS[0], MONDAYS[0]),
        (THURSDAY, MONDAYS[0] + timedelta(days=2), MONDAYS[0]),
        (FRIDAY, MONDAYS[0], None),
        (FRIDAY, MONDAYS[1], MONDAYS[1]),
        (FRIDAY, MONDAYS[2], MONDAYS[2]),
    ],
)
def test_what_stays_overdue_is_told_again_on_mondays_but_not_days_after_the_first_time(told, today, expected):
    assert week(DUE, told, today) == expected

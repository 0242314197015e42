"""When a person gets a digest. Pure: no CKAN, no clock, no database.

News can wait for the morning. What waits for somebody is told soon, since a whole chain of people stands still until then; but
never more often than every few hours, however much comes in.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import NamedTuple

MORNING = time(7)
"""Of the daily digest, in Paser (Asia/Makassar): on the desk when work begins."""
SOON = timedelta(minutes=15)
"""After which what waits is told: a colleague who submits ten datasets one after the other makes one mail."""
REST = timedelta(hours=4)
"""Between two mails to one person, except for that of the morning."""
PAUSE, LONGEST_PAUSE = timedelta(minutes=15), timedelta(hours=2)
"""Before a refused mail is tried again: a quarter of an hour, then twice as long each time."""
PATIENCE = timedelta(days=7)
"""After which a notice that nobody took is given up; what it said stands in the portal."""

NOT_AGAIN = timedelta(days=4)
"""From when overdue data are told first to the Monday on which they are told again."""

LANGUAGES = ("id", "en")


class Wish(str, Enum):
    """How somebody wants to be told."""

    LANGSUNG = "langsung"
    HARIAN = "harian"
    TIDAK = "tidak"


class Waiting(NamedTuple):
    """A notice that has not been told: since when, and whether something waits for the person."""

    at: datetime
    waits: bool


def is_due(notices: Collection[Waiting], wish: Wish, last: datetime | None, now: datetime) -> bool:
    """Whether a person gets a mail with all their notices now.

    Args:
        last: when they got the last one.
        now: in Paser's time.
    """
    if wish is Wish.TIDAK or not notices:
        return False
    if any(one.at < morning(now) for one in notices):
        return True
    if wish is Wish.HARIAN or (last and now - last < REST):
        return False
    return any(one.waits and now - one.at >= SOON for one in notices)


def morning(now: datetime) -> datetime:
    """The last moment at which a daily digest was due."""
    today = datetime.combine(now.date(), MORNING, now.tzinfo)
    return today if today <= now else datetime.combine(now.date() - timedelta(days=1), MORNING, now.tzinfo)


def week(due: date, told: date | None, today: date) -> date | None:
    """For which day overdue data are to be told on a day; None where everybody has been told lately.

    All that is overdue is told again on Mondays, so that a week brings one mail, however many days were missed.

    Args:
        due: the day that was missed.
        told: when it was told first, in Paser.

    Returns:
        ``due`` when it is told first, then the Monday of each week.
    """
    if told is None:
        return due
    monday = today - timedelta(days=today.weekday())
    return monday if monday - told >= NOT_AGAIN else None


def is_resting(tries: int, tried: datetime | None, now: datetime) -> bool:
    """Whether a mail that was refused so many times is not tried yet."""
    if not tries or tried is None:
        return False
    return now - tried < min(PAUSE * 2 ** min(tries - 1, 10), LONGEST_PAUSE)


def is_given_up(at: datetime, now: datetime) -> bool:
    """Whether a notice has been tried for long enough."""
    return now - at >= PATIENCE

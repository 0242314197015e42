"""How long releases are kept.

Releases of files are kept for good: they are what the agency has published. Edits of rows may come by the hundred,
so the older they are, the fewer of them are kept: the last of each hour, of each day, of each month.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from datetime import datetime, timedelta

from ckanext.paser.releases.rules.release import EDIT, Release

EACH = timedelta(days=1)
"""Age up to which every edit is kept."""
HOURLY = timedelta(days=7)
"""Age up to which the last edit of each hour is kept."""
DAILY = timedelta(days=31)
"""Age up to which the last edit of each day is kept; after that it is the last of each month."""


def superseded(releases: Iterable[Release], now: datetime) -> list[Release]:
    """The releases of one resource that need not be kept any longer; never the newest one, never a file.

    Args:
        now: in the time zone whose hours and days count.
    """
    kept = sorted((each for each in releases if each.removed is None), key=lambda release: release.number)
    last_of: dict[Hashable, int] = {}
    for release in kept:
        last_of[_span(release, now)] = release.number
    newest = kept[-1].number if kept else 0
    return [
        release
        for release in kept
        if release.kind == EDIT and release.number not in (newest, last_of[_span(release, now)])
    ]


def _span(release: Release, now: datetime) -> Hashable:
    """Of all edits in one span the last is kept."""
    age = now - release.issued
    if release.kind != EDIT or age <= EACH:
        return release.number
    moment = release.issued.astimezone(now.tzinfo)
    day = moment.date()
    if age <= HOURLY:
        return day, moment.hour
    return day if age <= DAILY else (day.year, day.month)

"""When a linked file is looked at again.

Pure rules: no CKAN, no clock, no database.
"""

from __future__ import annotations

from datetime import datetime, timedelta

DAY = timedelta(days=1)
SPREAD = timedelta(hours=2)
"""Within which looks drift, so that files that were linked in one hour are not fetched in one for ever."""
SOONEST = timedelta(hours=1)


def after_success(now: datetime, chance: float) -> datetime:
    """A day later, or a little more or less.

    Args:
        chance: a random number from 0 to 1.
    """
    return now + DAY + SPREAD * (2 * chance - 1)


def after_failure(now: datetime, failing_since: datetime, chance: float) -> datetime:
    """In an hour at first, then after as long again as it has been failing, at least once a day."""
    pause = min(DAY, max(SOONEST, now - failing_since))
    return now + pause * (1 + chance / 10)

"""How old a value is: fresh, late, stale.

Pure rules: no clock; ``now`` comes in, naive and in the region's time (Asia/Makassar).
Age counts from the end of the period that the value describes (design README 6: three ages stay apart).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from paser_dashboards.indicators.rules.periods import Duration, Frequency, step


class Freshness(str, Enum):
    """As the design names it; ``UNSCHEDULED`` promises nothing and cannot be late."""

    FRESH = "segar"
    LATE = "lambat"
    STALE = "basi"
    UNSCHEDULED = "tidak_terjadwal"
    WAITING = "menunggu"


@dataclass(frozen=True)
class Limits:
    """The two moments at which a value changes its state; None: never."""

    late_at: datetime | None
    stale_at: datetime | None

    def judge(self, now: datetime) -> Freshness:
        """Judge at one moment."""
        if self.stale_at and now >= self.stale_at:
            return Freshness.STALE
        if self.late_at and now >= self.late_at:
            return Freshness.LATE
        return Freshness.FRESH if self.late_at or self.stale_at else Freshness.UNSCHEDULED


def limits(period_end: date, frequency: Frequency, release_lag: Duration, expires: Duration | None) -> Limits:
    """When a value becomes late and stale.

    Args:
        period_end: last day that the value describes.
        frequency: how often a new one is promised.
        release_lag: how long after its period a value may appear.
        expires: age from which it must not be read as current (``kedaluwarsa``).

    Returns:
        Late after frequency plus lag, stale after ``expires``.
    """
    every = step(frequency)
    late_at = (every + release_lag).after(period_end) if every else None
    return Limits(late_at, expires.after(period_end) if expires else None)

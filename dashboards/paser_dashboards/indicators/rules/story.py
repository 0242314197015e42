"""What a series says: the change since the period before, where it turned, how long it has run.

Pure rules; they find, :mod:`words` tells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import NamedTuple

from paser_dashboards.definitions.rules import Indicator, Target
from paser_dashboards.indicators.rules.periods import Period, apart, between, parse_period
from paser_dashboards.indicators.rules.series import BREAK, Observation


class Verdict(str, Enum):
    """Whether a change is good, bad, or neither."""

    BETTER = "membaik"
    WORSE = "memburuk"
    NEUTRAL = "netral"


@dataclass(frozen=True)
class Change:
    """The difference to an earlier value."""

    amount: float
    since: Period
    verdict: Verdict


@dataclass(frozen=True)
class Shape:
    """How a series ran: ``kind`` is one of short, flat, rising, falling, peak, valley, mixed.

    ``turn`` is the period of the highest or lowest value; ``streak`` how many changes in one direction
    end the series, without a missing period between.
    """

    kind: str
    turn: Period | None = None
    streak: int = 0


class Gap(NamedTuple):
    """Two values between which nothing is known; ``missing`` are the periods, where they were promised."""

    before: Observation
    after: Observation
    missing: tuple[Period, ...]


@dataclass(frozen=True)
class Stretch:
    """Values that follow one another without a break: what a line may join, dotted over the gaps."""

    values: tuple[Observation, ...]
    gaps: tuple[Gap, ...]


def present(observations: Sequence[Observation]) -> list[Observation]:
    """Those that have a value, by period."""
    return sorted((one for one in observations if one.nilai is not None), key=lambda one: one.period)


def stretches(indicator: Indicator, observations: Sequence[Observation]) -> list[Stretch]:
    """Cut a series where it breaks, and find what is missing inside each part."""
    breaks = {item.periode for item in indicator.putus}
    parts: list[list[Observation]] = []
    for one in present(observations):
        if not parts or one.periode in breaks or one.status == BREAK:
            parts.append([])
        parts[-1].append(one)
    return [Stretch(tuple(part), tuple(_gaps(indicator, part))) for part in parts]


def _gaps(indicator: Indicator, part: list[Observation]) -> Iterator[Gap]:
    for before, after in pairwise(part):
        if apart(before.period, after.period, indicator.frekuensi):
            yield Gap(before, after, tuple(between(before.period, after.period, indicator.frekuensi)))


def change(indicator: Indicator, observations: Sequence[Observation]) -> Change | None:
    """The last change within the last stretch; None when there is only one value."""
    parts = stretches(indicator, observations)
    if not parts or len(parts[-1].values) < 2:
        return None
    before, last = parts[-1].values[-2:]
    amount = round((last.nilai or 0) - (before.nilai or 0), max(indicator.desimal, 0))
    return Change(amount, before.period, verdict(indicator, amount))


def verdict(indicator: Indicator, amount: float) -> Verdict:
    """Judge a difference by the direction that is good."""
    if indicator.arah == "netral" or amount == 0:
        return Verdict.NEUTRAL
    good = (amount > 0) == (indicator.arah == "naik_baik")
    return Verdict.BETTER if good else Verdict.WORSE


def shape(indicator: Indicator, observations: Sequence[Observation]) -> Shape:
    """Describe the last stretch of a series."""
    parts = stretches(indicator, observations)
    values = parts[-1].values if parts else ()
    if len(values) < 3:
        return Shape("short")
    steps = [_sign(after, before, indicator.desimal) for before, after in pairwise(values)]
    streak = _streak(indicator, parts[-1], steps)
    if not any(steps):
        return Shape("flat")
    if all(step >= 0 for step in steps):
        return Shape("rising", streak=streak)
    if all(step <= 0 for step in steps):
        return Shape("falling", streak=streak)
    for kind, pick in (("peak", max), ("valley", min)):
        turn = pick(values, key=lambda one: one.nilai or 0)
        if (
            turn not in (values[0], values[-1])
            and streak >= 2
            and values.index(turn) == len(values) - 1 - streak
        ):
            return Shape(kind, turn.period, streak)
    return Shape("mixed", streak=streak)


def _sign(after: Observation, before: Observation, decimals: int) -> int:
    amount = round((after.nilai or 0) - (before.nilai or 0), decimals)
    return (amount > 0) - (amount < 0)


def _streak(indicator: Indicator, stretch: Stretch, steps: list[int]) -> int:
    """How many last steps point the same way, each to the very next period."""
    after_gap = {gap.after.periode for gap in stretch.gaps}
    count = 0
    for step, one in zip(reversed(steps), reversed(stretch.values), strict=False):
        if step == 0 or step != steps[-1] or one.periode in after_gap:
            break
        count += 1
    return count


class Lamp(str, Enum):
    """A value against its target; ``UNJUDGED`` when the value is too old to be judged."""

    REACHED = "sesuai"
    NEAR = "mendekati"
    MISSED = "di_bawah"
    UNJUDGED = "tidak_dinilai"


def target_for(indicator: Indicator, period: Period) -> Target | None:
    """The target of the value's own period, else the next one that is set."""
    ends = [(parse_period(target.periode).end, target) for target in indicator.target]
    ahead = [(end, target) for end, target in ends if end >= period.end]
    return min(ahead, key=lambda one: one[0])[1] if ahead else None


def lamp(indicator: Indicator, value: float, target: Target) -> Lamp:
    """Judge a value against a target."""
    missing = target.nilai - value if indicator.arah == "naik_baik" else value - target.nilai
    if missing <= 0:
        return Lamp.REACHED
    return Lamp.NEAR if missing <= indicator.toleransi else Lamp.MISSED

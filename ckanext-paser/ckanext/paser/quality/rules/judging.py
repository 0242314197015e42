"""The whole judgement of a dataset on one day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timezone, tzinfo
from typing import Any

from ckanext.paser.quality.rules import describing, standards, tables, using
from ckanext.paser.quality.rules.formula import DIMENSIONS, TOTAL
from ckanext.paser.quality.rules.freshness import max_age, turns, up_to_date
from ckanext.paser.quality.rules.losses import Found, Loss, losses
from ckanext.paser.quality.rules.tables import Seen

Said = Mapping[str, Any]


@dataclass(frozen=True)
class Judgement:
    """How good a dataset is, and why not better.

    Args:
        score: 0 to 100, in tenths.
        points: what is left of the points of each dimension, by its code.
        losses: what was lost, the dearest first.
        turns: the day on which the score changes if nothing else does; None if it stays.
    """

    score: float
    points: dict[str, float]
    losses: tuple[Loss, ...]
    turns: date | None


def judge(dataset: Said, seen: Seen, today: date, zone: tzinfo) -> Judgement:
    """Judge a dataset as it is shown.

    Args:
        seen: what is known of the tables of its files.
        today: the day to judge on, in ``zone``.
        zone: Asia/Makassar, in which the moment of the last change becomes a day.
    """
    modified = changed_on(dataset, today, zone)
    lost = losses(_found(dataset, seen, modified, today))
    points = {
        one.code: round(one.points - sum(loss.points for loss in lost if loss.dimension == one.code), 1)
        for one in DIMENSIONS
    }
    score = round(TOTAL - sum(loss.points for loss in lost), 1)
    again = turns(modified, max_age(dataset.get("frequency")), today) if modified else None
    return Judgement(score, points, tuple(lost), again)


def _found(dataset: Said, seen: Seen, modified: date | None, today: date) -> Iterator[Found]:
    holds = {id_: one.holds for id_, one in seen.items()}
    yield from describing.described(dataset, holds)
    yield from standards.judged(dataset, seen, holds)
    for criterion in (tables.readable, tables.remarks, tables.typed, tables.dictionary, tables.preview):
        yield from criterion(dataset, seen)
    yield from up_to_date(dataset, modified, today)
    yield from using.licence(dataset)
    yield from using.contact(dataset)


def changed_on(dataset: Said, today: date, zone: tzinfo) -> date | None:
    """The day on which the data last changed (``modified``, in UTC), None where there are none.

    A source whose clock is ahead of ours has changed its file today.
    """
    moment = str(dataset.get("modified") or "")
    if not moment:
        return None
    said = datetime.fromisoformat(moment.replace("Z", "+00:00"))
    day = (said if said.tzinfo else said.replace(tzinfo=timezone.utc)).astimezone(zone).date()
    return min(day, today)

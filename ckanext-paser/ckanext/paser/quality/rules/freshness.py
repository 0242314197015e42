"""Freshness of a dataset against the frequency it promises.

Source: Perpres 39/2019 article 27(3); code list FREKUENSI of profile paser-sdi 1.0.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from enum import Enum
from typing import Any

from ckanext.paser.metadata.rules.files import of_data
from ckanext.paser.metadata.rules.vocabularies import term
from ckanext.paser.problems import N_, Problem
from ckanext.paser.quality.rules.losses import Found, Place


class Freshness(str, Enum):
    """How old data are for what they promise."""

    FRESH = "segar"
    LATE = "lambat"
    STALE = "basi"
    UNSCHEDULED = "tidak_terjadwal"


def freshness(modified: date, max_age: timedelta | None, today: date) -> Freshness:
    """Judge one dataset on one day.

    Args:
        modified: day on which the data, not the metadata, last changed.
        max_age: longest age that the promised frequency allows; None if it promises none.
        today: the day to judge on, in Asia/Makassar.

    Returns:
        FRESH up to ``max_age``, LATE up to twice that, STALE beyond.

    Raises:
        ValueError: ``modified`` lies after ``today``.
    """
    age = today - modified
    if age < timedelta(0):
        raise ValueError(f"modified {modified} lies after {today}")
    if max_age is None:
        return Freshness.UNSCHEDULED
    if age <= max_age:
        return Freshness.FRESH
    return Freshness.LATE if age <= 2 * max_age else Freshness.STALE


def turns(modified: date, max_age: timedelta | None, today: date) -> date | None:
    """The next day on which this judgement will be another one if nothing changes; None if it stays."""
    if max_age is None:
        return None
    days = (modified + max_age * times + timedelta(days=1) for times in (1, 2))
    return next((day for day in days if day > today), None)


def max_age(frequency: Any) -> timedelta | None:
    """The longest age that a frequency allows; None for one that promises nothing, and for what is none."""
    known = term("FREKUENSI", str(frequency or ""))
    days = known.extra["max_age_days"] if known else ""
    return timedelta(days=int(days)) if days else None


def up_to_date(dataset: Mapping[str, Any], modified: date | None, today: date) -> Iterator[Found]:
    """Criterion fresh.

    Args:
        modified: day on which the data last changed, not after ``today``; None where there are none.
    """
    longest = max_age(dataset.get("frequency"))
    if not dataset.get("frequency"):
        fact = N_("It is not said how often the data are updated.")
        problem = Problem("no_frequency", "", fact, N_("Choose the frequency of updating."))
        yield Found("fresh", problem, Place("frequency"))
    elif modified is None or longest is None:
        return
    elif (state := freshness(modified, longest, today)) is not Freshness.FRESH:
        params = {"days": (today - modified).days, "most": longest.days}
        fact = N_(
            "The data are {days:,} days old; by their own frequency they should not be older than {most:,}."
        )
        remedy = N_("Send the file of the newest period, or correct the frequency.")
        share = 0.5 if state is Freshness.LATE else 1.0
        problem = Problem(f"data_{state.name.lower()}", "", fact, remedy, params)
        yield Found("fresh", problem, _newest(dataset), share)


def _newest(dataset: Mapping[str, Any]) -> Place:
    """The form of the file that is to be followed by a newer one."""
    newest = max(of_data(dataset), key=lambda one: str(one.get("modified") or ""), default=None)
    return Place("url", file=newest["id"], page="file") if newest else Place("frequency")

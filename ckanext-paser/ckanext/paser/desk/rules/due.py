"""When an agency's data are due, by what it has promised. Pure.

Source: list FREKUENSI of profile paser-sdi 1.0, whose ``max_age_days`` says how old data may get; a release that the agency has
announced (``jadwal_rilis``) comes before that.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum

from ckanext.paser.metadata.rules.vocabularies import term

SOON = timedelta(days=14)


class Standing(str, Enum):
    """How a dataset stands against its own frequency."""

    LATE = "terlambat"
    SOON = "segera"
    LATER = "nanti"
    UNSCHEDULED = "tidak_terjadwal"


def due(frequency: str, updated: date, announced: date | None) -> date | None:
    """The day by which new data are promised; None where nothing is promised.

    Args:
        frequency: URI of list FREKUENSI.
        updated: day on which the data, not what is said of them, last changed.
        announced: ``jadwal_rilis``; one that is not after ``updated`` has been kept.
    """
    if announced and announced > updated:
        return announced
    found = term("FREKUENSI", frequency)
    days = found.extra["max_age_days"] if found else ""
    return updated + timedelta(days=int(days)) if days else None


def standing(day: date | None, today: date) -> Standing:
    """How a day by which data are due lies before or after today."""
    if day is None:
        return Standing.UNSCHEDULED
    if day < today:
        return Standing.LATE
    return Standing.SOON if day - today <= SOON else Standing.LATER

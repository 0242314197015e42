"""How the day by which data are due lies for an officer. Pure; which day that is, says ``registers.rules.schedule``."""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum

from ckanext.paser.registers.rules.schedule import days_late

SOON = timedelta(days=14)


class Standing(str, Enum):
    """How a dataset stands against what it promises."""

    LATE = "terlambat"
    SOON = "segera"
    LATER = "nanti"
    UNSCHEDULED = "tidak_terjadwal"


def standing(day: date | None, today: date) -> Standing:
    """How a day by which data are due lies before or after today."""
    if day is None:
        return Standing.UNSCHEDULED
    if days_late(day, today):
        return Standing.LATE
    return Standing.SOON if day - today <= SOON else Standing.LATER

"""What the pages of the harvesters need in their templates."""

from __future__ import annotations

from datetime import datetime

from babel.dates import get_day_names

import ckan.plugins.toolkit as tk

from paser_harvesters import rules

__all__ = ["paser_harvest_clock", "paser_harvest_schedule"]


def paser_harvest_clock(value: str) -> str:
    """The time of day of an ISO moment, in Paser's clock: ``05.15``."""
    return datetime.fromisoformat(value).astimezone(tk.h.get_display_timezone()).strftime("%H.%M")


def paser_harvest_schedule(cron: str) -> str:
    """A cron in words, "setiap hari pukul 05.15 WITA"; empty when it is of no common form."""
    found = rules.schedule(cron)
    if not found:
        return ""
    words = {
        "hourly": tk._("every hour at minute {minute}"),
        "daily": tk._("every day at {time} WITA"),
        "weekly": tk._("every {weekday} at {time} WITA"),
        "monthly": tk._("on day {day} of every month at {time} WITA"),
    }
    weekday = get_day_names(locale="id" if tk.h.lang() == "id" else "en")[found.day % 7]
    time = f"{found.hour:02}.{found.minute:02}"
    return words[found.kind].format(minute=found.minute, time=time, weekday=weekday, day=found.day)

"""The calendar of releases: a month as rows of weeks, and an iCalendar file to subscribe to.

Pure rules: no CKAN, no clock, no database.
Source: RFC 5545 (iCalendar); RFC 7986 for the name of the calendar and how often to ask again.
"""

from __future__ import annotations

from calendar import SUNDAY, Calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

import icalendar

from ckanext.paser.registers.rules.entries import Entry
from ckanext.paser.registers.rules.schedule import Kind, State, newest, state

ASKED_AGAIN = timedelta(days=1)
PRODUCT = "-//Satu Data Paser//Jadwal Rilis//ID"


@dataclass(frozen=True)
class Event:
    """A day on which data of a dataset are to come out."""

    day: date
    kind: Kind
    state: State
    entry: Entry


@dataclass(frozen=True)
class Words:
    """What people read in a calendar file.

    Attributes:
        name: of the calendar.
        kinds: words for why a day stands there.
        agencies: titles by name.
        site: address of the portal, without a slash at its end.
    """

    name: str
    kinds: dict[Kind, str]
    agencies: dict[str, str]
    site: str


def events(entries: Iterable[Entry], first: date, last: date, today: date) -> list[Event]:
    """What falls on the days from ``first`` to ``last``, in order."""
    found = [
        Event(promise.day, promise.kind, state(promise.day, newest(one.updated, one.issued), today), one)
        for one in entries
        for promise in one.promises
        if first <= promise.day <= last
    ]
    return sorted(found, key=lambda event: (event.day, event.entry.title.casefold(), event.kind.value))


def weeks(first: date) -> list[list[date | None]]:
    """The days of a month in rows of seven, Sunday first as calendars in Indonesia have it; None outside of the month."""
    rows = Calendar(SUNDAY).monthdatescalendar(first.year, first.month)
    return [[day if day.month == first.month else None for day in row] for row in rows]


def last_day(first: date) -> date:
    """The last day of a month."""
    return following(first) - timedelta(days=1)


def following(first: date) -> date:
    """The first day of the next month."""
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1)


def preceding(first: date) -> date:
    """The first day of the month before."""
    return (first - timedelta(days=1)).replace(day=1)


def ics(found: Iterable[Event], words: Words) -> bytes:
    """The calendar as iCalendar: whole days that block nobody's time; what is only expected is tentative.

    The same events make the same file. An event keeps its UID while dataset, day and kind stay.
    """
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", words.name)
    calendar.add("x-wr-calname", words.name)
    calendar.add("refresh-interval", ASKED_AGAIN, parameters={"VALUE": "DURATION"})
    for event in found:
        calendar.add_component(_component(event, words))
    return calendar.to_ical()


def _component(event: Event, words: Words) -> icalendar.Event:
    entry, url = event.entry, f"{words.site}/dataset/{event.entry.name}"
    kind, agency = words.kinds[event.kind], words.agencies.get(event.entry.organization, "")
    host = words.site.partition("://")[2]
    component = icalendar.Event()
    component.add("uid", f"{entry.id}-{event.day:%Y%m%d}-{event.kind.value}@{host}")
    component.add("dtstamp", datetime.fromisoformat(entry.changed[:19]).replace(tzinfo=timezone.utc))
    component.add("dtstart", event.day)
    component.add("dtend", event.day + timedelta(days=1))
    component.add("summary", entry.title)
    component.add("description", "\n".join(filter(None, (kind, agency, entry.code, url))))
    component.add("categories", [kind])
    component.add("url", url)
    component.add("status", "TENTATIVE" if event.kind == Kind.EXPECTED else "CONFIRMED")
    component.add("transp", "TRANSPARENT")
    return component

"""What a digest says: pure, in the reader's language through the caller's gettext.

It holds titles, states, days, and what people wrote to each other as reasons; never findings of personal data nor cells of a table.
Mail leaves the house: numbers of persons that stand in a title or a reason are struck out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ckanext.paser.notices.rules.audience import OVERDUE
from ckanext.paser.privacy.rules.kinds import without_data
from ckanext.paser.problems import N_, Note, Translate, worded
from ckanext.paser.workflow.rules import Status

MOST = 20
"""Entries of a part that are told one by one; of more their number is told, and where they stand."""
LONGEST_TITLE, LONGEST_NOTE, MOST_REMARKS = 200, 1000, 10
"""Characters, and remarks by field: a digest is read in a minute, the rest stands in the portal."""

HAPPENED = {
    Status.DIAJUKAN: N_("Submitted by its agency. Begin to check."),
    Status.DIPERBAIKI: N_("Put right and submitted again. Begin to check."),
    Status.DIPERIKSA_WALIDATA: N_("Walidata has begun to check it."),
    Status.PERLU_PERBAIKAN: N_("Returned. Put right what the reasons ask for, then submit it again."),
    Status.DIPERIKSA_PEMBINA: N_("Passed on to Pembina Data."),
    Status.DISETUJUI: N_("Approved."),
    Status.TERBIT: N_("Published. Everybody sees it now."),
    Status.DITOLAK: N_("Rejected. Your agency may begin anew."),
    Status.DITARIK: N_(
        "Withdrawn. The public finds a page with the reason in its place; your agency may begin anew."
    ),
}
WAITS = {
    Status.DIPERIKSA_PEMBINA: N_("Passed on to Pembina Data. Approve it, or return it with reasons."),
    Status.DISETUJUI: N_("Approved by Pembina Data. Publish it."),
}
"""What is said to whom a dataset waits for, where that differs."""
_OVERDUE = N_("New data were due on {day}: {days:,} days ago.")
_HEADINGS = (N_("Waits for you"), N_("Overdue by its own frequency"), N_("What else has happened"))
_COUNTS = (N_("waiting: {count:,}"), N_("overdue: {count:,}"), N_("news: {count:,}"))
_MORE = N_("And {count:,} more.")


@dataclass(frozen=True)
class Item:
    """Something to be told.

    Attributes:
        topic: the state that a dataset has come to, or OVERDUE.
        url: where it stands in the portal.
        note: why; ``remarks``: by field, as people call it.
        due: day on which new data were due, and how it is written.
    """

    topic: str
    waits: bool
    title: str
    url: str
    agency: str
    at: datetime
    note: str = ""
    remarks: tuple[tuple[str, str], ...] = ()
    due: date | None = None
    due_day: str = ""


def digest(
    items: Iterable[Item], links: Sequence[str], site: str, today: date, translate: Translate
) -> dict[str, Any]:
    """All that a person is told at once.

    Args:
        links: where all that waits, all that is overdue and everything else stands.
        site: name of the portal.

    Returns:
        ``subject`` and ``sections``: ``heading``, ``count``, ``more`` (that there are more than are listed, or ""), ``url`` and
        ``entries``: ``title``, ``agency``, ``url``, ``text``, ``note``, ``remarks`` (pairs of field and text), ``topic``.
    """
    parts: tuple[list[Item], list[Item], list[Item]] = ([], [], [])
    for item in items:
        parts[1 if item.topic == OVERDUE else 0 if item.waits else 2].append(item)
    parts[1].sort(key=lambda one: one.due or today)
    for part in (parts[0], parts[2]):
        part.sort(key=lambda one: one.at)
    told = [(number, part) for number, part in enumerate(parts) if part]
    counted = ", ".join(_said(_COUNTS[number], translate, count=len(part)) for number, part in told)
    sections = [_section(number, part, links[number], today, translate) for number, part in told]
    return {"subject": one_line(f"{site}: {counted}"), "sections": sections}


def _section(number: int, part: list[Item], url: str, today: date, translate: Translate) -> dict[str, Any]:
    more = _said(_MORE, translate, count=len(part) - MOST) if len(part) > MOST else ""
    entries = [_entry(one, today, translate) for one in part[:MOST]]
    return {
        "heading": translate(_HEADINGS[number]),
        "count": len(part),
        "more": more,
        "url": url,
        "entries": entries,
    }


def _entry(item: Item, today: date, translate: Translate) -> dict[str, Any]:
    return {
        "topic": item.topic,
        "title": one_line(without_data(item.title))[:LONGEST_TITLE],
        "agency": one_line(item.agency),
        "url": item.url,
        "text": _text(item, today, translate),
        "note": _cut(without_data(item.note.strip())),
        "remarks": [
            (one_line(field), _cut(without_data(text))) for field, text in item.remarks[:MOST_REMARKS]
        ],
    }


def _text(item: Item, today: date, translate: Translate) -> str:
    if item.topic == OVERDUE:
        days = (today - item.due).days if item.due else 0
        return _said(_OVERDUE, translate, day=item.due_day, days=days)
    status = Status(item.topic)
    return translate(WAITS[status] if item.waits and status in WAITS else HAPPENED[status])


def plain(told: dict[str, Any], greeting: str, closing: Sequence[str]) -> str:
    """A digest as text."""
    lines = [greeting, ""]
    for section in told["sections"]:
        lines += [f"{section['heading']} ({section['count']})", ""]
        for entry in section["entries"]:
            lines += [f"* {entry['title']}", f"  {entry['agency']}", f"  {entry['text']}"]
            lines += [f"  > {line}" for line in entry["note"].splitlines()]
            lines += [f"  - {field}: {text}" for field, text in entry["remarks"]]
            lines += [f"  {entry['url']}", ""]
        lines += [f"{section['more']} {section['url']}".strip(), ""]
    return "\n".join([*lines, *closing, ""])


def one_line(text: str) -> str:
    """A text without line breaks and other characters that steer, as headers and headings need it."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_NOTE else f"{text[:LONGEST_NOTE]}…"


def _said(fact: str, translate: Translate, **params: Any) -> str:
    return worded(Note("", fact, params), translate)["text"]

"""The Walidata's queue as its page shows it: what is known of each dataset that waits, in few queries however many there are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

import ckan.plugins.toolkit as tk

from ckanext.paser.privacy import service as privacy
from ckanext.paser.problems import worded
from ckanext.paser.quality import service as quality
from ckanext.paser.workflow import rules, service
from ckanext.paser.workflow.model import WorkflowEvent
from ckanext.paser.workflow.rules import Case, Role, Since, Status

ON_A_PAGE = 20
_OF_PROFILE = "metadata"
"""The dimension of quality whose losses are remarks of the profile."""
_RECOMMENDED = ("recommended_field", "keywords")
"""Losses of it that no rule of the profile finds: what is merely recommended."""


class Waiting(NamedTuple):
    """A dataset that waits.

    Attributes:
        item: what ``paser_workflow_queue`` says of it.
        days: how long it has waited.
        by, at: who submitted it, and when; empty and None where it came in another way.
        since: what has changed since it was last decided about; None where nobody has.
        score: None while it was not judged.
        remarks: how many the profile has.
        held: how many of its files are held for personal data.
        begins: who asks may begin to check it.
        why_not: why not, where it is the next step.
    """

    item: dict[str, Any]
    days: int
    by: str
    at: datetime | None
    since: Since | None
    score: float | None
    remarks: int
    held: int
    begins: bool
    why_not: str


def page(role: Role, q: str, agency: str, number: int) -> tuple[list[Waiting], int]:
    """One page of what waits for who asks in one of their offices, the longest first, and how much waits in all."""
    asked = {"role": role.value, "q": q, "organization": agency, "limit": ON_A_PAGE}
    asked["offset"] = (number - 1) * ON_A_PAGE
    found = tk.get_action("paser_workflow_queue")({}, asked)
    return _waiting(found["items"], role), found["total"]


def _waiting(items: Sequence[dict[str, Any]], role: Role) -> list[Waiting]:
    ids = [one["id"] for one in items]
    if not ids:
        return []
    histories, scores, held = service.histories(ids), quality.several(ids), privacy.held_in(ids)
    submitted = {id_: rules.submitted(events) for id_, events in histories.items()}
    names = service.names({one.actor for one in submitted.values() if one and one.actor})
    found = []
    for item in items:
        id_ = item["id"]
        event, score = submitted[id_], scores.get(id_)
        begins, why_not = _beginning(item, role, histories[id_])
        waiting = Waiting(
            item=item,
            days=rules.days_waiting(_day(item["since"]), today()),
            by=names.get(event.actor, "") if event else "",
            at=event.at if event else None,
            since=rules.since(histories[id_]),
            score=score.score if score else None,
            remarks=_remarks(score.losses) if score else 0,
            held=held.get(id_, 0),
            begins=begins,
            why_not=why_not,
        )
        found.append(waiting)
    return found


def _remarks(losses: Sequence[dict[str, Any]]) -> int:
    """How many of the losses of a dataset the profile's rules have found."""
    return sum(one["dimension"] == _OF_PROFILE and one["code"] not in _RECOMMENDED for one in losses)


def _beginning(item: dict[str, Any], role: Role, history: list[WorkflowEvent]) -> tuple[bool, str]:
    """Whether who asks may begin to check a dataset, and why not; nothing of both where that is not the next step."""
    status = Status(item["status"])
    if rules.step(status, Status.DIPERIKSA_WALIDATA) is None:
        return False, ""
    is_author = tk.current_user.id in service.authors(history)
    case = Case(status=status, roles=frozenset({role}), is_author=is_author)
    problem = rules.judge(case, Status.DIPERIKSA_WALIDATA, None)
    return problem is None, worded(problem, tk._)["text"] if problem else ""


def today() -> date:
    """The day in Paser."""
    return datetime.now(tk.h.get_display_timezone()).date()


def _day(moment: str | None) -> date | None:
    """The day in Paser of a moment."""
    if not moment:
        return None
    return datetime.fromisoformat(moment).astimezone(tk.h.get_display_timezone()).date()

"""Notices from the step to the mail: gathered, put together for each person, sent once, tried again while the server is away."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import uuid4

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.paser.notices import letters, outlets, store
from ckanext.paser.notices.letters import Mail
from ckanext.paser.notices.model import DROPPED, GIVEN_UP, MESSENGER, SENT, Notice
from ckanext.paser.notices.outlets import AwayError, Letter
from ckanext.paser.notices.rules import audience, timing
from ckanext.paser.notices.rules.audience import OVERDUE, Acting, Audience
from ckanext.paser.notices.rules.timing import Waiting, Wish
from ckanext.paser.registers import service as registers
from ckanext.paser.workflow import service as workflow

log = logging.getLogger(__name__)

LATELY = timedelta(days=7)
"""How long the doctor tells of notices that were given up."""


class Setting(NamedTuple):
    """How somebody wants to be told, and in which language."""

    wish: Wish
    language: str


class Sent(NamedTuple):
    """How many people got a mail, how many mails were refused, and why none goes out at all."""

    sent: int
    refused: int
    away: str


def now() -> datetime:
    """This moment, in Paser's time."""
    return datetime.now(tk.h.get_display_timezone())


def setting(user_id: str) -> Setting:
    """How somebody wants to be told: what waits at once, in the portal's first language, where they have said nothing."""
    said = store.wish(user_id)
    if said is None:
        return Setting(Wish.LANGSUNG, tk.config["ckan.locale_default"])
    return Setting(Wish(said.wish), said.language)


def change_setting(user_id: str, wish: Wish, language: str) -> None:
    """Keep how somebody wants to be told. Commits."""
    store.set_wish(user_id, wish.value, language)
    model.Session.commit()


def gather() -> int:
    """Make of each step the notices of those who are told of it; how many steps. Commits."""
    count = 0
    while ids := store.untold():
        if outlets.are_there():
            _add_steps(ids)
        store.settle(ids)
        model.Session.commit()
        count += len(ids)
    return count


def _add_steps(ids: Sequence[int]) -> None:
    events = workflow.steps(ids)
    touched = {one.dataset_id for one in events}
    datasets, histories = store.datasets(touched), workflow.histories(list(touched))
    people, reachable = _people(), store.reachable()
    for event in events:
        dataset = datasets.get(event.dataset_id)
        if dataset is None:
            continue
        authors = workflow.authors(histories[event.dataset_id])
        step = audience.Step(event.from_, event.to, event.actor, event.role, dataset.owner, authors)
        told = audience.told(step, people)
        store.add(
            [
                _row(user, one, event.dataset_id, event.to, event_id=event.id, at=event.at)
                for user, one in told.items()
                if user in reachable
            ]
        )


def _row(user: str, told: audience.Told, dataset_id: str, topic: str, **of: object) -> dict[str, object]:
    said = {"user_id": user, "dataset_id": dataset_id, "topic": topic}
    return {**said, "audience": told.audience.value, "waits": told.waits, **of}


def _people() -> list[Acting]:
    return [Acting(*one) for one in workflow.acting()]


def note_overdue() -> int:
    """Tell what the list of data says is overdue, and remind of it each week; how many datasets. Commits."""
    if not outlets.are_there():
        return 0
    found, today = registers.overdue(), registers.today()
    ids = [one.id for one in found]
    store.end_overdue(ids, DROPPED)
    datasets, people, reachable, before = store.datasets(ids), _people(), store.reachable(), _told_before(ids)
    for one in found:
        dataset = datasets.get(one.id)
        week = timing.week(one.due, before.get((one.id, one.due)), today) if one.due else None
        if dataset is None or week is None:
            continue
        told = audience.told_overdue(dataset.owner, people, again=week != one.due)
        of = {"due": one.due, "week": week}
        store.add([_row(user, to, one.id, OVERDUE, **of) for user, to in told.items() if user in reachable])
    model.Session.commit()
    return len(found)


def _told_before(ids: Sequence[str]) -> dict[tuple[str, date], date]:
    """When the missed days of some datasets were told first, in Paser."""
    zone = tk.h.get_display_timezone()
    return {key: at.astimezone(zone).date() for key, at in store.first_told(ids).items()}


def send(at: datetime) -> Sent:
    """Send each person their digest if it is due. Commits.

    Args:
        at: now, in Paser's time.
    """
    if not outlets.are_there():
        store.end_all(DROPPED)
        model.Session.commit()
        return Sent(0, 0, "")
    sent = refused = 0
    people, reachable = _people(), store.reachable()
    for user_id in store.waiting():
        try:
            sent += _send_to(user_id, people, reachable, at)
        except AwayError as away:
            log.warning("No mail goes out: %s", away)
            model.Session.commit()
            return Sent(sent, refused, str(away))
        except Exception as error:  # what is wrong with one mail holds back no other
            model.Session.rollback()
            log.exception("The mail to %s did not go out", user_id)
            store.fail(user_id, at, str(error))
            refused += 1
        model.Session.commit()
    return Sent(sent, refused, "")


def _send_to(user_id: str, people: list[Acting], reachable: set[str], at: datetime) -> bool:
    """Send one person their digest; whether they have got one. Notices that nobody took for too long are given up."""
    notices = _without_given_up(store.pending(user_id), at)
    begun = next((one.batch for one in notices if one.batch), "")
    chosen = [one for one in notices if one.batch == begun]
    if not _is_time(user_id, chosen, at, begun=bool(begun)):
        return False
    user, true = model.User.get(user_id), _true(chosen, people)
    store.change({one.id for one in chosen} - {one.id for one in true}, ended=at, outcome=DROPPED)
    if not true or user is None or user_id not in reachable:
        store.change([one.id for one in true], ended=at, outcome=DROPPED)
        return False
    batch = begun or str(uuid4())
    store.change([one.id for one in true], batch=batch)
    model.Session.commit()
    return _deliver(user, batch, at)


def _without_given_up(notices: list[Notice], at: datetime) -> list[Notice]:
    old = [one for one in notices if one.tried and timing.is_given_up(one.at, at)]
    if old:
        log.error(
            "Given up: %s notices for %s since %s. %s", len(old), old[0].user_id, old[0].at, old[-1].error
        )
        store.change([one.id for one in old], ended=at, outcome=GIVEN_UP)
    return [one for one in notices if one not in old]


def _is_time(user_id: str, notices: list[Notice], at: datetime, *, begun: bool) -> bool:
    """Whether a person gets their notices now: those of a mail that was begun, or those that are due; not while it rests."""
    if not notices or timing.is_resting(
        max(one.tries for one in notices), max((one.tried for one in notices if one.tried), default=None), at
    ):
        return False
    waiting = [Waiting(one.at, one.waits) for one in notices]
    wish = setting(user_id).wish
    return begun or wish is Wish.TIDAK or timing.is_due(waiting, wish, store.last_mail(user_id), at)


def _true(notices: list[Notice], people: list[Acting]) -> list[Notice]:
    """The notices that are still true, for whom they are still meant; of several steps of a dataset the last."""
    datasets = store.datasets({one.dataset_id for one in notices})
    last = {(one.dataset_id, one.topic == OVERDUE): one for one in notices}
    found = []
    for one in last.values():
        dataset = datasets.get(one.dataset_id)
        if dataset is None or not audience.stands(one.topic, one.waits, dataset.status):
            continue
        mine = (person for person in people if person.user_id == one.user_id)
        of = Audience(one.audience)
        if any(audience.belongs(of, person, dataset.owner, (one.user_id,)) for person in mine):
            found.append(one)
    return found


def _deliver(user: model.User, batch: str, at: datetime) -> bool:
    """Give a mail that was begun to messengers, then to the server, and write down each that has it."""
    notices = store.pending(user.id, batch)
    fresh = [one for one in notices if one.asked is None]
    if fresh:
        handled = outlets.message(user, _letter(user, fresh, batch, at))
        ended = {"ended": at, "outcome": MESSENGER} if handled else {}
        store.change([one.id for one in fresh], asked=at, **ended)
        model.Session.commit()
        notices = store.pending(user.id, batch)
    if not notices or not outlets.has_mail():
        store.change([one.id for one in notices], ended=at, outcome=MESSENGER)
        return bool(fresh)
    ids = [one.id for one in notices]
    try:
        outlets.mail(user, _letter(user, notices, batch, at))
    except AwayError as away:
        store.change(ids, tried=at, error=str(away), **({"batch": ""} if away.is_sure else {}))
        raise
    store.change(ids, ended=at, outcome=SENT, error="")
    return True


def _letter(user: model.User, notices: list[Notice], batch: str, at: datetime) -> Letter:
    events = {one.id: one for one in workflow.steps([one.event_id for one in notices if one.event_id])}
    datasets = store.datasets({one.dataset_id for one in notices})
    return letters.write(Mail(user, batch, at, setting(user.id).language), notices, events, datasets)


def standing() -> store.Standing:
    """What could not be told although it was tried."""
    return store.standing(now(), LATELY)


def sweep() -> None:
    """Forget what ended long ago. Commits."""
    store.sweep(now())
    model.Session.commit()

"""What who checks a dataset wants to know of its history: who submitted it, and what has changed since it was last decided about. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple, Protocol

from ckanext.paser.workflow.rules import files
from ckanext.paser.workflow.rules.files import Changes
from ckanext.paser.workflow.rules.states import Status

_SUBMITTED = (Status.DIAJUKAN, Status.DIPERBAIKI)
_DECIDED = (Status.PERLU_PERBAIKAN, Status.DITOLAK, Status.TERBIT, Status.DITARIK)


class Event(Protocol):
    """What is looked at of an event of the history."""

    @property
    def at(self) -> datetime: ...
    @property
    def actor(self) -> str: ...
    @property
    def to(self) -> str: ...
    @property
    def note(self) -> str: ...
    @property
    def comments(self) -> dict[str, str]: ...
    @property
    def digest(self) -> str: ...
    @property
    def parts(self) -> dict[str, str]: ...


class Since(NamedTuple):
    """What has happened since somebody decided about a dataset.

    Attributes:
        to: what was decided.
        note: why.
        comments: how many remarks by field came with it.
        changed: whether what the dataset and its files say is something else now; None where that is not known.
    """

    at: datetime
    to: Status
    note: str
    comments: int
    changed: bool | None


def submitted(history: Sequence[Event]) -> Event | None:
    """The newest submission; None where a dataset came in another way.

    Args:
        history: the newest event first, as in all functions here.
    """
    return next((one for one in history if one.to in _SUBMITTED), None)


def since(history: Sequence[Event]) -> Since | None:
    """What has changed since the last decision before the newest submission; None where it is the first."""
    newest = submitted(history)
    decided = next((one for one in history if one.to in _DECIDED), None)
    if decided is None:
        return None
    known = newest is not None and newest.digest and decided.digest
    changed = newest.digest != decided.digest if newest is not None and known else None
    return Since(decided.at, Status(decided.to), decided.note, len(decided.comments), changed)


def changed_parts(history: Sequence[Event]) -> list[str]:
    """The fields, and the files (``file-<id>``), that say something else now than when a dataset was last decided about: those
    that came or changed, then those that went. None where nobody has decided, or submitted it again, or where that is not known.
    """
    then, now = _compared(history)
    of_files = files.changes(then, now)
    names = [one for one in {**now, **then} if not files.is_of_part(one)]
    return [one for one in names if then.get(one) != now.get(one) or one in of_files]


def changed_files(history: Sequence[Event]) -> dict[str, Changes]:
    """What of each file, by ``file-<id>``, is another now than when a dataset was last decided about, as far as that is known."""
    return files.changes(*_compared(history))


def _compared(history: Sequence[Event]) -> tuple[dict[str, str], dict[str, str]]:
    """What was kept at the last decision, and at the submission after it; nothing where one of the two is missing."""
    newest = submitted(history)
    decided = next((one for one in history if one.to in _DECIDED), None)
    if newest is None or decided is None or history.index(newest) > history.index(decided):
        return {}, {}
    return (decided.parts, newest.parts) if newest.parts and decided.parts else ({}, {})


def days_waiting(since_day: date | None, today: date) -> int:
    """Whole days that a dataset has waited; 0 on the first, and where nobody knows since when."""
    return max((today - since_day).days, 0) if since_day else 0

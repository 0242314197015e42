"""What the search index may say of a dataset, and where it says something else than the database."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from heapq import merge
from itertools import groupby

PUBLIC = "public"
"""The label of what everybody may find."""
TOGETHER = 500
"""Datasets that one filter leaves out: Solr takes so many conditions at once (``maxBooleanClauses``)."""


class Step(Enum):
    """What is done with the entry of a dataset before its change is committed."""

    WRITE = "write"
    HIDE = "hide"
    WAIT = "wait"


def before_commit(wanted: Collection[str], known: Collection[str]) -> Step:
    """Tell what may be done with an entry while others do not see the change yet.

    Args:
        wanted: who may find the dataset once the change is committed, as permission labels.
        known: who may find it as long as it is not; nobody, where it is new.

    Returns:
        WRITE where nobody may find it who may not already, HIDE where some may no longer and others may only then,
        else WAIT.
    """
    if PUBLIC in known or set(wanted) <= set(known):
        return Step.WRITE
    return Step.WAIT if PUBLIC in wanted or not known else Step.HIDE


def left_out(ids: Sequence[str]) -> list[str]:
    """Filters of a search that leave out these datasets."""
    several = (ids[first : first + TOGETHER] for first in range(0, len(ids), TOGETHER))
    return [f"-id:({' OR '.join(map(_quoted, some))})" for some in several]


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


@dataclass(frozen=True)
class Entry:
    """What can be compared of a dataset.

    Args:
        modified: to the millisecond, which is all that Solr keeps.
        labels: who may find it.
    """

    id: str
    modified: datetime | None
    state: str | None
    private: bool
    labels: frozenset[str]

    @property
    def public(self) -> bool:
        return PUBLIC in self.labels


@dataclass(frozen=True)
class Compared:
    """A dataset as the database and as the index has it; several entries of one dataset are one too many."""

    id: str
    stored: Entry | None
    indexed: tuple[Entry, ...]

    @property
    def same(self) -> bool:
        return self.indexed == ((self.stored,) if self.stored else ())

    @property
    def shows_too_much(self) -> bool:
        """Somebody finds it who may not, or it is no dataset at all."""
        if self.stored and self.stored.public:
            return False
        allowed = self.stored.labels if self.stored else frozenset()
        return any(self.stored is None or not entry.labels <= allowed for entry in self.indexed)


def compare(stored: Iterable[Entry], indexed: Iterable[Entry]) -> Iterator[Compared]:
    """Lay database and index side by side; both come in the order of their ids, and few are held at a time."""
    sides = (((entry, True) for entry in stored), ((entry, False) for entry in indexed))
    for id_, entries in groupby(merge(*sides, key=_id), key=_id):
        ours, found = None, []
        for entry, is_stored in entries:
            if is_stored:
                ours = entry
            else:
                found.append(entry)
        yield Compared(id_, ours, tuple(found))


def _id(side: tuple[Entry, bool]) -> str:
    return side[0].id

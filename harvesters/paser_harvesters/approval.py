"""Who has to have looked at a source before it may write: four eyes, as for a dataset. Pure.

Source: Perpres 39/2019 articles 32 to 36 (nobody publishes what they have made themselves). What a source brings is public at once, so it
is the source that is approved. The operator of the machine, who applies a file there, answers for it as the portal itself does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from ckanext.paser.problems import N_, Problem

from paser_harvesters.rules import canonical, differences

Document = Mapping[str, Any]

UNDECIDING = ("cron", "enabled", "notify")
"""Fields that say nothing about what is published: when a run comes, whether any does, who gets mail. The title is none of them: each
dataset names it as where it comes from."""
WAITS = "source_unapproved"
OWN, NO_PERSON = "own_source", "no_person"
"""Codes of problems; the last two are about who asks."""


class How(str, Enum):
    """How a source came to be approved."""

    PERSON = "orang"
    OPERATOR = "sistem"
    UPGRADE = "pemutakhiran"


def decisive(document: Document) -> dict[str, Any]:
    """The fields of a document that decide about what is published."""
    return {name: value for name, value in document.items() if name not in UNDECIDING}


def digest(document: Document) -> str:
    """The sha256, in hexadecimal, of what a document decides about what is published."""
    return hashlib.sha256(canonical(decisive(document))).hexdigest()


@dataclass(frozen=True)
class Standing:
    """A source between those who make it and those who approve it.

    Args:
        document: as it is now.
        approved: as it was when it was approved last; None where it never was.
        authors: ids of the people who have made or changed it since.
    """

    document: Document
    approved: Document | None = None
    authors: Sequence[str] = ()

    @property
    def waits(self) -> bool:
        """Whether a second person has still to look at it."""
        return self.approved is None or digest(self.document) != digest(self.approved)

    @property
    def changes(self) -> list[dict[str, Any]]:
        """What is different from what was approved: ``field``, ``before``, ``after``."""
        return differences(decisive(self.approved or {}), decisive(self.document))

    def authors_of(self, document: Document, person: str) -> list[str]:
        """Whose work the source is once somebody sends this document for it.

        Args:
            person: their id; empty for the portal itself.
        """
        if digest(document) == digest(self.document):
            return list(self.authors)
        before = self.authors if self.waits else ()
        return list(dict.fromkeys([*before, *([person] if person else [])]))

    def unapproved(self) -> Problem | None:
        """Why no run may write anything; None where one may."""
        if not self.waits:
            return None
        fact = N_("It waits for the approval of a second person.")
        remedy = N_(
            "Somebody who may steer sources, and has not made or changed this one, approves it on its page."
        )
        return self._problem(WAITS, fact, remedy)

    def judge(self, person: str, seen: str | None) -> Problem | None:
        """What keeps somebody from approving it.

        Args:
            person: id of who may steer sources; empty for the portal itself.
            seen: digest of the document that they have looked at; None while they only ask whether they may.
        """
        if not self.waits:
            return self._problem(
                "source_approved", N_("It is approved as it is."), N_("Nothing is to be done.")
            )
        if not person:
            fact = N_("Only a person approves a source.")
            return self._problem(NO_PERSON, fact, N_("Log in, or apply its file on the server."))
        if person in self.authors:
            fact = N_("You have made or changed this source yourself, and nobody approves their own work.")
            remedy = N_(
                "Ask somebody else who may steer sources, or the operator of the server to apply its file."
            )
            return self._problem(OWN, fact, remedy)
        if seen is not None and seen != digest(self.document):
            fact = N_("The source was changed since you looked at it.")
            return self._problem(
                "source_changed_since", fact, N_("Look at it as it is now, then approve it.")
            )
        return None

    def _problem(self, code: str, fact: str, remedy: str) -> Problem:
        return Problem(code, N_("source {source}"), fact, remedy, {"source": self.document["id"]})


def note(source_id: str, how: str, name: str, day: date) -> str:
    """What the history of a dataset says about who let its source publish it; data, like every note, so it is not translated."""
    who = {How.OPERATOR: "operator server", How.UPGRADE: "pemutakhiran portal"}.get(How(how), name)
    return f"Disetujui lewat sumber {source_id}: {who}, {day.isoformat()}."

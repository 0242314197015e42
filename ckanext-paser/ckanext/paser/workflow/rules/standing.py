"""What a write to a dataset does to where it stands: who may see it follows from its state, never from what was sent.

Rule 8 of table 6.7: private unless published and open; the card alone of what is not open may be public, without files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ckanext.paser.problems import N_, Problem
from ckanext.paser.workflow.rules.states import Status


@dataclass(frozen=True)
class Stored:
    """A dataset as it is stored before a write."""

    status: Status = Status.DRAF
    private: bool = True
    state: str = "active"


@dataclass(frozen=True)
class Sent:
    """A write.

    Args:
        private: as it is sent; None where nothing was.
        state: of CKAN, as it will be: active, draft, deleted.
        access: ``akses_level`` as it will be.
        files: how many files the dataset will have.
        closes_alone: whether it changes nothing but how open the data are, and on what grounds (``closes_alone``).
        awaits_pembina: it is what a source says of priority data that the Pembina Data has not confirmed.
    """

    private: bool | None = None
    state: str = "active"
    access: str = "terbuka"
    files: int = 0
    closes_alone: bool = False
    awaits_pembina: bool = False


@dataclass(frozen=True)
class Standing:
    """What becomes of it.

    Args:
        problem: what keeps the write from being done, at the field ``field``.
    """

    status: Status
    private: bool
    field: str = ""
    problem: Problem | None = None


def is_private(status: Status, access: str, files: int) -> bool:
    """Whether a dataset is hidden from the public."""
    return status is not Status.TERBIT or (access != "terbuka" and files > 0)


def stand(before: Stored | None, sent: Sent, *, by_machine: bool) -> Standing:
    """Where a dataset stands after a write that is no step of the workflow.

    Args:
        before: None for a new dataset.
    """
    return _machine(before, sent) if by_machine else _person(before or Stored(), sent)


def _machine(before: Stored | None, sent: Sent) -> Standing:
    """The portal itself publishes what it is told to: somebody approved the source. Not what people have begun to decide about.

    Priority data of a source wait for the Pembina, who confirms them before they are public first (rule 3 of table 6.7).
    """
    was = before or Stored(private=False)
    private = was.private if sent.private is None else sent.private
    if was.status not in (Status.DRAF, Status.TERBIT):
        return Standing(was.status, private=True)
    if sent.state != "active":
        return Standing(was.status, private)
    if not private and sent.awaits_pembina and was.status is Status.DRAF:
        return Standing(Status.DIPERIKSA_PEMBINA, private=True)
    if not private:
        return Standing(Status.TERBIT, private=False)
    stays = was.status is Status.TERBIT and was.private
    return Standing(Status.TERBIT if stays else Status.DRAF, private=True)


def _person(before: Stored, sent: Sent) -> Standing:
    if before.status is Status.TERBIT and before.state != "active":
        return Standing(Status.DRAF, private=True)  # what was deleted comes back as a draft
    stands = Standing(before.status, is_private(before.status, sent.access, sent.files))
    if before.status is not Status.TERBIT:
        return stands
    stays = Standing(before.status, before.private)
    if sent.state != "active":
        return replace(stays, field="state", problem=published())
    if not before.private and sent.private:
        return replace(stays, field="private", problem=published())
    if not before.private and stands.private and sent.closes_alone:
        return stands  # closing data never waits; what comes with it does
    return replace(stays, field="status_sdi", problem=kept())


_CLOSING = (
    *("akses_level", "dasar_pembatasan", "private"),
    *("kategori_informasi", "dasar_pengecualian", "nomor_uji_konsekuensi", "masa_pengecualian"),
)
"""What closing data says: how open they are, and what rules 4 and 5 of table 6.7 ask of data that are not open."""
_NOT_COMPARED = (*_CLOSING, "metadata_modified", "status_sdi")


def closes_alone(shown: Mapping[str, Any], sent: Mapping[str, Any]) -> bool:
    """Whether a write leaves a dataset as it is shown in all but how open its data are, and on what grounds.

    Args:
        shown: the whole dataset, before the write.
        sent: the whole dataset as it is sent; without ``resources``, which leaves the files as they are.
    """
    whole = {"resources": shown.get("resources"), **sent}
    names = {*shown, *whole}.difference(_NOT_COMPARED)
    return all(shown.get(name) == whole.get(name) for name in names)


def published() -> Problem:
    """That what is published is withdrawn before it goes."""
    fact = N_("The dataset is published, and does not disappear without a word.")
    return Problem(
        "published", "", fact, N_("Ask Walidata to withdraw it with a reason; a page that says so stays.")
    )


def in_work(name: str) -> Problem:
    """That there is a next version already."""
    fact = N_("A new version of this dataset is in work already.")
    return Problem("in_work", "", fact, N_("Go on with it: /dataset/{name}."), {"name": name})


def gone() -> Problem:
    """That there is nothing whose place a next version could take."""
    fact = N_("The dataset whose next version this is was deleted meanwhile, or is a draft again itself.")
    return Problem(
        "gone", "", fact, N_("Give this version up, and ask the administrator for the former dataset.")
    )


def withdrawn() -> Problem:
    """That no day of release undoes a withdrawal."""
    fact = N_("The dataset whose next version this is was withdrawn meanwhile.")
    remedy = N_("If it may be public again, Walidata publishes this version by hand.")
    return Problem("withdrawn", "", fact, remedy)


def elsewhere() -> Problem:
    """That rows which programs write are not part of a version."""
    fact = N_(
        "The rows of this table are written in the published dataset, also while its next version is in work."
    )
    return Problem("elsewhere", "", fact, N_("Send them to the file of the published dataset."))


def rows_kept() -> Problem:
    """That rows of what is published are written directly only where that was checked."""
    fact = N_("The dataset is published, and the rows of this file stay as they were checked.")
    remedy = N_(
        "Begin a new version on the page of the dataset. Where rows are to be written directly, answer so at its file,"
        " and submit it to Walidata."
    )
    return Problem("rows_kept", "", fact, remedy)


def over() -> Problem:
    """That a next version was given up, or is in its place already."""
    fact = N_("This version was given up, or has taken the place of the published one already.")
    return Problem("over", "", fact, N_("Begin a new version on the page of the published dataset."))


def kept() -> Problem:
    """That what is published is replaced as a whole, by what was checked."""
    fact = N_("The dataset is published, and stays as it is until its next version was checked.")
    remedy = N_("Begin a new version on the page of the dataset, change it there, and submit it to Walidata.")
    return Problem("kept", "", fact, remedy)


def address_kept(name: str) -> Problem:
    """That links to what was public lead to what is said of it now, also where it was withdrawn."""
    fact = N_("The public knows this dataset by its address, which stays.")
    return Problem("address_kept", "", fact, N_("Leave it at “{name}”."), {"name": name})


def unchecked() -> Problem:
    """That nobody publishes by a switch."""
    fact = N_("A dataset becomes public when it was checked.")
    return Problem("unchecked", "", fact, N_("Submit it to Walidata on its page."))


WRITTEN = "paser_workflow_written"
"""In the context of a write that is a step: the fields of ours that it writes."""
OF_SOURCE = "paser_workflow_of_source"
"""In the context of a write that says what a source says: who let the source publish it, for the history; may be empty. Unlike what the
portal notes itself it is judged by the whole profile, also where the dataset is public already."""
APPROVED_WITH_SOURCE = "Disetujui lewat sumber."
"""The note of what the portal publishes itself where it is not known who approved it; data, like every note, so it is not translated."""

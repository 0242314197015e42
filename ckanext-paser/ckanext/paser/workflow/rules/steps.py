"""Table 6.8 of the profile as data: which step may follow, who may take it, and under which conditions.

Pages show the steps from one state in this order: what leads on first, then the ways back.

Beyond the table: an agency takes back what nobody has begun to check, and begins anew with what was rejected or withdrawn.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from ckanext.paser.problems import N_, Problem
from ckanext.paser.workflow.rules.states import EDITABLE, PUBLIC, Role, Status

INCOMPLETE = "incomplete"
"""Code of the problem that the profile has remarks; what they are, ``service.remarks`` tells."""
LONGEST_NOTE = 5000  # characters: a reason is read in a minute


@dataclass(frozen=True)
class Step:
    """One line of the table.

    Args:
        by: who may take it; the portal may where its role is named.
        note: it needs a reason.
        or_comments: remarks on fields are reason enough.
        four_eyes: nobody who worked on this version may take it.
        complete: the profile's rules have nothing against it.
        priority: only for priority data (True), or only for others (False).
        changed: the dataset was changed since it was returned.
    """

    from_: Status
    to: Status
    by: frozenset[Role]
    label: str
    note: bool = False
    or_comments: bool = False
    four_eyes: bool = False
    complete: bool = False
    priority: bool | None = None
    changed: bool = False


def _step(from_: Status, to: Status, by: Role | Collection[Role], label: str, **conditions: Any) -> Step:
    return Step(from_, to, frozenset({by} if isinstance(by, Role) else by), label, **conditions)


_S, _PRODUSEN, _WALIDATA, _PEMBINA = Status, Role.PRODUSEN, Role.WALIDATA, Role.PEMBINA
_SUBMIT, _TAKE_BACK, _CHECK = N_("Submit to Walidata"), N_("Take back"), N_("Begin to check")
_RETURN, _APPROVE, _REJECT, _ANEW = N_("Return with reasons"), N_("Approve"), N_("Reject"), N_("Begin anew")

STEPS = (
    _step(_S.DRAF, _S.DIAJUKAN, _PRODUSEN, _SUBMIT, complete=True),
    _step(_S.DIAJUKAN, _S.DRAF, _PRODUSEN, _TAKE_BACK),
    _step(_S.DIAJUKAN, _S.DIPERIKSA_WALIDATA, _WALIDATA, _CHECK, four_eyes=True),
    _step(_S.PERLU_PERBAIKAN, _S.DIPERBAIKI, _PRODUSEN, N_("Submit again"), complete=True, changed=True),
    _step(_S.DIPERBAIKI, _S.DIPERIKSA_WALIDATA, _WALIDATA, _CHECK, four_eyes=True),
    _step(
        *(_S.DIPERIKSA_WALIDATA, _S.DIPERIKSA_PEMBINA, _WALIDATA, N_("Pass on to Pembina Data")),
        four_eyes=True,
        complete=True,
        priority=True,
    ),
    _step(
        *(_S.DIPERIKSA_WALIDATA, _S.DISETUJUI, _WALIDATA, _APPROVE),
        four_eyes=True,
        complete=True,
        priority=False,
    ),
    _step(_S.DIPERIKSA_WALIDATA, _S.PERLU_PERBAIKAN, _WALIDATA, _RETURN, note=True, or_comments=True),
    _step(_S.DIPERIKSA_PEMBINA, _S.DISETUJUI, _PEMBINA, _APPROVE, four_eyes=True, complete=True),
    _step(_S.DIPERIKSA_PEMBINA, _S.PERLU_PERBAIKAN, _PEMBINA, _RETURN, note=True, or_comments=True),
    _step(_S.DIPERIKSA_WALIDATA, _S.DITOLAK, _WALIDATA, _REJECT, note=True),
    _step(_S.DIPERIKSA_PEMBINA, _S.DITOLAK, (_WALIDATA, _PEMBINA), _REJECT, note=True),
    _step(
        *(_S.DISETUJUI, _S.TERBIT, (_WALIDATA, Role.SISTEM), N_("Publish")),
        four_eyes=True,
        complete=True,
    ),
    _step(_S.DISETUJUI, _S.PERLU_PERBAIKAN, _WALIDATA, _RETURN, note=True, or_comments=True),
    _step(_S.TERBIT, _S.DITARIK, _WALIDATA, N_("Withdraw"), note=True),
    _step(_S.TERBIT, _S.DRAF, _PRODUSEN, N_("Begin a new version")),
    _step(_S.DITOLAK, _S.DRAF, _PRODUSEN, _ANEW),
    _step(_S.DITARIK, _S.DRAF, _PRODUSEN, _ANEW),
)


@dataclass(frozen=True)
class Case:
    """A dataset, and who asks for a step.

    Args:
        roles: as what they act.
        is_author: they created, edited or submitted the present version.
        is_priority: it is priority data (``data_prioritas``).
        is_changed: it was changed since it was returned.
        remarks: how many of the profile's rules are against its publication.
    """

    status: Status
    roles: frozenset[Role]
    is_author: bool = False
    is_priority: bool = False
    is_changed: bool = True
    remarks: int = 0


def steps_from(status: Status) -> list[Step]:
    """The steps that the table has from a state."""
    return [one for one in STEPS if one.from_ is status]


def step(from_: Status, to: str) -> Step | None:
    """The step between two states; None where the table has none."""
    return next((one for one in STEPS if one.from_ is from_ and one.to == to), None)


def begins_version(wanted: Step) -> bool:
    """Whether a step begins another version of what is, or was, public: there is one at a time."""
    return wanted.to is Status.DRAF and wanted.from_ in PUBLIC


def acting(wanted: Step, roles: frozenset[Role]) -> Role | None:
    """As what somebody with these roles takes a step; None where they may not."""
    return next((role for role in Role if role in wanted.by & roles), None)


def judge(case: Case, to: str, note: str | None = "", comments: Collection[str] = ()) -> Problem | None:
    """Tell what keeps somebody from taking a step; None where nothing does.

    Args:
        to: the state that is asked for.
        note: the reason that is given; None where nobody has been asked for one yet.
        comments: the fields that are remarked on.
    """
    wanted = step(case.status, to)
    if wanted is None:
        return nothing(case.status)
    if acting(wanted, case.roles) is None:
        fact, remedy = _BELONGS[Role.PEMBINA if wanted.by == {_PEMBINA} else _first(wanted)]
        return Problem("not_your_role", "", fact, remedy)
    if wanted.four_eyes and case.is_author:
        fact = N_(
            "You have worked on this version yourself, and what is published was checked by somebody else."
        )
        remedy = N_("Ask somebody else of the same office to take this step.")
        return Problem("own_work", "", fact, remedy)
    return _lacking(wanted, case) or (None if note is None else _reason(wanted, note, comments))


def nothing(status: Status) -> Problem:
    """That a step does not lead on from a state, and whose turn it is."""
    fact = N_("This step does not follow from where the dataset stands.")
    return Problem("no_such_step", "", fact, TURN[status])


def _first(wanted: Step) -> Role:
    return next(role for role in Role if role in wanted.by)


def _lacking(wanted: Step, case: Case) -> Problem | None:
    if wanted.priority is not None and wanted.priority is not case.is_priority:
        fact, remedy = _OTHER_WAY[wanted.priority]
        return Problem("other_way", "", fact, remedy)
    if wanted.changed and not case.is_changed:
        fact = N_("Nothing was changed since the dataset was returned.")
        return Problem("unchanged", "", fact, N_("Put right what the note asks for, then submit it again."))
    if wanted.complete and case.remarks:
        fact = N_("The profile has remarks that keep the dataset from being published: {count}.")
        remedy = N_("Put right what the page of the dataset lists, then take this step.")
        return Problem(INCOMPLETE, "", fact, remedy, {"count": case.remarks})
    return None


def _reason(wanted: Step, note: str, comments: Collection[str]) -> Problem | None:
    if wanted.note and not (note.strip() or (wanted.or_comments and comments)):
        fact = N_("This step needs a reason.")
        remedy = N_("Write what has to be done, or why this is so.")
        if wanted.or_comments:
            remedy = N_("Write what has to be done, as a note or as a remark on a field.")
        return Problem("note_missing", "", fact, remedy)
    if len(note) > LONGEST_NOTE:
        fact = N_("The note has {length:,} characters.")
        remedy = N_("Write at most {most:,}; attach longer texts as a file of the dataset.")
        return Problem("note_too_long", "", fact, remedy, {"length": len(note), "most": LONGEST_NOTE})
    return None


def locked(status: Status) -> Problem | None:
    """Why nobody changes a dataset that stands here; None where its agency may."""
    if status in EDITABLE:
        return None
    return Problem(
        "locked", "", _LOCKED.get(status, N_("The dataset is being checked as it is.")), TURN[status]
    )


_LOCKED = {
    Status.DISETUJUI: N_("The dataset is approved as it is."),
    Status.DITOLAK: N_("The dataset was rejected."),
    Status.DITARIK: N_("The dataset was withdrawn."),
}
TURN = {
    Status.DRAF: N_("It is the agency's turn: complete the draft and submit it to Walidata."),
    Status.DIAJUKAN: N_(
        "It is Walidata's turn: it begins to check, or the agency takes the dataset back to change it."
    ),
    Status.DIPERIKSA_WALIDATA: N_("It is Walidata's turn: it approves, or returns the dataset with reasons."),
    Status.PERLU_PERBAIKAN: N_(
        "It is the agency's turn: put right what the note asks for and submit it again."
    ),
    Status.DIPERBAIKI: N_("It is Walidata's turn: it begins to check."),
    Status.DIPERIKSA_PEMBINA: N_(
        "It is the turn of Pembina Data: it approves, or returns the dataset with reasons."
    ),
    Status.DISETUJUI: N_(
        "It is Walidata's turn: it publishes, or returns the dataset with reasons; on the day of its release the portal "
        "publishes it."
    ),
    Status.TERBIT: N_(
        "It is published. The agency may begin a new version beside it; Walidata may withdraw it."
    ),
    Status.DITOLAK: N_("It is the agency's turn: it may begin anew."),
    Status.DITARIK: N_("It is the agency's turn: it may begin anew."),
}
"""Whose turn it is, and to do what."""
_BELONGS = {
    Role.PRODUSEN: (
        N_("This step belongs to the agency of the dataset."),
        N_("Ask an editor of the agency, or whom it has named as deputy."),
    ),
    Role.WALIDATA: (
        N_("This step belongs to Walidata."),
        N_("Ask an editor of the office that is Walidata; it has the dataset in its queue."),
    ),
    Role.PEMBINA: (
        N_("This step belongs to Pembina Data."),
        N_("Ask an editor of the office that is Pembina Data; it has the dataset in its queue."),
    ),
}
_OTHER_WAY = {
    True: (N_("Only priority data are checked by Pembina Data."), N_("Approve it.")),
    False: (N_("Priority data are checked by Pembina Data too."), N_("Pass it on to Pembina Data.")),
}

"""Who is told of which step of a dataset (Perpres 39/2019 articles 18 to 22: who does what). Pure: no CKAN, no clock, no database."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from enum import Enum
from typing import NamedTuple

from ckanext.paser.workflow.rules import Role, Status

OVERDUE = "terlambat"
"""What a notice is about that follows from no step: data that are due by their own frequency."""


class Audience(str, Enum):
    """As what somebody is told.

    INSTANSI: who acts for the dataset's agency: editors, administrators, deputies. PENYUSUN: those of them who worked on this
    version. WALIDATA, PEMBINA: who acts for an agency with this SDI role.
    """

    INSTANSI = "instansi"
    PENYUSUN = "penyusun"
    WALIDATA = "walidata"
    PEMBINA = "pembina"


class Told(NamedTuple):
    """That somebody is told, and whether the dataset waits for them now."""

    audience: Audience
    waits: bool


class Step(NamedTuple):
    """A step that was taken.

    Attributes:
        actor: id of the person; empty for the portal itself.
        authors: ids of those who worked on this version.
    """

    from_: str
    to: str
    actor: str
    role: str
    owner: str
    authors: Collection[str]


class Acting(NamedTuple):
    """That somebody acts for an agency, which has these SDI roles."""

    user_id: str
    agency_id: str
    roles: Collection[str]


_A = Audience
TOLD: Mapping[Status, tuple[Told, ...]] = {
    Status.DRAF: (),
    Status.DIAJUKAN: (Told(_A.WALIDATA, True),),
    Status.DIPERBAIKI: (Told(_A.WALIDATA, True),),
    Status.DIPERIKSA_WALIDATA: (Told(_A.PENYUSUN, False),),
    Status.PERLU_PERBAIKAN: (Told(_A.INSTANSI, True),),
    Status.DIPERIKSA_PEMBINA: (Told(_A.PEMBINA, True), Told(_A.PENYUSUN, False)),
    Status.DISETUJUI: (Told(_A.INSTANSI, False),),
    Status.TERBIT: (Told(_A.INSTANSI, False),),
    Status.DITOLAK: (Told(_A.INSTANSI, True),),
    Status.DITARIK: (Told(_A.INSTANSI, True),),
}
"""Who is told that a dataset has come to a state, the more urgent first."""
OF_OVERDUE = (Told(_A.INSTANSI, False), Told(_A.WALIDATA, False))
_BACK_AT_WALIDATA = Told(_A.WALIDATA, True)


def told(step: Step, people: Iterable[Acting]) -> dict[str, Told]:
    """The people who are told of a step, each once, whatever they are besides; nobody of what they did themselves.

    What the portal writes by itself (a source that was approved as a whole) is told to those for whom it waits alone, as
    priority data wait for Pembina; that it publishes what people have approved, to all.
    """
    by_source = step.role == Role.SISTEM and step.from_ != Status.DISETUJUI
    wanted = [one for one in TOLD.get(Status(step.to), ()) if one.waits or not by_source]
    if step.to == Status.DISETUJUI and step.role == Role.PEMBINA:
        wanted.insert(0, _BACK_AT_WALIDATA)
    return _chosen(wanted, step.owner, step.authors, people, but=step.actor)


def told_overdue(owner: str, people: Iterable[Acting], *, again: bool = False) -> dict[str, Told]:
    """The people who are told that a dataset of an agency is overdue.

    Args:
        again: they were told before; who acts for its agency is reminded, the Walidata has its list of all that is late.
    """
    return _chosen(OF_OVERDUE[:1] if again else OF_OVERDUE, owner, (), people)


def _chosen(
    wanted: Iterable[Told], owner: str, authors: Collection[str], people: Iterable[Acting], but: str = ""
) -> dict[str, Told]:
    known = list(people)
    found: dict[str, Told] = {}
    for one in wanted:
        for person in known:
            if person.user_id != but and belongs(one.audience, person, owner, authors):
                found.setdefault(person.user_id, one)
    return found


def belongs(audience: Audience, person: Acting, owner: str, authors: Collection[str]) -> bool:
    """Whether somebody who acts for an agency belongs to those who are told."""
    if audience in (Audience.WALIDATA, Audience.PEMBINA):
        return audience.value in person.roles
    mine = person.agency_id == owner
    return mine and (audience is Audience.INSTANSI or person.user_id in authors)


def stands(topic: str, waits: bool, status: str) -> bool:
    """Whether a notice is still true: a dataset that waited and has moved on waits for nobody."""
    if topic == OVERDUE:
        return status == Status.TERBIT
    return not waits or topic == status

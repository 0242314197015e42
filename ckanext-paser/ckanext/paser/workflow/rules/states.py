"""The states of ``status_sdi`` (code list STATUS of the profile), and who is what (Perpres 39/2019 articles 18 to 22)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import Enum

from ckanext.paser.problems import N_


class Status(str, Enum):
    """Where a dataset stands."""

    DRAF = "draf"
    DIAJUKAN = "diajukan"
    DIPERIKSA_WALIDATA = "diperiksa_walidata"
    PERLU_PERBAIKAN = "perlu_perbaikan"
    DIPERBAIKI = "diperbaiki"
    DIPERIKSA_PEMBINA = "diperiksa_pembina"
    DISETUJUI = "disetujui"
    TERBIT = "terbit"
    DITOLAK = "ditolak"
    DITARIK = "ditarik"


class Role(str, Enum):
    """As what somebody takes a step.

    PRODUSEN: an editor or administrator of the dataset's agency, or whom it has named as deputy. WALIDATA, PEMBINA: the
    same of an agency with this SDI role (``peran_sdi``). SISTEM: the portal itself, for a source, a job or a command.
    """

    PRODUSEN = "produsen"
    WALIDATA = "walidata"
    PEMBINA = "pembina"
    SISTEM = "sistem"


PEOPLE = frozenset({Role.PRODUSEN, Role.WALIDATA, Role.PEMBINA})
OFFICE = {
    Role.PRODUSEN: N_("the agency"),
    Role.WALIDATA: N_("Walidata"),
    Role.PEMBINA: N_("Pembina Data"),
    Role.SISTEM: N_("the portal"),
}
"""What is told of who took a step where no person may be named."""

EDITABLE = frozenset({Status.DRAF, Status.PERLU_PERBAIKAN, Status.TERBIT})
"""States in which people change a dataset; in the others it is what somebody checks, or has decided about."""
PUBLIC = (Status.TERBIT, Status.DITARIK)
"""Steps into these are told to everybody."""
SEEN_BY_WALIDATA = frozenset(Status) - {Status.DRAF}
"""States in which Walidata reads a dataset that is not public: those to which its agency has submitted it."""
AT_PEMBINA = frozenset({Status.DIPERIKSA_PEMBINA, Status.DISETUJUI})
"""States in which the Pembina reads priority data that are not public: when it checks them, and until they are published."""
WAITING_FOR = {
    Role.PRODUSEN: (Status.PERLU_PERBAIKAN, Status.DRAF),
    Role.WALIDATA: (Status.DIAJUKAN, Status.DIPERBAIKI, Status.DIPERIKSA_WALIDATA, Status.DISETUJUI),
    Role.PEMBINA: (Status.DIPERIKSA_PEMBINA,),
}
"""Whose turn it is, by state."""


def roles_of(
    agencies: Iterable[tuple[str, Collection[str]]], owner: str | None, *, is_sysadmin: bool = False
) -> frozenset[Role]:
    """As what somebody acts on a dataset.

    Args:
        agencies: id and SDI roles of the agencies for which they act.
        owner: id of the dataset's agency.
    """
    if is_sysadmin:
        return PEOPLE
    own = list(agencies)
    mine = {Role.PRODUSEN} if any(id_ == owner for id_, _ in own) else set()
    held = {role for _, said in own for role in said}
    return frozenset(mine | {role for role in (Role.WALIDATA, Role.PEMBINA) if role in held})

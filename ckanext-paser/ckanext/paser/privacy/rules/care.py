"""Those of whom health workers keep lists: what is noted of them tells their health.

Pure rules. Source: UU 27/2022 article 4(2) (data of health are specific); the lists: ``subjects``.
"""

from __future__ import annotations

import re

from ckanext.paser.privacy.rules import headers, subjects

_MEASURE = re.compile(subjects.MEASURES)
_BLOOD = re.compile(r"\b(?:gol(?:ongan)? (?:darah|drh|dar)|goldar(?:ah)?|rhesus|blood (?:type|group))\b")
_HANDS_OUT = re.compile(
    r"\b(?:petugas|pj|pic|penanggung|pengelola|koordinator|operator|admin|dokter|perawat|bidan|nakes)\b"
)
"""Who may have it in store: beside other names it is their own, also of teachers."""
_IN_CARE = frozenset(
    [
        "ibu", "hamil", "bumil", "bulin", "bufas", "busui", "lansia", "pasien", "penderita", "akseptor", "pus", "wus", "catin", "odgj",
        "odmk", "odha", "odhiv",
    ]
)  # fmt: skip


def health_of(label: str, who: str) -> bool:
    """Tell whether a column holds what those suffer from, or what is noted of their health.

    The weight of a child, or a mother's risk, is; that of an athlete or a project is not. The blood group is anybody's own.
    """
    measured = bool(_MEASURE.fullmatch(headers.words(label))) and _in_care(who)
    return measured or _blood_of(label, who) or headers.illness_of(label, who)


def _blood_of(label: str, who: str) -> bool:
    if headers.leads(who) or _HANDS_OUT.search(headers.words(who)):
        return False
    return bool(_BLOOD.search(headers.words(label))) and not headers.counting(label)


def _in_care(who: str) -> bool:
    listed = headers.of_children(who) or not _IN_CARE.isdisjoint(headers.words(who).split())
    return listed and not (headers.serves(who) or headers.leads(who))

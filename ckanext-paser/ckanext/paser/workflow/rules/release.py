"""When a version will be public, as its officer is told. Pure.

Table 6.8 of the profile: what is approved is published by Walidata, or by the portal on the day of release (``jadwal_rilis``).
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Any

from ckanext.paser.problems import N_
from ckanext.paser.workflow.rules.states import Status

AHEAD = frozenset(Status) - {Status.TERBIT, Status.DITOLAK, Status.DITARIK}
"""States before a version is public."""


class Release(Enum):
    """How a version comes to the public once it is approved; the value is the sentence that tells it, a msgid."""

    AT_ONCE = N_("It is published as soon as it is approved.")
    ON_ITS_DAY = N_("It is published on {day}, if it is approved by then. Walidata may publish it earlier.")
    BY_HAND = N_("It is published when Walidata publishes it, after it is approved.")
    NEVER = N_(
        "Once approved, the agency and Walidata see it, and not the public: these data are not open and have a file. "
        "Remove the files if the card is to be public."
    )


def release(said: Any, today: date, *, hidden: bool) -> tuple[Release, date | None]:
    """How a version comes to the public, and on which day where that is still to come.

    Args:
        said: its day of release, as an ISO text; what is none counts as none.
        today: the day in Paser.
        hidden: it stays private when it is published (rule 8 of table 6.7).
    """
    if hidden:
        return Release.NEVER, None
    try:
        day = date.fromisoformat(str(said or "")[:10])
    except ValueError:
        return Release.BY_HAND, None
    return (Release.ON_ITS_DAY, day) if day > today else (Release.AT_ONCE, None)

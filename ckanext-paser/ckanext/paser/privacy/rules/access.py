"""What a look through a file came to, and what the public gets of the file then.

Pure rules: no CKAN, no clock, no database. Source: code list PII_SCAN of profile paser-sdi 1.0.
"""

from __future__ import annotations

from enum import Enum

CLEAN, FOUND, REVIEWED, NOT_SCANNED = "bersih", "temuan", "ditinjau", "belum"
"""Outcomes: nothing holds the file, something does, somebody has made it public all the same, it could not be looked through."""

PASSED = (CLEAN, REVIEWED)
"""After these a table of the file may be public."""


class Access(Enum):
    """What those get who may see a dataset but not edit it, when they ask for a file."""

    FILE = "file"
    TABLE = "table"
    NOTHING = "nothing"


def access(outcome: str, *, file_public: bool) -> Access:
    """What the public gets of a file that was looked through.

    Args:
        file_public: the file itself may be had, not only the table that stands for it.
    """
    if file_public:
        return Access.FILE
    return Access.TABLE if outcome in PASSED else Access.NOTHING


_NOBODYS = ("bad_address", "login_in_address", "refused_address")
"""Why a link is not fetched where its address is nothing for visitors either."""


def is_offered(
    outcome: str | None, load: str | None, *, leaves_hidden: bool = False, unfetched: str = ""
) -> bool:
    """Tell whether a page leads the public to a file, by what it has already: nobody is led to a refusal.

    Args:
        outcome: as the fields of the resource tell it; empty for a file that nobody guards.
        load: how far its newest load is (``tables`` tells it); None if there never was one.
        leaves_hidden: it has hidden sheets, which are published only when an administrator says so.
        unfetched: code of why a linked file cannot be fetched; like any other link it is offered all the same.
    """
    if outcome == REVIEWED:
        return load in (None, "done", "failed")
    is_mere_link = load == "failed" and bool(unfetched) and unfetched not in _NOBODYS
    if leaves_hidden or not (load in (None, "done") or is_mere_link):
        return False  # while it is read or held, what is told is of the file before it
    return access(outcome or CLEAN, file_public=False) is not Access.NOTHING

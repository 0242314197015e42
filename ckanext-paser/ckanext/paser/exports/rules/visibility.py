"""Who is offered the file as it was sent: nobody is led to a refusal.

Pure rules: no CKAN, no clock, no database. What is really given is decided in the privacy room.
"""

from __future__ import annotations

CLEAN, OVERRIDDEN = "bersih", "ditinjau"
"""Outcomes of the search for personal data (code list PII_SCAN) after which a file, or a table in its place, is given."""

_NOBODYS = ("bad_address", "login_in_address", "refused_address")
"""Why a link is not fetched where its address is nothing for visitors either."""


def may_be_had(
    outcome: str | None, load: str | None, manages: bool, *, leaves_hidden: bool = False, unfetched: str = ""
) -> bool:
    """Tell whether a file is offered.

    Args:
        outcome: of the search for personal data; empty for what becomes no table.
        load: how far its newest load is (``tables`` tells it); None if there never was one.
        manages: the reader may edit it.
        leaves_hidden: it has hidden sheets, which are published only when an administrator says so.
        unfetched: code of why a linked file cannot be fetched; like any other link it is offered all the same.
    """
    if manages:
        return True
    is_mere_link = load == "failed" and bool(unfetched) and unfetched not in _NOBODYS
    if load in (None, "done") or is_mere_link:
        return outcome == OVERRIDDEN or (outcome in (None, "", CLEAN) and not leaves_hidden)
    return load == "failed" and outcome == OVERRIDDEN

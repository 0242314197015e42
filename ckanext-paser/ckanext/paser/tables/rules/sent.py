"""Rows that are sent through CKAN's API: what no table can keep, said before the database refuses it. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from ckanext.paser.problems import N_, Problem

_JSON = ("filters", "q")
"""Parameters that CKAN takes as JSON in a text, too."""


def unkept(records: Sequence[Mapping[str, Any]]) -> list[Problem]:
    """Why rows cannot be written, by the first value that cannot; nothing where they can.

    PostgreSQL keeps no NUL character in a text, and CKAN lets the error through as a fault of the server.
    """
    found = (
        _nul(number, column)
        for number, record in enumerate(records, 1)
        for column, value in record.items()
        if _has_nul(value)
    )
    return [problem for problem in [next(found, None)] if problem]


def unasked(asked: Mapping[str, Any]) -> dict[str, Problem]:
    """What of a call cannot be looked for, by the name of its parameter; rows are looked at by ``unkept``."""
    fact, remedy = N_("A NUL character (U+0000) stands here, which no table holds."), N_("Take it out.")
    return {
        name: Problem("nul", "", fact, remedy)
        for name, value in asked.items()
        if name != "records" and (_has_nul(value) or (name in _JSON and _has_nul(_read(value))))
    }


def _read(value: Any) -> Any:
    """What an address says as JSON, in which a NUL character has no place of its own but six letters."""
    try:
        return json.loads(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _has_nul(value: Any) -> bool:
    if isinstance(value, str):
        return "\0" in value
    if isinstance(value, Mapping):
        return any(map(_has_nul, (*value, *value.values())))
    return isinstance(value, (list, tuple)) and any(map(_has_nul, value))


def _nul(row: int, column: str) -> Problem:
    return Problem(
        "nul",
        N_('Row {row}, column "{column}"'),
        N_("A NUL character (U+0000) stands here, which no table can keep, so nothing was written."),
        N_("Take it out and send the rows again."),
        {"row": row, "column": column},
    )

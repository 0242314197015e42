"""Rows that are sent through CKAN's API: what no table can keep, said before the database refuses it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ckanext.paser.problems import N_, Problem


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

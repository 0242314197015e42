"""What whoever has returned a dataset asks for, as the page of its draft tells it."""

from __future__ import annotations

from typing import Any, NamedTuple

from ckanext.paser.desk import fields, service
from ckanext.paser.workflow import service as workflow

OF_FILE = "file-"
"""How the name begins by which a remark on a file is kept; its id follows."""


class Remark(NamedTuple):
    """A remark, and the part of the page that it is about (``at``, the id of an element); empty where the page shows none."""

    field: str
    text: str
    at: str


class Returned(NamedTuple):
    """Why a dataset was returned.

    Attributes:
        role: as what somebody has returned it.
        at: when, ISO 8601.
        note: what has to be done.
        comments: remarks by field, or by ``file-<id>``.
        remarks: the same, each with where the page shows it.
    """

    role: str
    at: str
    note: str
    comments: dict[str, str]
    remarks: list[Remark]


def of(dataset: dict[str, Any]) -> Returned | None:
    """Why a dataset that is shown was returned last; None where nobody waits for it to be put right."""
    if dataset["status_sdi"] != service.RETURNED:
        return None
    event = next((one for one in workflow.history(dataset["id"]) if one.to == service.RETURNED), None)
    if event is None:
        return None
    comments = dict(event.comments or {})
    asked = {one.name for one in fields.fields()}
    remarks = [Remark(name, text, _at(name, asked)) for name, text in comments.items()]
    return Returned(event.role, event.at.isoformat(), event.note, comments, remarks)


def _at(name: str, asked: set[str]) -> str:
    if name.startswith(OF_FILE):
        return "berkas-draf"
    return f"isian-{name}" if name in asked else ""

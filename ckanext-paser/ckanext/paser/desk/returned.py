"""What whoever has returned a dataset asks for, as the page of its draft tells it."""

from __future__ import annotations

from collections.abc import Collection
from itertools import chain
from typing import Any, NamedTuple

from ckanext.paser.desk import fields, service
from ckanext.paser.workflow import rules
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
        comments: remarks by field, or by ``file-<id>``, in the order of the page.
        remarks: the same, each with where the page shows it.
        called: what the files that are remarked on were called then, by ``file-<id>``; nothing of remarks from before that was kept.
    """

    role: str
    at: str
    note: str
    comments: dict[str, str]
    remarks: list[Remark]
    called: dict[str, str]


def of(dataset: dict[str, Any]) -> Returned | None:
    """Why a dataset that is shown was returned last; None where nobody waits for it to be put right."""
    if dataset["status_sdi"] != service.RETURNED:
        return None
    event = next((one for one in workflow.history(dataset["id"]) if one.to == service.RETURNED), None)
    if event is None:
        return None
    order = _order()
    comments = dict(sorted((event.comments or {}).items(), key=lambda one: _place(one[0], order)))
    remarks = [Remark(name, text, _at(name, order)) for name, text in comments.items()]
    called = rules.called(event.parts)
    return Returned(event.role, event.at.isoformat(), event.note, comments, remarks, called)


def _order() -> dict[str, int]:
    """The place of each field on the page, behind the files: first what is asked of everybody, then the further fields."""
    sections = fields.sections()
    asked = [*(one.asked for one in sections), *(one.advanced for one in sections)]
    return {field["field_name"]: number for number, field in enumerate(chain.from_iterable(asked))}


def _place(name: str, order: dict[str, int]) -> int:
    return -1 if name.startswith(OF_FILE) else order.get(name, len(order))


def _at(name: str, asked: Collection[str]) -> str:
    if name.startswith(OF_FILE):
        return "berkas-draf"
    return f"isian-{name}" if name in asked else ""

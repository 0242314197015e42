"""Helpers of the tables room for templates."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.paser.problems import worded
from ckanext.paser.tables import service
from ckanext.paser.tables.model import UNDER_WAY, Status
from ckanext.paser.tables.rules.report import leaves_hidden

__all__ = ["paser_table_loads", "paser_table_report"]

_NOT_MADE = (Status.FAILED.value, Status.HELD.value)


def paser_table_loads(resources: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """How far the newest file of each resource is on its way to a table, by resource; one query for all, two where some failed.

    ``status``, ``being_made`` (what is said while it is, else empty), ``is_same`` (the table that is there is of this very
    file), ``leaves_hidden`` (hidden sheets of the workbook are not its table), and ``problems`` and ``notes`` in the
    reader's language: ``where``, ``fact``, ``remedy``, ``text``; of a linked file also ``link``: ``fetched``, and
    ``problem`` while it cannot be fetched. What never was to become a table is left out.
    """
    found = service.statuses([resource["id"] for resource in resources])
    linked = [each["id"] for each in resources if each["id"] in found and not each.get("url_type")]
    links = service.links(linked)
    not_made = [id_ for id_, load in found.items() if load["status"] in _NOT_MADE]
    files = service.files_of_tables(not_made) if not_made else {}
    return {
        id_: {
            **_told(service.told(load, partial(service.may_edit, id_)), links.get(id_)),
            "being_made": _being_made(load["status"], linked=id_ in linked),
            "is_same": bool(load["sha256"]) and files.get(id_) == load["sha256"],
        }
        for id_, load in found.items()
    }


def paser_table_report(resource_id: str) -> dict[str, Any] | None:
    """What ``paser_table_report`` tells whoever reads the page; none where there is no table and no file that becomes one."""
    try:
        return tk.get_action("paser_table_report")({}, {"resource_id": resource_id})
    except (tk.ObjectNotFound, tk.NotAuthorized):
        return None


def _being_made(status: str, *, linked: bool) -> str:
    """A linked file is fetched while it still counts as waiting."""
    if status == Status.QUEUED.value and not linked:
        return tk._("The table waits for its turn.")
    return tk._("The table is being made.") if status in (Status.QUEUED.value, *UNDER_WAY) else ""


def _told(load: Mapping[str, Any], link: dict[str, Any] | None) -> dict[str, Any]:
    words = {name: [worded(item, tk._) for item in load[name]] for name in ("problems", "notes")}
    told = {
        "status": load["status"],
        "leaves_hidden": leaves_hidden(load["notes"]),
        **words,
    }
    if link:
        told["link"] = {**link, "problem": worded(link["problem"], tk._) if link["problem"] else None}
    return told

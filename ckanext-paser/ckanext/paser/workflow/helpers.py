"""Helpers of the workflow for templates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.paser.tables import service as tables
from ckanext.paser.workflow import rules, service, successors, telling
from ckanext.paser.workflow.rules import Role

__all__ = [
    "paser_workflow",
    "paser_workflow_changes",
    "paser_workflow_checks",
    "paser_workflow_moment",
    "paser_workflow_office",
    "paser_workflow_offices",
    "paser_workflow_place",
    "paser_workflow_release",
]

_OF_FILE = "file-"
"""How the name begins by which a remark on a file is kept; its id follows."""
_OFFICES = {Role.WALIDATA.value, Role.PEMBINA.value}


def paser_workflow(pkg: dict[str, Any]) -> dict[str, Any] | None:
    """Where a dataset stands, as ``paser_workflow_show`` tells those who act on it; None for everybody else."""
    if tk.current_user.is_anonymous or pkg.get("type") != service.TYPE or pkg.get("state") == "deleted":
        return None
    shown = telling.shown(pkg, _asker())
    return shown if shown["roles"] else None


def paser_workflow_changes(changed: dict[str, Any], name: str, pkg: dict[str, Any]) -> list[str]:
    """What of a file was changed, in sentences, with the labels of its columns as far as it has them now.

    Args:
        changed: of ``paser_workflow_show``, one of ``changed_in_files``.
        name: of the file there, ``file-<id>``.
    """
    id_ = name.removeprefix(_OF_FILE)
    entries = [one for file in pkg["resources"] if file["id"] == id_ for one in file.get("kamus_data") or ()]
    labels = {one.id: one.label for one in tables.columns(id_)}
    labels |= {one["id"]: one["label"] for one in entries if one.get("label")}
    return [*telling.sentences(rules.Changes(**changed), labels)]


def paser_workflow_checks(pkg: dict[str, Any]) -> bool:
    """Whether who is logged in acts on a dataset: one query for a request, none for visitors."""
    if tk.current_user.is_anonymous or pkg.get("type") != service.TYPE:
        return False
    return bool(_asker().roles(pkg.get("owner_org")))


def _asker() -> service.Asker:
    """Who is logged in, found once for a request."""
    known: dict[str, service.Asker] = tk.request.environ.setdefault("paser.asker", {})
    user: Any = tk.current_user
    if user.name not in known:
        known[user.name] = service.asker(user._get_current_object())
    return known[user.name]


def paser_workflow_office(role: str) -> str:
    """An office in the reader's words."""
    return telling.office(Role(role))


def paser_workflow_moment(iso: str) -> str:
    """A moment of the history, with its time of day."""
    moment = datetime.fromisoformat(iso)
    return f"{tk.h.paser_day(moment)}, {moment.astimezone(tk.h.get_display_timezone()):%H.%M}"


def paser_workflow_place(field: str, pkg: dict[str, Any], called: Mapping[str, str] | None = None) -> str:
    """What a remark is about: the words of a field, or the name of a file, of whichever version it was one.

    Args:
        called: what the files that were remarked on were called then, by ``file-<id>``: another may have taken their place since.
    """
    id_ = field.removeprefix(_OF_FILE)
    if id_ == field:
        return tk.h.paser_field(field)
    if called and field in called:
        return called[field]
    file = next((one for one in pkg["resources"] if one["id"] == id_), None)
    file = file or successors.files_of_versions(pkg).get(id_)
    return tk.h.resource_display_name(file) if file else tk._("A file that is not there any more")


def paser_workflow_release(said: Mapping[str, Any], status: str, files: int) -> str:
    """When a version will be public; empty where it is, or was decided about otherwise.

    Args:
        said: its day of release (``jadwal_rilis``) and ``akses_level``, as they are stored or typed.
        status: where it stands.
        files: how many it has.
    """
    if status not in rules.AHEAD:
        return ""
    hidden = rules.is_private(rules.Status.TERBIT, said.get("akses_level") or "terbuka", files)
    today = datetime.now(tk.h.get_display_timezone()).date()
    how, day = rules.release(said.get("jadwal_rilis"), today, hidden=hidden)
    return tk._(how.value).format(day=tk.h.paser_day(day) if day else "")


def paser_workflow_offices() -> dict[Role, int]:
    """How many datasets wait for each office of who is logged in; one query for a request, none for who holds none."""
    if tk.current_user.is_anonymous:
        return {}
    asker = _asker()
    held = {role for _, roles in asker.agencies for role in roles}
    if not asker.is_sysadmin and held.isdisjoint(_OFFICES):
        return {}
    if "paser_workflow_offices" not in tk.g:
        user: Any = tk.current_user
        tk.g.paser_workflow_offices = service.offices(user.id, is_sysadmin=bool(user.sysadmin))
    return tk.g.paser_workflow_offices

"""How the workflow is told to people and programs."""

from __future__ import annotations

from typing import Any

from flask import has_request_context

import ckan.plugins.toolkit as tk

from ckanext.paser.metadata import rules as metadata
from ckanext.paser.problems import worded
from ckanext.paser.workflow import rules, service
from ckanext.paser.workflow.model import EDIT, WorkflowEvent
from ckanext.paser.workflow.rules import Role, Status


def label(status: str) -> str:
    """A state in the reader's words."""
    language = tk.h.lang() if has_request_context() else "en"
    return metadata.label("status_sdi", status, language)


def office(role: Role) -> str:
    """An office in the reader's words."""
    return tk._(rules.OFFICE[role])


def shown(dataset: dict[str, Any], who: service.Asker) -> dict[str, Any]:
    """What ``paser_workflow_show`` returns, see there."""
    history = service.history(dataset["id"])
    roles = who.roles(dataset.get("owner_org")) if who.id != "-" else frozenset()
    status = service.status(dataset)
    last = next((one for one in history if one.kind != EDIT), None)
    told = history if roles else service.public(history)
    names = service.names(told) if roles else {}
    of, after = service.versions(dataset["id"]) if roles else (None, None)
    note = next((one.note for one in history if one.to == status), "") if roles else ""
    return {
        "id": dataset["id"],
        "name": dataset["name"],
        "title": dataset.get("title") or dataset["name"],
        "status": status.value,
        "label": label(status.value),
        "since": last.at.isoformat() if last else None,
        "turn": tk._(rules.TURN[status]),
        "roles": sorted(role.value for role in roles),
        "next": [_step(one) for one in service.offered(dataset, who, history)] if roles else [],
        "replaces": _version(of),
        "successor": _version(after),
        "note": note if status in (Status.PERLU_PERBAIKAN, Status.DITOLAK) else "",
        "history": [_event(one, names, named=bool(roles)) for one in told],
    }


def _version(package: Any) -> dict[str, str] | None:
    if package is None:
        return None
    status = (package.extras or {}).get("status_sdi") or Status.DRAF.value
    return {"id": package.id, "name": package.name, "status": status, "label": label(status)}


def _step(offered: service.Offered) -> dict[str, Any]:
    step, problem = offered
    return {
        "to": step.to.value,
        "label": tk._(step.label),
        "needs_note": step.note,
        "allowed": problem is None,
        "why_not": worded(problem, tk._)["text"] if problem else "",
    }


def _event(event: WorkflowEvent, names: dict[str, str], *, named: bool) -> dict[str, Any]:
    return {
        "number": event.number,
        "at": event.at.isoformat(),
        "kind": event.kind,
        "actor": names.get(event.actor, event.actor) if named else "",
        "role": event.role,
        "office": office(Role(event.role)) if event.role else "",
        "from": event.from_,
        "to": event.to,
        "label": label(event.to) if event.to else tk._("Changed"),
        "note": event.note if named or event.to == Status.DITARIK else "",
        "comments": event.comments if named else {},
    }


def waiting(row: Any) -> dict[str, Any]:
    """One entry of the queue."""
    status = row.status or Status.DRAF.value
    return {
        "id": row.id,
        "name": row.name,
        "title": row.title or row.name,
        "status": status,
        "label": label(status),
        "since": row.since.isoformat() if row.since else None,
        "note": row.note or "",
        "replaces": row.original,
        "data_prioritas": str(row.priority).lower() == "true",
        "jadwal_rilis": row.release or None,
        "organization": {"id": row.owner_org, "name": row.organization, "title": row.organization_title},
    }

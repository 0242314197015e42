"""How the workflow is told to people and programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from flask import has_request_context

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.paser.metadata import rules as metadata
from ckanext.paser.metadata.rules import profile
from ckanext.paser.metadata.rules.findings import Finding
from ckanext.paser.problems import worded
from ckanext.paser.workflow import rules, service, successors
from ckanext.paser.workflow.judging import Offered
from ckanext.paser.workflow.model import END, STEP, WorkflowEvent
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
    whole = service.whole_history(dataset["id"])
    roles = who.roles(dataset.get("owner_org")) if who.id != "-" else frozenset()
    status = service.status(dataset)
    last = next((one for one in history if one.kind == STEP), None)
    told = whole if roles else service.public(whole)
    names = service.names({one.actor for one in told if one.actor}) if roles else {}
    of, after = successors.versions(dataset) if roles else (None, None)
    was_sent_back = roles and status in (Status.PERLU_PERBAIKAN, Status.DITOLAK)
    waiting = after.package if after else None
    offered = [*service.offered(dataset, who, history, waiting)] if roles else []
    why = next((one for one in history if one.to == status), None) if was_sent_back else None
    return {
        "id": dataset["id"],
        "name": dataset["name"],
        "title": dataset.get("title") or dataset["name"],
        "status": status.value,
        "label": label(status.value),
        "since": last.at.isoformat() if last else None,
        "turn": tk._(rules.TURN[status]),
        "roles": sorted(role.value for role in roles),
        "next": [_step(one) for one in offered],
        "remarks": _remarks(dataset, offered),
        "replaces": _version(of),
        "successor": _version(after),
        "changed": rules.changed_parts(history) if roles else [],
        "changed_in_files": _in_files(history) if roles else {},
        "note": why.note if why else "",
        "comments": why.comments if why else {},
        "history": [
            _event(len(told) - place, one, names, named=bool(roles)) for place, one in enumerate(told)
        ],
    }


def taken(dataset_id: str, to: str) -> dict[str, Any]:
    """What is told of a step to who has taken it and may not read the dataset any more: nothing but the step."""
    return {"id": dataset_id, "status": to, "label": label(to), "turn": tk._(rules.TURN[Status(to)])}


def remarks(dataset: dict[str, Any], found: Iterable[Finding]) -> list[dict[str, Any]]:
    """What the profile has against a step, as ``paser_workflow_show`` tells it."""
    files = dataset.get("resources") or []
    return [
        {
            "field": one.field,
            "file": None if one.file is None else files[one.file]["id"],
            "text": worded(one.problem, tk._)["text"],
        }
        for one in found
    ]


def _remarks(dataset: dict[str, Any], offered: Iterable[Offered]) -> list[dict[str, Any]]:
    """The same, of the first step that wants all to be complete; none where no such step follows."""
    return remarks(dataset, next((one.remarks for one in offered if one.step.complete), ()))


def _version(version: successors.Version | None) -> dict[str, Any] | None:
    if version is None:
        return None
    package, (fields, files) = version
    status = (package.extras or {}).get("status_sdi") or Status.DRAF.value
    told = {"id": package.id, "name": package.name, "status": status, "label": label(status)}
    return {**told, "changed": fields, "changed_files": files}


def _in_files(history: list[WorkflowEvent]) -> dict[str, dict[str, Any]]:
    """What of each file, by ``file-<id>``, is another."""
    return {name: one._asdict() for name, one in rules.changed_files(history).items()}


def sentences(changes: rules.Changes, labels: Mapping[str, str]) -> Iterator[str]:
    """What of a file is another, in the words of whoever reads the page.

    Args:
        labels: of its columns, by id.
    """
    if changes.is_replaced:
        yield tk._("The file itself is another one.")
    if changes.rows:
        before, now = map(tk.h.paser_number, changes.rows)
        yield tk._("Its table had {before} rows, and has {now} now.").format(before=before, now=now)
    for sentence, ids in (
        (tk._("New columns: {columns}."), changes.came),
        (tk._("Columns that are gone: {columns}."), changes.went),
        (tk._("Columns of another type: {columns}."), changes.retyped),
        (tk._("Something else is said of the columns {columns}."), changes.described),
    ):
        if ids:
            yield sentence.format(columns=", ".join(_column(id_, labels.get(id_)) for id_ in ids))
    read = [one for one in rules.READING if one in changes.fields]
    for sentence, fields in (
        (tk._("It is read otherwise: {fields}."), read),
        (tk._("Something else stands at: {fields}."), [one for one in changes.fields if one not in read]),
    ):
        if fields:
            words = [tk.h.paser_field(one, of_file=True) for one in fields]
            yield sentence.format(fields=", ".join(words))


def _column(id_: str, label: str | None) -> str:
    """A column as people call it, and its name in the table where that is another."""
    if not label or label.casefold() == id_:
        return label or id_
    return f"{label} ({id_})"


def _step(offered: Offered) -> dict[str, Any]:
    step, problem, _ = offered
    return {
        "to": step.to.value,
        "label": tk._(step.label),
        "needs_note": step.note,
        "or_comments": step.or_comments,
        "allowed": problem is None,
        "why_not": worded(problem, tk._)["text"] if problem else "",
    }


def _event(number: int, event: WorkflowEvent, names: dict[str, str], *, named: bool) -> dict[str, Any]:
    return {
        "number": number,
        "at": event.at.isoformat(),
        "kind": event.kind,
        "actor": names.get(event.actor, event.actor) if named else "",
        "role": event.role,
        "office": office(Role(event.role)) if event.role else "",
        "from": event.from_,
        "to": event.to,
        "label": label(event.to) if event.to else tk._("Given up") if event.kind == END else tk._("Changed"),
        "note": event.note if named or event.to == Status.DITARIK else "",
        "comments": _in_order(event.comments) if named else {},
        "files": rules.called(event.parts) if named else {},
    }


def _in_order(comments: dict[str, str]) -> dict[str, str]:
    """Remarks in the order of the form, those on files behind them; the database keeps them in another."""
    order = {name: number for number, name in enumerate(profile.needs("dataset"))}
    return dict(sorted(comments.items(), key=lambda one: order.get(one[0], len(order))))


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


class Tombstone(NamedTuple):
    """What is left to see of a dataset that was withdrawn."""

    name: str
    title: str
    organization: str
    at: datetime
    role: Role
    note: str


def tombstone(reference: str) -> Tombstone | None:
    """What everybody may know of a withdrawn dataset, by id or name, as long as no later version is published; None for any other.

    Once its agency has begun anew, or has given that up, it says nothing of what the draft says: what it says was read before.
    """
    dataset = model.Package.get(reference)
    if dataset is None or dataset.type != service.TYPE:
        return None
    history = service.history(dataset.id)
    event = next(iter(service.public(history)), None)
    status = (dataset.extras or {}).get("status_sdi")
    if event is None or event.to != Status.DITARIK or status == Status.TERBIT:
        return None
    title, agency = _left(dataset, status, history)
    role = Role(event.role)
    return Tombstone(dataset.name, title or dataset.name, agency, event.at, role, event.note)


def _left(dataset: model.Package, status: str | None, history: list[WorkflowEvent]) -> rules.Left:
    """How a withdrawn dataset and its agency were called when it was withdrawn: nothing of it is changed while it is."""
    if status != Status.DITARIK:
        anew = next((one for one in history if one.from_ == Status.DITARIK), None)
        return rules.as_left(anew.parts if anew else {})
    agency = model.Group.get(dataset.owner_org) if dataset.owner_org else None
    return rules.Left(dataset.title or "", (agency.title or "") if agency else "")

"""How far the loads of files are, and how linked files are, as it is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from ckan import model

from ckanext.paser.tables import files, published, store
from ckanext.paser.tables.model import UNDER_WAY, Status, TableLoad
from ckanext.paser.tables.rules import report
from ckanext.paser.tables.rules.table import Column

_RECENT = 10
"""Loads that are looked back at."""


def status(resource_id: str) -> dict[str, Any] | None:
    """How far the newest load of a resource is, as ``statuses`` tells it; None if none was ever asked for."""
    return statuses([resource_id]).get(resource_id)


def statuses(resource_ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """How far the newest load of each resource is, by resource; without those that never had one.

    Returns:
        ``status`` (queued, reading, loading, done, failed, held), ``filename``, ``size``, ``sha256``, ``rows``,
        ``rows_done``, ``columns``, ``problems``, ``notes`` (both as stored, see ``problems.worded``), ``data_version``,
        ``queued``, ``started``, ``finished`` (ISO 8601 or None).
    """
    return {load.resource_id: as_dict(load) for load in store.latest_of(resource_ids)} if resource_ids else {}


def told(load: Mapping[str, Any], edits: Callable[[], bool]) -> Mapping[str, Any]:
    """What ``statuses`` says of a load, as far as the reader may know it.

    A file that has become no table may never have been looked through: only its editors read what stands in its cells. Nor do
    others read titles, notes and values of a file that its public table was decided not to show as it is.

    Args:
        edits: tells whether the reader may edit the resource; it is asked only where that makes a difference.
    """
    words = {name: load[name] for name in ("problems", "notes")}
    no_table = load["status"] in (Status.FAILED.value, Status.HELD.value)
    strike = report.unquoted if no_table else report.impersonal
    struck = {name: strike(items) for name, items in words.items()}
    return {**load, **struck} if struck != words and not edits() else load


def status_now(resource_id: str) -> dict[str, Any] | None:
    """As ``status``, of the table as it is: its rows may have been edited since the load, and may never have been a file's.

    Returns:
        ``data_version`` and ``rows`` of the table, where there is one; while a file is on its way ``rows`` are those read of it.
        A table without a file is done: it has no name, size, hash and times, and no version until its first edit.
    """
    load, columns = status(resource_id), published.columns(resource_id)
    if not columns:
        return load
    mark = published.marks([resource_id]).get(resource_id)
    told = {**(load or _without_file(resource_id, columns)), "data_version": mark.version if mark else None}
    coming = told["status"] in (Status.QUEUED.value, *UNDER_WAY)
    return told if coming else {**told, "rows": published.count(resource_id)}


def _without_file(resource_id: str, columns: Sequence[Column]) -> dict[str, Any]:
    found = {"columns": [asdict(column) for column in columns], "notes": [], "problems": []}
    done = {"status": Status.DONE.value, "filename": "", "rows_done": 0}
    return as_dict(TableLoad(resource_id=resource_id, **done, **found))


def links(resource_ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """How linked files are, by resource; without those that never were fetched, nor tried to.

    Returns:
        ``fetched``: when the file was last known to be what the table shows; ``failing_since`` (both ISO 8601 or
        None) and ``problem`` (as stored): why it cannot be fetched now.
    """
    return {
        link.resource_id: {
            "fetched": _iso(link.fetched),
            "failing_since": _iso(link.failing_since),
            "problem": link.problem,
        }
        for link in (store.links(resource_ids) if resource_ids else [])
    }


def as_dict(load: TableLoad) -> dict[str, Any]:
    """One load as ``statuses`` tells it."""
    times = {name: _iso(getattr(load, name)) for name in ("queued", "started", "finished")}
    names = (
        "status",
        "filename",
        "size",
        "sha256",
        "rows",
        "rows_done",
        "columns",
        "problems",
        "notes",
        "data_version",
    )
    return {"resource_id": load.resource_id, **{name: getattr(load, name) for name in names}, **times}


def earlier(resource: model.Resource) -> list[dict[str, Any]]:
    """The last loads of the file that a resource has now, as ``statuses`` tells them, the newest first."""
    loads = store.recent(resource.id, _RECENT)
    return [as_dict(load) for load in loads if load.source and files.is_stored(resource, load.source)]


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None

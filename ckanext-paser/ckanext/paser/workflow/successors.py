"""The next version of a published dataset: a private dataset beside it, which takes its place in one step when it was checked.

The published one stays as it is meanwhile, with its addresses, ids and files. The history of both is one.
"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import sqlalchemy as sa

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context

from ckanext.paser import datasets
from ckanext.paser.privacy import service as privacy
from ckanext.paser.tables import uploads
from ckanext.paser.workflow import rules, store
from ckanext.paser.workflow.rules import Status

_WITH_FILE = (None, "", "upload")
"""Kinds of resources that a version has of its own; rows that programs write belong to the published one alone."""
_OF_THE_ROW = (
    "created",
    "last_modified",
    "metadata_modified",
    "package_id",
    "position",
    "datastore_active",
    "state",
)
"""What CKAN itself says of a resource: of the new one it is said anew."""
_OF_THE_DATASET = (
    "id",
    "name",
    "metadata_created",
    "metadata_modified",
    "creator_user_id",
    "organization",
    "resources",
)


def begin(original: dict[str, Any], context: Context) -> str:
    """Make the successor of a published dataset, a draft with all its metadata and files. Commits.

    Args:
        original: as it is stored, held by the caller.
        context: who begins it.

    Returns:
        the id of the successor.
    """
    id_, files = str(uuid4()), {str(uuid4()): one for one in original["resources"] if _has_file(one)}
    store.add_successor(id_, original["id"], {new: one["id"] for new, one in files.items()})
    for new, one in files.items():
        uploads.lend(one["id"], new)
    said = {name: value for name, value in original.items() if name not in _OF_THE_DATASET}
    context[rules.WRITTEN] = {"status_sdi": Status.DRAF.value}  # pyright: ignore[reportGeneralTypeIssues]
    made = {"id": id_, "name": _name(original["name"]), "private": True, "state": "active"}
    resources = [{**_file(one), "id": new} for new, one in files.items()]
    try:
        tk.get_action("package_create")(context, {**said, **made, "resources": resources})
    except Exception:
        for new in files:
            uploads.remove(new)
        raise
    return id_


def put_in_place(successor: dict[str, Any], context: Context, fields: dict[str, str]) -> str:
    """Have the published dataset say what its successor says, with its files, in one transaction. Commits.

    Args:
        successor: as it is stored, held by the caller.
        fields: what the step writes.

    Returns:
        the id of the published dataset.
    """
    known_as = store.successor(successor["id"])
    if known_as is None:
        raise tk.ObjectNotFound
    original_id, ids = known_as
    datasets.read_anew(original_id)
    original = tk.get_action("package_show")(
        Context(ignore_auth=True, use_cache=False, for_update=True), {"id": original_id}
    )
    known = {one["id"]: one for one in original["resources"]}
    resources = [_taken_over(one, ids.get(one["id"]), known) for one in successor["resources"]]
    rows = [one for one in original["resources"] if not _has_file(one)]
    said = {name: value for name, value in successor.items() if name not in _OF_THE_DATASET}
    own = {"id": original_id, "name": original["name"], "state": "active"}
    private = rules.is_private(
        Status.TERBIT, said.get("akses_level") or "terbuka", len(resources) + len(rows)
    )
    _end(successor["id"])
    context[rules.WRITTEN] = fields  # pyright: ignore[reportGeneralTypeIssues]
    whole = {**said, **own, **fields, "private": private, "resources": [*resources, *rows]}
    tk.get_action("package_update")(context, whole)
    return original_id


def _end(id_: str) -> None:
    """In the same transaction the successor is gone: there is never one that could be published by itself."""
    model.Session.execute(
        sa.update(model.Package).where(model.Package.id == id_).values(state=model.State.DELETED)
    )
    store.end_successor(id_)


def _taken_over(file: dict[str, Any], id_: str | None, known: dict[str, Any]) -> dict[str, Any]:
    """A file of the successor under the id that it has in the published dataset; a new one gets one."""
    before = known.get(id_ or "")
    new = id_ if id_ and before else str(uuid4())
    if file.get("url_type") == "upload":
        uploads.hand_over(file["id"], new)
        privacy.hand_over_decisions(file["id"], new)
    active = {"datastore_active": before["datastore_active"]} if before else {}
    return {**_file(file), **active, "id": new}


def _file(said: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in said.items() if name not in _OF_THE_ROW}
    if said.get("url_type") == "upload":
        kept["url"] = said["url"].rsplit("/", 1)[-1]
    return kept


def _has_file(resource: dict[str, Any]) -> bool:
    return resource.get("url_type") in _WITH_FILE


def _name(name: str) -> str:
    return f"{name[:80]}-versi-{uuid4().hex[:8]}"

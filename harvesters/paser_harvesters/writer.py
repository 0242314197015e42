"""Writes a mapped record to the portal, through CKAN's actions and the tables room, and nowhere else.

Ids are given, so that doing it twice leaves the same end. A file is stored before the dataset that names
it is committed, and its table is loaded after.
"""

from __future__ import annotations

import logging
import mimetypes
from collections.abc import Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from pathlib import PurePath
from typing import Any

import psycopg
from sqlalchemy.exc import OperationalError
from werkzeug.datastructures import FileStorage

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib import uploader
from ckan.lib.munge import munge_filename

from ckanext.paser.metadata.rules import filled
from ckanext.paser.problems import N_, Note, Problem
from ckanext.paser.tables import service as tables

from paser_harvesters import package, portal, rules, vetting
from paser_harvesters.contract import Dataset, File, Json, Resource
from paser_harvesters.document import SourceDocument
from paser_harvesters.errors import RefusedError
from paser_harvesters.model import HarvestRecord
from paser_harvesters.rules import Outcome
from paser_harvesters.store import now

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Target:
    """A record on its way to its dataset.

    Args:
        before: what is remembered of it; None when it is new.
    """

    key: str
    dataset_id: str
    content_sha: str
    run_id: str
    dataset: Dataset
    before: HarvestRecord | None


@dataclass(frozen=True)
class Written:
    """What became of a record; ``sent`` and ``shown`` are to be remembered (see ``package.py``)."""

    outcome: Outcome
    sent: Json
    shown: Json
    problems: list[Problem] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


class Writer:
    """Writes the datasets of one source; ``approved`` is what they will say about who let it publish them."""

    def __init__(self, document: SourceDocument, approved: str = "") -> None:
        self._document = document
        self._approved = approved

    def write(self, target: Target) -> Written:
        """Bring one dataset, its files and its tables to what the source says.

        Raises:
            RefusedError: nothing was written; says why.
        """
        existing = self.show(target.dataset_id)
        target = replace(target, dataset=vetting.usable(target.dataset, target.dataset_id, existing))
        if problems := self._refusals(target, existing):
            raise RefusedError(problems)
        sent = package.as_sent(target.dataset, target.before.sent if target.before else None)
        if existing and _is_written(target, existing, sent):
            remembered = target.before.shown if target.before else None
            shown = remembered or package.shown_fields(existing, package.ckan_fields(target.dataset.fields))
            written = Written(Outcome.SAME, sent, shown)
        else:
            outcome, shown, notes = self._save(target, existing)
            written = Written(outcome, sent, shown, notes=notes)
        unknown = vetting.unknown_fields(target.dataset, self._schema_fields)
        problems, notes = _load_tables(target)
        return replace(written, problems=[*unknown, *problems], notes=[*written.notes, *notes])

    def expect(self, target: Target) -> Json:
        """Say what would be sent for a record, and note nothing, write nothing.

        Returns:
            ``sent``; ``problems``; ``refused``: it would not be written at all.
        """
        existing = self.show(target.dataset_id)
        target = replace(target, dataset=vetting.usable(target.dataset, target.dataset_id, existing))
        sent = package.as_sent(target.dataset, target.before.sent if target.before else None)
        broken = [each.problem for each in target.dataset.resources if each.problem]
        unknown = vetting.unknown_fields(target.dataset, self._schema_fields)
        refusals = self._refusals(target, existing)
        if not refusals and not (existing and _is_written(target, existing, sent)):
            refusals = portal.objections(target.key, self._data(target, existing)[0], existing)
        return {"sent": sent, "problems": refusals or [*unknown, *broken], "refused": bool(refusals)}

    def show(self, dataset_id: str) -> dict[str, Any] | None:
        """Return the dataset as it is on the portal, deleted or not; None when there is none."""
        try:
            return tk.get_action("package_show")(portal.context(), {"id": dataset_id})
        except tk.ObjectNotFound:
            return None

    def mark(self, dataset_id: str, since: datetime) -> None:
        """Say on a dataset that its source no longer has it."""
        existing = self.show(dataset_id)
        if existing and existing["state"] == "active":
            mark = {package.MARK: since.date().isoformat()}
            values = package.with_extras(existing, mark, self._schema_fields)
            tk.get_action("package_patch")(portal.context(), {"id": dataset_id, **values})

    def delete(self, dataset_id: str) -> None:
        """Delete a dataset as CKAN does: it can be brought back, with its files."""
        existing = self.show(dataset_id)
        if existing and existing["state"] == "active":
            tk.get_action("package_delete")(portal.context(), {"id": dataset_id})

    @cached_property
    def _schema_fields(self) -> Set[str]:
        return vetting.schema_fields()

    def _refusals(self, target: Target, existing: Json | None) -> list[Problem]:
        return list(vetting.refusals(target.dataset, target.dataset_id, existing, target.before))

    def _save(self, target: Target, existing: Json | None) -> tuple[Outcome, Json, list[Note]]:
        """Store the files, then write the dataset.

        Raises:
            RefusedError: the portal would refuse the dataset; then no file was stored either.
        """
        data, notes = self._data(target, existing)
        if problems := portal.objections(target.key, data, existing):
            raise RefusedError(problems)
        for each in target.dataset.resources:
            if each.file:
                _store_file(rules.resource_id(target.dataset_id, each.key), each.file, existing)
        saved = portal.write(target.key, data, existing, self._approved)
        shown = package.shown_fields(saved, package.ckan_fields(target.dataset.fields))
        return _outcome(existing, saved), shown, notes

    def _data(self, target: Target, existing: Json | None) -> tuple[Json, list[Note]]:
        """Return what the portal is to be sent, and which local edits it writes over."""
        fields, was = target.dataset.fields, target.before.sent if target.before else None
        once = [
            rules.resource_id(target.dataset_id, entry["key"]) for entry in (was or {}).get("resources", ())
        ]
        changes = package.changes(fields, was, self._document.keep_local)
        files = _resources(target, existing, {**(existing or {}), **changes})
        data = {
            "id": target.dataset_id,
            "resources": package.merged_resources(files, existing, once),
            **package.unsaid(existing or {}, self._schema_fields),
            **package.with_extras(existing or {}, self._provenance(target), self._schema_fields),
        }
        if existing is None:
            return data | package.ckan_fields(fields), []
        notes = package.local_edits(existing, target.before and target.before.shown, changes)
        return data | {"state": "active", **changes}, notes

    def _provenance(self, target: Target) -> dict[str, Any]:
        return {
            "sumber_nama": self._document.title,
            "sumber_id": f"{self._document.id}/{target.key}",
            "sumber_hash": target.content_sha,
            "sumber_run": target.run_id,
            "diambil_pada": now().isoformat(timespec="seconds"),
            package.MARK: None,
        }


def _is_written(target: Target, existing: Json, sent: Json) -> bool:
    """Whether the portal has exactly this already, so that nothing is to be written.

    Either it was sent so last time, or a run that died had just written it: then the dataset bears the
    content's hash and every file is in place.
    """
    before = target.before
    if existing["state"] != "active" or package.provenance(existing, package.MARK):
        return False
    if before and before.sent is not None and not rules.differences(before.sent, sent):
        return True
    hashes = {each["id"]: each.get("hash") for each in existing["resources"]}
    return package.provenance(existing, "sumber_hash") == target.content_sha and all(
        hashes.get(rules.resource_id(target.dataset_id, each.key)) == each.file.sha256
        for each in target.dataset.resources
        if each.file
    )


def _outcome(existing: Json | None, saved: Json) -> Outcome:
    if existing is None:
        return Outcome.CREATED
    if existing["state"] == "deleted" or package.provenance(existing, package.MARK):
        return Outcome.RESTORED
    return Outcome.SAME if saved["metadata_modified"] == existing["metadata_modified"] else Outcome.UPDATED


def _resources(target: Target, existing: Json | None, becomes: Json) -> list[dict[str, Any]]:
    """Return the source's resources for CKAN, without those that cannot be had at all.

    Args:
        becomes: the dataset as it will be.
    """
    present = {id_: filled.following(file, existing or {}, becomes) for id_, file in _by_id(existing).items()}
    resources = []
    for each in target.dataset.resources:
        id_ = rules.resource_id(target.dataset_id, each.key)
        if each.problem is None:
            resources.append(_resource(each, {**present.get(id_, {}), "id": id_}))
        elif id_ in present:
            resources.append(present[id_])
    return resources


def _by_id(existing: Json | None) -> dict[str, Json]:
    return {each["id"]: each for each in (existing or {}).get("resources", ())}


def _resource(resource: Resource, present: dict[str, Any]) -> dict[str, Any]:
    given, file = {**present, **resource.fields}, resource.file
    if file is None or present.get("hash") == file.sha256:
        return given
    return given | {
        "format": resource.fields.get("format") or PurePath(file.name).suffix.lstrip(".").upper(),
        "sumber_id": resource.key,
        "diambil_pada": now().isoformat(timespec="seconds"),
        "url": munge_filename(file.name),
        "url_type": "upload",
        "hash": file.sha256,
        "size": file.path.stat().st_size,
        "mimetype": mimetypes.guess_type(file.name)[0] or "application/octet-stream",
        "last_modified": now().replace(tzinfo=None).isoformat(),
    }


def _store_file(resource_id: str, file: File, existing: Json | None) -> None:
    """Put a file where CKAN keeps the uploads of this resource, unless it is there already."""
    if _by_id(existing).get(resource_id, {}).get("hash") == file.sha256:
        return
    with file.path.open("rb") as stream:
        upload: Any = uploader.get_resource_uploader(
            {"id": resource_id, "upload": FileStorage(stream, filename=file.name)}
        )
        upload.upload(resource_id, uploader.get_max_resource_size())


def _load_tables(target: Target) -> tuple[list[Problem], list[Note]]:
    """Load the tables of a dataset that has been written; return what is wrong with its contents, and what is not certain."""
    found: list[Problem] = []
    uncertain: list[Note] = []
    for each in target.dataset.resources:
        if each.problem:
            found.append(each.problem)
        elif each.file and vetting.is_table(each.file, each.fields):
            problems, notes = _load_table(rules.resource_id(target.dataset_id, each.key), each.file)
            found += [vetting.about(problem, each.file) for problem in problems]
            uncertain += [vetting.about(note, each.file) for note in notes if note.code == "ambiguous_number"]
    return found, uncertain


def _load_table(resource_id: str, file: File) -> tuple[Sequence[Problem], Sequence[Note]]:
    try:
        loaded = tables.load(resource_id, file.path, file.name)
    except (OperationalError, psycopg.OperationalError):
        raise
    except Exception as error:
        log.exception("The table of resource %s", resource_id)
        model.Session.rollback()
        return [_not_loaded(error)], ()
    return loaded.problems, loaded.notes


def _not_loaded(error: Exception) -> Problem:
    return Problem(
        "not_loaded",
        "",
        N_("The file was stored, but its table could not be made: {reason}."),
        N_("It is tried again in the next run; the log tells more."),
        {"reason": type(error).__name__},
    )

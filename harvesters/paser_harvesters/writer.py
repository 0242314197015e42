"""Writes a mapped record to the portal, through CKAN's actions and the tables room, and nowhere else.

Ids are given, so that doing it twice leaves the same end. A file is stored before the dataset that names
it is committed, and its table is loaded after.
"""

from __future__ import annotations

import logging
import mimetypes
from collections.abc import Sequence, Set
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from pathlib import PurePath
from typing import Any

import flask_babel
import psycopg
from sqlalchemy.exc import OperationalError
from werkzeug.datastructures import FileStorage

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib import uploader

from ckanext.paser.problems import N_, Note, Problem
from ckanext.paser.tables import service as tables

from paser_harvesters import package, rules, vetting
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
    """Writes the datasets of one source."""

    def __init__(self, document: SourceDocument) -> None:
        self._document = document

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
        return {"sent": sent, "problems": refusals or [*unknown, *broken], "refused": bool(refusals)}

    def show(self, dataset_id: str) -> dict[str, Any] | None:
        """Return the dataset as it is on the portal, deleted or not; None when there is none."""
        try:
            return tk.get_action("package_show")(_context(), {"id": dataset_id})
        except tk.ObjectNotFound:
            return None

    def mark(self, dataset_id: str, since: datetime) -> None:
        """Say on a dataset that its source no longer has it."""
        existing = self.show(dataset_id)
        if existing and existing["state"] == "active":
            mark = {package.MARK: since.date().isoformat()}
            values = package.with_extras(existing, mark, self._schema_fields)
            tk.get_action("package_patch")(_context(), {"id": dataset_id, **values})

    def delete(self, dataset_id: str) -> None:
        """Delete a dataset as CKAN does: it can be brought back, with its files."""
        existing = self.show(dataset_id)
        if existing and existing["state"] == "active":
            tk.get_action("package_delete")(_context(), {"id": dataset_id})

    @cached_property
    def _schema_fields(self) -> Set[str]:
        return vetting.schema_fields()

    def _refusals(self, target: Target, existing: Json | None) -> list[Problem]:
        return list(vetting.refusals(target.dataset, target.dataset_id, existing, target.before))

    def _save(self, target: Target, existing: dict[str, Any] | None) -> tuple[Outcome, Json, list[Note]]:
        """Store the files, then write the dataset."""
        fields, was = target.dataset.fields, target.before.sent if target.before else None
        once = [
            rules.resource_id(target.dataset_id, entry["key"]) for entry in (was or {}).get("resources", ())
        ]
        data = {
            "id": target.dataset_id,
            "resources": package.merged_resources(_resources(target, existing), existing, once),
            **package.with_extras(existing or {}, self._provenance(target), self._schema_fields),
        }
        if existing is None:
            action, notes = "package_create", []
            data |= package.ckan_fields(fields)
        else:
            changes = package.changes(fields, was, self._document.keep_local)
            notes = package.local_edits(existing, target.before and target.before.shown, changes)
            action = "package_patch"
            data |= {"state": "active", **changes}
        saved = _write(action, target.key, data)
        return _outcome(existing, saved), package.shown_fields(saved, package.ckan_fields(fields)), notes

    def _provenance(self, target: Target) -> dict[str, Any]:
        return {
            "sumber_nama": self._document.title,
            "sumber_id": f"{self._document.id}/{target.key}",
            "sumber_hash": target.content_sha,
            "sumber_run": target.run_id,
            "diambil_pada": now().isoformat(timespec="seconds"),
            package.MARK: None,
        }


def _context() -> Any:
    """Return the context of the site's own user, who may do all this."""
    site_user = tk.get_action("get_site_user")({"ignore_auth": True}, {"defer_commit": True})
    user = model.User.get(site_user["name"])
    return {"user": site_user["name"], "auth_user_obj": user, "ignore_auth": True, "session": model.Session}


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


def _resources(target: Target, existing: Json | None) -> list[dict[str, Any]]:
    """Return the source's resources for CKAN, their files stored, without those that cannot be had at all."""
    present = {each["id"]: each for each in (existing or {}).get("resources", ())}
    resources = []
    for each in target.dataset.resources:
        id_ = rules.resource_id(target.dataset_id, each.key)
        if each.problem is None:
            resources.append(_resource(each, {**present.get(id_, {}), "id": id_}))
        elif id_ in present:
            resources.append(present[id_])
    return resources


def _resource(resource: Resource, present: dict[str, Any]) -> dict[str, Any]:
    given = {**present, **resource.fields}
    if resource.file is None or present.get("hash") == resource.file.sha256:
        return given
    suffix = PurePath(resource.file.name).suffix.lstrip(".").upper()
    given |= {
        "format": resource.fields.get("format") or suffix,
        "sumber_id": resource.key,
        "diambil_pada": now().isoformat(timespec="seconds"),
    }
    return _store_file(given, resource.file)


def _store_file(resource: dict[str, Any], file: File) -> dict[str, Any]:
    """Put a file where CKAN keeps the uploads of this resource, and describe it."""
    with file.path.open("rb") as stream:
        upload: Any = uploader.get_resource_uploader(
            resource | {"upload": FileStorage(stream, filename=file.name)}
        )
        upload.upload(resource["id"], uploader.get_max_resource_size())
    return {
        **resource,
        "url": upload.filename,
        "url_type": "upload",
        "hash": file.sha256,
        "size": file.path.stat().st_size,
        "mimetype": mimetypes.guess_type(file.name)[0] or "application/octet-stream",
        "last_modified": now().replace(tzinfo=None).isoformat(),
    }


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


def _write(action: str, dataset: str, data: dict[str, Any]) -> Json:
    """Call an action that writes a dataset.

    Raises:
        RefusedError: fields of it are not accepted. The portal words this itself, so it is asked once in each
            language: a run is read on Indonesian pages and in English commands, whoever started it.
    """
    told: dict[str, dict[str, str]] = {}
    for language in ("en", "id"):
        try:
            with flask_babel.force_locale(language):
                return tk.get_action(action)(_context(), deepcopy(data))
        except tk.ValidationError as error:
            model.Session.rollback()
            told[language] = dict(package.flat_errors(error.error_dict))
    raise RefusedError(
        [
            _validation_problem(dataset, path, message, told["id"].get(path, message))
            for path, message in told["en"].items()
        ]
    )


def _validation_problem(dataset: str, path: str, english: str, indonesian: str) -> Problem:
    """A field that the portal refuses; the translation of the fact is the other parameter."""
    params = {"dataset": dataset, "field": path, "message": _whole(english), "pesan": _whole(indonesian)}
    where, remedy = N_("dataset {dataset}, field {field}"), N_("Correct the field at the source.")
    return Problem("field_invalid", where, N_("{message}"), remedy, params)


def _whole(sentence: str) -> str:
    return sentence.rstrip(".") + "."

"""Writes a mapped record to the portal, through CKAN's actions and the tables room, and nowhere else.

Ids are given, so that doing it twice leaves the same end. A file is stored before the dataset that names
it is committed, and its table is loaded after.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from pathlib import PurePath
from typing import Any

from werkzeug.datastructures import FileStorage

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib import uploader
from ckan.lib.plugins import lookup_package_plugin

from ckanext.paser.problems import N_, Note, Problem

from paser_harvesters import package, rules
from paser_harvesters.contract import Dataset, File, Json, Resource
from paser_harvesters.document import SourceDocument
from paser_harvesters.errors import RefusedError
from paser_harvesters.model import HarvestRecord
from paser_harvesters.rules import Outcome, RecordStatus
from paser_harvesters.store import now

MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Written:
    """What became of a record.

    Args:
        problems: stored form, each with the ``file`` it is about, if any.
        sent, shown: to be remembered (:mod:`paser_harvesters.package`).
    """

    outcome: Outcome
    sent: Json
    shown: Json | None
    problems: list[dict[str, Any]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


@dataclass(frozen=True)
class Identity:
    """Which record of which run is being written."""

    stream: str
    key: str
    dataset_id: str
    content_sha: str
    run_id: str


class Writer:
    """Writes the datasets of one source."""

    def __init__(self, document: SourceDocument) -> None:
        self._document = document

    def write(self, identity: Identity, dataset: Dataset, before: HarvestRecord | None) -> Written:
        """Bring one dataset, its files and its tables to what the source says.

        Raises:
            RefusedError: nothing was written; says why.
        """
        existing = self.show(identity.dataset_id)
        usable = replace(dataset, resources=[self._vetted(each) for each in dataset.resources])
        self._refuse(identity, usable, existing, before)
        sent = package.as_sent(usable, before.sent if before else None)
        if existing and self._is_written(identity, usable, existing, before, sent):
            outcome, notes = Outcome.SAME, []
            shown = (before and before.shown) or package.shown_fields(
                existing, package.ckan_fields(dataset.fields)
            )
        else:
            outcome, shown, notes = self._save(identity, usable, existing, before)
        problems = [*self._unknown_fields(usable), *self._content_problems(identity, usable)]
        return Written(outcome, sent, shown, problems, notes)

    def show(self, dataset_id: str) -> dict[str, Any] | None:
        """Return the dataset as it is on the portal, deleted or not; None when there is none."""
        try:
            return tk.get_action("package_show")(self._context(), {"id": dataset_id})
        except tk.ObjectNotFound:
            return None

    def mark(self, dataset_id: str, since: datetime) -> None:
        """Say on a dataset that its source no longer has it."""
        existing = self.show(dataset_id)
        if existing and existing["state"] == "active":
            values = package.with_extras(
                existing, {package.MARK: since.date().isoformat()}, self._schema_fields
            )
            tk.get_action("package_patch")(self._context(), {"id": dataset_id, **values})

    def delete(self, dataset_id: str) -> None:
        """Delete a dataset as CKAN does: it can be brought back, with its files."""
        existing = self.show(dataset_id)
        if existing and existing["state"] == "active":
            tk.get_action("package_delete")(self._context(), {"id": dataset_id})

    def refusals(
        self, identity: Identity, dataset: Dataset, before: HarvestRecord | None
    ) -> list[dict[str, Any]]:
        """Say what would keep this dataset from being written, writing nothing."""
        existing = self.show(identity.dataset_id)
        usable = replace(dataset, resources=[self._vetted(each) for each in dataset.resources])
        stored = [_stored(each.problem, each) for each in usable.resources if each.problem]
        try:
            self._refuse(identity, usable, existing, before)
        except RefusedError as refused:
            return [problem.as_dict() for problem in refused.problems]
        return [*stored, *self._unknown_fields(usable)]

    # ---- before writing ----

    def _vetted(self, resource: Resource) -> Resource:
        """Set a file aside that cannot be taken; what the portal has of the resource stays."""
        if not resource.file:
            return resource
        limit = uploader.get_max_resource_size()
        if resource.file.path.stat().st_size > limit * MEGABYTE:
            return replace(resource, file=None, problem=_too_big(resource.file, limit))
        return resource

    def _refuse(
        self, identity: Identity, dataset: Dataset, existing: Json | None, before: HarvestRecord | None
    ) -> None:
        """Raise when this dataset must not be written at all."""
        problems = [*self._agency_problem(identity, dataset), *self._name_problem(identity, dataset)]
        if existing and existing["state"] == "deleted" and before and before.status != RecordStatus.DELETED:
            problems.append(_deleted_here(identity))
        troubles = [each.problem for each in dataset.resources if each.problem]
        if not existing and dataset.resources and len(troubles) == len(dataset.resources):
            problems += troubles
        if problems:
            raise RefusedError(problems)

    def _agency_problem(self, identity: Identity, dataset: Dataset) -> list[Problem]:
        name = str(dataset.fields.get("owner_org") or self._document.owner_org)
        agency = model.Group.get(name)
        if agency and agency.is_organization and agency.state == "active":
            return []
        return [
            Problem(
                "agency_unknown",
                N_("dataset {dataset}"),
                N_("The agency `{agency}` is not on this portal."),
                N_("Correct `owner_org` at the source, or add the agency to the portal first."),
                {"dataset": identity.key, "agency": name},
            )
        ]

    def _name_problem(self, identity: Identity, dataset: Dataset) -> list[Problem]:
        other = model.Package.get(dataset.fields.get("name"))
        if other is None or other.id == identity.dataset_id:
            return []
        return [
            Problem(
                "name_taken",
                N_("dataset {dataset}"),
                N_("The name belongs to another dataset of this portal."),
                N_("Give it another name at the source, or remove the other dataset for good."),
                {"dataset": identity.key},
            )
        ]

    @cached_property
    def _schema_fields(self) -> set[str]:
        """The fields that a dataset may have here."""
        scheming = tk.h.scheming_get_dataset_schema("dataset") or {"dataset_fields": []}
        core = lookup_package_plugin("dataset").create_package_schema()
        return {each["field_name"] for each in scheming["dataset_fields"]} | set(core)

    def _unknown_fields(self, dataset: Dataset) -> list[dict[str, Any]]:
        return [
            Problem(
                "field_unknown",
                N_("dataset {dataset}"),
                N_("`{field}` is no field of a dataset here; it was left out."),
                N_("Correct its spelling at the source, or take it out."),
                {"dataset": str(dataset.fields.get("name")), "field": name},
            ).as_dict()
            for name in sorted(set(dataset.fields) - self._schema_fields)
        ]

    # ---- writing ----

    def _is_written(
        self, identity: Identity, dataset: Dataset, existing: Json, before: HarvestRecord | None, sent: Json
    ) -> bool:
        """Whether the portal has exactly this already, so that nothing is to be written.

        Either it was sent so last time, or a run that died had just written it: then the dataset bears the
        content's hash and every file is in place.
        """
        if existing["state"] != "active" or _provenance(existing, package.MARK):
            return False
        if before and before.sent is not None and not rules.differences(before.sent, sent):
            return True
        hashes = {each["id"]: each.get("hash") for each in existing["resources"]}
        return _provenance(existing, "sumber_hash") == identity.content_sha and all(
            hashes.get(rules.resource_id(identity.dataset_id, each.key)) == each.file.sha256
            for each in dataset.resources
            if each.file
        )

    def _save(
        self,
        identity: Identity,
        dataset: Dataset,
        existing: dict[str, Any] | None,
        before: HarvestRecord | None,
    ) -> tuple[Outcome, Json, list[Note]]:
        was = before.sent if before else None
        resources = [
            done
            for each in dataset.resources
            if (done := self._resource(identity, each, existing)) is not None
        ]
        once = [
            rules.resource_id(identity.dataset_id, entry["key"]) for entry in (was or {}).get("resources", ())
        ]
        data = {
            "id": identity.dataset_id,
            "resources": package.merged_resources(resources, existing, once),
            **package.with_extras(existing or {}, self._provenance(identity), self._schema_fields),
        }
        notes: list[Note] = []
        try:
            if existing is None:
                data |= package.ckan_fields(dataset.fields)
                saved = tk.get_action("package_create")(self._context(), data)
            else:
                fields = package.changes(dataset.fields, was, self._document.keep_local)
                notes = package.local_edits(existing, before.shown if before else None, fields)
                data |= {"state": "active", **fields}
                saved = tk.get_action("package_patch")(self._context(), data)
        except tk.ValidationError as error:
            model.Session.rollback()
            raise RefusedError(_validation_problems(identity, error.error_dict)) from error
        shown = package.shown_fields(saved, package.ckan_fields(dataset.fields))
        return _outcome(existing, saved), shown, notes

    def _provenance(self, identity: Identity) -> dict[str, Any]:
        return {
            "sumber_nama": self._document.title,
            "sumber_id": f"{self._document.id}/{identity.key}",
            "sumber_hash": identity.content_sha,
            "sumber_run": identity.run_id,
            "diambil_pada": now().isoformat(timespec="seconds"),
            package.MARK: None,
        }

    def _resource(
        self, identity: Identity, resource: Resource, existing: Json | None
    ) -> dict[str, Any] | None:
        """Return the resource for CKAN, its file stored; None when nothing of it can be had."""
        id_ = rules.resource_id(identity.dataset_id, resource.key)
        present = next((each for each in (existing or {}).get("resources", ()) if each["id"] == id_), None)
        if resource.problem:
            return present
        given = {**(present or {}), "id": id_, "package_id": identity.dataset_id, **resource.fields}
        if resource.file is None or (present and present.get("hash") == resource.file.sha256):
            return given
        given |= {"sumber_id": resource.key, "diambil_pada": now().isoformat(timespec="seconds")}
        return _store_file(given, resource.file)

    def _content_problems(self, identity: Identity, dataset: Dataset) -> list[dict[str, Any]]:
        """Load the tables; return what is wrong with each resource's content."""
        from ckanext.paser.tables import service as tables  # noqa: PLC0415 TEMPORARY

        found: list[dict[str, Any]] = []
        for each in dataset.resources:
            if each.problem:
                found.append(_stored(each.problem, each))
            elif each.file:
                id_ = rules.resource_id(identity.dataset_id, each.key)
                result = tables.load(id_, each.file.path, each.file.name)
                found += [_stored(problem, each) for problem in result.problems]
        return found

    def _context(self) -> Any:
        site_user = tk.get_action("get_site_user")({"ignore_auth": True}, {"defer_commit": True})
        user = model.User.get(site_user["name"])
        return {
            "user": site_user["name"],
            "auth_user_obj": user,
            "ignore_auth": True,
            "session": model.Session,
        }


def _outcome(existing: Json | None, saved: Json) -> Outcome:
    if existing is None:
        return Outcome.CREATED
    if existing["state"] == "deleted" or _provenance(existing, package.MARK):
        return Outcome.RESTORED
    return Outcome.SAME if saved["metadata_modified"] == existing["metadata_modified"] else Outcome.UPDATED


def _provenance(existing: Json, name: str) -> str | None:
    extras = {extra["key"]: extra["value"] for extra in existing.get("extras", ())}
    return existing.get(name) or extras.get(name)


def _store_file(resource: dict[str, Any], file: File) -> dict[str, Any]:
    """Put a file where CKAN keeps the uploads of this resource, and describe it."""
    suffix = PurePath(file.name).suffix.lstrip(".").upper()
    resource |= {
        "hash": file.sha256,
        "size": file.path.stat().st_size,
        "format": resource.get("format") or suffix,
    }
    with file.path.open("rb") as stream:
        upload = uploader.get_resource_uploader(
            resource | {"upload": FileStorage(stream, filename=file.name)}
        )
        upload.upload(resource["id"], uploader.get_max_resource_size())
    return resource | {
        "url": upload.filename,
        "url_type": "upload",
        "mimetype": mimetypes.guess_type(file.name)[0] or "application/octet-stream",
        "last_modified": now().replace(tzinfo=None).isoformat(timespec="seconds"),
    }


def _stored(problem: Problem, resource: Resource) -> dict[str, Any]:
    name = resource.file.name if resource.file else ""
    return {**problem.as_dict(), **({"file": name} if name else {})}


def _too_big(file: File, limit: int) -> Problem:
    return Problem(
        "file_too_big",
        "{file}",
        N_("The file has {size} MB; the limit is {limit} MB."),
        N_("Save it as CSV, or split it by year."),
        {"file": file.name, "size": round(file.path.stat().st_size / MEGABYTE), "limit": limit},
    )


def _deleted_here(identity: Identity) -> Problem:
    return Problem(
        "deleted_here",
        N_("dataset {dataset}"),
        N_("The dataset was deleted on the portal, but the source still has it."),
        N_("Restore the dataset, or have it taken out at the source."),
        {"dataset": identity.key},
    )


def _validation_problems(identity: Identity, errors: Any) -> list[Problem]:
    return [
        Problem(
            "field_invalid",
            N_("dataset {dataset}, field {field}"),
            "{message}",
            N_("Correct the field at the source."),
            {"dataset": identity.key, "field": path, "message": message},
        )
        for path, message in _flat(errors, "")
    ]


def _flat(errors: Any, path: str) -> Sequence[tuple[str, str]]:
    """CKAN's nested error dictionary as pairs of path and message."""
    if isinstance(errors, dict):
        pairs = [(f"{path}.{name}".lstrip("."), inner) for name, inner in errors.items()]
    elif isinstance(errors, (list, tuple)) and any(isinstance(inner, dict) for inner in errors):
        pairs = [(f"{path}[{at + 1}]", inner) for at, inner in enumerate(errors) if inner]
    else:
        messages = errors if isinstance(errors, (list, tuple)) else [errors]
        return [(path, " ".join(str(message) for message in messages))]
    return [found for inner_path, inner in pairs for found in _flat(inner, inner_path)]

"""What is looked at before a record is written: nothing that is broken or unknown reaches the public."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import replace
from typing import Any, TypeVar

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib import uploader
from ckan.lib.plugins import lookup_package_plugin

from ckanext.paser.problems import N_, Note, Problem, ProblemError
from ckanext.paser.tables import files
from ckanext.paser.tables.reading.reader import open_table
from ckanext.paser.tables.rules.layout import Layout

from paser_harvesters.contract import Dataset, File, Json, Resource
from paser_harvesters.model import HarvestRecord
from paser_harvesters.rules import RecordStatus, resource_id

MEGABYTE = 1 << 20
Told = TypeVar("Told", Problem, Note)


def usable(dataset: Dataset, dataset_id: str, existing: Json | None) -> Dataset:
    """Set files aside that cannot be taken; what the portal has of their resources stays.

    A file that the portal has already is not looked at again.
    """
    present = {each["id"]: each for each in (existing or {}).get("resources", ())}
    return replace(
        dataset,
        resources=[
            _vetted(each, present.get(resource_id(dataset_id, each.key), {})) for each in dataset.resources
        ],
    )


def _vetted(resource: Resource, present: Json) -> Resource:
    file = resource.file
    if file is None or file.sha256 == present.get("hash"):
        return resource
    problem = _size_problem(file) or _table_problem(file, resource.fields, present)
    return replace(resource, file=None, problem=about(problem, file)) if problem else resource


def about(told: Told, file: File) -> Told:
    """Say of which file a problem or note tells."""
    return replace(told, params={**told.params, "file": file.name})


def _size_problem(file: File) -> Problem | None:
    size, limit = file.path.stat().st_size, uploader.get_max_resource_size()
    if size <= limit * MEGABYTE:
        return None
    return Problem(
        "file_too_big",
        "{file}",
        N_("The file has {size} MB; the limit is {limit} MB."),
        N_("Save it as CSV, or split it by year."),
        {"size": round(size / MEGABYTE), "limit": limit},
    )


def _table_problem(file: File, fields: Json, present: Json) -> Problem | None:
    """Why a file cannot be read; it is read as officers have chosen for the one in its place (``present``)."""
    if not is_table(file, fields):
        return None
    said = {**present, **fields}
    try:
        with open_table(file.path, said.get("sheet") or None, file.name, layout=Layout.of(said)):
            return None
    except ProblemError as error:
        return error.problem


def is_table(file: File, fields: Json) -> bool:
    """Whether a file will become a table."""
    resource = model.Resource(url=file.name, url_type="upload", format=fields.get("format", ""))
    resource.state = model.State.ACTIVE
    return files.is_table(resource)


def refusals(
    dataset: Dataset, dataset_id: str, existing: Json | None, before: HarvestRecord | None
) -> Iterator[Problem]:
    """Yield the reasons why a dataset must not be written at all."""
    name = str(dataset.fields.get("name"))
    agency = model.Group.get(dataset.fields.get("owner_org"))
    if not (agency and agency.is_organization and agency.state == "active"):
        yield Problem(
            "agency_unknown",
            N_("dataset {dataset}"),
            N_("The agency `{agency}` is not on this portal."),
            N_("Correct `owner_org` at the source, or add the agency to the portal first."),
            {"dataset": name, "agency": str(dataset.fields.get("owner_org"))},
        )
    other = model.Package.get(name)
    if other and other.id != dataset_id:
        yield Problem(
            "name_taken",
            N_("dataset {dataset}"),
            N_("The name belongs to another dataset of this portal."),
            N_("Give it another name at the source, or remove the other dataset for good."),
            {"dataset": name},
        )
    if existing and existing["state"] == "deleted" and before and before.status != RecordStatus.DELETED:
        yield Problem(
            "deleted_here",
            N_("dataset {dataset}"),
            N_("The dataset was deleted on the portal, but the source still has it."),
            N_("Restore the dataset, or have it taken out at the source."),
            {"dataset": name},
        )
    broken = [each.problem for each in dataset.resources if each.problem]
    if not existing and broken and len(broken) == len(dataset.resources):
        yield from broken


def schema_fields() -> Set[str]:
    """The fields that a dataset may have here."""
    scheming: Any = tk.h.scheming_get_dataset_schema("dataset") or {"dataset_fields": []}
    core = lookup_package_plugin("dataset").create_package_schema()
    return {each["field_name"] for each in scheming["dataset_fields"]} | set(core)


def unknown_fields(dataset: Dataset, known: Set[str]) -> list[Problem]:
    """Return a problem for each field that is none here and was left out."""
    return [
        Problem(
            "field_unknown",
            N_("dataset {dataset}"),
            N_("`{field}` is no field of a dataset here; it was left out."),
            N_("Correct its spelling at the source, or take it out."),
            {"dataset": str(dataset.fields.get("name")), "field": name},
        )
        for name in sorted(set(dataset.fields) - known)
    ]

"""A whole dataset as one file: written when somebody asks, of the newest releases that everybody may have."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path, PurePath
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.lib.munge import munge_title_to_name

from ckanext.paser.exports import cache, cards
from ckanext.paser.exports.rules import constraints
from ckanext.paser.exports.rules.formats import ZIP, is_quick, unique_names
from ckanext.paser.exports.service import BeingWrittenError, Ready, await_worker, is_given
from ckanext.paser.exports.writing.builder import build
from ckanext.paser.jobs.service import defer
from ckanext.paser.problems import ProblemError
from ckanext.paser.releases import service as releases
from ckanext.paser.releases.rules.release import Release
from ckanext.paser.tables import service as tables

MOST_AT_ONCE = 64 << 20
"""Bytes of files as they were sent that are packed while somebody waits."""


def dataset_file(dataset_id: str) -> Ready:
    """The package of a dataset: the newest release of each of its tables, with the files that are public.

    Raises:
        ObjectNotFound: there is no such dataset, or it has no table.
        ProblemError: it cannot be packed.
        BeingWrittenError: it is being packed.
        NoSpaceError, WritingError: it could not be packed.
    """
    dataset = cards.dataset(dataset_id)
    members = _members(dataset)
    path, asked = _package(dataset, members)
    if not cache.use(path):
        if problem := cache.refused(path):
            raise ProblemError(problem)
        cells = sum(each.rows * len(each.columns) for each, _, _ in members)
        sent = sum(each.size or 0 for each, _, original in members if original)
        if not is_quick(ZIP, 1, cells) or sent > MOST_AT_ONCE:
            defer("paser.exports.pack", key=f"paser.exports {path.stem}", dataset_id=dataset["id"])
            await_worker()
        _pack(path, asked)
    return Ready(
        path,
        f"{dataset['name']}-{cards.day(release for release, _, _ in members)}.zip",
        ZIP,
        None,
        not dataset["private"],
    )


Member = tuple[Release, dict[str, Any], Path | None]
"""A release, the resource that it is of, and the file as it was sent where it is public."""


def _members(dataset: dict[str, Any]) -> list[Member]:
    newest = releases.newest([resource["id"] for resource in dataset["resources"]])
    found = [
        (newest[resource["id"]], resource) for resource in dataset["resources"] if resource["id"] in newest
    ]
    members = [
        (release, resource, releases.original(release) if releases.original_is_public(release) else None)
        for release, resource in found
        if is_given(release)
    ]
    if not members:
        if tables.data_versions([resource["id"] for resource in dataset["resources"]]):
            raise BeingWrittenError  # what may be handed out of them is a release in a moment
        raise tk.ObjectNotFound(tk._("This dataset has no table that can be downloaded now."))
    return members


def _package(dataset: dict[str, Any], members: list[Member]) -> tuple[Path, dict[str, Any]]:
    """Where the package of a dataset as it is now lies, and what it is made of."""
    names = unique_names([munge_title_to_name(resource["name"] or "") for _, resource, _ in members])
    described = [
        {
            "name": name,
            "snapshot": str(releases.snapshot(release)),
            "columns": [asdict(column) for column in release.columns],
            "declared": constraints.declared(release.columns, resource),
            "keys": constraints.keys(release.columns, resource),
            "card": cards.card(release, dataset).as_dict(),
            "original": str(original) if original else None,
            "original_name": PurePath(release.filename).name,
        }
        for name, (release, resource, original) in zip(names, members, strict=True)
    ]
    card = cards.of_dataset(dataset).as_dict()
    asked = {"name": dataset["name"], "id": dataset["id"], "card": card, "members": described}
    digest = hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()[:16]
    return cache.package_place(dataset["id"], digest), {
        **asked,
        "version": f"{cards.day(release for release, _, _ in members)}+{digest}",
    }


def _pack(path: Path, asked: dict[str, Any]) -> None:
    """It is from when it is written: the newest of its releases is the same when something is taken out."""
    build(path, {"format": ZIP.name, "package": asked})


def pack(dataset_id: str) -> None:
    """Write the package of a dataset, unless it is there; remember why if it cannot be had."""
    dataset = cards.dataset(dataset_id)
    members = _members(dataset)
    path, asked = _package(dataset, members)
    if cache.size(path) is None:
        try:
            _pack(path, asked)
        except ProblemError as error:
            cache.refuse(path, error.problem)

"""The next version of a published dataset: a private dataset beside it, which takes its place in one step when it was checked.

The published one stays as it is meanwhile, with its addresses, ids, files and tables. The history of both is one.
"""

from __future__ import annotations

import logging
from typing import Any, NamedTuple
from uuid import uuid4

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context

from ckanext.paser import datasets
from ckanext.paser.metadata.rules import profile
from ckanext.paser.privacy import service as privacy
from ckanext.paser.problems import ProblemError
from ckanext.paser.releases import service as releases
from ckanext.paser.tables import service as tables
from ckanext.paser.tables import uploads
from ckanext.paser.workflow import rules, store
from ckanext.paser.workflow.model import GIVEN_UP, IN_PLACE, STEP
from ckanext.paser.workflow.rules import Role, Status

log = logging.getLogger(__name__)

_WITH_FILE = (None, "", "upload")
"""Kinds of resources whose content a version has for itself; rows that programs write belong to the published one alone."""
_OF_THE_ROW = (
    *("id", "created", "last_modified", "metadata_modified", "package_id", "position"),
    *("datastore_active", "state", "cache_url", "cache_last_updated"),
)
"""What CKAN itself says of a resource: each version has its own."""
_OF_THE_CONTENT = (
    "url",
    "url_type",
    "mimetype",
    "mimetype_inner",
    "size",
    "hash",
    "hash_algorithm",
    "pii_perlakuan",
)
"""What is said of the content of a resource, not of its meaning."""
_OF_THE_DATASET = (
    *("id", "name", "metadata_created", "metadata_modified", "creator_user_id", "organization", "resources"),
    *("private", "state", "status_sdi", "num_resources", "num_tags", "type"),
)

_FOR_GOOD = ("identifier", "issued")
"""What the portal has given a dataset once; its versions have it too."""


class Version(NamedTuple):
    """A dataset as another version of a published one.

    Attributes:
        changed: the fields that it has changed, and the names of files that are new or others; empty of what is published.
    """

    package: model.Package
    changed: tuple[list[str], list[str]] = ([], [])


def begin(original: dict[str, Any], context: Context, event: dict[str, Any]) -> str:
    """Make the successor of a published dataset, a draft with all its metadata and files. Commits.

    Args:
        original: as it is stored, held by the caller.
        context: who begins it.
        event: what is kept of this in the history.

    Returns:
        the id of the successor.
    """
    id_, files = str(uuid4()), {str(uuid4()): one for one in original["resources"]}
    base = {new: {**_file(one), "id": one["id"]} for new, one in files.items()}
    store.add_successor(id_, original["id"], _decided(original), base)
    store.add(id_, STEP, **event)
    for new, one in files.items():
        if _has_file(one):
            uploads.hand_over(one["id"], new)
            privacy.hand_over(one["id"], new)
            releases.lend(one["id"], new)
    same = {name: original[name] for name in _FOR_GOOD if original.get(name)}
    context[rules.WRITTEN] = {**same, "status_sdi": Status.DRAF.value}  # pyright: ignore[reportGeneralTypeIssues]
    made = {"id": id_, "name": _name(original["name"]), "private": True, "state": "active", "type": "dataset"}
    said = {name: value for name, value in _said(original).items() if name not in rules.OURS}
    resources = [{**one, "id": new} for new, one in base.items()]
    try:
        tk.get_action("package_create")(context, {**said, **made, "resources": resources})
    except Exception:
        model.Session.rollback()
        for new in files:
            releases.forget_lent(new)
        raise
    return id_


def put_in_place(
    successor: dict[str, Any], context: Context, fields: dict[str, str], event: dict[str, Any]
) -> str:
    """Have the published dataset say what its successor says, with its files, in one transaction. Commits.

    Args:
        successor: as it is stored, held by the caller.
        fields: what the step writes.
        event: what is kept of this in the history.

    Returns:
        the id of the published dataset.

    Raises:
        ProblemError: the published one is gone, or was withdrawn and it is the portal itself that publishes.
        ValidationError: it cannot be public like this.
    """
    known = store.successor(successor["id"])
    original = _original(known.original) if known else None
    if known is None or original is None:
        model.Session.rollback()
        raise ProblemError(rules.gone())
    if original["status_sdi"] == Status.DITARIK and event["role"] == Role.SISTEM.value:
        model.Session.rollback()
        raise ProblemError(rules.withdrawn())
    said = rules.merged(known.base, _decided(successor), _said(original)) | _checked(successor)
    own = {"id": original["id"], "name": original["name"], "state": "active", "type": "dataset"}
    with tables.handing_over({before["id"]: id_ for id_, before in known.resources.items()}):
        resources, new = _merged_files(successor, original, known.resources)
        trials = releases.approve(new, None)
        access = said.get("akses_level") or "terbuka"
        own["private"] = rules.is_private(Status.TERBIT, access, len(resources))
        store.add(original["id"], STEP, **event)
        _end(successor["id"])
        context[rules.WRITTEN] = fields  # pyright: ignore[reportGeneralTypeIssues]
        tk.get_action("package_update")(context, {**said, **own, **fields, "resources": resources})
        model.Session.commit()  # CKAN does not where it finds nothing changed
    releases.unlink_trials(trials)
    return original["id"]


def _original(id_: str) -> dict[str, Any] | None:
    """What is published, or was withdrawn meanwhile, held until the transaction ends; None where it is gone."""
    datasets.read_anew(id_)
    context = Context(ignore_auth=True, use_cache=False, for_update=True)
    try:
        original = tk.get_action("package_show")(context, {"id": id_})
    except tk.ObjectNotFound:
        return None
    stands = original.get("status_sdi") in (Status.TERBIT, Status.DITARIK)
    return original if stands and original["state"] == "active" else None


def _end(id_: str) -> None:
    """In the same transaction the successor is gone: there is never one that could be published by itself."""
    store.delete_dataset(id_)
    store.end_successor(id_, IN_PLACE)


def _merged_files(
    successor: dict[str, Any], original: dict[str, Any], base: dict[str, dict[str, Any]]
) -> tuple[list[dict[str, Any]], list[str]]:
    """The files of the successor under the ids that they have in the published dataset, then what came to that meanwhile.

    Returns:
        them, and the ids of those that are new in it.
    """
    theirs = {one["id"]: one for one in original["resources"]}
    _hand_over_decisions({id_: before["id"] for id_, before in base.items() if before["id"] in theirs})
    mine, new = [], []
    for one in successor["resources"]:
        before = base.get(one["id"])
        if before and before["id"] in theirs:
            mine.append(_taken_over(one, before, theirs[before["id"]]))
        elif before is None or (_has_file(one) and _has_changed(one, before)):  # else it was deleted there
            mine.append(_file(one) | {"id": one["id"]})
            new.append(one["id"])
    store.adopt(new, original["id"], len(theirs))
    known = {one["id"] for one in [*mine, *base.values()]}
    return [*mine, *(one for id_, one in theirs.items() if id_ not in known)], new


def _hand_over_decisions(pairs: dict[str, str]) -> None:
    """Have what was decided in a version about files that it has not replaced count for the published ones, which are read anew."""
    for mine in sorted(privacy.decided_anew(pairs)):
        privacy.hand_over(mine, pairs[mine])
        tables.request_load(pairs[mine])


def _taken_over(file: dict[str, Any], before: dict[str, Any], now: dict[str, Any]) -> dict[str, Any]:
    """What the file of the published dataset says and holds then."""
    said = rules.merged(_meant(before), _meant(file), now)
    if _has_replaced(file, before):
        uploads.hand_over(file["id"], now["id"])
        privacy.hand_over(file["id"], now["id"])
        said |= {name: value for name, value in _file(file).items() if name in _OF_THE_CONTENT}
        # the data are as new as their file
        said["last_modified"] = file.get("last_modified") or file["created"]
    return said


def remove(id_: str) -> None:
    """Remove a successor that has taken its place; what falls here is done again by ``remove_left_over``. Commits."""
    context = Context(user=tk.config["ckan.site_id"], ignore_auth=True)
    tk.get_action("dataset_purge")(context, {"id": id_})


def take_away(id_: str) -> None:
    """Remove a successor that is in its place; nobody sees it any more, and a job takes up what falls here. Commits."""
    try:
        remove(id_)
    except Exception:
        model.Session.rollback()
        log.exception("The next version %s is in its place, and not removed yet", id_)


def remove_left_over() -> None:
    """Remove successors that have taken their place and are still there; one that falls again keeps no other from it. Commits."""
    for id_ in store.left_over():
        take_away(id_)


def is_without_rows(resource: model.Resource) -> bool:
    """Whether a table belongs to the published dataset alone: programs write its rows there, while this version is in work."""
    known = None if resource.url_type in _WITH_FILE else store.successor(resource.package_id or "")
    return known is not None and resource.id in known.resources


def give_up(id_: str) -> bool:
    """Note that a successor was deleted, in the caller's transaction; False if there is none."""
    if store.successor(id_) is None:
        return False
    store.end_successor(id_, GIVEN_UP)
    return True


def is_published(dataset: model.Package) -> bool:
    """Whether a dataset is changed by its next version alone."""
    said = (dataset.extras or {}).get("status_sdi")
    return dataset.type == "dataset" and dataset.state == model.State.ACTIVE and said == Status.TERBIT


def versions(dataset: dict[str, Any]) -> tuple[Version | None, Version | None]:
    """The published dataset whose next version this is, and the next version of this one; None each where there is none."""
    known, after = store.successor(dataset["id"]), store.successor_of(dataset["id"])
    original = model.Package.get(known.original) if known else None
    before = Version(original, _changes(known, dataset)) if known and original else None
    return before, Version(after) if after else None


def _changes(known: Any, successor: dict[str, Any]) -> tuple[list[str], list[str]]:
    named = {"tags": "tag_string"}
    fields = [named.get(one, one) for one in rules.changed(known.base, _decided(successor))]
    decided = privacy.decided_anew({id_: before["id"] for id_, before in known.resources.items()})
    files = [
        one.get("name") or _file(one)["url"]
        for one in successor["resources"]
        if one["id"] in decided or _has_changed(one, known.resources.get(one["id"]))
    ]
    return fields, files


def _has_changed(file: dict[str, Any], before: dict[str, Any] | None) -> bool:
    return before is None or bool(rules.changed(_meant(before), _meant(file))) or _has_replaced(file, before)


def _has_replaced(file: dict[str, Any], before: dict[str, Any]) -> bool:
    """Whether a version has another file than it began with; the published one may have got another one meanwhile, from its source."""
    same = bool(file.get("hash")) and file.get("hash") == before.get("hash")
    return file.get("url_type") == "upload" and not same and uploads.differ(file["id"], before["id"])


def published_files(version_id: str) -> dict[str, str]:
    """The files with which a next version began, each with the published one that it stands for; none of what is no next version."""
    known = store.successor(version_id)
    return {mine: its["id"] for mine, its in known.resources.items()} if known else {}


def published_file(resource_id: str) -> str | None:
    """The published file that one of a next version stands for; None where it stands for none."""
    resource = model.Resource.get(resource_id)
    return published_files(resource.package_id).get(resource_id) if resource and resource.package_id else None


def replaced_files(version: dict[str, Any]) -> set[str]:
    """The files of a next version that are others than it began with; none of what is no next version."""
    known = store.successor(version["id"])
    base = known.resources if known else {}
    return {
        one["id"] for one in version["resources"] if one["id"] in base and _has_replaced(one, base[one["id"]])
    }


def files_of_versions(dataset: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The files of all versions of a dataset by their ids, each as the one in whose place it stands says here, else as it was.

    The same file has another id in each version, and remarks are kept by the id that it had then.
    """
    here = {one["id"]: one for one in dataset["resources"]}
    of_published = {
        its: here[mine] for mine, its in published_files(dataset["id"]).items() if mine in here
    } | here
    found: dict[str, dict[str, Any]] = {}
    for version in store.versions(dataset["id"]):
        for mine, its in version.resources.items():
            found[mine] = found[its["id"]] = of_published.get(its["id"], its)
    return {**found, **of_published}


def file_in(version_id: str, file_id: str) -> str | None:
    """The id that a file of a published dataset has in its next version; None where it is none of its files."""
    return next((mine for mine, its in published_files(version_id).items() if its == file_id), None)


def _said(dataset: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in dataset.items() if name not in _OF_THE_DATASET}


def _decided(dataset: dict[str, Any]) -> dict[str, Any]:
    """What people say of a dataset; the portal says the rest of each version for itself."""
    own = _automatic("dataset").union(rules.OURS)
    return {name: value for name, value in _said(dataset).items() if name not in own}


def _checked(successor: dict[str, Any]) -> dict[str, Any]:
    """What those who check have noted: nothing of it is of the version before."""
    return {name: successor.get(name, "") for name in rules.OURS if name != "status_sdi"}


def _meant(file: dict[str, Any]) -> dict[str, Any]:
    """What people say of a file."""
    own = {*_automatic("resource"), *(() if _has_file(file) else _OF_THE_CONTENT)}
    return {name: value for name, value in _file(file).items() if name not in own}


def _automatic(kind: str) -> set[str]:
    return {name for name, need in profile.needs(kind).items() if need == "A"}


def _file(said: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in said.items() if name not in _OF_THE_ROW}
    if said.get("url_type") == "upload":
        kept["url"] = (said.get("url") or "").rsplit("/", 1)[-1]
    return kept


def _has_file(resource: dict[str, Any]) -> bool:
    return resource.get("url_type") in _WITH_FILE


def _name(name: str) -> str:
    return f"{name[:80]}-versi-{uuid4().hex[:8]}"

"""CKAN actions of the metadata room."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.logic import fresh_context
from ckan.types import Context

from ckanext.paser import datasets
from ckanext.paser.metadata.completing import has_profile, is_of_machine, is_public, keep_in_mind
from ckanext.paser.metadata.rules import computed, crossfields, filled, stale
from ckanext.paser.metadata.rules.files import is_data
from ckanext.paser.privacy.rules.findings import SUMMARY
from ckanext.paser.workflow import rules as workflow

__all__ = [
    "organization_show",
    "package_create",
    "package_show",
    "package_update",
    "resource_create",
    "resource_update",
]

TYPES = ("dataset", "kegiatan")
_FORM_NAMES = {"tags": "tag_string", "last_modified": "url"}
"""Fields that a form calls otherwise than ``package_show``."""

Action = Callable[[Context, dict[str, Any]], dict[str, Any]]


@tk.chained_action
@tk.side_effect_free
def package_show(original_action: Action, context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Show a dataset as CKAN does; one that is going to be changed is read when nobody else changes it any more.

    Of two files that come at once the second would else be written over what was read before the first: with the
    name of the one, and the content of the other.
    """
    if context.get("for_update") and (reference := data_dict.get("id") or data_dict.get("name_or_id")):
        # CKAN's bulk actions hand over a row of the database with the id in it
        datasets.read_anew(reference if isinstance(reference, str) else reference[0])
    return original_action(context, data_dict)


@tk.chained_action
def package_create(original_action: Action, context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Make a dataset as CKAN does, of a type that the portal has.

    CKAN takes any word for a type, and gives it neither our profile nor our workflow: it would be public unseen.
    """
    if data_dict.get("type", TYPES[0]) not in TYPES:
        told = tk._("The portal has no datasets of this type. It has: {types}.").format(
            types=", ".join(TYPES)
        )
        raise tk.ValidationError({"type": [told]})
    return original_action(context, data_dict)


@tk.chained_action
def package_update(original_action: Action, context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Change a dataset as CKAN does; of one that is or becomes public all files are looked at, not only changed ones.

    CKAN 2.12 passes over a file that is sent as it is stored. One that keeps the dataset from being public is told to it as
    changed, so that its error has a place; the others are told to our own validator.
    """
    package = model.Package.get(data_dict.get("id") or data_dict.get("name"))
    base = data_dict.pop("dasar", "")
    _forget_summaries(data_dict)
    if package is not None:
        _refuse_overtaken(context, package, base, data_dict)
    if package is not None and has_profile(package.type) and not is_of_machine(context):
        _have_files_follow(context, package, data_dict)
        becomes = {"private": package.private, "state": package.state} | data_dict
        if is_public(becomes) or (package.extras or {}).get("status_sdi") == workflow.Status.TERBIT:
            _have_all_files_looked_at(context, data_dict, _original(context, package))
    return original_action(context, data_dict)


def _have_files_follow(context: Context, package: model.Package, data_dict: dict[str, Any]) -> None:
    """Let files that say nothing of their period or level have those of the dataset, and its one file have what it gets now.

    CKAN shows the validator no file that is sent as it is stored, so what was said of the dataset after its file came would
    never reach it. Of several files each keeps its own: what is the same by chance stays.
    """
    sent = data_dict.get("resources")
    files = [one for one in sent if isinstance(one, dict) and is_data(one)] if isinstance(sent, list) else []
    said = {name: data_dict[name] for name in filled.OF_DATASET if isinstance(data_dict.get(name), list)}
    empty = [one for one in files if any(not one.get(name) for name in filled.OF_A_FILE)]
    if not empty and not (said and len(files) == 1):
        return
    before = _original(context, package)
    after = {**before, **said}
    followed = {id(one): filled.completed(one, after) for one in empty}
    if len(files) == 1 and any(before.get(name) != value for name, value in said.items()):
        followed = {id(files[0]): filled.completed(filled.following(files[0], before, after), after)}
    data_dict["resources"] = [followed.get(id(one), one) for one in data_dict["resources"]]


def _forget_summaries(data_dict: dict[str, Any]) -> None:
    """Leave out what a file tells its editors alone and never stores: with it the file would be held for a changed one."""
    sent = data_dict.get("resources")
    if isinstance(sent, list) and any(isinstance(one, dict) and SUMMARY in one for one in sent):
        data_dict["resources"] = [
            {name: value for name, value in one.items() if name != SUMMARY} if isinstance(one, dict) else one
            for one in sent
        ]


def _refuse_overtaken(context: Context, package: model.Package, base: str, data_dict: dict[str, Any]) -> None:
    """Refuse what was made of a dataset that somebody has changed since; told to those alone who may change it."""
    read = data_dict.get("metadata_modified") if not is_of_machine(context) else None
    if base or read:
        tk.check_access("package_update", context, {"id": package.id})
    if base:
        _refuse_stale(context, package, base)
    if read:
        _refuse_outdated(package, str(read))


def _refuse_stale(context: Context, package: model.Package, base: str) -> None:
    """Refuse what was made of a dataset that somebody has changed since: it would be written over their words.

    Args:
        base: what the form was made of (``helpers.paser_form_base``).
    """
    datasets.read_anew(package.id)
    _refuse_other(tk.get_action("package_show")(fresh_context(context), {"id": package.id}), base)


def _refuse_other(stored: dict[str, Any], base: str) -> None:
    """Refuse a form that was made of something else than what is stored, and say what that is at its fields."""
    fields = stale.changed(_parsed(base), stored)
    if not fields:
        return
    told = tk._(
        "Somebody has changed this since you opened the form; it says now: “{now}”. Nothing of yours is saved yet. "
    )
    told += tk._("Take over what you want to keep of it, then save again.")
    errors: dict[str, Any] = {
        _FORM_NAMES.get(name, name): [told.format(now=stale.quoted(stored.get(name)))] for name in fields
    }
    if "last_modified" in fields:
        told = tk._(
            "Somebody has put another file here since you opened the form: “{file}”. Nothing of yours is saved yet. "
            "Look at that file, then save again."
        )
        errors["url"] = [told.format(file=stored["url"].rpartition("/")[2])]
    raise tk.ValidationError(errors)


def _refuse_outdated(package: model.Package, sent: str) -> None:
    """Refuse what a program made of a dataset that has changed since: it sends back the ``metadata_modified`` that it read.

    CKAN takes the whole dataset as it is sent, so files and words that came meanwhile would be gone. Who leaves the field out
    writes over whatever is there, as in CKAN; ``package_patch`` never sends it.
    """
    datasets.read_anew(package.id)
    try:
        read = datetime.fromisoformat(sent)
    except ValueError:
        read = None
    if read == package.metadata_modified:
        return
    told = tk._(
        "This dataset was changed at {now} (UTC), after the version of {read} that you send. Nothing is saved. "
        "Read it again (package_show) and send your change on top of that, or send only what you change with package_patch."
    )
    now = package.metadata_modified.isoformat()
    raise tk.ValidationError({"metadata_modified": [told.format(now=now, read=sent)]})


def _refuse_overtaken_file(
    context: Context, resource: model.Resource, base: str, data_dict: dict[str, Any]
) -> None:
    """Refuse what was made of a file that somebody has changed since; told to those alone who may change it."""
    read = data_dict.get("metadata_modified") if not is_of_machine(context) else None
    if not (base or read):
        return
    tk.check_access("resource_update", fresh_context(context), {"id": resource.id})
    datasets.read_anew(resource.package.id)
    stored = tk.get_action("resource_show")(fresh_context(context), {"id": resource.id})
    if base:
        _refuse_other(stored, base)
    if read:
        _refuse_outdated_file(stored, str(read))


def _refuse_outdated_file(stored: dict[str, Any], sent: str) -> None:
    """Refuse what a program made of a file that has changed since, as ``_refuse_outdated`` does for a dataset."""
    if sent == stored["metadata_modified"]:
        return
    told = tk._(
        "This file was changed at {now} (UTC), after the version of {read} that you send. Nothing is saved. "
        "Read it again (resource_show) and send your change on top of that, or send only what you change with resource_patch."
    )
    raise tk.ValidationError({"metadata_modified": [told.format(now=stored["metadata_modified"], read=sent)]})


def _parsed(base: str) -> dict[str, str]:
    try:
        parsed = json.loads(base)
    except ValueError:
        parsed = None
    if not isinstance(parsed, dict):
        raise tk.ValidationError({"dasar": [tk._("This form cannot be read. Open the page again.")]})
    return parsed


def _have_all_files_looked_at(context: Context, data_dict: dict[str, Any], original: dict[str, Any]) -> None:
    closes_alone = workflow.closes_alone(original, data_dict)
    stored = {one["id"]: one for one in original["resources"]}
    sent = data_dict.get("resources", original["resources"])
    same = [one for one in sent if one == stored.get(one.get("id"))]
    broken = [
        same[position]["id"]
        for position in sorted(crossfields.broken_files(original | data_dict | {"status_sdi": None}, same))
    ]
    if broken:
        data_dict["resources"] = sent
        marked = [{**one, "position": None} if one["id"] in broken else one for one in original["resources"]]
        original = {**original, "resources": marked}
    context["original_package"] = original
    files = [one for one in same if one["id"] not in broken]
    keep_in_mind(context, files, closes_alone=closes_alone)


def _original(context: Context, package: model.Package) -> dict[str, Any]:
    known = context.get("original_package")
    if known and known.get("id") == package.id:
        return known
    return tk.get_action("package_show")(fresh_context(context, ignore_auth=True), {"id": package.id})


@tk.chained_action
@tk.side_effect_free
def organization_show(original_action: Action, context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Show an agency as CKAN does, with the codes that are the same for all of Paser."""
    shown = original_action(context, data_dict)
    return {**shown, **computed.of_agency(shown)}


@tk.chained_action
def resource_create(original_action: Action, context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Add a file as CKAN does."""
    with _told_of_others():
        return original_action(context, data_dict)


@tk.chained_action
def resource_update(original_action: Action, context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Change a file as CKAN does; not what somebody has changed since it was read, by a form (``dasar``) or by a program."""
    resource = model.Resource.get(str(data_dict.get("id") or ""))
    base = data_dict.pop("dasar", "")
    if resource is not None:
        _refuse_overtaken_file(context, resource, base, data_dict)
    with _told_of_others():
        return original_action(context, data_dict)


@contextmanager
def _told_of_others() -> Iterator[None]:
    """CKAN refuses a file without a word where only another file of the dataset is to be put right."""
    try:
        yield
    except tk.ValidationError as refused:
        if refused.error_dict:
            raise
        text = tk._(
            "Another file of this dataset keeps it from being public. The page of the dataset says why."
        )
        raise tk.ValidationError({"resources": [text]}) from refused

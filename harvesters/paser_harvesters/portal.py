"""The portal as a harvested dataset meets it: asked what it would refuse, and written to."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import flask_babel

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib.plugins import lookup_package_plugin, plugin_validate

from ckanext.paser.problems import N_, Problem
from ckanext.paser.workflow import rules as workflow

from paser_harvesters import package
from paser_harvesters.contract import Json
from paser_harvesters.errors import RefusedError


def context() -> Any:
    """Return the context of the site's own user, who may do all this."""
    site_user = tk.get_action("get_site_user")({"ignore_auth": True}, {"defer_commit": True})
    user = model.User.get(site_user["name"])
    return {"user": site_user["name"], "auth_user_obj": user, "ignore_auth": True, "session": model.Session}


def _of_source(approved: str = "") -> Any:
    """Return the same context for what a source says, which is judged as what people publish is."""
    return context() | {workflow.OF_SOURCE: approved}


def write(key: str, data: Json, existing: Json | None, approved: str) -> Json:
    """Create a dataset, or write over the existing one; return it as it is then.

    Args:
        approved: what its history says about who let its source publish it.

    Raises:
        RefusedError: fields of it are not accepted.
    """
    action = "package_patch" if existing else "package_create"
    saved: list[Json] = []

    def errors() -> dict[str, Any]:
        try:
            saved.append(tk.get_action(action)(_of_source(approved), deepcopy(dict(data))))
        except tk.ValidationError as error:
            model.Session.rollback()
            return error.error_dict
        return {}

    if problems := _problems(key, errors):
        raise RefusedError(problems)
    return saved[0]


def objections(key: str, data: Json, existing: Json | None) -> list[Problem]:
    """Return what :func:`write` would be refused for; nothing is written."""
    return _problems(key, lambda: _errors(data, existing))


def _errors(data: Json, existing: Json | None) -> dict[str, Any]:
    """What CKAN finds wrong with a dataset, as its actions ask; at unchanged files it looks again where the dataset is public."""
    asked = deepcopy({"type": "dataset", **(existing or {}), **data})
    plugin = lookup_package_plugin(asked["type"])
    asking = _of_source()
    if existing:
        action, schema = "package_update", plugin.update_package_schema()
        asking["package"] = model.Package.get(existing["id"])
    else:
        action, schema = "package_create", plugin.create_package_schema()
    _, errors = plugin_validate(plugin, asking, asked, schema, action)
    if "resources" in errors and not _is_public(asked):
        known = (existing or {}).get("resources", ())
        found = zip(data["resources"], errors["resources"], strict=False)
        errors["resources"] = [{} if resource in known else wrong for resource, wrong in found]
        if not any(errors["resources"]):
            del errors["resources"]
    return tk.ValidationError(errors).error_dict if errors else {}


def _is_public(dataset: Json) -> bool:
    return not tk.asbool(dataset.get("private")) and (dataset.get("state") or "active") == "active"


def _problems(key: str, errors: Callable[[], dict[str, Any]]) -> list[Problem]:
    """The portal words its errors itself, so it is asked once in each language when there are any.

    A run is read on Indonesian pages and in English commands, whoever started it.
    """
    told: dict[str, dict[str, str]] = {}
    for language in ("en", "id"):
        with flask_babel.force_locale(language):
            told[language] = dict(package.flat_errors(found)) if (found := errors()) else {}
        if not told[language]:
            return []
    return [
        _validation_problem(key, path, message, told["id"].get(path, message))
        for path, message in told["en"].items()
    ]


def _validation_problem(dataset: str, path: str, english: str, indonesian: str) -> Problem:
    """A field that the portal refuses; the translation of the fact is the other parameter."""
    params = {"dataset": dataset, "field": path, "message": _whole(english), "pesan": _whole(indonesian)}
    where, remedy = N_("dataset {dataset}, field {field}"), N_("Correct the field at the source.")
    return Problem("field_invalid", where, N_("{message}"), remedy, params)


def _whole(sentence: str) -> str:
    return sentence.rstrip(".") + "."

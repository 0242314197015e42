"""CKAN actions of the metadata room."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.logic import fresh_context
from ckan.types import Context

from ckanext.paser import datasets
from ckanext.paser.metadata.completing import has_profile, is_of_machine, is_public
from ckanext.paser.metadata.rules import computed

__all__ = ["organization_show", "package_show", "package_update"]

Action = Callable[[Context, dict[str, Any]], dict[str, Any]]


@tk.chained_action
@tk.side_effect_free
def package_show(original_action: Action, context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Show a dataset as CKAN does; one that is going to be changed is read when nobody else changes it any more.

    Of two files that come at once the second would else be written over what was read before the first: with the
    name of the one, and the content of the other.
    """
    if context.get("for_update") and (reference := data_dict.get("id") or data_dict.get("name_or_id")):
        datasets.read_anew(reference)
    return original_action(context, data_dict)


@tk.chained_action
def package_update(original_action: Action, context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Change a dataset as CKAN does; of one that is or becomes public all files are looked at, not only changed ones.

    CKAN 2.12 leaves a file unlooked at that is sent as it is stored. That nothing of it has changed it finds out again
    when it stores it.
    """
    package = model.Package.get(data_dict.get("id") or data_dict.get("name"))
    if package is not None and has_profile(package.type) and not is_of_machine(context):
        becomes = {"private": package.private, "state": package.state} | data_dict
        if is_public(becomes):
            original = _original(context, package)
            data_dict.setdefault("resources", original["resources"])
            context["original_package"] = {**original, "resources": []}
    return original_action(context, data_dict)


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

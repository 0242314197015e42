"""CKAN's actions that name what hangs on datasets, to everybody: here to those who may read these datasets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context

from ckanext.paser.workflow import schema, service

Action = Callable[[Context, dict[str, Any]], Any]
Member = tuple[str, str, str]
"""As CKAN lists members of an agency or a group: id, what it is of (user, package, group), capacity."""


@tk.chained_action
@tk.side_effect_free
def member_list(original_action: Action, context: Context, data_dict: dict[str, Any]) -> list[Member]:
    """List members as CKAN does, without the datasets that who asks may not read, and without people where CKAN lists none.

    CKAN refuses a list of people (``object_type``), and gives them to whoever does not say what they want.
    """
    members: list[Member] = original_action(context, data_dict)
    if context.get("ignore_auth"):
        return members
    ids = [id_ for id_, kind, _ in members if kind == "package"]
    seen = service.seen_datasets(ids, service.asker(context.get("user"))) if ids else set()
    if _may_list_people(context.get("user", ""), data_dict["id"]):
        seen |= {id_ for id_, kind, _ in members if kind == "user"}
    return [one for one in members if one[0] in seen or one[1] not in ("package", "user")]


def _may_list_people(user: str, group: str) -> bool:
    try:
        tk.check_access("group_show", Context(user=user), {"id": group, "object_type": "user"})
    except tk.NotAuthorized:
        return False
    return True


@tk.chained_action
@tk.side_effect_free
def tag_list(original_action: Action, context: Context, data_dict: dict[str, Any]) -> list[Any]:
    """List tags as CKAN does, without those that only datasets have which who asks may not read."""
    asked, page = _asked(context, data_dict)
    return _seen(original_action(context, asked), context, asked)[page]


@tk.chained_action
@tk.side_effect_free
def tag_autocomplete(original_action: Action, context: Context, data_dict: dict[str, Any]) -> list[Any]:
    """Complete tags as CKAN does, among those of datasets that who asks may read."""
    asked, page = _asked(context, data_dict)
    return _seen(original_action(context, asked), context, asked)[page]


@tk.chained_action
@tk.side_effect_free
def tag_search(original_action: Action, context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Search tags as CKAN does, among those of datasets that who asks may read."""
    asked, page = _asked(context, data_dict)
    found = original_action(context, asked)
    seen = _seen(found["results"], context, asked)
    return {**found, "count": len(seen), "results": seen[page]}


def _asked(context: Context, data_dict: dict[str, Any]) -> tuple[dict[str, Any], slice]:
    """What is asked for as a whole, and the page of it.

    CKAN counts, and takes the page, before it is known which of it may be told: its page would have room for what is left out, and
    the number would tell of it.

    Raises:
        ValidationError: the page is none.
    """
    whole = {name: value for name, value in data_dict.items() if name not in ("limit", "offset")}
    sent = {name: value for name, value in data_dict.items() if name not in whole}
    page, errors = tk.navl_validate(sent, schema.page(), context)
    if errors:
        raise tk.ValidationError(errors)
    begin, length = page["offset"], page.get("limit")
    return whole, slice(begin, None if length is None else begin + length)


@tk.chained_action
@tk.side_effect_free
def tag_show(original_action: Action, context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Show a tag as CKAN does, where a dataset has it that who asks may read."""
    shown = original_action(context, data_dict)
    if not _seen([shown], context, data_dict):
        raise tk.ObjectNotFound
    return shown


def _seen(tags: list[Any], context: Context, data_dict: dict[str, Any]) -> list[Any]:
    """Those of some tags that who asks may read; what stands in a vocabulary everybody may."""
    is_listed = any(isinstance(one, dict) and one.get("vocabulary_id") for one in tags)
    if is_listed or data_dict.get("vocabulary_id") or context.get("ignore_auth"):
        return tags
    names = {one if isinstance(one, str) else one["name"]: one for one in tags}
    seen = service.seen_tags(list(names), service.asker(context.get("user")))
    return [one for name, one in names.items() if name in seen]

"""CKAN actions of the workflow, and CKAN's own that go around a dataset's validation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.logic import fresh_context, validate
from ckan.types import Context

from ckanext.paser.problems import ProblemError, worded
from ckanext.paser.workflow import deputies, rules, schema, service, telling
from ckanext.paser.workflow.naming import member_list, tag_autocomplete, tag_list, tag_search, tag_show

__all__ = [
    "bulk_update_public",
    "member_list",
    "package_owner_org_update",
    "paser_workflow_deputy_end",
    "paser_workflow_deputy_list",
    "paser_workflow_deputy_name",
    "paser_workflow_queue",
    "paser_workflow_show",
    "paser_workflow_transition",
    "tag_autocomplete",
    "tag_list",
    "tag_search",
    "tag_show",
]

Action = Callable[[Context, dict[str, Any]], Any]


@tk.side_effect_free
@validate(schema.workflow_show)
def paser_workflow_show(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Show where a dataset stands on its way to the public, and which steps who asks may take.

    :param id: id or name of the dataset
    :type id: string
    :returns: ``id``, ``name``, ``title``, ``status`` (code list STATUS), ``label``, ``since`` (ISO 8601, null where nothing
        is known), ``turn`` (whose turn it is, in words), ``roles`` (as what who asks acts here: produsen, walidata,
        pembina), ``replaces`` and ``successor`` (the published dataset whose next version this is, and the next version of
        this one: ``id``, ``name``, ``status``, ``label``, or null; of the first also ``changed``, the fields that this one has
        changed, and ``changed_files``, the names of files that are new or others), ``changed`` (what was changed from the last
        return to the newest submission: fields, and files as ``file-<id>``) and ``changed_in_files`` (what of these files, by
        ``file-<id>``: ``is_replaced``, ``rows`` (before and now, or null), ``came``, ``went``, ``retyped`` and ``described``
        columns, ``fields``), ``next``: steps that follow (``to``, ``label``,
        ``needs_note``, ``or_comments``: remarks are reason enough, ``allowed``, ``why_not``), ``remarks``: what the profile has
        against the next step, judged as the step itself is (``field``, ``file``: id or null, ``text``), ``note`` and ``comments`` (the
        last reason for a return, for those with a role) and ``history``, the newest first (``number``, ``at``, ``kind``:
        langkah or suntingan, ``actor``, ``role``, ``from``, ``to``, ``label``, ``note``, ``comments``, ``files``: what the files
        that are remarked on were called then, by ``file-<id>``). Who has no role sees
        of the history when the dataset was published and withdrawn, without names
    """
    tk.check_access("paser_workflow_show", context, data_dict)
    dataset = tk.get_action("package_show")(context, {"id": data_dict["id"]})
    if dataset["type"] != service.TYPE:
        raise tk.ObjectNotFound
    return telling.shown(dataset, service.asker(context.get("user")))


@validate(schema.workflow_transition)
def paser_workflow_transition(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Take a dataset a step further on its way to the public, or back.

    Of a published dataset ``draf`` begins the next version: a private dataset beside it, whose id is returned. With ``terbit`` it
    takes the place of the published one, whose id is returned then.

    :param id: id or name of the dataset
    :type id: string
    :param to: the state it comes to (code list STATUS); ``paser_workflow_show`` names those that follow
    :type to: string
    :param note: why; needed to reject or withdraw (everybody may read why something was withdrawn), and to return without
        remarks in ``comments``
    :type note: string
    :param comments: remarks by field, such as ``{"definisi": "Terlalu pendek."}``
    :type comments: dict
    :returns: what ``paser_workflow_show`` returns then; to who may not read the dataset any more after the step, such as the
        Pembina who returns it, ``id``, ``status``, ``label`` and ``turn`` alone. Where the profile has something against the
        step, the error names each remark (``remarks``)
    """
    tk.check_access("paser_workflow_transition", context, data_dict)
    asked = data_dict["id"], data_dict["to"]
    who = service.asker(context.get("user"))
    try:
        id_ = service.take(*asked, who, data_dict["note"], data_dict["comments"])
    except ProblemError as error:
        text = worded(error.problem, tk._)["text"]
        if error.problem.code in ("not_your_role", "own_work"):
            raise tk.NotAuthorized(text) from error
        field = "note" if error.problem.code.startswith("note_") else "to"
        raise tk.ValidationError({field: [text], **_in_the_way(error.problem.code, *asked)}) from error
    try:
        return paser_workflow_show(fresh_context(context), {"id": id_})
    except (
        tk.ObjectNotFound,
        tk.NotAuthorized,
    ):  # the step is taken: it has ended the turn that gave the right to read
        return telling.taken(id_, data_dict["to"])


def _in_the_way(code: str, id_: str, to: str) -> dict[str, list[str]]:
    """Each remark of the profile that a refusal has counted: a program has no page to read them on."""
    if code != rules.INCOMPLETE:
        return {}
    dataset = tk.get_action("package_show")(Context(ignore_auth=True), {"id": id_})
    found = telling.remarks(dataset, service.judged(dataset, to))
    return {"remarks": [f"{one['field']}: {one['text']}" for one in found]}


@tk.side_effect_free
@validate(schema.workflow_queue)
def paser_workflow_queue(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """List the datasets that wait for who asks, the longest waiting first.

    :param role: only what waits for them as ``produsen`` (drafts and what was returned, of their agencies), ``walidata``
        or ``pembina``
    :type role: string
    :param q: part of the title of the dataset or its agency
    :type q: string
    :param organization: id or name of the agency whose datasets are wanted alone
    :type organization: string
    :param limit: how many (default: 20)
    :type limit: integer
    :param offset: how many to skip (default: 0)
    :type offset: integer
    :returns: ``total`` and ``items``: ``id``, ``name``, ``title``, ``status``, ``label``, ``since``, ``note``,
        ``data_prioritas``, ``jadwal_rilis``, ``replaces`` (id of the published dataset whose next version it is, or null),
        ``organization`` (``id``, ``name``, ``title``)
    """
    tk.check_access("paser_workflow_queue", context, data_dict)
    who = service.asker(context.get("user"))
    asked = (data_dict["role"] or None, data_dict["q"], data_dict["limit"], data_dict["offset"])
    rows, total = service.queue(who, *asked, agency=data_dict["organization"])
    return {"items": [telling.waiting(row) for row in rows], "total": total}


@tk.side_effect_free
@validate(schema.workflow_deputy_list)
def paser_workflow_deputy_list(context: Context, data_dict: dict[str, Any]) -> list[dict[str, Any]]:
    """List whom an agency has named to act for it.

    :param organization: id or name of the agency
    :type organization: string
    :returns: for each ``user`` (its name), ``title`` (how they are called) and ``at``
    """
    tk.check_access("paser_workflow_deputy_list", context, data_dict)
    return [
        {"user": one.name, "title": one.title, "at": one.at.isoformat()}
        for one in deputies.of(data_dict["organization"])
    ]


@validate(schema.workflow_deputy)
def paser_workflow_deputy_name(context: Context, data_dict: dict[str, Any]) -> list[dict[str, Any]]:
    """Name a member of an agency as deputy: they submit, and check where it is Walidata or Pembina, as its editors do.

    :param organization: id or name of the agency
    :type organization: string
    :param user: id or name of a member
    :type user: string
    :returns: what ``paser_workflow_deputy_list`` returns then
    """
    tk.check_access("paser_workflow_deputy_name", context, data_dict)
    try:
        deputies.name(data_dict["organization"], data_dict["user"], context.get("user", ""))
    except ProblemError as error:
        raise tk.ValidationError({"user": [worded(error.problem, tk._)["text"]]}) from error
    return paser_workflow_deputy_list(fresh_context(context), {"organization": data_dict["organization"]})


@validate(schema.workflow_deputy)
def paser_workflow_deputy_end(context: Context, data_dict: dict[str, Any]) -> list[dict[str, Any]]:
    """End that somebody is deputy of an agency.

    :param organization: id or name of the agency
    :type organization: string
    :param user: id or name
    :type user: string
    :returns: what ``paser_workflow_deputy_list`` returns then
    """
    tk.check_access("paser_workflow_deputy_end", context, data_dict)
    deputies.end(data_dict["organization"], data_dict["user"])
    return paser_workflow_deputy_list(fresh_context(context), {"organization": data_dict["organization"]})


@tk.chained_action
def bulk_update_public(original_action: Action, context: Context, data_dict: dict[str, Any]) -> Any:
    """Make datasets public as CKAN does, where people do not decide it: theirs are checked first, also where their data were closed."""
    ids = data_dict.get("datasets") or []
    query = model.Session.query(model.Package).filter(model.Package.id.in_(ids))
    tk.check_access("bulk_update_public", context, data_dict)
    if not service.is_by_machine(context) and any(one.type == service.TYPE for one in query):
        raise tk.ValidationError({"datasets": [worded(rules.unchecked(), tk._)["text"]]})
    return original_action(context, data_dict)


@tk.chained_action
def package_owner_org_update(original_action: Action, context: Context, data_dict: dict[str, Any]) -> Any:
    """Give a dataset to another agency as CKAN does, where it may be changed; who does that has worked on it.

    Of what is published, only its next version.
    """
    if not service.is_by_machine(context):
        tk.check_access("package_owner_org_update", context, data_dict)
        package = model.Package.get(data_dict.get("id"))
        if package is not None and service.is_published(package):
            raise tk.ValidationError({"organization_id": [worded(rules.kept(), tk._)["text"]]})
        if package is not None and package.type == service.TYPE:
            tk.check_access("package_update", Context(user=context.get("user", "")), {"id": package.id})
            service.note_edit(package.id, context)
    return original_action(context, data_dict)

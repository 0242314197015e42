"""Who may see where a dataset stands: whoever may see it. Which step they may take, the rules say (``rules/steps.py``).

Nobody changes or deletes a dataset that is being checked, or that was decided about; nor deletes one that is published.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import authz, model
from ckan.logic.auth import get_package_object, get_resource_object
from ckan.types import AuthResult, Context

from ckanext.paser.problems import Problem, worded
from ckanext.paser.workflow import rules
from ckanext.paser.workflow.rules import Status

__all__ = [
    "package_create_default_resource_views",
    "package_delete",
    "package_relationship_create",
    "package_relationship_delete",
    "package_relationship_update",
    "package_show",
    "package_update",
    "paser_workflow_deputy_end",
    "paser_workflow_deputy_list",
    "paser_workflow_deputy_name",
    "paser_workflow_queue",
    "paser_workflow_show",
    "paser_workflow_transition",
    "resource_create_default_resource_views",
    "resource_delete",
    "resource_update",
    "resource_view_create",
    "resource_view_delete",
    "resource_view_reorder",
    "resource_view_update",
]

Auth = Callable[[Context, dict[str, Any]], AuthResult]


@tk.auth_allow_anonymous_access
@tk.auth_sysadmins_check
def paser_workflow_show(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    tk.check_access("package_show", context, {"id": data_dict["id"]})
    return {"success": True}


@tk.auth_sysadmins_check
def paser_workflow_transition(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    tk.check_access("package_show", context, {"id": data_dict["id"]})
    return {"success": True}


def paser_workflow_queue(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    return {"success": True}  # each sees what waits for them


def paser_workflow_deputy_name(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    agency = model.Group.get(data_dict["organization"])
    may = agency is not None and authz.has_user_permission_for_group_or_org(
        agency.id, context.get("user"), "membership"
    )
    return {"success": may, "msg": tk._("Only an administrator of the agency may name a deputy.")}


paser_workflow_deputy_end = paser_workflow_deputy_name


def paser_workflow_deputy_list(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    agency = model.Group.get(data_dict["organization"])
    may = agency is not None and authz.has_user_permission_for_group_or_org(
        agency.id, context.get("user"), "read"
    )
    return {"success": may, "msg": tk._("Only members of the agency may see its deputies.")}


@tk.chained_auth_function  # pyright: ignore[reportArgumentType]
@tk.auth_allow_anonymous_access
def package_show(next_auth: Auth, context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """As CKAN decides by its labels; what is public is everybody's, so that nobody's agencies have to be looked up for it."""
    package = context.get("package")
    if package is None or data_dict.get("id") not in (package.id, package.name):
        return next_auth(context, data_dict)
    is_public = package.state == model.State.ACTIVE and package.private is False
    return {"success": True} if is_public else next_auth(context, data_dict)


@tk.chained_auth_function  # pyright: ignore[reportArgumentType]
@tk.auth_sysadmins_check
def package_update(next_auth: Auth, context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """As CKAN decides, where the dataset does not stand still."""
    problem = rules.locked(_status(get_package_object(context, data_dict)))
    return _unless(problem, next_auth, context, data_dict)


@tk.chained_auth_function  # pyright: ignore[reportArgumentType]
@tk.auth_sysadmins_check
def package_delete(next_auth: Auth, context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """As CKAN decides, where the public would not miss the dataset, and nobody checks it or has decided about it."""
    package = get_package_object(context, data_dict)
    status = _status(package)
    is_missed = status is Status.TERBIT and package.state == "active"
    problem = rules.published() if is_missed else rules.locked(status)
    return _unless(problem, next_auth, context, data_dict)


def _unless(
    problem: Problem | None, next_auth: Auth, context: Context, data_dict: dict[str, Any]
) -> AuthResult:
    """Refuse everybody but the portal itself where there is a problem."""
    if problem and context.get("user") != tk.config["ckan.site_id"]:
        return {"success": False, "msg": worded(problem, tk._)["text"]}
    return _as_before(next_auth, context, data_dict)


@tk.auth_sysadmins_check
def resource_update(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Whoever may change its dataset; CKAN asks sysadmins nothing here."""
    return _of_change(context, get_resource_object(context, data_dict).package.id)


@tk.auth_sysadmins_check
def resource_delete(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Whoever may change its dataset, where the public would not miss the file; CKAN asks whether the whole dataset may go."""
    return _of_draft(context, get_resource_object(context, data_dict).package)


@tk.auth_sysadmins_check
def resource_view_create(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Whoever may change its file: title and description of a view are read by everybody."""
    return resource_update(context, {"id": data_dict["resource_id"]})


resource_view_reorder = resource_view_create


@tk.auth_sysadmins_check
def resource_view_update(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Whoever may change the file that has the view; and the one that is sent, which CKAN has it belong to then."""
    stored = resource_view_delete(context, data_dict)
    sent = data_dict.get("resource_id")
    return resource_update(context, {"id": sent}) if sent and stored.get("success") else stored


@tk.auth_sysadmins_check
def resource_view_delete(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Whoever may change the file that has the view."""
    view = model.ResourceView.get(data_dict["id"])
    if view is None:
        raise tk.ObjectNotFound
    return resource_update(context, {"id": view.resource_id})


@tk.auth_sysadmins_check
def resource_create_default_resource_views(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    return resource_update(context, {"id": data_dict["resource"]["id"]})


@tk.auth_sysadmins_check
def package_create_default_resource_views(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    return _of_change(context, data_dict["package"]["id"])


@tk.auth_sysadmins_check
def package_relationship_update(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Whoever may change both datasets, neither of them published: everybody reads there what is said of a relationship."""
    subject = _of_draft(context, get_package_object(context, {"id": data_dict["subject"]}))
    if not subject.get("success"):
        return subject
    return _of_draft(context, get_package_object(context, {"id": data_dict["object"]}))


package_relationship_create = package_relationship_delete = package_relationship_update


def _of_draft(context: Context, package: model.Package) -> AuthResult:
    """Whoever may change a dataset, where that is not published: there its next version is changed instead."""
    is_published = package.state == model.State.ACTIVE and _status(package) is Status.TERBIT
    if is_published and context.get("user") != tk.config["ckan.site_id"]:
        return {"success": False, "msg": worded(rules.kept(), tk._)["text"]}
    return _of_change(context, package.id)


def _of_change(context: Context, dataset: str) -> AuthResult:
    return authz.is_authorized("package_update", context, {"id": dataset})


def _as_before(next_auth: Auth, context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """CKAN asks its own functions nothing where it is a sysadmin who wants something."""
    if authz.is_sysadmin(context.get("user")) and not getattr(next_auth, "auth_sysadmins_check", False):
        return {"success": True}
    return next_auth(context, data_dict)


def _status(package: model.Package) -> Status:
    said = (package.extras or {}) if package.type == "dataset" else {}
    return Status(said.get("status_sdi") or Status.DRAF)

"""Who may see a table and whatever is made of it: whoever may see the resource. Who may decide about it: whoever may edit it."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import AuthResult, Context

__all__ = ["paser_table_report", "paser_table_show", "paser_table_status", "paser_table_update"]


@tk.auth_sysadmins_check
@tk.auth_allow_anonymous_access
def paser_table_show(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Whoever may see the resource; asked for its table, its rows, its releases and its downloads."""
    tk.check_access("resource_show", context, {"id": _there(data_dict["resource_id"])})
    return {"success": True}


@tk.auth_sysadmins_check
def paser_table_update(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Whoever may edit the resource; asked for its columns, what was found in its file, and the end of its releases."""
    tk.check_access("resource_update", context, {"id": _there(data_dict["resource_id"])})
    return {"success": True}


def _there(id_: str) -> str:
    """The id of a resource that is there.

    CKAN's own rules find a resource by its name too, and one that was deleted: by a name that is also the id of somebody
    else's table, or after its end, nobody reads or changes anything.
    """
    resource = model.Resource.get(id_)
    if resource is None or resource.id != id_ or _is_deleted(resource):
        raise tk.ObjectNotFound
    return id_


def _is_deleted(resource: model.Resource) -> bool:
    return model.State.DELETED in (resource.state, resource.package.state)


paser_table_report = paser_table_status = paser_table_show

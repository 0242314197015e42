"""Who may see a table and whatever is made of it, and how a file became it: whoever may see the resource."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import AuthResult, Context

__all__ = ["paser_table_report", "paser_table_show", "paser_table_status"]


@tk.auth_sysadmins_check
@tk.auth_allow_anonymous_access
def paser_table_show(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Whoever may see the resource, while it is there; asked for its table, its rows, its releases and its downloads.

    CKAN's own ``resource_show`` finds a resource by its name too, and one that was deleted: by a name that is also that of
    somebody else's table, or after its end, nobody reads anything.
    """
    id_ = data_dict["resource_id"]
    resource = model.Resource.get(id_)
    if resource is None or resource.id != id_ or _is_deleted(resource):
        raise tk.ObjectNotFound
    tk.check_access("resource_show", context, {"id": id_})
    return {"success": True}


def _is_deleted(resource: model.Resource) -> bool:
    return model.State.DELETED in (resource.state, resource.package.state)


paser_table_report = paser_table_status = paser_table_show

"""Who may see what was found: whoever edits the agency's datasets. Who may decide: whoever may edit the resource now.

Who may let a file pass as it is: the agency's admins.
"""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import authz, model
from ckan.types import AuthResult, Context

from ckanext.paser.privacy.rules.treatment import Decision

__all__ = ["paser_privacy_decide", "paser_privacy_report"]


@tk.auth_sysadmins_check
def paser_privacy_report(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """The editors of the agency, also while the dataset stands still: they are asked why a file is held."""
    tk.check_access("paser_table_show", context, {"resource_id": data_dict["resource_id"]})
    may = authz.has_user_permission_for_group_or_org(
        _owner(data_dict["resource_id"]), context.get("user"), "update_dataset"
    )
    return {"success": bool(may), "msg": tk._("Only editors of the agency see what was found in its files.")}


@tk.auth_sysadmins_check
def paser_privacy_decide(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    tk.check_access("paser_table_update", context, {"resource_id": data_dict["resource_id"]})
    if data_dict["decision"] != Decision.OVERRIDE.value:
        return {"success": True}
    may = authz.has_user_permission_for_group_or_org(
        _owner(data_dict["resource_id"]), context.get("user"), "membership"
    )
    return {
        "success": bool(may),
        "msg": tk._("Only an administrator of the agency may make the file public as it is."),
    }


def _owner(resource_id: str) -> str | None:
    """The id of the agency whose file it is."""
    resource = model.Resource.get(resource_id)
    return resource.package.owner_org if resource and resource.package else None

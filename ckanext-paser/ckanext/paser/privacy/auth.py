"""Who may see what was found: whoever may edit the resource. Who may let a file pass as it is: the agency's admins."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import authz, model
from ckan.types import AuthResult, Context

from ckanext.paser.privacy.rules.treatment import Decision

__all__ = ["paser_privacy_decide", "paser_privacy_report"]


@tk.auth_sysadmins_check
def paser_privacy_report(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    tk.check_access("paser_table_update", context, {"resource_id": data_dict["resource_id"]})
    return {"success": True}


@tk.auth_sysadmins_check
def paser_privacy_decide(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    tk.check_access("paser_table_update", context, {"resource_id": data_dict["resource_id"]})
    if data_dict["decision"] != Decision.OVERRIDE.value:
        return {"success": True}
    resource = model.Resource.get(data_dict["resource_id"])
    owner = resource.package.owner_org if resource and resource.package else None
    may = authz.has_user_permission_for_group_or_org(owner, context.get("user"), "membership")
    return {
        "success": bool(may),
        "msg": tk._("Only an administrator of the agency may make the file public as it is."),
    }

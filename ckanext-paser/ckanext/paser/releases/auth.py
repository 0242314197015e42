"""Who may see the releases of a table: whoever may see it. Who may withdraw one: whoever may edit it."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context

__all__ = ["paser_release_diff", "paser_release_list", "paser_release_show", "paser_release_withdraw"]


@tk.auth_sysadmins_check
@tk.auth_allow_anonymous_access
def paser_release_list(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    tk.check_access("paser_table_show", context, {"resource_id": data_dict["resource_id"]})
    return {"success": True}


paser_release_show = paser_release_diff = paser_release_list


@tk.auth_sysadmins_check
def paser_release_withdraw(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    tk.check_access("paser_table_update", context, {"resource_id": data_dict["resource_id"]})
    return {"success": True}

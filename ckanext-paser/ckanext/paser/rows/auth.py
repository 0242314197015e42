"""Who may read the rows of a table: whoever may see it."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context

__all__ = ["paser_rows"]


@tk.auth_sysadmins_check
@tk.auth_allow_anonymous_access
def paser_rows(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    tk.check_access("paser_table_show", context, {"resource_id": data_dict["resource_id"]})
    return {"success": True}

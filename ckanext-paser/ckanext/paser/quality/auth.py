"""Who may see how good a dataset is: whoever may see the dataset."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context

__all__ = ["paser_quality_show"]


@tk.auth_sysadmins_check
@tk.auth_allow_anonymous_access
def paser_quality_show(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    tk.check_access("package_show", context, {"id": data_dict["id"]})
    return {"success": True}

"""Who may see the data standards: everybody."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context

__all__ = ["paser_standard_list"]


@tk.auth_allow_anonymous_access
def paser_standard_list(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    return {"success": True}

"""Who may read indicators: everybody, they are made of public datasets only."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context

__all__ = [
    "paser_dashboard_list",
    "paser_dashboard_show",
    "paser_indicator_data",
    "paser_indicator_list",
    "paser_indicator_show",
]


@tk.auth_allow_anonymous_access
def paser_indicator_list(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    return {"success": True}


@tk.auth_allow_anonymous_access
def paser_indicator_show(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    return {"success": True}


@tk.auth_allow_anonymous_access
def paser_indicator_data(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    return {"success": True}


@tk.auth_allow_anonymous_access
def paser_dashboard_list(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    return {"success": True}


@tk.auth_allow_anonymous_access
def paser_dashboard_show(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    return {"success": True}

"""Who may see and change how somebody is told: each person for themselves."""

from __future__ import annotations

from typing import Any

from ckan.types import AuthResult, Context

__all__ = ["paser_notice_setting_show", "paser_notice_setting_update"]


def paser_notice_setting_show(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """CKAN asks nobody who is not logged in; everybody has a setting of their own alone."""
    return {"success": True}


def paser_notice_setting_update(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    return {"success": True}

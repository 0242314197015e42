"""Who may let a screen in: the administrator."""

from __future__ import annotations

from typing import Any

from ckan.types import AuthResult, Context

__all__ = ["paser_wall_create", "paser_wall_list", "paser_wall_revoke"]


def paser_wall_create(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    return {"success": False}  # a sysadmin is never asked


def paser_wall_list(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    return {"success": False}


def paser_wall_revoke(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    return {"success": False}

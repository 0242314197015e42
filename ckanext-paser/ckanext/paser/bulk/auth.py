"""Who may send workbooks: whoever may add datasets to some agency. Who sees what came of one: who has sent it."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import authz, model
from ckan.types import AuthResult, Context

from ckanext.paser.bulk import service

__all__ = ["paser_bulk_apply", "paser_bulk_check", "paser_bulk_show"]


def paser_bulk_check(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    return _may_send(context)


def paser_bulk_apply(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    return paser_bulk_show(context, data_dict) if data_dict.get("id") else _may_send(context)


def paser_bulk_show(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    account = model.User.get(context.get("user"))
    is_own = account is not None and service.owner(data_dict["id"]) == account.id
    return {"success": is_own, "msg": tk._("Only who has sent a workbook sees what comes of it.")}


def _may_send(context: Context) -> AuthResult:
    """Each row is looked at for itself, with the rights in the agency that it is of."""
    may = authz.has_user_permission_for_some_org(context.get("user"), "create_dataset")
    return {"success": bool(may), "msg": tk._("Only editors of an agency may send workbooks with datasets.")}

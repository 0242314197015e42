"""Who may see and steer the harvesters: sysadmins, and the admins of an agency that is Walidata."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import AuthResult, Context

from paser_harvesters import store

__all__ = [
    "paser_harvest_approve",
    "paser_harvest_explain",
    "paser_harvest_run",
    "paser_harvest_run_list",
    "paser_harvest_run_show",
    "paser_harvest_source_approve",
    "paser_harvest_source_create",
    "paser_harvest_source_delete",
    "paser_harvest_source_list",
    "paser_harvest_source_show",
    "paser_harvest_source_update",
]


def _only_walidata(context: Context, data_dict: Any) -> AuthResult:
    known = context.get("auth_user_obj")
    user = known if isinstance(known, model.User) else model.User.get(context.get("user"))
    if user and store.administers_walidata(user.id):
        return {"success": True}
    sentence = tk._(
        "The harvest sources are seen and steered by administrators of the Walidata. Editors ask one of them, or ask to become one."
    )
    return {"success": False, "msg": sentence}


paser_harvest_approve = _only_walidata
paser_harvest_explain = _only_walidata
paser_harvest_run = _only_walidata
paser_harvest_run_list = _only_walidata
paser_harvest_run_show = _only_walidata
paser_harvest_source_approve = _only_walidata
paser_harvest_source_create = _only_walidata
paser_harvest_source_delete = _only_walidata
paser_harvest_source_list = _only_walidata
paser_harvest_source_show = _only_walidata
paser_harvest_source_update = _only_walidata

"""CKAN actions of the notices room: how who asks wants to be told."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.logic import validate
from ckan.types import Context

from ckanext.paser.notices import schema, service
from ckanext.paser.notices.rules.timing import Wish

__all__ = ["paser_notice_setting_show", "paser_notice_setting_update"]


@tk.side_effect_free
def paser_notice_setting_show(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Show how who asks is told of steps and overdue data.

    :returns: ``wish``: ``langsung`` (what waits for them within a quarter of an hour, all else in the morning), ``harian`` (all in
        the morning) or ``tidak``; ``language``: ``id`` or ``en``
    """
    tk.check_access("paser_notice_setting_show", context, data_dict)
    found = service.setting(_own_id(context))
    return {"wish": found.wish.value, "language": found.language}


@validate(schema.notice_setting_update)
def paser_notice_setting_update(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Change how who asks is told of steps and overdue data.

    :param wish: ``langsung``, ``harian`` or ``tidak``
    :type wish: string
    :param language: ``id`` or ``en`` (default: as it was)
    :type language: string
    :returns: what ``paser_notice_setting_show`` returns then
    """
    tk.check_access("paser_notice_setting_update", context, data_dict)
    user_id = _own_id(context)
    language = data_dict.get("language") or service.setting(user_id).language
    service.change_setting(user_id, Wish(data_dict["wish"]), language)
    return {"wish": data_dict["wish"], "language": language}


def _own_id(context: Context) -> str:
    user = model.User.get(context.get("user"))
    if user is None:
        raise tk.NotAuthorized(tk._("Log in first."))
    return user.id

"""CKAN actions on the screens of the Command Center."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.logic import validate
from ckan.types import Context

from paser_dashboards.definitions.service import catalogue
from paser_dashboards.walls import schema, service
from paser_dashboards.walls.model import WallToken

__all__ = ["paser_wall_create", "paser_wall_list", "paser_wall_revoke"]


@validate(schema.wall_create)
def paser_wall_create(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Let one more screen show a wall.

    :param id: id of the wall
    :type id: string
    :returns: ``{"screen", "wall", "created", "revoked", "url"}``; the address is told this once
    """
    tk.check_access("paser_wall_create", context, data_dict)
    if data_dict["id"] not in catalogue().walls:
        raise tk.ObjectNotFound(tk._("There is no wall of this name."))
    token, made = service.create(data_dict["id"], context.get("user", ""))
    return {**_screen(made), "url": tk.url_for("paser_walls.wall", token=token, qualified=True)}


@tk.side_effect_free
def paser_wall_list(context: Context, data_dict: dict[str, Any]) -> list[dict[str, Any]]:
    """List all screens, newest first.

    :returns: for each ``screen`` (its number), ``wall``, ``created`` and ``revoked``
    """
    tk.check_access("paser_wall_list", context, data_dict)
    return [_screen(one) for one in service.tokens()]


@validate(schema.wall_revoke)
def paser_wall_revoke(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Shut a screen out.

    :param screen: its number, as :func:`paser_wall_list` tells it
    :type screen: int
    :returns: the screen
    """
    tk.check_access("paser_wall_revoke", context, data_dict)
    revoked = service.revoke(data_dict["screen"])
    if not revoked:
        raise tk.ObjectNotFound(tk._("There is no screen of this number."))
    return _screen(revoked)


def _screen(token: WallToken) -> dict[str, Any]:
    revoked = token.revoked_at.isoformat() if token.revoked_at else None
    return {
        "screen": token.id,
        "wall": token.wall,
        "created": token.created_at.isoformat(),
        "revoked": revoked,
    }

"""Helpers of the security room for templates."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import g, request

import ckan.plugins.toolkit as tk

from ckanext.paser.tables.rules import form

__all__ = ["paser_lost_form"]

_NOT_TYPED = (
    "save",
    "state",
    "id",
    "owner_org",
    "pkg_name",
    "url_type",
    "clear_upload",
    "lembar_dilihat",
)
"""Buttons, what no form shows, and what is no text that anybody would copy."""


def paser_lost_form(code: int) -> dict[str, Any] | None:
    """A form that was not taken because the session of its sender has ended; None where that is not why.

    ``page``: where it stood, if that is known; ``typed``: what the form calls its fields, and their values, to be copied,
    as the form belongs to a session that does not come back. Only what came from a page of ours, since anybody can have a
    browser send us a form; and no password.
    """
    ended = g.get("paser_no_token") or (code in (401, 403) and tk.current_user.is_anonymous)
    if request.method != "POST" or not ended:
        return None
    page = urlsplit(request.referrer or "")
    if page.netloc != request.host or urlsplit(request.origin or "").netloc != request.host:
        return {"page": "", "typed": []}
    typed = [
        (_called(name), tk.h.paser_label(name.rpartition("-")[2], value))
        for name, value in request.form.items(multi=True)
        if value.strip() and _is_typed(name)
    ]
    return {"page": page.path, "typed": typed}


def _is_typed(name: str) -> bool:
    technical = name.startswith("_") or name.rpartition("-")[2] in _NOT_TYPED
    return not technical and "password" not in name


def _called(name: str) -> str:
    """What the form calls a field; its name where no form of ours has it."""
    of_column = form.called(name, request.form)
    return f"{of_column[0]}: {tk._(of_column[1])}" if of_column else tk.h.paser_field(name)

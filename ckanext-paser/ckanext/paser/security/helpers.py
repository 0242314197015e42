"""Helpers of the security room for templates."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import g, request

import ckan.plugins.toolkit as tk

__all__ = ["paser_lost_form"]

_NOT_TYPED = ("save", "state")


def paser_lost_form(code: int) -> dict[str, Any] | None:
    """A form that was not taken because the session of its sender has ended; None where that is not why.

    ``page``: where it stood, if that is known; ``typed``: names and values, to be copied, as the form belongs to a session
    that does not come back. Only what came from a page of ours, since anybody can have a browser send us a form; and no
    password.
    """
    ended = g.get("paser_no_token") or (code in (401, 403) and tk.current_user.is_anonymous)
    if request.method != "POST" or not ended:
        return None
    page = urlsplit(request.referrer or "")
    if page.netloc != request.host or urlsplit(request.origin or "").netloc != request.host:
        return {"page": "", "typed": []}
    typed = [
        (name, value)
        for name, value in request.form.items(multi=True)
        if value.strip() and name not in _NOT_TYPED and not name.startswith("_") and "password" not in name
    ]
    return {"page": page.path, "typed": typed}

"""``/meja/pemberitahuan``: how somebody wants to be told."""

from __future__ import annotations

from typing import Any

from flask import Blueprint
from werkzeug.wrappers import Response

import ckan.plugins.toolkit as tk

from ckanext.paser.notices import outlets

__all__ = ["paser_notices"]

paser_notices = Blueprint("paser_notices", __name__, url_prefix="/meja")


@paser_notices.before_request
def _to_login() -> Any:
    """Send visitors to the login."""
    if not tk.current_user.is_authenticated:
        return tk.redirect_to("user.login", came_from=tk.request.full_path.rstrip("?"))
    return None


@paser_notices.route("/pemberitahuan", methods=["GET", "POST"])
def setting() -> Response | str:
    """Show the choice; what is sent is kept."""
    if tk.request.method == "POST":
        sent = {name: tk.request.form.get(name, "") for name in ("wish", "language")}
        try:
            tk.get_action("paser_notice_setting_update")({}, sent)
        except tk.ValidationError:
            return _page(tk._("Choose one of the answers."))
        tk.h.flash_success(tk._("Saved."))
        return tk.redirect_to("paser_notices.setting")
    return _page()


def _page(fault: str = "") -> str:
    user: Any = tk.current_user
    told = {
        "fault": fault,
        "chosen": tk.get_action("paser_notice_setting_show")({}, {}),
        "email": user.email,
        "has_mail": outlets.are_there(),
    }
    return tk.render("paser/notices/setting.html", told)

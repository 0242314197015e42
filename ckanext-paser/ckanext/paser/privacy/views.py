"""The buttons below the findings, on the page of a file."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response

import ckan.plugins.toolkit as tk

__all__ = ["paser_privacy"]

paser_privacy = Blueprint("paser_privacy", __name__)


@paser_privacy.route("/dataset/<id>/resource/<resource_id>/data-pribadi", methods=["POST"])
def decide(id: str, resource_id: str) -> Response:  # noqa: A002
    """Take one decision of the form, and show the findings again."""
    form = tk.request.form
    decision = form.get("decision", "")
    asked = {
        "resource_id": resource_id,
        "decision": decision,
        "columns": form.getlist(f"columns-{decision}"),
        "reason": form.get("reason", ""),
    }
    try:
        tk.get_action("paser_privacy_decide")({}, asked)
    except tk.ObjectNotFound:
        tk.abort(404, tk._("Resource not found"))
    except tk.NotAuthorized as error:
        tk.abort(403, str(error))
    except tk.ValidationError as error:
        for texts in error.error_dict.values():
            tk.h.flash_error(" ".join(map(str, texts)) if isinstance(texts, list) else str(texts))
    else:
        tk.h.flash_success(tk._("Your decision was noted."))
    place = tk.h.url_for("dataset_resource.read", id=id, resource_id=resource_id)
    return tk.redirect_to(f"{place}#data-pribadi")

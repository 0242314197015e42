"""Below ``/api/paser/v1`` everything is told in JSON, also that there is nothing."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, request
from werkzeug.exceptions import MethodNotAllowed, NotFound

import ckan.plugins.toolkit as tk

from ckanext.paser.api.service import PREFIX, failure, preflight

__all__ = ["paser_api"]

paser_api = Blueprint("paser_api", __name__)


@paser_api.before_app_request
def unrouted() -> Response | None:
    """Tell as an error of this API that it has no such address, or takes no such method there.

    A browser's preflight is answered alike everywhere, so that scripts of other sites can read such an error too.
    """
    if not f"{request.path}/".startswith(f"{PREFIX}/"):
        return None
    if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
        return preflight()
    error = request.routing_exception
    if error is None and request.endpoint != "static":
        return None
    methods = sorted(error.valid_methods or ()) if isinstance(error, MethodNotAllowed) else []
    if _leads_nowhere(methods[0] if methods else request.method):
        return failure(404, "not_found", tk._("There is nothing at this address."), request.path)
    if not methods:
        return None
    allowed = ", ".join(methods)
    message = tk._("Ask here with one of: {methods}.").format(methods=allowed)
    response = failure(405, "method_not_allowed", message, request.path)
    response.headers["Allow"] = allowed
    return response


def _leads_nowhere(method: str) -> bool:
    """Whether no view is there for the address that is asked; CKAN then looks for a public file of this name."""
    try:
        endpoint, _ = current_app.url_map.bind_to_environ(request.environ).match(method=method)
    except NotFound:
        return True
    return endpoint == "static"

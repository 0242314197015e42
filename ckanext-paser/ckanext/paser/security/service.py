"""What answers are allowed to do in a browser or a cache, and CKAN 2.12.0's faults put right.

docs/security.md says which fault each of these is for, and when it can go.
"""

from __future__ import annotations

import smtplib
import ssl
from typing import Any, TypeVar

from flask import Response, current_app, g, has_request_context, jsonify, request
from flask_wtf.csrf import CSRFProtect
from werkzeug.exceptions import Forbidden

import ckan.plugins.toolkit as tk
from ckan.config.middleware import flask_app

View = TypeVar("View")

STATIC = {"static", "webassets.index"}
PATIENCE_WITH_MAIL = 20.0
"""Seconds for each answer of a mail server."""
_PLACE_OF_TIMEOUT = 4
"""Among the arguments of ``smtplib.SMTP``."""


class PerRequestCSRFProtect(CSRFProtect):
    """CSRF protection of which CKAN can exempt a request, not a view for ever (CVE-2026-41255)."""

    def exempt(self, view: View) -> View:
        if isinstance(view, str) and has_request_context():  # CKAN's before-request hook means this request
            g.paser_csrf_exempt = True
            return view
        return super().exempt(view)

    def protect(self, apply_exemptions: bool = False) -> None:
        if not (apply_exemptions and g.get("paser_csrf_exempt")):
            super().protect(apply_exemptions)

    def _error_response(self, reason: str) -> None:
        g.paser_no_token = True  # forged, or its session has ended, as happens every day: the page tells that
        super()._error_response(reason)


_starttls = smtplib.SMTP.starttls


def starttls(self: smtplib.SMTP, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
    """STARTTLS that believes only a certificate for the server's name (CVE-2026-41132)."""
    if not args and not kwargs:
        kwargs = {"context": ssl.create_default_context()}
    return _starttls(self, *args, **kwargs)


_connect = smtplib.SMTP.__init__


def connect(self: smtplib.SMTP, *args: Any, **kwargs: Any) -> None:
    """A mail server that does not answer keeps nobody waiting for ever: CKAN sets no limit."""
    if len(args) < _PLACE_OF_TIMEOUT:
        kwargs.setdefault("timeout", PATIENCE_WITH_MAIL)
    _connect(self, *args, **kwargs)


def put_ckan_right() -> None:
    """Replace the parts of CKAN that have known faults. Before the application is made; again is harmless."""
    flask_app.csrf.__class__ = PerRequestCSRFProtect  # the object stays: others may have imported it
    smtplib.SMTP.starttls = starttls  # pyright: ignore[reportAttributeAccessIssue]
    smtplib.SMTP.__init__ = connect


def refuse_jsonp() -> tuple[Response, int] | None:
    """Data are data: the API gives nobody a script to run."""
    if request.blueprint != "api" or "callback" not in request.args:
        return None
    message = tk._("JSONP is not offered. Leave out the parameter callback.")
    return jsonify(success=False, error={"__type": "Validation Error", "message": message}), 400


def note_own_word(response: Response) -> Response:
    """Remember what the view says about caching, before CKAN overwrites it."""
    g.paser_cache_control = response.headers.get("Cache-Control")
    return response


def guard(response: Response) -> Response:
    """Set the headers that keep an answer from being kept or run by the wrong program.

    This must come after CKAN's own hook, which calls every answer public that is not a page.
    """
    endpoint = request.endpoint or ""
    if request.path.startswith("/api/"):
        response.vary.update(["Authorization", "Cookie"])
    own = g.get("paser_cache_control") or ""
    if "private" not in own and _is_personal() and endpoint not in STATIC:
        if not response.cache_control.private:
            response.headers["Cache-Control"] = "private, no-store"
    elif own:  # CKAN has added "public" to it
        response.headers["Cache-Control"] = own
    if endpoint.endswith("resource.download") and response.status_code < 300:
        response.headers["Content-Disposition"] = _as_attachment(
            response.headers.get("Content-Disposition", "")
        )
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _is_personal() -> bool:
    return bool(g.get("user") or request.headers.get(tk.config["apitoken_header_name"]))


def forbid(error: tk.NotAuthorized) -> Any:
    """A refusal that a view of CKAN's does not catch (completing names of users) is told as one, not as an error of the server."""
    return current_app.handle_http_exception(Forbidden(str(error)))


def _as_attachment(disposition: str) -> str:
    _, semicolon, parameters = disposition.partition(";")
    return f"attachment{semicolon}{parameters}"

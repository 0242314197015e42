"""``/api/paser/v1``: the same as the actions, for people who would rather GET."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Blueprint, Response, current_app, request
from werkzeug.exceptions import MethodNotAllowed, NotFound

import ckan.plugins.toolkit as tk

from paser_dashboards.definitions.service import catalogue
from paser_dashboards.pages.hooks import MARK
from paser_dashboards.pictures import service as pictures
from paser_dashboards.pictures.rules.svg import labelled
from paser_dashboards.rest.rules import plain_csv, sdmx_csv
from paser_dashboards.walls import service as walls
from paser_dashboards.walls.store import Stored

__all__ = ["api"]

api = Blueprint("paser_indicator_api", __name__, url_prefix="/api/paser/v1")

FOR_SECONDS = "public, max-age=5, stale-while-revalidate=60, stale-if-error=86400"
FOR_EVER = "public, max-age=31536000, immutable"
SVG_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
MADE = "X-Paser-Made"
"""When the application answered. A cache that answers in its place while it is down cannot change this."""
CSV = "text/csv; charset=utf-8"


def answer(content: Any, status: int = 200) -> Response:
    """Anything as JSON, for everybody."""
    response = Response(json.dumps(content, ensure_ascii=False), status, mimetype="application/json")
    response.headers["Access-Control-Allow-Origin"] = "*"
    if status == 200:
        response.headers[MARK] = FOR_SECONDS
    return response


def failure(status: int, code: str, message: str, where: str = "") -> Response:
    """An error as all REST answers of the portal tell it."""
    return answer({"error": {"code": code, "message": message, "where": where}}, status)


def reported(view: Callable[..., Response]) -> Callable[..., Response]:
    """Turn what an action raises into an error answer."""

    @wraps(view)
    def call(**values: Any) -> Response:
        try:
            return view(**values)
        except tk.ObjectNotFound as error:
            return failure(404, "not_found", str(error.message or ""))
        except tk.ValidationError as error:
            where, messages = next(iter(error.error_dict.items()))
            return failure(
                400, "invalid", str(messages[0] if isinstance(messages, list) else messages), where
            )

    return call


@api.before_app_request
def unrouted() -> Response | None:
    """Tell as an error of this API that it has no such address, or takes no such method there."""
    if not f"{request.path}/".startswith(f"{api.url_prefix}/"):
        return None
    error = request.routing_exception
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


def _action(name: str, **data: Any) -> Any:
    return tk.get_action(name)({}, {key: value for key, value in data.items() if value})


@api.get("/indikator")
@reported
def index() -> Response:
    items = _action("paser_indicator_list")
    return answer({"items": items, "total": len(items), "next": None})


@api.get("/indikator/<name>")
@reported
def read(name: str) -> Response:
    return answer(_action("paser_indicator_show", id=name))


@api.get("/indikator/<name>/data")
@reported
def values(name: str) -> Response:
    asked = {part: request.args.get(part) for part in ("wilayah", "dari", "sampai")}
    found = _action("paser_indicator_data", id=name, **asked)
    wanted = request.args.get("format", "json")
    if wanted == "json":
        response = answer({**found, "next": None})
    elif wanted in {"csv", "sdmx-csv"}:
        written = (plain_csv if wanted == "csv" else sdmx_csv)(catalogue().indicators[name], found["items"])
        kind = CSV if wanted == "csv" else "application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8"
        response = Response(written, content_type=kind)
        response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers[MARK] = FOR_SECONDS
    else:
        message = tk._("Choose one of: {names}.").format(names="json, csv, sdmx-csv")
        return failure(400, "invalid", message, "format")
    about = tk.url_for("paser_indicator_api.read", name=name, qualified=True)
    response.headers["Link"] = f'<{about}>; rel="describedby"'
    return response


@api.get("/dasbor/<name>/snapshot")
@reported
def snapshot(name: str) -> Response:
    return stored(walls.dashboard_snapshot(name, known_etag()))


@api.get("/gambar/<digest>.svg")
def picture(digest: str) -> Response:
    drawn = pictures.by_digests([digest]).get(digest)
    if not drawn:
        return failure(404, "not_found", tk._("There is no picture of this name."))
    response = Response(labelled(drawn, ""), mimetype="image/svg+xml")
    response.headers["Content-Security-Policy"] = SVG_POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers[MARK] = FOR_EVER
    return response


def known_etag() -> str:
    """The strong ETag that the reader has, without its quotes."""
    return next(iter(request.if_none_match.as_set()), "")


def stored(found: Stored | None) -> Response:
    """A stored snapshot: its body, or 304 when the reader has it."""
    if not found:
        return failure(404, "not_found", tk._("There is no snapshot of this name."))
    response = Response(found.body, mimetype="application/json") if found.body else Response(status=304)
    response.set_etag(found.etag)
    response.headers[MADE] = str(int(time.time()))
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers[MARK] = FOR_SECONDS
    return response

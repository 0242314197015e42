"""``/api/paser/v1``: the same as the actions, for people who would rather GET."""

from __future__ import annotations

import time
from typing import Any

from flask import Blueprint, Response, request

import ckan.plugins.toolkit as tk

from ckanext.paser.api.rules import only
from ckanext.paser.api.service import (
    FOR_EVER,
    FOR_SECONDS,
    MARK,
    PREFIX,
    answer,
    failure,
    known_etag,
    opened,
    reported,
)

from paser_dashboards.definitions.service import catalogue
from paser_dashboards.pictures import service as pictures
from paser_dashboards.pictures.rules.svg import labelled
from paser_dashboards.rest.rules import plain_csv, sdmx_csv
from paser_dashboards.walls import service as walls
from paser_dashboards.walls.store import Stored

__all__ = ["api"]

api = Blueprint("paser_indicator_api", __name__, url_prefix=PREFIX)

SVG_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
MADE = "X-Paser-Made"
"""When the application answered. A cache that answers in its place while it is down cannot change this."""
NARROWED = ("wilayah", "dari", "sampai")
CSV = "text/csv; charset=utf-8"


def _action(name: str, **data: Any) -> Any:
    return tk.get_action(name)({}, {key: value for key, value in data.items() if value})


@api.get("/indikator")
@reported
def index() -> Response:
    only(request.args, ())
    items = _action("paser_indicator_list")
    return answer({"items": items, "total": len(items), "next": None})


@api.get("/indikator/<name>")
@reported
def read(name: str) -> Response:
    only(request.args, ())
    return answer(_action("paser_indicator_show", id=name))


@api.get("/indikator/<name>/data")
@reported
def values(name: str) -> Response:
    only(request.args, (*NARROWED, "format"))
    asked = {part: request.args.get(part) for part in NARROWED}
    found = _action("paser_indicator_data", id=name, **asked)
    wanted = request.args.get("format", "json")
    if wanted == "json":
        response = answer({**found, "next": None})
    elif wanted in {"csv", "sdmx-csv"}:
        written = (plain_csv if wanted == "csv" else sdmx_csv)(catalogue().indicators[name], found["items"])
        kind = CSV if wanted == "csv" else "application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8"
        response = opened(Response(written, content_type=kind))
        response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
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


def stored(found: Stored | None) -> Response:
    """A stored snapshot: its body, or 304 when the reader has it."""
    if not found:
        return failure(404, "not_found", tk._("There is no snapshot of this name."))
    body = Response(found.body, mimetype="application/json") if found.body else Response(status=304)
    response = opened(body)
    response.set_etag(found.etag)
    response.headers[MADE] = str(int(time.time()))
    response.headers[MARK] = FOR_SECONDS
    return response

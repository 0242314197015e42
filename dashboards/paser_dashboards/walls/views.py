"""``/layar/<token>``: the wall and the snapshot that it asks for. No login, no cookie, no session."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from typing import Any

import flask_babel
from flask import Blueprint, Response, make_response
from markupsafe import Markup

import ckan.plugins.toolkit as tk

from ckanext.paser.api.service import FOR_SECONDS, MARK, known_etag
from ckanext.paser.pages.rules import format_day

from paser_dashboards.indicators.service import speech
from paser_dashboards.pictures import service as pictures
from paser_dashboards.pictures.rules.svg import labelled
from paser_dashboards.rest.views import stored
from paser_dashboards.walls import service
from paser_dashboards.walls.rules import ICONS, WORDS, aged

__all__ = ["walls"]

walls = Blueprint("paser_walls", __name__, url_prefix="/layar")


@walls.get("/<token>")
def wall(token: str) -> Response:
    found = service.wall_snapshot(token, "")
    if not found:
        return _gone()
    snapshot = json.loads(found.body)
    say = speech(service.LANGUAGE)
    now, zone = datetime.now(timezone.utc), tk.h.get_display_timezone()
    panels = [aged(entry, say, now, zone) for entry in snapshot["panel"]]
    _add_drawings(panels)
    extra = {
        "snapshot": snapshot,
        "panels": panels,
        "language": say.code,
        "snapshot_url": tk.url_for("paser_walls.snapshot", token=token),
        "picture_url": tk.url_for("paser_indicator_api.picture", digest="-").removesuffix("-.svg"),
        "now": int(now.timestamp()),
        "zone": str(zone),
        "clock": now.astimezone(zone).strftime("%H.%M"),
        "today": format_day(now, "EEEE, d MMMM y", say.code, zone),
        "words": json.dumps({name: say.translate(msgid) for name, msgid in WORDS.items()}),
        "sprite": _sprite(),
    }
    response = _rendered("wall.html", extra)
    response.headers[MARK] = FOR_SECONDS
    return response


def _gone() -> Response:
    """A screen that was started with a dead address: it must say what to do, nobody else will."""
    response = _rendered("wall_gone.html", {"language": service.LANGUAGE})
    response.status_code = 404
    return response


def _rendered(template: str, extra: dict[str, Any]) -> Response:
    with flask_babel.force_locale(service.LANGUAGE):
        response = make_response(tk.render(f"paser/dashboards/{template}", extra))
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@walls.get("/<token>/snapshot")
def snapshot(token: str) -> Response:
    return stored(service.wall_snapshot(token, known_etag()))


def _add_drawings(panels: list[dict[str, Any]]) -> None:
    """Put the SVG of each panel into it, all with one query."""
    wanted = {digest for panel in panels for digest in panel.get("gambar", {}).values()}
    drawn = pictures.by_digests(wanted)
    for panel in panels:
        label = panel.get("alt") or panel["judul"]
        svg = next((drawn[digest] for digest in panel.get("gambar", {}).values() if digest in drawn), "")
        panel["drawing"] = Markup(labelled(svg, label))  # noqa: S704 - drawn by us


def _sprite() -> Markup:
    """The icons that the screen may show, each once."""
    drawings = {name: str(tk.h.paser_icon(name)) for name in ICONS}
    inner = "".join(
        f'<symbol id="i-{name}" viewBox="0 0 16 16">{svg.partition(">")[2].removesuffix("</svg>")}</symbol>'
        for name, svg in drawings.items()
    )
    return Markup(inner)  # noqa: S704 - drawings of our own

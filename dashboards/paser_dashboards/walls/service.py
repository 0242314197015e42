"""Snapshots of dashboards and walls, and the tokens that let a screen in."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from paser_dashboards.definitions.rules import Dashboard, Wall
from paser_dashboards.definitions.service import catalogue
from paser_dashboards.indicators import service as indicators
from paser_dashboards.indicators.rules.words import Speech
from paser_dashboards.indicators.service import Outcome
from paser_dashboards.pages import service as pages
from paser_dashboards.pages.service import ShownPanel
from paser_dashboards.walls import store
from paser_dashboards.walls.model import WallToken
from paser_dashboards.walls.rules import KINDS, last_received, packed, panel_entry
from paser_dashboards.walls.store import Stored

LANGUAGE = "id"
"""Screens of the Command Center speak Indonesian."""

PICTURES = {"angka": ("tren",), "peta": ("peta-layar",), "garis": ("panel",), "batang": ("panel",)}
"""Which drawn forms a snapshot names of each kind of panel."""

_ALL = ("tren", "panel", "peta-layar")

_SHELL = {
    "paser_dashboards": (
        "public/paser/layar.js",
        "public/paser/layar.css",
        "templates/paser/dashboards/wall.html",
    ),
    "ckanext.paser": ("public/paser/tokens.css", "public/paser/tokens-dark.css", "public/paser/wall.css"),
}
"""What the page of a wall is made of."""


def refresh(names: Collection[str] | None = None, force: bool = False) -> list[Outcome]:
    """Compute what has changed (see :func:`indicators.service.refresh`) and renew the snapshots."""
    outcomes = indicators.refresh(names, force)
    rebuild()
    return outcomes


def take_back(dataset: str) -> None:
    """Take a dataset that stops being public out of all indicators and snapshots, in the caller's transaction.

    Not in a job after it: a wall would show what is no longer public. Only the snapshots that show it are written anew.
    """
    if gone := indicators.take_back(dataset):
        model.Session.flush()
        _write_snapshots(gone)


def rebuild() -> None:
    """Renew the snapshots of all dashboards and walls; those that come out alike stay untouched."""
    _write_snapshots()
    model.Session.commit()


def _write_snapshots(of: Collection[str] | None = None) -> None:
    """Write all snapshots, or those that show some of these indicators."""
    store.lock()
    found = catalogue()
    contents: dict[str, dict[str, Any]] = {}
    say = indicators.speech(LANGUAGE)
    for dashboard in found.dashboards.values():
        if of is not None and not any(one.id in of for one in found.on_dashboard(dashboard)):
            continue
        shown = pages.panels(found, dashboard, _ALL, say)
        contents[f"dasbor:{dashboard.id}"] = _dashboard(dashboard, shown, say)
        for wall in found.walls.values():
            if wall.dasbor == dashboard.id:
                contents[f"layar:{wall.id}"] = _wall(wall, shown, say)
    for name, content in contents.items():
        body, etag = packed(content)
        store.save(name, etag, body)
    if of is None and not found.problems:
        store.forget(list(contents))


def _dashboard(dashboard: Dashboard, shown: Sequence[ShownPanel], speech: Speech) -> dict[str, Any]:
    title = speech.text(dashboard.judul)
    return {"v": shell(), "dasbor": dashboard.id, "judul": title, "panel": [_panel(one) for one in shown]}


def _wall(wall: Wall, shown: Sequence[ShownPanel], speech: Speech) -> dict[str, Any]:
    chosen = {one.panel.id: _panel(one) for one in shown if one.panel.jenis in KINDS}
    panels = [chosen[name] for name in wall.panel if name in chosen]
    frame = {
        "layar": wall.id,
        "judul": speech.text(wall.judul),
        "catatan": speech.text(wall.catatan) if wall.catatan else "",
        "dasbor": wall.dasbor,
        "jam": wall.jam or "",
        "muat_ulang": wall.muat_ulang,
    }
    _, page = packed({"shell": shell(), **frame, "panel": [(one["id"], one["jenis"]) for one in panels]})
    received = last_received(panels, speech, tk.h.get_display_timezone())
    return {"v": page[:12], **frame, "diterima": received, "panel": panels}


def _panel(shown: ShownPanel) -> dict[str, Any]:
    kind = shown.panel.jenis
    drawn = shown.one.pictures
    digests = {name: drawn[name].digest for name in PICTURES.get(kind, ()) if name in drawn}
    cards = [one.card for one in shown.shown]
    entry = panel_entry(kind, cards, shown.panel.wilayah, digests)
    return {"id": shown.panel.id, "jenis": kind, "judul": shown.title, **entry}


@cache
def shell() -> str:
    """Which release of the wall's own page this is: a screen that runs another one loads it anew."""
    parts = [files(package).joinpath(part) for package, inside in _SHELL.items() for part in inside]
    return hashlib.sha256(b"".join(part.read_bytes() for part in parts)).hexdigest()[:12]


def dashboard_snapshot(name: str, known: str) -> Stored | None:
    """The snapshot of a dashboard; without its body when the reader has it already."""
    return store.snapshot(f"dasbor:{name}", known)


def wall_snapshot(token: str, known: str) -> Stored | None:
    """The snapshot that a screen may see; None when its token is unknown or revoked."""
    return store.wall_snapshot(_hash(token), known)


# -- screens ---------------------------------------------------------------------------------------------


def create(wall: str, user: str) -> tuple[str, WallToken]:
    """Make the token of one more screen. It is shown this once: only its hash is kept."""
    token = secrets.token_urlsafe(24)
    made = store.add_token(wall, _hash(token), user)
    model.Session.commit()
    return token, made


def tokens() -> list[WallToken]:
    """All screens."""
    return store.tokens()


def revoke(token_id: int) -> WallToken | None:
    """Shut a screen out; it goes dark at its next question."""
    token = store.revoke(token_id)
    model.Session.commit()
    return token


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

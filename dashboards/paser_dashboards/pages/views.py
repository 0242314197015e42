"""Pages of indicators and dashboards, and figures for other people's pages."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request

import ckan.plugins.toolkit as tk

from paser_dashboards.definitions.rules import Panel
from paser_dashboards.definitions.service import catalogue
from paser_dashboards.pages import service
from paser_dashboards.pages.service import HOME, Shown, ShownPanel

__all__ = ["dashboards", "embeds", "indicators"]

indicators = Blueprint("paser_indicators", __name__, url_prefix="/indikator")
dashboards = Blueprint("paser_dashboards", __name__, url_prefix="/dasbor")
embeds = Blueprint("paser_embeds", __name__, url_prefix="/sematan")

MAIN_PICTURES = ("lebar", "ponsel", "peta-lebar", "peta-panel", "peringkat-ponsel")
EMBED_PICTURES = (*MAIN_PICTURES, "peringkat", "tren")
THEMES = ("auto", "light", "dark")


@indicators.get("", strict_slashes=False)
def index() -> str:
    topics: dict[str, list[Shown]] = {}
    for shown in service.show(list(catalogue().indicators.values()), ("tren",)).values():
        topics.setdefault(shown.card.topic, []).append(shown)
    ordered = sorted(topics.items(), key=lambda topic: (topic[1][0].card.sample, -len(topic[1]), topic[0]))
    return tk.render("paser/dashboards/index.html", {"topics": ordered})


@indicators.get("/<name>")
def read(name: str) -> str:
    known = catalogue().indicators
    if name not in known:
        tk.abort(404, tk._("There is no indicator of this name."))
    beside = [known[other] for other in known[name].terkait if other in known]
    shown = service.show([known[name], *beside], MAIN_PICTURES)
    related = [shown[other.id] for other in beside]
    return tk.render("paser/dashboards/indicator.html", {"shown": shown[name], "related": related})


@dashboards.get("", strict_slashes=False)
def first() -> Any:
    name = next((name for name in catalogue().dashboards if name != HOME), None)
    return tk.redirect_to("paser_dashboards.read", name=name) if name else tk.abort(404)


@dashboards.get("/<name>", endpoint="read")
def read_dashboard(name: str) -> str:
    found = catalogue()
    dashboard = found.dashboards.get(name)
    if not dashboard:
        return tk.abort(404, tk._("There is no dashboard of this name."))
    say = service.speech()
    panels = service.panels(found, dashboard)
    extra = {
        "dashboard": dashboard,
        "title": say.text(dashboard.judul),
        "lead": say.text(dashboard.ringkas),
        "tiles": [panel for panel in panels if panel.panel.jenis == "angka"],
        "panels": [panel for panel in panels if panel.panel.jenis != "angka"],
    }
    return tk.render("paser/dashboards/dashboard.html", extra)


@embeds.get("/panel/<name>/<panel_id>")
def panel(name: str, panel_id: str) -> str | tuple[str, int]:
    found = catalogue()
    dashboard = found.dashboards.get(name)
    chosen = next((one for one in dashboard.panel if one.id == panel_id), None) if dashboard else None
    named = [found.indicators[one] for one in chosen.indicators if one in found.indicators] if chosen else []
    if not chosen or not named:
        return _gone()
    shown = tuple(service.show(named, EMBED_PICTURES).values())
    say = service.speech()
    title = say.text(chosen.judul) if chosen.judul else _heading(shown[0], chosen.jenis)
    note = say.text(chosen.keterangan) if chosen.keterangan else ""
    return _embed(ShownPanel(chosen, title, note, shown))


@embeds.get("/indikator/<name>")
def indicator(name: str) -> str | tuple[str, int]:
    known = catalogue().indicators
    if name not in known:
        return _gone()
    shown = service.show([known[name]], EMBED_PICTURES)[name]
    kind = known[name].grafik
    alone = Panel(id=name, jenis=kind, indikator=name)
    return _embed(ShownPanel(alone, _heading(shown, kind), "", (shown,)))


def _heading(shown: Shown, kind: str) -> str:
    card = shown.card
    return card.short if kind == "angka" else card.told


def _embed(panel: ShownPanel) -> str:
    return tk.render("paser/dashboards/embed.html", {"panel": panel, "theme": _theme()})


def _gone() -> tuple[str, int]:
    """For the frame in somebody's page whose figure was taken away: no page of the portal with its menu."""
    return tk.render("paser/dashboards/embed_gone.html", {"theme": _theme()}), 404


def _theme() -> str:
    theme = request.args.get("tema", "auto")
    return theme if theme in THEMES else "auto"

"""What the pages show: cards and pictures, in three queries whatever the page."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timezone
from functools import cached_property
from typing import Any

from flask import g
from markupsafe import Markup

import ckan.plugins.toolkit as tk

from paser_dashboards.definitions.rules import Dashboard, Indicator, Panel
from paser_dashboards.definitions.service import Catalogue, catalogue
from paser_dashboards.indicators import service as indicators
from paser_dashboards.indicators.rules.words import Speech
from paser_dashboards.pages.rules import Card
from paser_dashboards.pages.rules.lists import Listing
from paser_dashboards.pictures import service as pictures
from paser_dashboards.pictures.model import Picture
from paser_dashboards.pictures.rules.svg import labelled

HOME = "beranda"
"""The dashboard whose panels stand on the home page."""

HOME_PICTURES = ("tren", "lebar", "ponsel", "peringkat", "peringkat-ponsel", "peta-hero", "peta-hero-ponsel")


@dataclass(frozen=True)
class Shown:
    """A card with its pictures."""

    card: Card
    pictures: Mapping[str, Picture] = field(default_factory=dict)

    def picture(self, name: str) -> Markup:
        """The SVG of that name with its sentence; empty when it was not drawn."""
        drawn = self.pictures.get(name)
        sentence = self.card.spark_alt if name == "tren" else self.card.alt
        return Markup(labelled(drawn.svg, sentence)) if drawn else Markup("")  # noqa: S704 - drawn by us


@dataclass(frozen=True)
class ShownPanel:
    """A panel of a dashboard with what it shows; several only in a list."""

    panel: Panel
    title: str
    note: str
    shown: tuple[Shown, ...]

    @property
    def one(self) -> Shown:
        return self.shown[0]

    @cached_property
    def listing(self) -> Listing | None:
        """The rows of a list; None of any other panel."""
        area = self.panel.wilayah
        return Listing.of((one.card for one in self.shown), area) if area else None

    @property
    def card(self) -> Card:
        """What is said of source and age: of the oldest value in a list."""
        return (self.listing.oldest if self.listing else None) or self.one.card

    @property
    def datasets(self) -> dict[str, str]:
        """Title by name of all datasets that its values come from."""
        sources = [source for one in self.shown for source in one.card.origin.get("sources", ())]
        return {source["dataset"]: source["title"] for source in sources}

    @property
    def failed(self) -> bool:
        """Whether one of its indicators could not be computed anew."""
        return any(one.card.error for one in self.shown)


def speech() -> Speech:
    """The language of the reader of this page."""
    return Speech("id" if tk.h.lang() == "id" else "en", tk._)


def show(
    chosen: Collection[Indicator], names: Collection[str] = (), language: Speech | None = None
) -> dict[str, Shown]:
    """Cards of indicators, with the pictures of these names."""
    say = language or speech()
    ids = [one.id for one in chosen]
    series, states = indicators.observations(ids), indicators.states()
    drawn = pictures.find(ids, names, say.code) if names else {}
    moment = {"now": datetime.now(timezone.utc), "zone": tk.h.get_display_timezone()}
    found: dict[str, Shown] = {}
    for one in chosen:
        values, state = series.get(one.id, {}), states.get(one.id)
        latest = pictures.latest_by_area(values) if one.grafik == "peta" else ()
        origin, error = (state.origin, state.error) if state else ({}, None)
        card = Card(one, values, latest, origin, say, error=error, **moment)
        found[one.id] = Shown(card, drawn.get(one.id, {}))
    return found


def panels(
    found: Catalogue,
    dashboard: Dashboard,
    names: Collection[str] = ("tren", "panel", "peta-panel", "peringkat-ponsel"),
    language: Speech | None = None,
) -> list[ShownPanel]:
    """The panels of a dashboard, those whose indicators are defined."""
    say = language or speech()
    shown = show(found.on_dashboard(dashboard), names, say)
    found_panels = []
    for panel in dashboard.panel:
        parts = tuple(shown[name] for name in panel.indicators if name in shown)
        if parts:
            note = say.text(panel.keterangan) if panel.keterangan else ""
            found_panels.append(ShownPanel(panel, _title(panel, parts, say), note, parts))
    return found_panels


def _title(panel: Panel, parts: Iterable[Shown], say: Speech) -> str:
    return say.text(panel.judul) if panel.judul else next(iter(parts)).card.short


def home() -> list[ShownPanel]:
    """The panels of the home page that have a value, made once per request."""
    if "paser_home_panels" not in g:
        found = catalogue()
        dashboard = found.dashboards.get(HOME)
        made = panels(found, dashboard, HOME_PICTURES) if dashboard else []
        g.paser_home_panels = [panel for panel in made if panel.one.pictures]
    return g.paser_home_panels


def of_dataset(name: str) -> list[Shown]:
    """The indicators that are computed from a dataset, with their pictures."""
    chosen = [one for one in catalogue().indicators.values() if one.data.dataset == name]
    names = ("lebar", "ponsel", "peta-lebar", "peta-panel", "peringkat-ponsel")
    return [one for one in show(chosen, names).values() if one.pictures] if chosen else []


def origin_of(card: Card) -> dict[str, Any]:
    """Where a value comes from, for programs."""
    origin = card.origin
    return {
        "dataset": origin.get("dataset"),
        "title": origin.get("title"),
        "url": tk.url_for("dataset.read", id=origin["dataset"], qualified=True)
        if origin.get("dataset")
        else None,
        "resource_id": origin.get("resource_id"),
        "agency": origin.get("agency"),
        "license": origin.get("license"),
        "source": card.source,
        "received": origin.get("received"),
        "sample": card.sample,
    }

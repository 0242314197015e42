"""What the templates ask for beside what their view prepares."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.paser.problems import worded

from paser_dashboards.definitions.service import catalogue
from paser_dashboards.pages import service
from paser_dashboards.pages.rules import Card
from paser_dashboards.pages.service import HOME, Shown, ShownPanel

__all__ = [
    "paser_dataset_indicators",
    "paser_embed_code",
    "paser_home_panels",
    "paser_main_dashboard",
    "paser_problem",
]

EMBED_HEIGHTS = {"garis": 800, "batang": 800, "peta": 940}
"""Pixels that an embed needs at most, from 390 wide on (tests/browser/test_embeds.py measures them)."""


def paser_home_panels() -> list[ShownPanel]:
    """The panels of the home page."""
    return service.home()


def paser_dataset_indicators(name: str) -> list[Shown]:
    """The indicators that are computed from a dataset."""
    return service.of_dataset(name)


def paser_main_dashboard() -> str | None:
    """The dashboard that the main menu leads to."""
    return next((name for name in catalogue().dashboards if name != HOME), None)


def paser_embed_code(card: Card) -> str:
    """The lines that put an indicator into another page, high enough for all of it."""
    address = tk.url_for("paser_embeds.indicator", name=card.id, qualified=True, locale="default")
    name = escape(card.title, quote=True)
    height = EMBED_HEIGHTS[card.indicator.grafik]
    frame = f'src="{address}" title="{name}" width="100%" height="{height}" loading="lazy"'
    return f"<iframe {frame}></iframe>"


def paser_problem(stored: Mapping[str, Any]) -> str:
    """A stored problem in the reader's language."""
    return worded(stored, tk._)["text"]

"""What the templates ask for beside what their view prepares."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.paser.problems import worded

from paser_dashboards.definitions.service import catalogue
from paser_dashboards.pages import service
from paser_dashboards.pages.service import HOME, Shown, ShownPanel

__all__ = [
    "paser_dataset_indicators",
    "paser_embed_code",
    "paser_home_panels",
    "paser_main_dashboard",
    "paser_problem",
]


def paser_home_panels() -> list[ShownPanel]:
    """The panels of the home page."""
    return service.home()


def paser_dataset_indicators(name: str) -> list[Shown]:
    """The indicators that are computed from a dataset."""
    return service.of_dataset(name)


def paser_main_dashboard() -> str | None:
    """The dashboard that the main menu leads to."""
    return next((name for name in catalogue().dashboards if name != HOME), None)


def paser_embed_code(path: str, title: str) -> str:
    """The lines that put a figure into another page."""
    address = tk.url_for("home.index", qualified=True).rstrip("/")
    name = escape(title, quote=True)
    frame = f'src="{address}/sematan/{path}" title="{name}" width="100%" height="520" loading="lazy"'
    return f"<iframe {frame}></iframe>"


def paser_problem(stored: Mapping[str, Any]) -> str:
    """A stored problem in the reader's language."""
    return worded(stored, tk._)["text"]

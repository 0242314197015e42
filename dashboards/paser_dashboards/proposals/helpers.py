"""Helpers of the proposals room for templates."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

import ckan.plugins.toolkit as tk

from ckanext.paser.tables.rules.wishes import Wishes

from paser_dashboards.pictures.rules.svg import labelled
from paser_dashboards.proposals import service
from paser_dashboards.proposals.rules import LINE, MOST_BARS
from paser_dashboards.proposals.told import Told

__all__ = ["paser_first_chart"]

_MOST_NAMES = 5


def paser_first_chart(resource: dict[str, Any], version: str) -> dict[str, Any] | None:
    """The first chart of a file's table; None if it has none.

    Args:
        version: of the table that the page shows.

    Returns:
        ``title``, ``measure``, ``notes``, and the pictures ``wide`` and ``narrow``.
    """
    language = "id" if tk.h.lang() == "id" else "en"
    found = service.chart(resource["id"], version, language, Wishes.of(resource).closed)
    if found is None:
        return None
    title = _title(found.told)
    pictures = {
        "wide": Markup(labelled(found.wide, title)),  # noqa: S704  drawn by us, the sentence is escaped
        "narrow": Markup(labelled(found.narrow, title)),  # noqa: S704
    }
    return {"title": title, "measure": found.told.unit, "notes": _notes(found.told), **pictures}


def _title(told: Told) -> str:
    words = tk._("{measure} over time") if told.kind == LINE else tk._("{measure} by {dimension}")
    title = words.format(measure=told.measure, dimension=told.by)
    return ", ".join([title, *(f"{label} {value}" for label, value in told.fixed)])


def _notes(told: Told) -> list[str]:
    """What a reader has to know lest the picture says more than its figures."""
    notes = []
    if told.function == "sum":
        notes.append(tk._("Rows of the same {dimension} are added up, as the data dictionary says."))
    if told.function == "avg":
        notes.append(tk._("Rows of the same {dimension} are averaged, as the data dictionary says."))
    if told.since:
        notes.append(tk._("From {since} on; what is older is in the table."))
    if told.of:
        notes.append(tk._("The {n} largest of {all}."))
    if told.without:
        notes.append(tk._("Without a figure, so not drawn: {names}."))
    more = len(told.without) - _MOST_NAMES
    names = [*told.without[:_MOST_NAMES], *([tk._("{n} more").format(n=more)] if more > 0 else [])]
    params = {"dimension": told.by, "since": told.since, "n": MOST_BARS, "all": told.of}
    return [note.format(names=", ".join(names), **params) for note in notes]

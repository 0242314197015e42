"""Helpers of the proposals room for templates."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

import ckan.plugins.toolkit as tk

from paser_dashboards.pictures.rules.svg import labelled
from paser_dashboards.proposals import service
from paser_dashboards.proposals.rules import LINE

__all__ = ["paser_first_chart"]


def paser_first_chart(resource_id: str) -> dict[str, Any] | None:
    """The first chart of a table: ``title``, ``measure``, and the pictures ``wide`` and ``narrow``; None if it has none."""
    found = service.chart(resource_id, "id" if tk.h.lang() == "id" else "en")
    if found is None:
        return None
    asked = found.proposal
    over_time = asked.kind == LINE
    words = tk._("{measure} over time") if over_time else tk._("{measure} by {dimension}")
    title = words.format(measure=asked.measure.label, dimension=asked.by.label)
    at = asked.at[1] if asked.at else ""
    title = f"{title}, {at}" if at else title
    pictures = {
        "wide": Markup(labelled(found.wide, title)),  # noqa: S704  drawn by us, the sentence is escaped
        "narrow": Markup(labelled(found.narrow, title)),  # noqa: S704
    }
    return {"title": title, "measure": asked.measure.unit, **pictures}

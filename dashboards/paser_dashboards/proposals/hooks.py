"""A table that has just been looked into, or is called otherwise, gets its first chart; one that is gone, or its column, loses it."""

from __future__ import annotations

from typing import Any

import ckan.plugins as p
from ckan import model

from ckanext.paser.jobs.service import defer
from ckanext.paser.releases.signals import release_described, release_reworded
from ckanext.paser.tables.signals import DROP, table_changed

DRAW = "paser.dashboards.first_chart"


class Proposals(p.ISignal):
    """Mixed into the dashboard plugin."""

    def get_signal_subscriptions(self) -> dict[Any, Any]:
        found = super().get_signal_subscriptions()
        return {
            **found,
            release_described: [*found.get(release_described, []), request_drawing],
            release_reworded: [*found.get(release_reworded, []), request_drawing],
            table_changed: [*found.get(table_changed, []), table_has_changed],
        }


def request_drawing(resource_id: str, **_: Any) -> None:
    """Have the first chart of a table drawn soon."""
    defer(DRAW, key=f"first_chart:{resource_id}", resource_id=resource_id)
    model.Session.commit()


def table_has_changed(resource_id: str, by: str = "", closed: bool = False, **_: Any) -> None:
    """A table that has come to its end has no chart; one of which columns were closed has another."""
    if by == DROP or closed:
        request_drawing(resource_id)

"""Where CKAN and the portal tell us that something has changed."""

from __future__ import annotations

from typing import Any

import ckan.plugins as p
from ckan import model

from ckanext.paser.jobs.service import defer
from ckanext.paser.ops.signals import diagnosing
from ckanext.paser.problems import Problem
from ckanext.paser.tables.signals import table_changed

from paser_dashboards.indicators import service


class Signals(p.ISignal):
    """A changed table is computed from within seconds; the doctor looks at the definitions too."""

    def get_signal_subscriptions(self) -> dict[Any, Any]:
        found = super().get_signal_subscriptions()
        heard = [*found.get(table_changed, []), request_refresh]
        return {**found, table_changed: heard, diagnosing: [diagnose]}


def diagnose(sender: Any, **_: Any) -> list[Problem]:
    """What keeps indicators from being computed."""
    return service.check()


def request_refresh(sender: Any, **_: Any) -> None:
    """Have the indicators computed soon; many changed tables in a row make one job."""
    defer("paser.dashboards.refresh", key="dashboards:refresh")
    model.Session.commit()

"""Computing in the background: at once when a table changes, and once a minute for what was not announced."""

from __future__ import annotations

import logging

from ckanext.paser.jobs.service import periodic, task
from ckanext.paser.problems import worded

from paser_dashboards.walls.service import refresh

log = logging.getLogger(__name__)

REFRESH = "paser.dashboards.refresh"


@task(REFRESH, retry=3)
def refresh_all() -> None:
    """Compute whatever depends on something that changed."""
    for outcome in refresh():
        if outcome.problem and outcome.new:
            log.warning("indicator %s: %s", outcome.indicator, worded(outcome.problem)["text"])


@periodic("* * * * *", "paser.dashboards.sweep")
def sweep() -> None:
    """The same, for changes that sent no signal (a dataset withdrawn, shapes loaded, a new definition)."""
    refresh_all()

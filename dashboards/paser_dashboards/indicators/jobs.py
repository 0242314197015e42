"""Computing in the background: at once when a table changes, and once a minute for what was not announced."""

from __future__ import annotations

from ckanext.paser.jobs.service import periodic, task

from paser_dashboards.walls.service import refresh

REFRESH = "paser.dashboards.refresh"


@task(REFRESH, retry=3)
def refresh_all() -> None:
    """Compute whatever depends on something that changed."""
    refresh()


@periodic("* * * * *", "paser.dashboards.sweep")
def sweep() -> None:
    """The same, for changes that sent no signal (a dataset withdrawn, shapes loaded, a new definition)."""
    refresh()

"""Drawing in the background."""

from __future__ import annotations

from ckanext.paser.jobs.service import task

from paser_dashboards.proposals import service
from paser_dashboards.proposals.hooks import DRAW


@task(DRAW, retry=3)
def first_chart(resource_id: str) -> None:
    """Draw the first chart of a table."""
    service.draw(resource_id)

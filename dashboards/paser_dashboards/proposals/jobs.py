"""Drawing in the background."""

from __future__ import annotations

from ckanext.paser.jobs.service import periodic, task
from ckanext.paser.releases import service as releases

from paser_dashboards.proposals import service
from paser_dashboards.proposals.hooks import DRAW, request_drawing


@task(DRAW, retry=3)
def first_chart(resource_id: str) -> None:
    """Draw the first chart of a table."""
    service.draw(resource_id)


@periodic("50 18 * * *", "paser.dashboards.first_charts")
def first_charts() -> None:
    """Have the first charts of all tables drawn anew every night: by newer rules, once the portal was upgraded."""
    for release in releases.all_newest():
        request_drawing(release.resource_id)

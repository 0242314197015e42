"""Background tasks of the releases room."""

from __future__ import annotations

from ckanext.paser.jobs.service import SLOW, periodic, task
from ckanext.paser.releases import service


@task("paser.releases.take", retry=3)
def take(resource_id: str, **_: object) -> None:
    """Keep a changed table as its next release. Jobs that waited since before an upgrade say more, such as whose edit it was."""
    service.take(resource_id)


@task("paser.releases.describe", retry=3, lane=SLOW)
def describe(resource_id: str, number: int) -> None:
    """Make the statistics of a release, and compare it with the one before."""
    service.describe(resource_id, number)


@task("paser.releases.compare", lane=SLOW)
def compare(resource_id: str, old: int, new: int) -> None:
    """Compare two releases that somebody has asked for; one that fails is not tried again before tomorrow."""
    service.compare_kept(resource_id, old, new)


@periodic("33 1 * * *", "paser.releases.describe_late")
def describe_late() -> None:
    """Look into releases again of which nothing could be found out so far."""
    service.describe_late()


@periodic("7,22,37,52 * * * *", "paser.releases.sweep")
def sweep() -> None:
    """Take up what a fall has left, remove what need not be kept."""
    service.sweep()

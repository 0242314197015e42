"""Background tasks of the exports room."""

from __future__ import annotations

from ckanext.paser.exports import packages, service
from ckanext.paser.jobs.service import SLOW, periodic, task


@task("paser.exports.write", retry=3, lane=SLOW)
def write(resource_id: str, number: int, name: str) -> None:
    """Write the file of a release in one format."""
    service.write(resource_id, number, name)


@task("paser.exports.locate", retry=3)
def locate(resource_id: str, number: int) -> None:
    """Find out whether a small table lies on a map."""
    service.locate(resource_id, number)


@task("paser.exports.pack", retry=3, lane=SLOW)
def pack(dataset_id: str) -> None:
    """Write the package of a dataset."""
    packages.pack(dataset_id)


@task("paser.exports.renew", retry=3)
def renew(dataset_id: str) -> None:
    """Remove files that say something else than their dataset says by now."""
    service.renew(dataset_id)


@periodic("43 */6 * * *", "paser.exports.sweep")
def sweep() -> None:
    """Remove files that nobody asks for any more; find out of which tables there are maps, where that is not known."""
    service.sweep()

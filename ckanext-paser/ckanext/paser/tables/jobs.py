"""Background tasks of the tables room."""

from __future__ import annotations

from ckanext.paser.jobs.service import periodic, task
from ckanext.paser.tables import service


@task("paser.tables.load", retry=3)
def load(resource_id: str) -> None:
    """Make a resource's file its table."""
    service.load_file(resource_id)


@task("paser.tables.full_text", retry=3)
def full_text(resource_id: str) -> None:
    """Fill and index the full text of a large table."""
    service.fill_full_text(resource_id)


@task("paser.tables.drop", retry=3)
def drop(resource_id: str) -> None:
    """Remove the table of a deleted resource."""
    service.drop(resource_id)


@task("paser.tables.describe", retry=3)
def describe(package_id: str) -> None:
    """Have the tables of a dataset say what their dictionaries say."""
    service.describe(package_id)


@periodic("*/10 * * * *", "paser.tables.links")
def look_at_links() -> None:
    """Look whether linked files have changed."""
    service.look_at_due()


@periodic("*/15 * * * *", "paser.tables.sweep")
def sweep() -> None:
    """Take up what a fall has left."""
    service.sweep()

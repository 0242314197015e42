"""Background tasks of the privacy room."""

from __future__ import annotations

from ckanext.paser.jobs.service import task
from ckanext.paser.privacy import files


@task("paser.privacy.look", retry=3)
def look(resource_id: str) -> None:
    """Look a resource's file through for personal data."""
    files.look(resource_id)

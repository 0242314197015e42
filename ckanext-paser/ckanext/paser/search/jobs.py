"""Background tasks of the search room."""

from __future__ import annotations

from ckanext.paser.jobs.service import task
from ckanext.paser.search import service


@task("paser.search.index", retry=5)
def index(dataset_id: str) -> None:
    """Index the dataset of a changed table anew."""
    service.index(dataset_id)

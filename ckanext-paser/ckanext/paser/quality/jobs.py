"""Background tasks of the quality room."""

from __future__ import annotations

from ckanext.paser.jobs.service import periodic, task
from ckanext.paser.quality import service


@task(service.COMPUTE, retry=3)
def compute(dataset_id: str) -> None:
    """Judge a dataset that has changed, or has become too old."""
    service.compute(dataset_id)


@periodic("13 * * * *", "paser.quality.due")
def request_due() -> None:
    """Have those judged whose score is not that of today: data age without anybody changing them, and formulas change."""
    service.request_due()

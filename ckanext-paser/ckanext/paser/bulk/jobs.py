"""Background tasks of the bulk room."""

from __future__ import annotations

from ckanext.paser.bulk import service
from ckanext.paser.jobs.service import SLOW, periodic, task


@task(service.TASK, retry=3, lane=SLOW)
def go(run_id: str) -> None:
    """Go on with a workbook."""
    service.go(run_id)


@periodic("41 18 * * *", "paser.bulk.sweep")
def sweep() -> None:
    """Forget workbooks that were sent long ago."""
    service.sweep()

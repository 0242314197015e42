"""Background tasks of the harvesters."""

from __future__ import annotations

from ckanext.paser.jobs.service import periodic, task

from paser_harvesters import notices, service


@periodic("* * * * *", "paser.harvest.due")
def request_due_runs() -> None:
    """Look each minute which sources are due, and which runs have been left lying."""
    service.request_due_runs()


@task(service.RUN_TASK, retry=3)
def run(source_id: str) -> None:
    """Do the run that waits for a source, or take up the one that died."""
    service.work(source_id)


@task(service.NOTIFY_TASK, retry=3)
def notify(run_id: str) -> None:
    """Tell the people of a source that its run failed or waits for them."""
    notices.send(run_id)

"""What keeps the queue itself in order, and CKAN's own small jobs going."""

from __future__ import annotations

import logging

from rq.registry import ScheduledJobRegistry

from ckan.lib import jobs as ckan_jobs

from ckanext.paser.jobs import service

log = logging.getLogger(__name__)


@service.periodic("23 18 * * *", "paser.jobs.sweep")
def sweep() -> None:
    """Remove jobs that ended long ago."""
    service.sweep()


@service.periodic("* * * * *", "paser.jobs.ckan")
def do_jobs_of_ckan() -> None:
    """Do what CKAN itself puts on RQ, so that no RQ worker is needed.

    After a write to the DataStore these are the row count (cached) and the resource's last_modified; both are
    done again after the next write, so one that fails is logged and dropped.
    """
    queue = ckan_jobs.get_queue()
    for job_id in [*ScheduledJobRegistry(queue=queue).get_jobs_to_schedule(), *queue.job_ids]:
        job = ckan_jobs.job_from_id(job_id)
        try:
            job.perform()
        except Exception:
            log.exception("CKAN's own job %s failed", job_id)
        finally:
            job.delete()

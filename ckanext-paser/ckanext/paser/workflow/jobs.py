"""Background tasks of the workflow."""

from __future__ import annotations

import logging

from ckanext.paser.jobs.service import periodic
from ckanext.paser.workflow import service, successors

log = logging.getLogger(__name__)


@periodic("*/15 * * * *", "paser.workflow.publish")
def publish() -> None:
    """Publish approved datasets whose day of release has come, soon after midnight and after a late approval."""
    for dataset_id, problem in service.publish_due():
        if problem:
            log.warning("Dataset %s is due and is not published: %s", dataset_id, problem)
        else:
            log.info("Dataset %s is published", dataset_id)
    successors.remove_left_over()

"""Background tasks of the search room."""

from __future__ import annotations

import logging

import pysolr

from ckan import model

from ckanext.paser import datasets
from ckanext.paser.jobs.service import periodic, task
from ckanext.paser.search import service

log = logging.getLogger(__name__)


@task("paser.search.index", retry=5)
def index(dataset_id: str) -> None:
    """Index the dataset of a changed table anew."""
    datasets.index(dataset_id)


@periodic("* * * * *", service.RECONCILE)
def reconcile() -> None:
    """Have the index say what the database says; while Solr is away, look for it every few seconds."""
    try:
        mended = service.reconcile()
    except pysolr.SolrError as error:
        log.warning("The index cannot be compared with the database: %s", error)
        model.Session.rollback()
        service.request_reconciling()
        model.Session.commit()
        return
    if mended.written or mended.removed or mended.failed:
        log.info("Index mended: %s", mended)

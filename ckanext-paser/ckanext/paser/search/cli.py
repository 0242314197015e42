"""``ckan paser reindex`` makes the search index anew, ``ckan paser reconcile`` has it say what the database says."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool

import click
import pysolr

from ckan.cli.search_index import search_index

from ckanext.paser.search import reindexing, service

__all__ = ["reconcile", "reindex"]


@click.command()
def reindex() -> None:
    """Index every dataset anew, as after a change of synonyms or roots; searching goes on meanwhile."""
    result = _done(lambda: reindexing.reindex(len(os.sched_getaffinity(0))))
    click.echo(f"{len(result.written)} indexed, {len(result.failed)} failed, {len(result.removed)} removed")
    _tell_failures(result)


@click.command()
def reconcile() -> None:
    """Compare the search index with the database, dataset by dataset, and mend what differs."""
    result = _done(service.reconcile)
    click.echo(
        f"{result.compared} compared, {len(result.written)} written, {len(result.removed)} removed,"
        f" {len(result.failed)} failed"
    )
    _tell_failures(result)


@search_index.command("rebuild-fast")
def refused() -> None:
    """Refused: CKAN 2.12 indexes half of the datasets and reports success."""
    raise click.ClickException("In CKAN 2.12 this indexes half and reports success. Use: ckan paser reindex")


def _done(work: Callable[[], service.Mended]) -> service.Mended:
    try:
        return work()
    except pysolr.SolrError as error:
        raise click.ClickException(f"Solr does not answer as it should: {error}") from error
    except BrokenProcessPool as error:
        raise click.ClickException("One of its processes was killed. Run it again.") from error


def _tell_failures(result: service.Mended) -> None:
    for dataset_id, reason in result.failed.items():
        click.echo(f"{dataset_id}: {reason}", err=True)
    if result.failed:
        raise click.exceptions.Exit(1)

"""``ckan paser reindex`` makes the search index anew."""

from __future__ import annotations

import click

from ckanext.paser.search import service

__all__ = ["reindex"]


@click.command()
def reindex() -> None:
    """Index every dataset anew, as after a change of synonyms or roots; searching goes on meanwhile."""
    result = service.reindex()
    click.echo(f"{result.done} indexed, {len(result.failed)} failed, {result.removed} removed")
    for dataset_id, reason in result.failed.items():
        click.echo(f"{dataset_id}: {reason}", err=True)
    if result.failed:
        raise click.exceptions.Exit(1)

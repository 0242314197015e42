"""``ckan paser quality``: scores, computed here and now."""

from __future__ import annotations

import click

from ckanext.paser.quality import service

__all__ = ["quality"]


@click.group()
def quality() -> None:
    """How good datasets are."""


@quality.command()
@click.option("--all", "anew", is_flag=True, help="All datasets, also those whose score is that of today.")
def compute(anew: bool) -> None:
    """Judge the datasets without a score of today."""
    number, failed = service.compute_all(anew=anew)
    click.echo(f"{number} computed")
    for dataset_id, reason in failed.items():
        click.echo(f"{dataset_id}: {reason}", err=True)
    if failed:
        raise click.exceptions.Exit(1)

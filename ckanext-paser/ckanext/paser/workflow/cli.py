"""``ckan paser workflow``: the log of all steps, and what is due."""

from __future__ import annotations

import click

from ckanext.paser.workflow import rules, service

__all__ = ["workflow"]


@click.group()
def workflow() -> None:
    """Steps of datasets towards the public."""


@workflow.command()
@click.option("--format", "form", type=click.Choice([*rules.MEDIA_TYPES]), default="csv", show_default=True)
def export(form: str) -> None:
    """Write the log of all steps and edits of all datasets to the standard output, the oldest first."""
    for line in rules.lines(service.log(), form):
        click.echo(line, nl=False)


@workflow.command()
def publish() -> None:
    """Publish approved datasets whose day of release has come; a job does this by itself."""
    failed = 0
    for dataset_id, problem in service.publish_due():
        click.echo(f"{dataset_id}: {problem or 'published'}", err=bool(problem))
        failed += bool(problem)
    if failed:
        raise click.ClickException(f"{failed} datasets were not published")

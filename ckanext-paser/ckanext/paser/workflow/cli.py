"""``ckan paser workflow``: the log of all steps, and what is due."""

from __future__ import annotations

import click

import ckan.plugins.toolkit as tk

from ckanext.paser.problems import ProblemError
from ckanext.paser.workflow import rules, service
from ckanext.paser.workflow.rules import Status

__all__ = ["workflow"]

_CONFIRMING = {Status.DIPERIKSA_PEMBINA: Status.DISETUJUI, Status.DISETUJUI: Status.TERBIT}


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


@workflow.command()
@click.argument("dataset")
@click.option("--as", "user", required=True, help="The account that holds both offices; the log names it.")
def confirm(dataset: str, user: str) -> None:
    """Take priority data that a source has brought to the public: approve DATASET as the Pembina, and publish it.

    What is published already stays as it is.
    """
    who = service.asker(user)
    try:
        now = service.status(tk.get_action("package_show")({"ignore_auth": True}, {"id": dataset}))
        while now in _CONFIRMING:
            service.take(dataset, now := _CONFIRMING[now], who)
            click.echo(f"{dataset}: {now.value}")
    except (ProblemError, tk.ValidationError, tk.ObjectNotFound) as why:
        raise click.ClickException(f"{dataset}: {why}") from why

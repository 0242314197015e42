"""``ckan paser organization``: agencies from a file."""

from __future__ import annotations

from pathlib import Path

import click

from ckanext.paser.cli import ReadableFile
from ckanext.paser.metadata import service
from ckanext.paser.problems import ProblemError, worded

__all__ = ["organization"]


@click.group()
def organization() -> None:
    """Agencies (perangkat daerah)."""


@organization.command()
@click.argument("file", type=ReadableFile())
def apply(file: Path) -> None:
    """Create and change agencies until the portal agrees with the YAML FILE; a second run writes nothing."""
    try:
        applied = service.apply_organizations(file)
    except ProblemError as error:
        raise click.ClickException(str(error)) from error
    for problem in applied.problems:
        click.echo(worded(problem)["text"], err=True)
    click.echo(", ".join(f"{count} {outcome}" for outcome, count in sorted(applied.outcomes.items())))
    if applied.problems:
        raise click.ClickException(f"{applied.outcomes['refused']} agencies were not applied")

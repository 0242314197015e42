"""``ckan paser doctor``: everything an administrator can get wrong, with what to do about it."""

from __future__ import annotations

import sys

import click

from ckanext.paser.ops import service
from ckanext.paser.problems import worded

__all__ = ["doctor"]


@click.command()
def doctor() -> None:
    """Check the whole installation: one line per finding, exit code 0 when there is none."""
    findings = service.diagnose()
    for finding in findings:
        click.echo(worded(finding)["text"])
    if findings:
        sys.exit(1)
    click.echo("Nothing to do: everything is as it should be.")

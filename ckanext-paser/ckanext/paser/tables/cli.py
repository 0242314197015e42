"""``ckan paser table``: tables by hand."""

from __future__ import annotations

import json

import click

from ckanext.paser.problems import worded
from ckanext.paser.tables import service
from ckanext.paser.tables.model import Status

__all__ = ["table"]


@click.group()
def table() -> None:
    """Tables made of uploaded and linked files."""


@table.command()
@click.argument("resource_id")
def load(resource_id: str) -> None:
    """Make the file of RESOURCE_ID its table, now; a linked one is fetched."""
    result = service.load_file(resource_id)
    if result is None:
        raise click.ClickException(
            f"{resource_id} is not a resource with an uploaded or linked spreadsheet, CSV or GeoJSON"
        )
    for problem in result.problems:
        click.echo(worded(problem)["text"], err=True)
    if result.status is not Status.DONE:
        raise click.ClickException("nothing was loaded")
    change = "loaded" if result.changed else "unchanged"
    click.echo(f"{change}: {result.rows} rows, {len(result.columns)} columns, version {result.data_version}")


@table.command()
@click.argument("resource_id")
def status(resource_id: str) -> None:
    """Show how far the file of RESOURCE_ID is, as JSON."""
    found = service.status(resource_id)
    if found is None:
        raise click.ClickException(f"no load of {resource_id} was ever asked for")
    words = {name: [worded(item)["text"] for item in found[name]] for name in ("notes", "problems")}
    click.echo(json.dumps({**found, **words}, indent=2, ensure_ascii=False))

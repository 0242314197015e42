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
@click.argument("resource_id", required=False)
@click.option(
    "--all", "every", is_flag=True, help="Have every table that was read by older rules read again."
)
@click.option("--dry-run", is_flag=True, help="With --all: only name these tables.")
def load(resource_id: str | None, every: bool, dry_run: bool) -> None:
    """Make the file of RESOURCE_ID its table, now; a linked one is fetched. With --all the worker does it, one by one."""
    if every == bool(resource_id) or (dry_run and not every):
        raise click.UsageError("give either the id of a resource or --all, perhaps with --dry-run")
    if resource_id:
        _load_one(resource_id)
        return
    resources = service.outdated() if dry_run else service.request_outdated()
    for resource in resources:
        click.echo(f"{resource.id}  {resource.package.name}  {resource.name or ''}")
    asked = "would be read again" if dry_run else "are read again"
    click.echo(f"{len(resources)} tables that were read by older rules {asked}")


def _load_one(resource_id: str) -> None:
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
    """Show how far the file of RESOURCE_ID is, and which table is there, as JSON."""
    found = service.status_now(resource_id)
    if found is None:
        raise click.ClickException(f"{resource_id} has no table, and no load of it was ever asked for")
    words = {name: [worded(item)["text"] for item in found[name]] for name in ("notes", "problems")}
    click.echo(json.dumps({**found, **words}, indent=2, ensure_ascii=False))

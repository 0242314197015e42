"""``ckan paser privacy``: personal data in files, by hand."""

from __future__ import annotations

from collections import Counter

import click

from ckanext.paser.privacy import files, service

__all__ = ["privacy"]


@click.group()
def privacy() -> None:
    """Personal data in uploaded files."""


@privacy.command()
@click.argument("resource_ids", nargs=-1)
@click.option(
    "--all", "everything", is_flag=True, help="Every file that was not looked through by the present rules."
)
def scan(resource_ids: tuple[str, ...], everything: bool) -> None:
    """Look uploaded files through for personal data, without loading them anew.

    What holds personal data is closed. A table that was made of it before stays and is named, for somebody to decide.
    """
    if bool(resource_ids) == everything:
        raise click.UsageError("Name resources, or say --all.")
    seen: Counter[str] = Counter()
    for id_, outcome in (
        files.look_again() if everything else ((id_, files.look(id_)) for id_ in resource_ids)
    ):
        seen[outcome or "no file"] += 1
        if outcome in (service.FOUND, service.NOT_SCANNED):
            click.echo(f"{outcome}: {id_}")
    for id_ in files.open_tables():
        click.echo(f"public table of a held file: {id_}")
    click.echo(", ".join(f"{outcome}: {count}" for outcome, count in sorted(seen.items())) or "nothing to do")

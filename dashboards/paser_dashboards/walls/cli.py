"""``ckan paser wall``: which screens may show a wall."""

from __future__ import annotations

import click

import ckan.plugins.toolkit as tk

from paser_dashboards.definitions.service import catalogue
from paser_dashboards.walls import service

__all__ = ["wall"]


@click.group()
def wall() -> None:
    """Screens of the Command Center."""


@wall.command()
@click.argument("name", metavar="ID")
def create(name: str) -> None:
    """Let one more screen show the wall ID, and print its address: it is shown this once."""
    known = catalogue().walls
    if name not in known:
        raise click.ClickException(f"no wall is called {name}; there are: {', '.join(known) or 'none'}")
    token, made = service.create(name, "")
    click.echo(f"{tk.config['ckan.site_url'].rstrip('/')}/layar/{token}")
    click.echo(f"screen {made.id}; shut it out with: ckan paser wall revoke {made.id}", err=True)


@wall.command("list")
def list_() -> None:
    """One line per screen: number, wall, since when, whether it was shut out."""
    for one in service.tokens():
        state = f"revoked {one.revoked_at:%Y-%m-%d %H:%M}" if one.revoked_at else "open"
        click.echo(f"{one.id}\t{one.wall}\t{one.created_at:%Y-%m-%d %H:%M}\t{state}")


@wall.command()
@click.argument("number", type=int)
def revoke(number: int) -> None:
    """Shut the screen NUMBER out (see list)."""
    if not service.revoke(number):
        raise click.ClickException(f"there is no screen {number}; see: ckan paser wall list")
    click.echo(f"screen {number} is shut out")

"""``ckan paser``: the commands of all rooms under one name; plugins add theirs."""

from __future__ import annotations

import click


@click.group()
def paser() -> None:
    """Satu Data Paser."""

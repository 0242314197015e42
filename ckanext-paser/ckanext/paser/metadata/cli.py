"""``ckan paser organization``: agencies from a file."""

from __future__ import annotations

from pathlib import Path

import click

from ckanext.paser.cli import ReadableFile, tell_applied
from ckanext.paser.metadata import service

__all__ = ["organization"]


@click.group()
def organization() -> None:
    """Agencies (perangkat daerah)."""


@organization.command()
@click.argument("file", type=ReadableFile())
def apply(file: Path) -> None:
    """Create and change agencies until the portal agrees with the YAML FILE; a second run writes nothing."""
    tell_applied(lambda: service.apply(file), "agencies")

"""``ckan paser kegiatan``: statistical activities from a file."""

from __future__ import annotations

from pathlib import Path

import click

from ckanext.paser.cli import ReadableFile, tell_applied
from ckanext.paser.kegiatan import service

__all__ = ["kegiatan"]


@click.group()
def kegiatan() -> None:
    """Statistical activities (MS-Keg)."""


@kegiatan.command()
@click.argument("file", type=ReadableFile())
def apply(file: Path) -> None:
    """Create and change activities until the portal agrees with the YAML FILE; a second run writes nothing."""
    tell_applied(lambda: service.apply(file), "activities")

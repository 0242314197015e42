"""``ckan paser area``: the shapes that maps are drawn from."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from ckanext.paser.areas import service
from ckanext.paser.cli import ReadableFile
from ckanext.paser.problems import worded

__all__ = ["area"]


@click.group()
def area() -> None:
    """Areas of Kabupaten Paser."""


@area.command()
@click.argument("file", type=ReadableFile())
def load(file: Path) -> None:
    """Load the shapes of areas from a GeoJSON FILE (WGS 84); maps are drawn anew within a minute."""
    loaded = service.load(file)
    for problem in loaded.problems:
        click.echo(worded(problem)["text"], err=True)
    for note in loaded.notes:
        click.echo(worded(note)["text"])
    if loaded.problems:
        raise click.ClickException("nothing was loaded")
    for level, count in Counter(one.level for one in loaded.geometries).items():
        click.echo(f"{count} shapes of level {level} loaded from {file.name}")

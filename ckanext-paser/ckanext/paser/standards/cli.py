"""``ckan paser standards``: the list of data standards that datasets can follow."""

from __future__ import annotations

from pathlib import Path

import click

from ckanext.paser.cli import ReadableFile, tell_loaded
from ckanext.paser.standards import service

__all__ = ["standards"]


@click.group()
def standards() -> None:
    """Data standards (Standar Data)."""


@standards.command()
@click.argument("file", type=ReadableFile())
def load(file: Path) -> None:
    """Load data standards from a CSV, XLSX or JSON FILE with the columns id_sds, konsep, definisi, klasifikasi, ukuran, satuan.

    All or nothing; a second run writes nothing, and standards that the file does not name stay.
    """
    loaded = tell_loaded(lambda: service.load(file))
    click.echo(", ".join(f"{count} {outcome}" for outcome, count in sorted(loaded.outcomes.items())))

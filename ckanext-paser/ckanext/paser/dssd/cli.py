"""``ckan paser dssd``: the list of DSSD codes of SIPD's e-Walidata."""

from __future__ import annotations

from pathlib import Path

import click

from ckanext.paser.cli import ReadableFile, tell_loaded
from ckanext.paser.dssd import service

__all__ = ["dssd"]


@click.group()
def dssd() -> None:
    """DSSD codes (SIPD e-Walidata)."""


@dssd.command()
@click.argument("file", type=ReadableFile())
def load(file: Path) -> None:
    """Load DSSD codes from FILE: the answer of get_ref_dssd (JSON), or the export of e-Walidata (CSV, XLSX).

    All or nothing; the list takes the place of the one before.
    """
    loaded = tell_loaded(lambda: service.load(file))
    click.echo(f"{len(loaded.indicators)} codes")

"""``ckan paser standards``: the list of data standards that datasets can follow."""

from __future__ import annotations

from pathlib import Path

import click

from ckanext.paser.cli import ReadableFile
from ckanext.paser.problems import ProblemError, worded
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
    try:
        loaded = service.load(file)
    except ProblemError as error:
        raise click.ClickException(str(error)) from error
    for problem in loaded.problems:
        click.echo(worded(problem)["text"], err=True)
    if loaded.problems:
        raise click.ClickException("nothing was loaded")
    click.echo(", ".join(f"{count} {outcome}" for outcome, count in sorted(loaded.outcomes.items())))

"""``ckan paser privacy``: personal data in files, by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import click

from ckanext.paser.privacy import files
from ckanext.paser.privacy.rules.access import FOUND, NOT_SCANNED
from ckanext.paser.releases import files as kept_files

__all__ = ["privacy"]


@click.group()
def privacy() -> None:
    """Personal data in uploaded files."""


@privacy.command()
@click.argument("resource_ids", nargs=-1)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Every file, present or kept of a release, that was not looked through by the present rules.",
)
def scan(resource_ids: tuple[str, ...], everything: bool) -> None:
    """Look uploaded files through for personal data, without loading them anew.

    What holds personal data is closed. A table that was made of it before stays and is named, for somebody to decide.
    """
    if bool(resource_ids) == everything:
        raise click.UsageError("Name resources, or say --all.")
    looks = files.look_again() if everything else ((id_, files.look(id_)) for id_ in resource_ids)
    seen = {"present files": _told((id_, outcome) for id_, outcome in looks)}
    if everything:
        former = (
            (f"{kept.resource_id}, {_releases(kept)}", outcome) for kept, outcome in kept_files.look_again()
        )
        seen["files of releases"] = _told(former)
    for id_ in files.open_tables():
        click.echo(f"public table of a held file: {id_}")
    for release in kept_files.held():
        click.echo(f"public release of a held file: {release.resource_id}, release {release.number}")
    for name, outcomes in seen.items():
        parts = ", ".join(f"{outcome}: {count}" for outcome, count in sorted(outcomes.items()))
        click.echo(f"{name}: {outcomes.total()}" + (f" ({parts})" if parts else ""))


def _told(looks: Iterable[tuple[str, str | None]]) -> Counter[str]:
    """How many files came to each outcome; what holds or cannot be read is named meanwhile."""
    seen: Counter[str] = Counter()
    for place, outcome in looks:
        seen[outcome or "no file"] += 1
        if outcome in (FOUND, NOT_SCANNED):
            click.echo(f"{outcome}: {place}")
    return seen


def _releases(kept: kept_files.KeptFile) -> str:
    return "release " + ", ".join(map(str, kept.numbers))

"""``ckan paser indicator``: check the definitions, compute the values."""

from __future__ import annotations

import click

from ckanext.paser.problems import worded

from paser_dashboards.definitions.service import catalogue
from paser_dashboards.indicators import service
from paser_dashboards.walls.service import refresh

__all__ = ["indicator"]


@click.group()
def indicator() -> None:
    """Indicators computed from published tables."""


@indicator.command()
def check() -> None:
    """Check every definition, and that every dataset, resource and column it names is there."""
    problems = service.check()
    for problem in problems:
        click.echo(worded(problem)["text"], err=True)
    if problems:
        raise click.ClickException(f"{len(problems)} to put right")
    click.echo(f"{len(catalogue().indicators)} indicators are well")


@indicator.command()
@click.argument("names", nargs=-1, metavar="[ID]...")
@click.option("--force", is_flag=True, help="Also where nothing has changed.")
def compute(names: tuple[str, ...], force: bool) -> None:
    """Compute indicators whose tables, definitions or shapes have changed, and draw them."""
    unknown = sorted(set(names) - set(catalogue().indicators))
    if unknown:
        raise click.ClickException(f"no indicator is called {unknown[0]}; see: ckan paser indicator check")
    outcomes = refresh(names or None, force=force)
    for outcome in outcomes:
        told = worded(outcome.problem)["text"] if outcome.problem else f"{outcome.changed} values changed"
        click.echo(f"{outcome.indicator}: {told}", err=bool(outcome.problem))
    for problem in catalogue().problems:
        click.echo(worded(problem)["text"], err=True)
    failed = sum(1 for outcome in outcomes if outcome.problem) + len(catalogue().problems)
    if failed:
        raise click.ClickException(f"{failed} could not be computed; their last values stay")
    click.echo(f"{len(outcomes)} computed, {len(catalogue().indicators) - len(outcomes)} unchanged")

"""``ckan paser``: the commands of all rooms under one name; plugins add theirs."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import flask_babel

from ckanext.paser.problems import ProblemError, worded


class ReadableFile(click.ParamType):
    """The path of a file that the account of the portal can read, which is seldom the account of who types."""

    name = "file"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        path = Path(value)
        try:
            path.open("rb").close()
        except OSError as error:
            self.fail(
                f"the account '{getpass.getuser()}' cannot read {path} ({error.strerror}). "
                "Check the name, or copy the file to a folder that every account may enter, such as /tmp.",
                param,
                ctx,
            )
        return path


def tell_applied(apply: Callable[[], Any], entries: str) -> None:
    """Apply a file of ``entries`` and say what came of each: ``apply`` returns the ``metadata.service.Applied``."""
    try:
        applied = apply()
    except ProblemError as error:
        raise click.ClickException(str(error)) from error
    for problem in applied.problems:
        click.echo(worded(problem)["text"], err=True)
    click.echo(", ".join(f"{count} {outcome}" for outcome, count in sorted(applied.outcomes.items())))
    if applied.problems:
        raise click.ClickException(f"{applied.outcomes['refused']} {entries} were not applied")


def tell_loaded(load: Callable[[], Any]) -> Any:
    """Load a list and say what is wrong with it; what ``load`` returns has ``problems``, and nothing was loaded where there are any."""
    try:
        loaded = load()
    except ProblemError as error:
        raise click.ClickException(str(error)) from error
    for problem in loaded.problems:
        click.echo(worded(problem)["text"], err=True)
    if loaded.problems:
        raise click.ClickException("nothing was loaded")
    return loaded


@click.group()
@click.pass_context
def paser(ctx: click.Context) -> None:
    """Satu Data Paser."""
    ctx.with_resource(ctx.meta["flask_app"].app_context())
    ctx.with_resource(
        flask_babel.force_locale("en")
    )  # commands speak English; CKAN would ask a request which language

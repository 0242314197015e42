"""``ckan paser``: the commands of all rooms under one name; plugins add theirs."""

from __future__ import annotations

import click


@click.group()
@click.pass_context
def paser(ctx: click.Context) -> None:
    """Satu Data Paser."""
    ctx.with_resource(ctx.meta["flask_app"].app_context())  # as jobs have one: languages can be told apart

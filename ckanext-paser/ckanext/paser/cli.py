"""``ckan paser``: the commands of all rooms under one name."""
from __future__ import annotations

import click

import ckan.plugins as p

from ckanext.paser import plugin
from ckanext.paser.rooms import gather


@click.group()
def paser() -> None:
    """Satu Data Paser."""


for _command in gather(plugin.PACKAGE, plugin.ROOMS, "cli").values():
    paser.add_command(_command)

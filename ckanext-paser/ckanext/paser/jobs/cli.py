"""``ckan paser worker``: the process that does the background work."""

from __future__ import annotations

import click

from ckanext.paser.jobs import service

__all__ = ["worker"]


@click.command()
def worker() -> None:
    """Do background work until stopped (SIGTERM: running jobs are finished first)."""
    service.run_worker()

"""``ckan paser worker`` does the background work; ``ckan paser job`` shows what could not be done."""

from __future__ import annotations

import click

from ckanext.paser.jobs import service

__all__ = ["job", "worker"]

Which = click.argument("which", metavar="ID|all")


@click.command()
def worker() -> None:
    """Do background work until stopped (SIGTERM: running jobs are finished first)."""
    try:
        service.run_worker()
    except service.WorkerEndedError as error:
        raise click.ClickException(str(error)) from error


@click.group()
def job() -> None:
    """Jobs that failed: see them, try them again, or forget them."""


@job.command("list")
def list_() -> None:
    """One line per failed job: id, task, arguments, when and why."""
    for each in service.failed():
        click.echo("{id}\t{task}\t{args}\t{at:%Y-%m-%d %H:%M}\t{error}".format_map(each))


@job.command()
@Which
def retry(which: str) -> None:
    """Let a failed job run once more."""
    _report("will run again", service.retry(_number(which)))


@job.command()
@Which
def forget(which: str) -> None:
    """Remove a failed job."""
    _report("forgotten", service.forget(_number(which)))


def _number(which: str) -> int | None:
    if which != "all" and not which.isdecimal():
        raise click.BadParameter(
            f"{which} is neither a job's number nor the word all; see: ckan paser job list"
        )
    return None if which == "all" else int(which)


def _report(done: str, count: int) -> None:
    if not count:
        raise click.ClickException("no failed job has this number; see: ckan paser job list")
    click.echo(f"{count} {done}")

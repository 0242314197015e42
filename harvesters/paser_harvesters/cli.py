"""``ckan paser harvest``: sources and runs from the command line. Messages are English here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
from sqlalchemy.exc import OperationalError

from ckanext.paser.jobs.cli import worker
from ckanext.paser.problems import ProblemError, worded

from paser_harvesters import looks, records, service, store
from paser_harvesters.document import SourceDocument, read
from paser_harvesters.engine import Step
from paser_harvesters.model import HarvestRun, HarvestSource
from paser_harvesters.rules import Outcome, RunStatus
from paser_harvesters.validation import DocumentError

__all__ = ["harvest"]

Source = click.argument("source_id", metavar="SOURCE")


class _Group(click.Group):
    """Says a problem in one sentence, without a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except ProblemError as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=_Group)
def harvest() -> None:
    """Bring the data of other systems in, and keep them true."""


harvest.add_command(worker)


@harvest.command("list")
def list_() -> None:
    """One line per source: id, kind, last run, records, next run."""
    last, counts = store.last_runs(), store.record_counts()
    for row in store.sources():
        run = last.get(row.id)
        state = f"{run.status} {_time(run.finished or run.started or run.created)}" if run else "never run"
        number = sum(counts.get(row.id, {}).values())
        due = _time(row.next_due) if row.next_due else "by hand" if row.enabled else "switched off"
        due = "waits for the approval of a second person" if service.standing_of(row).waits else due
        click.echo(f"{row.id}\t{row.document['kind']}\t{state}\t{number} records\tnext: {due}")


@harvest.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
def apply(files: tuple[Path, ...]) -> None:
    """Add or change the sources that YAML files describe, and approve them; a folder in them starts from the file's folder."""
    applied = [_apply(file) for file in files]  # all of them, also after one that cannot be read
    if not all(applied):
        raise SystemExit(1)


def _apply(file: Path) -> bool:
    try:
        for document in read(file):
            if problem := service.agency_problem(document):
                raise DocumentError([problem])
            click.echo(f"source {document.id}: {service.apply(document)}")
    except DocumentError as error:
        click.echo(str(error), err=True)
        return False
    return True


@harvest.command()
@Source
def check(source_id: str) -> None:
    """See whether a source can be reached and read."""
    service.check(_document(source_id))
    click.echo(f"source {source_id}: can be read")


@harvest.command()
@Source
def preview(source_id: str) -> None:
    """Say what a run would do with the first records; nothing is written."""
    for each in looks.preview(_document(source_id)):
        click.echo(f"{each['outcome']:<9} {each['key']}")
        _echo_problems(each["problems"])


@harvest.command()
@click.argument("source_id", metavar="SOURCE", required=False)
@click.option("--all", "all_", is_flag=True, help="Run every source that is switched on.")
def run(source_id: str | None, all_: bool) -> None:
    """Run a source and wait for its end. Exit code 0 only when every record was well."""
    if bool(source_id) == all_:
        raise click.UsageError("Name one source, or say --all.")
    ids = [row.id for row in store.sources() if row.enabled] if all_ else [_row(str(source_id)).id]
    ended_well = [_run(each) for each in ids]  # all of them, also after one that did not
    if not all(ended_well):
        raise SystemExit(1)


@harvest.command()
@click.argument("run_id", metavar="RUN")
def approve(run_id: str) -> None:
    """Approve that the records which a held run missed are really gone, and deal with them now."""
    held = store.run(run_id)
    if held is None:
        raise click.ClickException(f"There is no run {run_id}. See: ckan paser harvest list")
    service.approve(held, None)
    if not _run(held.source_id, approves=held.id):
        raise SystemExit(1)


@harvest.command()
@Source
@click.argument("key")
def explain(source_id: str, key: str) -> None:
    """Tell what is known of one record, and what a run would do with it now, and why."""
    document, known = _document(source_id), records.find(source_id, key)
    present = looks.expected(document, key)
    if known is None and present is None:
        raise click.ClickException(f"Neither source {source_id} nor the portal knows {key}.")
    if known:
        click.echo(f"status     {known.status}")
        click.echo(f"dataset    {known.dataset_id}")
        click.echo(f"content    {known.content_sha}")
        click.echo(f"first seen {_time(known.first_seen)}")
        click.echo(f"changed    {_time(known.changed)} by run {known.changed_run}")
        _echo_problems(known.problems)
    if present is None:
        click.echo("now        the source does not list it")
        return
    click.echo(f"now        {present['outcome']}")
    _echo_problems(present["problems"])
    for difference in present["differences"]:
        click.echo(
            f"  {difference['field']}: {_short(difference['before'])} -> {_short(difference['after'])}"
        )


def _run(source_id: str, approves: str | None = None) -> bool:
    """Run one source, say what happens, return whether every record was well."""
    said = False

    def waiting() -> None:
        nonlocal said
        if not said:
            click.echo(f"source {source_id}: waiting for the end of another run")
        said = True

    try:
        ended = service.run_now(source_id, approves=approves, watcher=_echo_step, waiting=waiting)
    except OperationalError as error:
        raise click.ClickException(
            f"source {source_id}: the database does not answer ({error.orig}). Nothing is lost; run it again."
        ) from error
    _echo_end(ended)
    return ended.status == RunStatus.OK.value


def _echo_step(step: Step) -> None:
    if step.outcome == Outcome.SAME and not step.problems:
        return
    place = f"[{step.done}/{step.total}]" if step.total else f"[{step.done}]"
    click.echo(f"{place} {step.outcome.value:<9} {step.key}")
    _echo_problems(step.problems)


def _echo_end(run: HarvestRun) -> None:
    parts = [f"{number} {name.replace('_', ' ')}" for name, number in sorted(run.counts.items()) if number]
    click.echo(f"source {run.source_id}: {run.status} ({', '.join(parts) or 'nothing listed'}), run {run.id}")
    if run.error:
        click.echo(f"  {worded(run.error)['text']}", err=True)
    if run.status == RunStatus.HELD.value and run.counts.get(Outcome.HELD.value):
        click.echo(f"  To approve: ckan paser harvest approve {run.id}", err=True)


def _echo_problems(problems: Any) -> None:
    for stored in problems:
        text = worded(stored)["text"]
        file = str(stored["params"].get("file", ""))
        click.echo(f"  {file + ': ' if file and file not in text else ''}{text}", err=True)


def _row(source_id: str) -> HarvestSource:
    row = store.source(source_id)
    if row is None:
        known = ", ".join(each.id for each in store.sources()) or "none yet; see: ckan paser harvest apply"
        raise click.ClickException(f"There is no source {source_id}. There are: {known}")
    return row


def _document(source_id: str) -> SourceDocument:
    return service.document_of(_row(source_id))


def _time(moment: Any) -> str:
    return moment.astimezone().strftime("%Y-%m-%d %H:%M") if moment else "-"


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else text[:77] + "..."

"""What is done with sources and runs, and in which transaction."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.paser.jobs import service as jobs
from ckanext.paser.problems import N_, Problem
from ckanext.paser.workflow import service as workflow

from paser_harvesters import approval, rules, store
from paser_harvesters.approval import How, Standing
from paser_harvesters.contract import Source
from paser_harvesters.document import SourceDocument
from paser_harvesters.engine import Run, Step, Watcher
from paser_harvesters.errors import AuthFailedError, HarvestError, SourceChangedError, TransientError
from paser_harvesters.kinds import KINDS
from paser_harvesters.lease import BusyError, Lease, lease
from paser_harvesters.model import HarvestRun, HarvestSource
from paser_harvesters.rules import RunStatus

log = logging.getLogger(__name__)

RUN_TASK, NOTIFY_TASK = "paser.harvest.run", "paser.harvest.notify"


def _nobody(step: Step) -> None:
    """Watch a run that nobody watches."""


# ---- sources ----


def document_of(source: HarvestSource) -> SourceDocument:
    """Return a stored source as its document."""
    return SourceDocument.model_validate(source.document)


def open_source(document: SourceDocument, workdir: Path) -> Source:
    """Make the source that a document describes."""
    return KINDS[document.kind](document, workdir)


def agency_problem(document: SourceDocument) -> Problem | None:
    """Say that the agency of a source is not on this portal."""
    agency = model.Group.get(document.owner_org)
    if agency and agency.is_organization and agency.state == "active":
        return None
    return Problem(
        "agency_unknown",
        N_("source {source}"),
        N_("The agency `{agency}` is not on this portal."),
        N_("Correct `owner_org`, or add the agency to the portal first."),
        {"source": document.id, "agency": document.owner_org},
    )


def standing_of(source: HarvestSource) -> Standing:
    """Return how a stored source stands between those who made it and those who approve it."""
    return Standing(source.document, source.approved_document, source.authors)


def save(document: SourceDocument, author: str) -> str:
    """Add or change a source for a person; where that decides about what is published, it waits for another one.

    Args:
        author: their id; empty for the portal itself.

    Returns:
        ``created``, ``updated`` or ``unchanged``.
    """
    outcome = _save(document, author)
    model.Session.commit()
    return outcome


def apply(document: SourceDocument) -> str:
    """Add or change a source for the operator of the machine, who approves it with that.

    Returns:
        ``created``, ``updated``, ``unchanged``; ``approved``: it was there already, and waited.
    """
    outcome = _save(document, "")
    applied = store.source(document.id, hold=True)
    if applied and standing_of(applied).waits:
        store.approve_source(document.id, applied.document, How.OPERATOR, None)
        outcome = "approved" if outcome == "unchanged" else outcome
    model.Session.commit()
    return outcome


def _save(document: SourceDocument, author: str) -> str:
    known, data = store.source(document.id, hold=True), document.model_dump(mode="json")
    if known and known.document == data:
        return "unchanged"
    authors = standing_of(known).authors_of(data, author) if known else [author] if author else []
    store.save_source(data, _next_due(document), authors)
    return "updated" if known else "created"


def approve_source(source_id: str, person: str, seen: str) -> None:
    """Let the runs of a source write, as a second person who has looked at it.

    Args:
        person: their id; empty for the portal itself, which approves nothing.
        seen: digest of the document that they have looked at.

    Raises:
        HarvestError: they may not, or it has changed since.
    """
    source = store.source(source_id, hold=True)
    if source is None:
        raise tk.ObjectNotFound
    if problem := standing_of(source).judge(person, seen):
        model.Session.rollback()
        raise HarvestError(problem)
    store.approve_source(source_id, source.document, How.PERSON, person)
    model.Session.commit()


def _approval_note(source: HarvestSource) -> str:
    """What the history of datasets will say about who let this source publish them."""
    name = workflow.names([source.approved_by]).get(source.approved_by, "") if source.approved_by else ""
    moment = (source.approved or store.now()).astimezone(_zone())
    return approval.note(source.id, source.approved_how or "", name, moment.date())


def delete(source_id: str) -> None:
    """Forget a source, its runs and what is known of its records; its datasets stay."""
    store.delete_source(source_id)
    model.Session.commit()


def check(document: SourceDocument) -> None:
    """Make the source's own check; raise what is wrong."""
    with tempfile.TemporaryDirectory(prefix="paser-harvest-") as workdir:
        open_source(document, Path(workdir)).check()


def _next_due(document: SourceDocument) -> Any:
    if not document.cron or not document.enabled:
        return None
    return rules.next_time(document.cron, store.now(), _zone())


def _zone() -> ZoneInfo:
    return ZoneInfo(tk.config.get("ckan.display_timezone") or "UTC")


# ---- asking for runs ----


def request_run(
    source_id: str, trigger: str, requested_by: str | None = None, approves: str | None = None
) -> str:
    """Have a source run soon, as a job. A run that waits already, or that is at work, will do.

    Args:
        approves: the held run whose missing records the run may deal with.

    Returns:
        the run's id.
    """
    at_work = store.running_run(source_id)
    if at_work and not approves:
        return at_work.id
    store.add_waiting_run(source_id, trigger, requested_by)
    waiting = store.waiting_run(source_id)
    assert waiting is not None  # noqa: S101 - added above, or there before
    if approves:
        store.change_run(waiting.id, approves=approves)
    _defer(source_id)
    model.Session.commit()
    return waiting.id


def approve(run: HarvestRun, approved_by: str | None) -> None:
    """Let the missing records of a held run be dealt with; the caller has the run made that does it."""
    if run.status != RunStatus.HELD.value or run.approved or _is_for_source(run):
        raise HarvestError(_nothing_to_approve(run.id))
    source = store.source(run.source_id)
    if source and (problem := standing_of(source).unapproved()):
        raise HarvestError(problem)
    store.change_run(run.id, approved=store.now(), approved_by=approved_by)
    model.Session.commit()


def request_due_runs() -> None:
    """Ask for the runs whose time has come, and again for those that wait or whose process has died."""
    moment = store.now()
    for source in store.due_sources(moment):
        store.set_next_due(source.id, _next_due(document_of(source)))
        if not _is_told(source):
            store.add_waiting_run(source.id, "cron", None)
    for source_id in store.sources_with_work(moment):
        _defer(source_id)
    model.Session.commit()


def _is_told(source: HarvestSource) -> bool:
    """Whether a source waits for its approval and its newest run has said so: once is enough."""
    newest = store.newest_run(source.id) if standing_of(source).waits else None
    return newest is not None and _is_for_source(newest)


def _is_for_source(run: HarvestRun) -> bool:
    """Whether a run did nothing since nobody else had approved its source."""
    return run.error is not None and run.error["code"] == approval.WAITS


def _defer(source_id: str) -> None:
    jobs.defer(RUN_TASK, key=f"harvest:{source_id}", source_id=source_id)


# ---- running ----


def run_now(
    source_id: str,
    *,
    requested_by: str | None = None,
    approves: str | None = None,
    watcher: Watcher = _nobody,
    waiting: Callable[[], None] = lambda: None,
) -> HarvestRun:
    """Run a source here and now, and return the run when it has ended.

    Args:
        waiting: called each second while another process runs the source.
    """
    with lease(source_id, waiting=waiting) as held:
        dead = _bury(source_id)
        values = {"requested_by": requested_by, "approves": approves, "resumes": dead}
        run_id = store.add_run(source_id, "command", **values)
        return _execute(run_id, source_id, held, watcher)


def work(source_id: str) -> None:
    """Do the run that waits for a source, or take up the one that died or was interrupted: a worker's part.

    Raises:
        TransientError: something outside is down; the job is to be tried again.
    """
    try:
        with lease(source_id) as held:
            run_id = _next_run(source_id)
            run = _execute(run_id, source_id, held, _nobody) if run_id else None
    except BusyError:
        log.info("Source %s is being run by somebody else", source_id)
        return
    if run and run.transient and run.error:
        raise TransientError(problem_of(run.error))


def problem_of(stored: dict[str, Any]) -> Problem:
    """Read a stored problem back."""
    return Problem(**{name: stored[name] for name in ("code", "where", "fact", "remedy", "params")})


def _next_run(source_id: str) -> str | None:
    dead, waiting, newest = _bury(source_id), store.waiting_run(source_id), store.newest_run(source_id)
    if waiting:
        store.change_run(waiting.id, resumes=dead)
        return waiting.id
    if dead or (newest and newest.transient):
        return store.add_run(source_id, "resume", resumes=dead or (newest and newest.id))
    return None


def _bury(source_id: str) -> str | None:
    """End the run whose process died (we hold its lock); return its id."""
    dead = store.running_run(source_id)
    if dead is None:
        return None
    store.end_run(dead.id, RunStatus.ABORTED, _died().as_dict())
    model.Session.commit()
    return dead.id


def _execute(run_id: str, source_id: str, held: Lease, watcher: Watcher) -> HarvestRun:
    """Do a run, whatever asked for it: the one place where a source that nobody else has approved stops."""
    source = store.source(source_id)
    assert source is not None  # noqa: S101 - a run cannot outlive its source
    document, problem = document_of(source), standing_of(source).unapproved()
    store.start_run(run_id)
    if problem:
        store.end_run(run_id, RunStatus.HELD, problem.as_dict())
        _tell(document, run_id)
    model.Session.commit()
    if not problem:
        _carry_out(run_id, document, _approval_note(source), held, watcher)
    ended = store.run(run_id)
    assert ended is not None  # noqa: S101 - read back what was written
    return ended


def _carry_out(run_id: str, document: SourceDocument, note: str, held: Lease, watcher: Watcher) -> None:
    held.beat_for(run_id)
    with tempfile.TemporaryDirectory(prefix="paser-harvest-") as workdir:
        run = Run(run_id, open_source(document, Path(workdir)), held, approved=note, watcher=watcher)
        try:
            status = run.execute()
            _end(run, status, run.progress.problem)
        except HarvestError as error:
            log.warning("Source %s: %s", document.id, error)
            _end(run, _status_of(error), error.problem, isinstance(error, TransientError))
            if isinstance(error, AuthFailedError):
                _switch_off(document.id)
        except BaseException:
            _end(run, RunStatus.ABORTED, _died())
            raise


def _status_of(error: HarvestError) -> RunStatus:
    return RunStatus.HELD if isinstance(error, SourceChangedError) else RunStatus.FAILED


def _end(run: Run, status: RunStatus, problem: Problem | None, transient: bool = False) -> None:
    model.Session.rollback()
    store.change_run(run.id, counts=dict(run.progress.counts), total=run.progress.total)
    store.end_run(run.id, status, problem.as_dict() if problem else None, transient)
    store.forget_old_runs(run.source_id)
    if status in (RunStatus.HELD, RunStatus.FAILED):
        _tell(run.document, run.id)
    model.Session.commit()


def _tell(document: SourceDocument, run_id: str) -> None:
    if document.notify:
        jobs.defer(NOTIFY_TASK, key=f"harvest-notify:{run_id}", run_id=run_id)


def _switch_off(source_id: str) -> None:
    store.disable_source(source_id)
    model.Session.commit()


def _died() -> Problem:
    return Problem(
        "run_died",
        "",
        N_("The run ended in the middle."),
        N_("Nothing is lost; the next run goes on from here."),
    )


def _nothing_to_approve(run_id: str) -> Problem:
    return Problem(
        "nothing_to_approve",
        N_("run {run}"),
        N_("The run does not wait for an approval."),
        N_("Choose a run with status held that nobody has approved yet."),
        {"run": run_id},
    )

"""Reads and writes of sources and runs; ``records.py`` has those of records. The caller commits."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from ckan import model

from paser_harvesters.approval import How
from paser_harvesters.model import HarvestOutcome, HarvestRecord, HarvestRun, HarvestSource
from paser_harvesters.rules import Outcome, RunStatus

SILENCE = timedelta(seconds=60)  # without a heartbeat for so long, a run counts as dead
KEPT = timedelta(days=365)


def now() -> datetime:
    """The present moment; all times of ours are in UTC."""
    return datetime.now(timezone.utc)


# ---- sources ----


def source(source_id: str, *, hold: bool = False) -> HarvestSource | None:
    """A source; ``hold``: nobody else changes it until the commit."""
    return model.Session.get(HarvestSource, source_id, populate_existing=True, with_for_update=hold or None)


def sources() -> Sequence[HarvestSource]:
    return model.Session.scalars(sa.select(HarvestSource).order_by(HarvestSource.id)).all()


def save_source(document: dict[str, Any], next_due: datetime | None, authors: Sequence[str]) -> None:
    values = {"document": document, "enabled": document["enabled"], "next_due": next_due, "modified": now()}
    values |= {"authors": list(authors)}
    statement = insert(HarvestSource).values(id=document["id"], created=now(), **values)
    model.Session.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values))


def approve_source(source_id: str, document: dict[str, Any], how: How, person: str | None) -> None:
    """Note that a source is approved with this document."""
    values = {
        "approved_document": document,
        "approved_how": how.value,
        "approved_by": person,
        "approved": now(),
    }
    model.Session.execute(sa.update(HarvestSource).where(HarvestSource.id == source_id).values(values))


def disable_source(source_id: str) -> None:
    model.Session.execute(
        sa.update(HarvestSource)
        .where(HarvestSource.id == source_id)
        .values(
            enabled=False,
            next_due=None,
            document=HarvestSource.document.op("||")(
                sa.literal({"enabled": False}, HarvestSource.document.type)
            ),
        )
    )


def set_next_due(source_id: str, moment: datetime | None) -> None:
    model.Session.execute(
        sa.update(HarvestSource).where(HarvestSource.id == source_id).values(next_due=moment)
    )


def delete_source(source_id: str) -> None:
    model.Session.execute(sa.delete(HarvestSource).where(HarvestSource.id == source_id))


def due_sources(moment: datetime) -> Sequence[HarvestSource]:
    """The sources whose time has come, locked until the commit and skipped by others meanwhile."""
    query = sa.select(HarvestSource).where(HarvestSource.enabled, HarvestSource.next_due <= moment)
    return model.Session.scalars(query.with_for_update(skip_locked=True)).all()


def record_counts() -> dict[str, dict[str, int]]:
    """How many records of each status each source has."""
    query = sa.select(HarvestRecord.source_id, HarvestRecord.status, sa.func.count()).group_by(
        HarvestRecord.source_id, HarvestRecord.status
    )
    counts: dict[str, dict[str, int]] = {}
    for source_id, status, number in model.Session.execute(query):
        counts.setdefault(source_id, {})[status] = number
    return counts


def administers_walidata(user_id: str) -> bool:
    """Whether a person is an admin of an agency with the Satu Data role walidata."""
    role = model.group_table.c.extras["peran_sdi"].astext
    query = (
        sa.select(model.Member.id)
        .join(model.Group, model.Group.id == model.Member.group_id)
        .where(
            model.Member.table_name == "user",
            model.Member.table_id == user_id,
            model.Member.capacity == "admin",
            model.Member.state == "active",
            model.Group.is_organization,
            model.Group.state == "active",
            role.contains('"walidata"'),
        )
    )
    return model.Session.scalars(query).first() is not None


# ---- runs ----


def add_run(source_id: str, trigger: str, **values: Any) -> str:
    """Add a run that starts at once and return its id; ``values``: requested_by, approves, resumes."""
    run_id = str(uuid.uuid4())
    row = {"status": RunStatus.RUNNING.value, "created": now(), "heartbeat": now(), "counts": {}, **values}
    model.Session.execute(
        insert(HarvestRun).values(id=run_id, source_id=source_id, trigger=trigger, transient=False, **row)
    )
    return run_id


def add_waiting_run(source_id: str, trigger: str, requested_by: str | None) -> None:
    """Add a run that waits for a worker, unless one waits already."""
    statement = insert(HarvestRun).values(
        id=str(uuid.uuid4()),
        source_id=source_id,
        trigger=trigger,
        requested_by=requested_by,
        status=RunStatus.QUEUED.value,
        created=now(),
        counts={},
        transient=False,
    )
    model.Session.execute(
        statement.on_conflict_do_nothing(
            index_elements=["source_id"], index_where=HarvestRun.status == sa.literal_column("'queued'")
        )
    )


def run(run_id: str) -> HarvestRun | None:
    return model.Session.get(HarvestRun, run_id, populate_existing=True)


def runs(source_id: str | None, limit: int, offset: int) -> Sequence[HarvestRun]:
    query = sa.select(HarvestRun).order_by(HarvestRun.created.desc()).limit(limit).offset(offset)
    if source_id:
        query = query.where(HarvestRun.source_id == source_id)
    return model.Session.scalars(query.execution_options(populate_existing=True)).all()


def last_runs() -> dict[str, HarvestRun]:
    """The newest run of each source."""
    query = sa.select(HarvestRun).distinct(HarvestRun.source_id)
    query = query.order_by(HarvestRun.source_id, HarvestRun.created.desc())
    found = model.Session.scalars(query.execution_options(populate_existing=True))
    return {each.source_id: each for each in found}


def last_good() -> dict[str, datetime]:
    """When each source last came to its end well."""
    query = (
        sa.select(HarvestRun.source_id, sa.func.max(HarvestRun.finished))
        .where(HarvestRun.status == RunStatus.OK.value)
        .group_by(HarvestRun.source_id)
    )
    return {source_id: moment for source_id, moment in model.Session.execute(query) if moment}


def _of_status(source_id: str, status: RunStatus) -> sa.Select[tuple[HarvestRun]]:
    return (
        sa.select(HarvestRun)
        .where(HarvestRun.source_id == source_id, HarvestRun.status == status.value)
        .order_by(HarvestRun.created)
    )


def waiting_run(source_id: str) -> HarvestRun | None:
    return model.Session.scalars(_of_status(source_id, RunStatus.QUEUED)).first()


def running_run(source_id: str) -> HarvestRun | None:
    return model.Session.scalars(_of_status(source_id, RunStatus.RUNNING)).first()


def newest_run(source_id: str) -> HarvestRun | None:
    return next(iter(runs(source_id, 1, 0)), None)


def sources_with_work(moment: datetime) -> Sequence[str]:
    """The sources for which a run waits, or whose run has gone silent."""
    waits = HarvestRun.status == RunStatus.QUEUED.value
    silent = sa.and_(HarvestRun.status == RunStatus.RUNNING.value, HarvestRun.heartbeat < moment - SILENCE)
    return model.Session.scalars(sa.select(HarvestRun.source_id).where(waits | silent).distinct()).all()


def change_run(run_id: str, **values: Any) -> None:
    model.Session.execute(sa.update(HarvestRun).where(HarvestRun.id == run_id).values(**values))


def start_run(run_id: str) -> None:
    change_run(run_id, status=RunStatus.RUNNING.value, started=now(), heartbeat=now())


def end_run(run_id: str, status: RunStatus, error: dict[str, Any] | None, transient: bool = False) -> None:
    """End a run, unless somebody who holds its lock has done so."""
    statement = sa.update(HarvestRun).where(
        HarvestRun.id == run_id, HarvestRun.status == RunStatus.RUNNING.value
    )
    model.Session.execute(
        statement.values(status=status.value, finished=now(), error=error, transient=transient)
    )


def forget_old_runs(source_id: str) -> None:
    """Remove runs, with what they did, that ended a year ago."""
    model.Session.execute(
        sa.delete(HarvestRun).where(HarvestRun.source_id == source_id, HarvestRun.finished < now() - KEPT)
    )


# ---- what runs did ----


def add_outcome(run_id: str, stream: str, key: str, outcome: Outcome, **values: Any) -> None:
    """Note what a run did with a record; ``values``: dataset_id, and problems and notes in stored form."""
    row = {"run_id": run_id, "stream": stream, "key": key, "outcome": outcome.value, **values}
    model.Session.execute(insert(HarvestOutcome).values(row))


def outcomes(run_id: str, limit: int, offset: int) -> Sequence[HarvestOutcome]:
    """What a run did, records with problems first."""
    query = sa.select(HarvestOutcome).where(HarvestOutcome.run_id == run_id)
    query = query.order_by(HarvestOutcome.problems == sa.text("'[]'::jsonb"), HarvestOutcome.id)
    return model.Session.scalars(query.limit(limit).offset(offset)).all()


def held_keys(run_id: str, stream: str) -> set[str]:
    """The records of a stream whose absence a run holds for approval."""
    query = sa.select(HarvestOutcome.key).where(
        HarvestOutcome.run_id == run_id,
        HarvestOutcome.stream == stream,
        HarvestOutcome.outcome == Outcome.HELD.value,
    )
    return set(model.Session.scalars(query))

"""Sources, runs and records as plain dictionaries in the reader's language, for actions and pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.paser.problems import worded

from paser_harvesters import rules, store
from paser_harvesters.approval import Standing, digest
from paser_harvesters.model import HarvestOutcome, HarvestRecord, HarvestRun, HarvestSource
from paser_harvesters.rules import RunStatus


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None


def problem(stored: Mapping[str, Any]) -> dict[str, str]:
    """Word one stored problem or note; ``place`` is its file and its place in it, each said once."""
    told = worded(stored, tk._)
    file = str(stored.get("params", {}).get("file", ""))
    place = ", ".join(part for part in (file if file not in told["where"] else "", told["where"]) if part)
    text = f"{place}: {told['fact']} {told['remedy']}" if place else told["text"]
    return {**told, "file": file, "place": place, "text": text.strip()}


def problems(stored: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Word stored problems or notes."""
    return [problem(each) for each in stored]


def run(row: HarvestRun) -> dict[str, Any]:
    """Return a run. ``done`` of ``total`` records; ``silent`` when its process seems to have died."""
    is_running = row.status == RunStatus.RUNNING.value
    silent = is_running and row.heartbeat is not None and store.now() - row.heartbeat > store.SILENCE
    return {
        "id": row.id,
        "source_id": row.source_id,
        "status": row.status,
        "trigger": row.trigger,
        "requested_by": row.requested_by,
        "created": _iso(row.created),
        "started": _iso(row.started),
        "finished": _iso(row.finished),
        "silent": silent,
        "done": sum(row.counts.get(outcome.value, 0) for outcome in rules.OF_LISTING),
        "total": row.total,
        "counts": dict(row.counts),
        "error": problem(row.error) if row.error else None,
        "resumes": row.resumes,
        "approves": row.approves,
        "approved": _iso(row.approved),
        "approved_by": row.approved_by,
    }


def outcome(row: HarvestOutcome) -> dict[str, Any]:
    """Return what a run did with one record."""
    return {
        "key": row.key,
        "stream": row.stream,
        "outcome": row.outcome,
        "dataset_id": row.dataset_id,
        "problems": problems(row.problems),
        "notes": problems(row.notes),
    }


def record(row: HarvestRecord) -> dict[str, Any]:
    """Return what is known of one record."""
    return {
        "key": row.key,
        "stream": row.stream,
        "dataset_id": row.dataset_id,
        "status": row.status,
        "content_sha": row.content_sha,
        "first_seen": _iso(row.first_seen),
        "changed": _iso(row.changed),
        "changed_run": row.changed_run,
        "missing_since": _iso(row.missing_since),
        "problems": problems(row.problems),
    }


def approval(row: HarvestSource, standing: Standing, names: Mapping[str, str], person: str) -> dict[str, Any]:
    """Return how the approval of a source stands; ``person`` is the id of who asks."""
    problem_of_theirs = standing.judge(person, None)
    return {
        "waits": standing.waits,
        "digest": digest(standing.document),
        "changes": standing.changes,
        "authors": [names.get(each, each) for each in standing.authors],
        "how": row.approved_how,
        "by": names.get(row.approved_by or "", row.approved_by),
        "at": _iso(row.approved),
        "why_not": problem(problem_of_theirs.as_dict()) if problem_of_theirs else None,
    }


def source(
    row: HarvestSource,
    last_run: HarvestRun | None,
    counts: Mapping[str, int],
    last_good: datetime | None,
) -> dict[str, Any]:
    """Return a source with its state: ``records`` by status, ``late`` against ``expect.max_age_days``."""
    expected_age = row.document["expect"]["max_age_days"]
    return {
        **row.document,
        "enabled": row.enabled,
        "next_run": _iso(row.next_due),
        "last_run": run(last_run) if last_run else None,
        "last_good": _iso(last_good),
        "late": rules.is_late(last_good, expected_age, store.now()),
        "records": dict(counts),
    }

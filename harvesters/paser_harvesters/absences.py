"""Records that a source no longer has: four gates, and only then the policy of the source.

The gates (``reference/harvest.md`` 5.6): the listing was whole; it is not empty or shorter than expected; it
did not shrink by more than the policy allows (else the run is held until a person approves); the record was
missing in two whole listings and for the days of grace.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ckan import model

from ckanext.paser.problems import N_, Note, Problem

from paser_harvesters import records, rules, store
from paser_harvesters.model import HarvestRecord
from paser_harvesters.rules import Outcome, RecordStatus

if TYPE_CHECKING:
    from paser_harvesters.engine import Run


def settle(run: Run, stream: str, listing: str, listed: int) -> None:
    """Deal with what a whole listing of so many records did not name, or named but no longer has."""
    records.forget_unwritten(run.source_id, stream, listing)
    absent = records.absent(run.source_id, stream, listing)
    approved = _approved(run, stream)
    reason = _reason(run, stream, listed, sum(each.key not in approved for each in absent))
    for each in absent:
        if each.key in approved:
            _act(run, stream, each)
        elif reason:
            run.report(stream, each.key, Outcome.HELD, dataset_id=each.dataset_id)
        else:
            _wait(run, stream, each)
    model.Session.commit()


def _reason(run: Run, stream: str, listed: int, missing: int) -> Problem | None:
    """Say why nothing may be marked or deleted now; the run shows it and is held if records wait for it."""
    policy = run.document.delete
    reason = rules.shortage(listed, run.document.expect.min_records)
    if policy.policy != "keep":
        absence = rules.Absence(records.count_present(run.source_id, stream), missing)
        reason = reason or rules.shrinkage(absence, policy.max_missing_ratio)
    run.progress.problem = run.progress.problem or reason
    if not reason or not missing or policy.policy == "keep":
        return None
    run.progress.held = True
    return reason


def tombstone(run: Run, stream: str, key: str) -> None:
    """Deal with a record of which the source says expressly that it was deleted."""
    record = records.record(run.source_id, stream, key)
    if record and record.status in records.PRESENT:
        _act(run, stream, record)
    else:
        run.progress.counts[Outcome.SAME.value] += 1


def _approved(run: Run, stream: str) -> set[str]:
    row = store.run(run.id)
    return store.held_keys(row.approves, stream) if row and row.approves else set()


def _wait(run: Run, stream: str, record: HarvestRecord) -> None:
    """Count one more whole listing without the record; act when it has been enough."""
    is_new = record.missing_since is None
    since, listings = record.missing_since or store.now(), record.missing_listings + 1
    records.save(
        run.source_id, stream, record.key, record.dataset_id,
        status=RecordStatus.MISSING.value, missing_since=since, missing_listings=listings,
    )  # fmt: skip
    if rules.deletion_due(since, listings, run.document.delete.grace_days, store.now()):
        _act(run, stream, record)
    elif is_new:
        run.report(stream, record.key, Outcome.MISSING, notes=[_note(run)], dataset_id=record.dataset_id)
    else:
        run.progress.counts[Outcome.MISSING.value] += 1


def _act(run: Run, stream: str, record: HarvestRecord) -> None:
    """Do what the policy says about a record that is gone for good."""
    since = record.missing_since or store.now()
    policy = run.document.delete.policy
    status, outcome = RecordStatus.MISSING, Outcome.MISSING
    if policy == "mark":
        run.patiently(lambda: run.writer.mark(record.dataset_id, since))
        status, outcome = RecordStatus.MARKED, Outcome.MARKED
    elif policy == "delete":
        run.patiently(lambda: run.writer.delete(record.dataset_id))
        status, outcome = RecordStatus.DELETED, Outcome.DELETED
    records.save(
        run.source_id, stream, record.key, record.dataset_id,
        status=status.value, missing_since=since, stamp=None, content_sha=None,
    )  # fmt: skip
    if outcome == Outcome.MISSING:
        run.progress.counts[outcome.value] += 1
    else:
        run.report(stream, record.key, outcome, dataset_id=record.dataset_id)


def _note(run: Run) -> Note:
    policy = run.document.delete
    facts = {
        "keep": N_("The source no longer has it; the dataset stays as it is."),
        "mark": N_("The source no longer has it; the dataset will say so after {days} days."),
        "delete": N_("The source no longer has it; the dataset will be deleted after {days} days."),
    }
    return Note("missing", facts[policy.policy], {"days": policy.grace_days})

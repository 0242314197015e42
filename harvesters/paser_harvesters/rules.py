"""What is true of a harvest: identities, sameness, when a deletion may happen, how a run ended. Pure.

Source of the gates and hashes: ``reference/harvest.md`` 5.4 and 5.6.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from enum import Enum
from typing import Any, Literal

from croniter import croniter

from ckanext.paser.problems import N_, Problem

NAMESPACE = uuid.UUID("6f0b6d7e-6401-5e0d-9a5e-0d5a7a9a5e01")  # for ever: dataset ids hang on it
HASH_VERSION = 1  # raised when `canonical` changes
ALWAYS_ALLOWED_MISSING = 5
LISTINGS_BEFORE_DELETION = 2


class RunStatus(str, Enum):
    QUEUED = "queued"
    RUNNING = "running"
    OK = "ok"
    PARTIAL = "partial"
    HELD = "held"
    FAILED = "failed"
    ABORTED = "aborted"


class RecordStatus(str, Enum):
    """What the portal has of a record: ACTIVE as at the source; QUARANTINED not taken over; MISSING at
    the source, nothing done yet; MARKED and DELETED what the policy made of a missing one."""

    ACTIVE = "active"
    QUARANTINED = "quarantined"
    MISSING = "missing"
    MARKED = "marked"
    DELETED = "deleted"


class Outcome(str, Enum):
    """What one run did with one record."""

    CREATED = "created"
    UPDATED = "updated"
    RESTORED = "restored"
    SAME = "same"
    FAILED = "failed"
    MISSING = "missing"
    HELD = "held"
    MARKED = "marked"
    DELETED = "deleted"


OF_LISTING = (Outcome.CREATED, Outcome.UPDATED, Outcome.RESTORED, Outcome.SAME, Outcome.FAILED)
WITH_PROBLEMS = "with_problems"


def dataset_id(source: str, stream: str, key: str) -> str:
    """Return the id that a record's dataset has for ever."""
    return str(uuid.uuid5(NAMESPACE, "\0".join((source, stream, key))))


def resource_id(dataset: str, key: str) -> str:
    """Return the id that a resource of a harvested dataset has for ever."""
    return str(uuid.uuid5(uuid.UUID(dataset), key))


def canonical(value: Any) -> bytes:
    """JSON with sorted keys, NFC text and no space: equal content, equal bytes."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return unicodedata.normalize("NFC", text).encode()


def content_sha(payload: Any, mapping: str) -> str:
    """SHA-256 of a record's content together with the mapping that it went through."""
    return hashlib.sha256(mapping.encode() + b"\0" + canonical(payload)).hexdigest()


def mapping_version(kind: str, version: int, document: Mapping[str, Any]) -> str:
    """Return a short sign that changes when records of the same content have to be mapped anew."""
    relevant = {name: document[name] for name in ("title", "owner_org", "config", "tables")}
    return hashlib.sha256(canonical([HASH_VERSION, kind, version, relevant])).hexdigest()[:16]


@dataclass(frozen=True)
class Absence:
    """What a whole listing says about the records that it does not name.

    Args:
        known: records that the portal held as present before (active or missing).
        missing: of those, how many the listing does not name and nobody has approved yet.
    """

    known: int
    missing: int


def shortage(seen: int, min_records: int) -> Problem | None:
    """Say that a whole listing is shorter than the source promises."""
    if seen >= min_records and seen > 0:
        return None
    return Problem(
        "listing_short",
        "",
        N_("The source listed {seen} records; at least {expected} were expected."),
        N_(
            "Look at the source. Where records are really gone, approve this run; else nothing is to be done."
        ),
        {"seen": seen, "expected": max(min_records, 1)},
    )


def shrinkage(absence: Absence, max_missing_ratio: float) -> Problem | None:
    """Say that a whole listing lacks more records than the policy lets go without a person's look."""
    if absence.missing <= max(ALWAYS_ALLOWED_MISSING, max_missing_ratio * absence.known):
        return None
    return Problem(
        "listing_shrunk",
        "",
        N_("{missing} of {known} records are no longer at the source."),
        N_(
            "Look at the source. Where records are really gone, approve this run; else nothing is to be done."
        ),
        {"missing": absence.missing, "known": absence.known},
    )


def deletion_due(missing_since: datetime, listings: int, grace_days: int, now: datetime) -> bool:
    """Whether a record has been missing in enough whole listings and for long enough."""
    return listings >= LISTINGS_BEFORE_DELETION and now - missing_since >= timedelta(days=grace_days)


def run_status(counts: Mapping[str, int], troubled: bool, held: bool) -> RunStatus:
    """Name the end of a run.

    Args:
        counts: by outcome; ``with_problems`` counts records that were taken, but not wholly.
        troubled: the run as a whole has a problem.
        held: records wait for a person's approval.
    """
    if held:
        return RunStatus.HELD
    if troubled or counts.get(Outcome.FAILED.value) or counts.get(WITH_PROBLEMS):
        return RunStatus.PARTIAL
    return RunStatus.OK


def next_time(cron: str, after: datetime, zone: tzinfo) -> datetime:
    """Return the next time that a schedule names, read in the clock of ``zone``."""
    return croniter(cron, after.astimezone(zone)).get_next(datetime)


def is_late(last_good: datetime | None, max_age_days: int | None, now: datetime) -> bool:
    """Whether a source has not been well for longer than it promises."""
    if max_age_days is None:
        return False
    return last_good is None or now - last_good > timedelta(days=max_age_days)


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, Any]]:
    """List the fields that differ: ``field``, ``before``, ``after``."""
    return [
        {"field": name, "before": before.get(name), "after": after.get(name)}
        for name in sorted({*before, *after})
        if canonical(before.get(name)) != canonical(after.get(name))
    ]


Kind = Literal["hourly", "daily", "weekly", "monthly"]

_COMMON = re.compile(r"(\d+) (\d+|\*) (\d+|\*) \* (\d|\*)")
_KINDS: dict[tuple[bool, bool, bool], Kind] = {
    (False, False, False): "hourly",
    (True, False, False): "daily",
    (True, False, True): "weekly",
    (True, True, False): "monthly",
}
"""By whether a cron gives an hour, a day of the month, a day of the week."""


@dataclass(frozen=True)
class Schedule:
    """A cron of a common form; ``day`` is the one of the week (0 is Monday) or of the month that ``kind`` asks for."""

    kind: Kind
    hour: int
    minute: int
    day: int = 0


def schedule(cron: str) -> Schedule | None:
    """Read a cron as people would say it; None when it is of a form that is better shown as it is."""
    match = _COMMON.fullmatch(" ".join(cron.split()))
    if not match:
        return None
    minute, hour, day, weekday = (-1 if part == "*" else int(part) for part in match.groups())
    kind = _KINDS.get((hour >= 0, day >= 0, weekday >= 0))
    return kind and Schedule(
        kind, max(hour, 0), minute, (weekday - 1) % 7 if kind == "weekly" else max(day, 0)
    )

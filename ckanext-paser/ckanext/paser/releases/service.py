"""Releases are taken when a table has changed, compared with the one before, kept, and removed when their time is over."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.paser.jobs.service import defer
from ckanext.paser.privacy import service as privacy
from ckanext.paser.privacy.rules.access import Access
from ckanext.paser.privacy.rules.treatment import Treatment, may_stay
from ckanext.paser.problems import N_
from ckanext.paser.releases import comparing, lending, store
from ckanext.paser.releases.rules.release import EDIT, FILE, Release
from ckanext.paser.releases.rules.retention import superseded
from ckanext.paser.releases.signals import release_described, release_reworded, release_taken
from ckanext.paser.releases.snapshots import archive
from ckanext.paser.releases.snapshots.beside import statistics_of
from ckanext.paser.tables import service as tables

_LONGEST = timedelta(hours=1)
"""Nothing is written, or looked into, for so long."""
TREATED_ANEW = N_("Something else was decided about personal data in its file.")
TIME_OVER = N_("An edit of rows that later ones of the same time have replaced.")
lend, lent, forget_lent = lending.lend, lending.lent, lending.forget_lent
"""What the next version of a published dataset begins with."""
difference, compare_kept = comparing.difference, comparing.compare_kept
kept, closed_columns = comparing.kept, comparing.closed_columns
"""What differs between two releases, and which of their columns take part."""


def take(resource_id: str, file: Path | None = None) -> Release | None:
    """Keep the table of a resource as its next release; None if it is the newest release already. Commits.

    Safe to be killed and called again: what was written before is written over.

    Args:
        file: the file that was loaded last, if it is at hand.
    """
    newest = store.newest([resource_id]).get(resource_id)
    if newest and tables.data_versions([resource_id]).get(resource_id) == newest.version:
        reword(resource_id)
        return None
    if file:  # first of all: whatever fails below is tried again, and by then a link may give another file
        archive.keep_file(resource_id, tables.sha256_of(file), file)
    number = newest.number + 1 if newest else 1
    with archive.new_table(resource_id) as new:
        snapshot = tables.snapshot(resource_id, new.file)
        if snapshot is None:
            return None
        if snapshot.load:
            _keep_file(resource_id, snapshot.load["sha256"])
        store.hold(resource_id)
        newest = store.newest([resource_id]).get(resource_id)
        is_old = newest is not None and newest.number >= number  # a later table may be that release
        is_gone = resource_id not in tables.data_versions(
            [resource_id]
        )  # withdrawn, while it was written down
        if is_old or is_gone:
            model.Session.rollback()
        else:
            _add(resource_id, number, new.keep(number), snapshot)
    if is_old or is_gone:
        return take(resource_id) if is_old else None
    release_taken.send(resource_id, number=number)
    return store.one(resource_id, number)


def reword(resource_id: str) -> None:
    """Have the newest release say of its columns what the dictionary says by now: what it holds is the same. Commits."""
    store.hold(resource_id)
    newest, columns = store.newest([resource_id]).get(resource_id), tables.columns(resource_id)
    is_of_table = newest and tables.data_versions([resource_id]).get(resource_id) == newest.version
    if newest is None or not is_of_table or not newest.is_reworded(columns):
        model.Session.rollback()
        return
    store.write(resource_id, newest.number, columns=[asdict(column) for column in columns])
    model.Session.commit()
    release_reworded.send(resource_id, number=newest.number)


def _keep_file(resource_id: str, sha256: str) -> None:
    """Keep the file that a table was made of, unless it is kept, or its resource has another one by now."""
    if archive.file_of(resource_id, sha256).exists():
        return
    with tables.present_file(resource_id, sha256) as sent:
        if sent:
            archive.keep_file(resource_id, sha256, sent)


def _add(resource_id: str, number: int, size: int, snapshot: tables.Snapshot) -> None:
    """Write a release down, remove those that a decision has overtaken, and have it looked into. Commits."""
    made_of = _made_of(resource_id, snapshot) if snapshot.load else _edited(snapshot.by)
    overtaken = _overtaken(resource_id, made_of["sha256"])
    store.add(
        resource_id,
        number,
        version=snapshot.version,
        rows=snapshot.rows,
        columns=[asdict(column) for column in snapshot.columns],
        snapshot_size=size,
        note=_new_note(resource_id, snapshot.said),
        statistics={},
        **_said(resource_id),
        **made_of,
    )
    write_removed(resource_id, overtaken, TREATED_ANEW)
    _request_description(resource_id, number)
    model.Session.commit()
    unlink(resource_id, overtaken)


def _overtaken(resource_id: str, sha256: str) -> list[int]:
    """The kept releases of a file that may not stay by what is decided about it now, with the edits that followed each.

    A column that is closed by the dictionary shuts them, and may be opened again: it does not count here.
    """
    decided = privacy.treatment(resource_id, sha256)
    first = {
        made.number
        for made in store.made_of(resource_id, [sha256])
        if not may_stay(Treatment.from_dict(made.treatment), decided, made.columns)
    }
    if not first:
        return []
    found, follows = [], False
    for release in reversed(of(resource_id)):
        follows = release.number in first or (follows and release.kind == EDIT)
        if follows and not release.removed:
            found.append(release.number)
    return found


def remove_overtaken(resource_id: str, sha256: str) -> None:
    """Remove the releases of a file that show what is decided by now not to be shown. Commits."""
    overtaken = _overtaken(resource_id, sha256)
    write_removed(resource_id, overtaken, TREATED_ANEW)
    model.Session.commit()
    unlink(resource_id, overtaken)


def _made_of(resource_id: str, snapshot: tables.Snapshot) -> dict[str, Any]:
    """What is known of the file of a release."""
    load = snapshot.load or {}
    scan = privacy.states([resource_id]).get(resource_id)
    known = scan is not None and scan.sha256 == load["sha256"]
    return {
        "kind": FILE,
        "filename": load["filename"],
        "size": load["size"],
        "sha256": load["sha256"],
        "by": snapshot.by,
        "file_public": bool(scan and known and privacy.lets_pass(scan)),
        "treatment": snapshot.treatment,
        "rules": scan.rules if scan and known else 0,
    }


def _edited(by: str) -> dict[str, Any]:
    nothing = {"filename": "", "size": None, "sha256": "", "file_public": False, "treatment": {}}
    return {"kind": EDIT, "by": by, **nothing}


def _said(resource_id: str) -> dict[str, str]:
    """What a file is called now, and which period it says that it is about."""
    resource = model.Resource.get(resource_id)
    if resource is None:
        return {}
    own = resource.extras or {}
    start = str(own.get("periode_mulai") or "")
    return {
        "name": resource.name or "",
        "periode_mulai": start,
        "periode_selesai": str(own.get("periode_selesai") or start),
    }


def _new_note(resource_id: str, said: str) -> str:
    """What the agency says of this change; what it said of an earlier one is not said again."""
    return "" if said and store.has_note(resource_id, said) else said


def describe(resource_id: str, number: int) -> None:
    """Make the statistics of a release, and compare it with the one before. Commits."""
    release = store.one(resource_id, number)
    if release is None or release.removed:
        return
    table = archive.table_of(resource_id, number)
    found: dict[str, Any] = {"statistics": statistics_of(table, release.columns)}
    older = before(release)
    if older:
        differing = comparing.compared(older, release)
        counts = {name: value for name, value in differing.items() if name != "rows"}
        found["changes"] = {"from": older.number, **counts}
    store.hold(resource_id)
    now = store.one(resource_id, number)
    if now is None or now.removed:  # withdrawn meanwhile: nothing of it is told again
        model.Session.rollback()
        return
    store.write(resource_id, number, **found)
    model.Session.commit()
    release_described.send(resource_id, number=number)


def _request_description(resource_id: str, number: int) -> None:
    about = {"resource_id": resource_id, "number": number}
    defer("paser.releases.describe", key=f"release:{resource_id}:{number}", **about)


def describe_late() -> None:
    """Have those looked into again of which nothing was found out so far. Commits."""
    for resource_id, number in store.undescribed(_LONGEST):
        _request_description(resource_id, number)
    model.Session.commit()


def is_late(release: Release) -> bool:
    """Tell whether a release should have been compared long ago."""
    return release.changes is None and release.issued < datetime.now(timezone.utc) - _LONGEST


def is_public(release: Release, closed: Iterable[str] | None = None) -> bool:
    """Tell whether whoever may see the dataset may have the whole table of a release.

    Args:
        closed: the columns that are not for the public by now, where they are known already.
    """
    closed = closed_columns(release.resource_id) if closed is None else frozenset(closed)
    return closed.isdisjoint(column.id for column in release.columns)


def of(resource_id: str, limit: int | None = None, offset: int = 0) -> list[Release]:
    """The releases of a resource, the newest first, without the statistics of their columns."""
    return store.of(resource_id, limit, offset)


def count(resource_id: str) -> int:
    """How many releases a resource has, with those that are not kept any more."""
    return store.count(resource_id)


def before(release: Release) -> Release | None:
    """The kept release before one."""
    return store.before(release.resource_id, release.number)


def newest(resource_ids: Iterable[str]) -> dict[str, Release]:
    """The newest release of each resource that has one, in one query."""
    return store.newest(resource_ids)


def all_newest() -> list[Release]:
    """The newest release of every table, without the statistics of their columns."""
    return store.all_newest()


def one(resource_id: str, number: int | None = None) -> Release | None:
    """A release, the newest one without a number."""
    return store.newest([resource_id]).get(resource_id) if number is None else store.one(resource_id, number)


def snapshot(release: Release) -> Path:
    """The table of a release: CSV in UTF-8, compressed by gzip; a header of column names, rows in their order."""
    return archive.table_of(release.resource_id, release.number)


def original(release: Release) -> Path | None:
    """The file of a release as it was sent; None if there is none, or it is not kept."""
    path = archive.file_of(release.resource_id, release.sha256)
    return path if release.sha256 and not release.removed and path.exists() else None


def original_is_public(release: Release) -> bool:
    """Tell whether whoever may see the dataset may have the file of a release, see ``public_files``."""
    return release.sha256 in public_files(release.resource_id, [release.sha256])


def public_files(resource_id: str, sha256s: Collection[str]) -> set[str]:
    """Those files, as they were sent, that whoever may see the dataset may have: each content has one answer.

    The present file's is that of the resource itself. A former one's is what the gate said of it last, and no while a
    column that any release of it has, or has left out, is closed.
    """
    scan, resource = privacy.states([resource_id]).get(resource_id), model.Resource.get(resource_id)
    if scan is None or resource is None:
        return set()
    closed, made = closed_columns(resource_id), store.made_of(resource_id, sha256s)
    shut = {one.sha256 for one in made if closed & {*one.columns, *one.treatment.get("drop", ())}}
    public = {one.sha256 for one in made if one.file_public} - shut
    allowed = privacy.access(resource_id, tables.file_state(resource))
    if allowed is Access.FILE and not tables.is_withdrawn(resource):
        return public | ({scan.sha256} & {*sha256s})
    return public - {scan.sha256}


def judge_file(resource_id: str, sha256: str, *, public: bool) -> None:
    """Have the releases of a file give it out, or not, as the gate says now."""
    store.judge_file(resource_id, sha256, public=public)


def write_removed(resource_id: str, numbers: Sequence[int], why: str) -> None:
    """Say of releases that they are not kept any more, in the caller's transaction; ``unlink`` follows its commit."""
    for number in numbers:
        removed = {"removed": datetime.now(timezone.utc), "removed_why": why, "statistics": {}}
        store.write(resource_id, number, **removed)


def unlink(resource_id: str, numbers: Sequence[int]) -> None:
    """Remove what was kept of releases; a file that a kept release shares stays. Safe to be done again."""
    if not numbers:
        return
    removed = store.removed([resource_id]).get(resource_id, {})
    _unlink(resource_id, {number: sha256 for number, sha256 in removed.items() if number in numbers})


def _unlink(resource_id: str, gone: Mapping[int, str]) -> None:
    kept = store.kept_files(resource_id)
    for number, sha256 in gone.items():
        archive.remove(resource_id, number, None if sha256 in kept else sha256)


def approve(resource_ids: Iterable[str], since: datetime | None) -> dict[str, dict[int, str]]:
    """Have the newest release of each file be the one that was approved, in the caller's transaction, which publishes it.

    It is called as its file is called by now, and is of this moment. The others are releases no more: a wrong file that was
    replaced, a reading with the header in another row, which nobody has approved.

    Args:
        since: when they were public last, with all releases until then; None if they never were.

    Returns:
        what ``unlink_trials`` removes after the commit: by resource, the SHA-256 of the file of each by its number.
    """
    forgotten: dict[str, dict[int, str]] = {}
    for resource_id in resource_ids:
        store.hold(resource_id)
        taken = store.of(resource_id)
        if not taken or (since and taken[0].issued <= since):
            continue
        newest = taken[0]
        has_table = resource_id in tables.data_versions([resource_id])
        store.issue(resource_id, newest.number, **_said(resource_id))
        if trials := {
            one.number: one.sha256
            for one in taken[
                1 if has_table else 0 :
            ]  # a file that is no table has taken the place of all of them
            if since is None or one.issued > since
        }:
            store.forget(resource_id, trials)
            forgotten[resource_id] = trials
        if trials and has_table:
            store.write(resource_id, newest.number, changes=None)
            _request_description(resource_id, newest.number)
    return forgotten


def unlink_trials(forgotten: Mapping[str, Mapping[int, str]]) -> None:
    """Remove what was kept of forgotten releases; what a fall leaves of them ``sweep`` removes."""
    for resource_id, gone in forgotten.items():
        _unlink(resource_id, gone)


def sweep() -> None:
    """Take up what a fall has left, remove what need not be kept. Commits."""
    known = store.versions()
    for resource_id, version in tables.all_data_versions().items():
        if known.get(resource_id) != version:
            defer("paser.releases.take", key=f"take:{resource_id}", resource_id=resource_id)
    newest = {release.resource_id: release for release in store.all_newest()}
    for resource_id, columns in tables.columns_of(newest).items():
        if newest[resource_id].is_reworded(columns):
            reword(resource_id)
    for resource_id in store.orphans():
        store.forget(resource_id)
        archive.remove_all(resource_id)
    archive.remove_leftovers(_LONGEST)
    for resource_id, known in store.numbers().items():
        archive.remove_unknown(resource_id, known, _LONGEST)
    for resource_id in store.resources_with_edits():
        store.hold(resource_id)
        over = superseded(store.kept(resource_id), datetime.now(tk.h.get_display_timezone()))
        write_removed(resource_id, [release.number for release in over], TIME_OVER)
        model.Session.commit()
    for resource_id, removed in store.removed().items():
        if left := archive.left_of(resource_id, removed):
            unlink(resource_id, left)
    model.Session.commit()

"""What differs between two releases of a table: found once, kept, told from then on."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.paser.jobs.service import defer
from ckanext.paser.releases import store
from ckanext.paser.releases.rules.release import Release
from ckanext.paser.releases.snapshots import archive
from ckanext.paser.releases.snapshots.beside import SMALL
from ckanext.paser.releases.snapshots.beside import compared as compared_tables
from ckanext.paser.releases.snapshots.source import SnapshotError
from ckanext.paser.tables.rules.numbering import is_called_so
from ckanext.paser.tables.rules.wishes import Wishes

TOLD = 200
"""Rows of each kind that a comparison tells; all are counted."""
_DAY = timedelta(days=1)


def difference(resource_id: str, old: int, new: int) -> dict[str, Any] | None:
    """What differs between two releases, as ``snapshots.diff.compare`` tells it; None while it is being found out.

    Raises:
        ObjectNotFound: one of them is not there, or not kept any more; or they could not be compared today.
        ValidationError: the first is not the older one.
    """
    pair = (kept(resource_id, old), kept(resource_id, new))
    if old >= new:
        raise tk.ValidationError({"from": [tk._("Name the older release first.")]})
    closed = closed_columns(resource_id)
    is_known = _known(*pair, closed) is not None
    if not is_known and archive.has_failed(_place_of_difference(*pair, closed), _DAY):
        raise tk.ObjectNotFound(_not_compared())
    if is_known or max(release.snapshot_size for release in pair) <= SMALL:  # done while somebody waits
        try:
            return compared(*pair, closed)
        except SnapshotError as error:
            raise tk.ObjectNotFound(_not_compared()) from error
    # one at a time for each table: everybody may ask, for as many pairs as there are; who looks again asks again
    defer("paser.releases.compare", key=f"compare:{resource_id}", resource_id=resource_id, old=old, new=new)
    model.Session.commit()
    return None


def _not_compared() -> str:
    return tk._("These releases could not be compared. It is tried again tomorrow.")


def closed_columns(resource_id: str) -> frozenset[str]:
    """The columns that are not for the public by now, whatever earlier releases hold."""
    resource = model.Resource.get(resource_id)
    return frozenset(Wishes.of(resource.extras or {}).closed) if resource else frozenset()


def compare_kept(resource_id: str, old: int, new: int) -> None:
    """Compare two releases; what differs is told from then on."""
    compared(kept(resource_id, old), kept(resource_id, new), closed_columns(resource_id))


def kept(resource_id: str, number: int) -> Release:
    """A release whose table is kept.

    Raises:
        ObjectNotFound: it is not there, or not kept any more.
    """
    release = store.one(resource_id, number)
    if release is None:
        raise tk.ObjectNotFound(tk._("There is no release {number}.").format(number=number))
    if release.removed:
        raise tk.ObjectNotFound(tk._("Release {number} is not kept any more.").format(number=number))
    return release


def _place_of_difference(old: Release, new: Release, closed: frozenset[str]) -> Path:
    shut = closed.intersection(column.id for column in (*old.columns, *new.columns))
    return archive.difference_of(new.resource_id, old.number, new.number, shut)


def _known(old: Release, new: Release, closed: frozenset[str]) -> dict[str, Any] | None:
    """What was found when two releases were compared; not where columns that merely number the rows still took part then."""
    place = _place_of_difference(old, new, closed)
    found = json.loads(place.read_text(encoding="utf-8")) if place.exists() else None
    is_old = found is not None and "numbering" not in found
    return None if is_old and any(map(is_called_so, (*old.columns, *new.columns))) else found


def compared(old: Release, new: Release, closed: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Compare two releases; what was found once is kept, as neither ever changes, and for a day that nothing could be.

    Args:
        closed: columns that take no part, as if neither had them.
    """
    if (kept := _known(old, new, closed)) is not None:
        return kept
    known = _place_of_difference(old, new, closed)
    places = [(archive.table_of(each.resource_id, each.number), each.columns) for each in (old, new)]
    try:
        found = compared_tables(*places, most=TOLD, closed=closed)
    except Exception:
        archive.note_failure(known)
        raise
    archive.keep_text(known, json.dumps(found, ensure_ascii=False))
    return found

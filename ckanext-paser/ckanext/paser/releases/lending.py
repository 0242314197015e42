"""The release of a published file with which the file of a next version begins, so that what it changes can be told."""

from __future__ import annotations

from ckanext.paser.releases import store
from ckanext.paser.releases.rules.release import Release
from ckanext.paser.releases.snapshots import archive


def lend(from_id: str, to_id: str) -> None:
    """Have a resource that is not there yet begin with the newest release of another one, in the caller's transaction.

    So what a first file of its own changes can be told.
    """
    newest = store.newest([from_id]).get(from_id)
    if newest and not newest.removed and archive.table_of(from_id, newest.number).exists():
        archive.lend(from_id, newest.number, to_id)
        store.copy(from_id, newest.number, to_id)


def lent(resource_id: str, from_id: str) -> Release | None:
    """The release of another resource with which one began; None where it began with none, or that is not kept any more."""
    first = store.one(resource_id, 1)
    if first is None or first.removed:
        return None
    return first if any(one.version == first.version for one in store.of(from_id)) else None


def forget_lent(resource_id: str) -> None:
    """Remove what was lent to a resource that has not come."""
    archive.remove_all(resource_id)

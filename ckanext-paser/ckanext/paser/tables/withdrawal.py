"""A table that must be gone at once: it is taken away with its file, and none comes of that file until it is sent again.

What is withdrawn stands in the loads that the table was of: they are held, with the reason. Whatever asks for the same file
to be read again (a sweep, a look at a link, an edit of its dictionary) meets them and ends held like them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg

from ckan import model

from ckanext.datastore.backend import DatastoreBackend
from ckanext.paser.problems import N_, Problem
from ckanext.paser.tables import datastore, files, published, store

WITHDRAWN = "withdrawn"
PATIENCE = 10
"""Seconds that a person waits for the end of a load."""


class BusyError(Exception):
    """A load of the resource is under way."""


class NoFileError(Exception):
    """The table is its own source: taken away it would be lost."""


@contextmanager
def between_loads(resource_id: str) -> Iterator[None]:
    """Have no load of a resource begin meanwhile.

    Raises:
        BusyError: one is under way, and goes on.
    """
    with datastore.connect() as connection:
        try:
            datastore.lock(connection, resource_id, seconds=PATIENCE)
        except psycopg.errors.LockNotAvailable:
            raise BusyError from None
        yield


def withdraw(resource_id: str, reason: str) -> None:
    """Take the table of a resource away, and hold its file; what CKAN's database says of it in the caller's transaction.

    The caller keeps loads away, and tells of the end of the table after its commit.

    Raises:
        NoFileError: no file is there that could become a table again.
    """
    resource = model.Resource.get(resource_id)
    there = DatastoreBackend.get_active_backend().resource_exists(resource_id)
    if there and (resource is None or not files.is_table(resource)):
        raise NoFileError
    mark = published.marks([resource_id]).get(resource_id)
    newest = store.latest(resource_id)
    sha256 = mark.sha256 if mark else newest and newest.sha256  # a fall between has taken the table already
    take_away(resource_id)
    if sha256:
        hold_file(resource_id, sha256, problem(reason))


def hold_file(resource_id: str, sha256: str, why: Problem) -> None:
    """Give a file to its editors alone, and make no table of it, until it is sent again; in the caller's transaction."""
    store.hold_file(resource_id, sha256, why.as_dict())


def take_away(resource_id: str) -> None:
    """Remove the table of a resource, if there is one; what CKAN's database says of it in the caller's transaction."""
    drop(resource_id)
    store.flag(resource_id, active=False)


def drop(resource_id: str) -> bool:
    """Remove the table of a resource in the DataStore, at once and for good; False if there is none."""
    backend = DatastoreBackend.get_active_backend()
    if not backend.resource_exists(resource_id):
        return False
    backend.delete({}, {"resource_id": resource_id})
    backend.clear_table_stats(resource_id)
    return True


def is_half_gone(resource_id: str) -> bool:
    """Tell whether a resource's table was removed, and a fall kept CKAN from knowing it."""
    resource = model.Resource.get(resource_id)
    flagged = resource is not None and bool((resource.extras or {}).get("datastore_active"))
    return flagged and not DatastoreBackend.get_active_backend().resource_exists(resource_id)


def problem(reason: str) -> Problem:
    """Why there is no table; everybody may read it."""
    fact = N_('The table of this file was withdrawn: "{reason}"')
    remedy = N_("It is public again when its editors have sent a file without the fault.")
    return Problem(WITHDRAWN, "", fact, remedy, {"reason": reason})


def file_problem(reason: str) -> Problem:
    """Why a file is nobody's that is not the table's any more; everybody may read it."""
    fact = N_('This file was withdrawn: "{reason}"')
    return Problem(WITHDRAWN, "", fact, N_("Send a file without the fault."), {"reason": reason})


def withdrawn(resource_id: str, source: str, sha256: str) -> dict[str, Any] | None:
    """Why no table may be made of a file, as stored: its table was withdrawn, and it was not sent again; None if it may.

    Args:
        source: the state of the file.
    """
    held = store.held_for(resource_id, WITHDRAWN)
    found = [load for load in held if load.sha256 == sha256 and files.is_same(load.source, source)]
    return found[0].problems[0] if found else None


def is_withdrawn(resource: model.Resource) -> bool:
    """Tell whether the file of a resource is one whose table was withdrawn."""
    held = store.held_for(resource.id, WITHDRAWN)
    now = files.state_of(resource) if held else ""
    return any(files.is_same(load.source, now) for load in held)

"""Rows that are edited in place, through CKAN's API: every edit that changed something is another version of its table.

CKAN commits the rows by itself. So the table's mark says before that an edit has begun, and after what has become of it: one
that falls between is found and told by the sweep, or by a file that takes the table's place. Such a file waits for edits that
are under way, and edits wait for it: none is written into a table that is about to go.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import psycopg2
from flask import has_request_context
from psycopg import sql
from psycopg.errors import LockNotAvailable
from psycopg2.errors import DeadlockDetected

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.paser.privacy import service as privacy
from ckanext.paser.privacy.rules.treatment import Treatment
from ckanext.paser.problems import N_, Note, Problem
from ckanext.paser.tables import datastore, files, overtaken, published, store
from ckanext.paser.tables.rules import refused
from ckanext.paser.tables.rules.mark import UNKNOWN, Mark, version
from ckanext.paser.tables.signals import EDIT, content_leaving, table_changed

log = logging.getLogger(__name__)

_PATIENCE = 10
"""Seconds that somebody who edits rows waits for a file that takes their place, or for an index that is being made."""
_LONGEST = timedelta(minutes=10)
"""No edit takes so long: one request writes it."""
NOT_READ = Note(
    "edits_stay",
    N_(
        "Rows of this table were changed after its file was read, so the file was not read anew: what was chosen for it "
        "counts from the next file on. To go back to the rows of this file, send it again."
    ),
)
_REFUSED = (tk.ValidationError, tk.NotAuthorized, tk.ObjectNotFound)


@dataclass
class Edit:
    """An edit that is under way.

    Args:
        resource_id: empty while the table is not there yet.
        changes: it leaves another content behind.
    """

    resource_id: str
    changes: bool = True
    id: str = field(default_factory=lambda: uuid4().hex)


@contextmanager
def editing(resource_id: str) -> Iterator[Edit]:
    """Have rows edited in place. What is refused has changed nothing; whatever else is raised may have come after the rows."""
    edit = Edit(resource_id)
    with datastore.connect() as connection:
        if resource_id:
            _begin(connection, edit)
        try:
            yield edit
        except Exception as error:
            is_deadlock = _is_deadlock(error)
            if is_deadlock or isinstance(error, _REFUSED):
                _end(connection, edit, changed=False)
            if is_deadlock:
                message = tk._(
                    "Somebody else was editing the same rows in another order. No row was written; send them again."
                )
                raise tk.ValidationError({"resource_id": [message]}) from error
            raise
        _end(connection, edit, changed=edit.changes)


def _is_deadlock(error: Exception) -> bool:
    """Two edits waited for each other, and the database gave up this one."""
    return isinstance(refusal(error), DeadlockDetected)


def refusal(error: Exception) -> psycopg2.Error | None:
    """What the database has said to rows; CKAN quotes it in an error of its own, or lets it through."""
    said = (getattr(one, "orig", None) for one in (error, error.__context__))
    return next((one for one in said if isinstance(one, psycopg2.Error)), None)


def unmeant(resource_id: str, records: Sequence[Mapping[str, Any]], new: Mapping[str, str]) -> list[Problem]:
    """Values of rows that the database would take though they are no number and no moment (``refused.unmeant``).

    Args:
        resource_id: empty while the table is not there yet.
        new: the types of columns that come with the rows.
    """
    cells = refused.endless(records)
    if not cells:
        return []
    there = published.types(resource_id) if resource_id else {}
    return refused.unmeant(cells, {**new, **there})


def _begin(connection: datastore.Connection, edit: Edit) -> None:
    try:
        datastore.lock_for_edit(connection, edit.resource_id, _PATIENCE)
        _leave_file(connection, edit.resource_id)
        _rewrite(
            connection,
            edit.resource_id,
            lambda mark: replace(mark, edits={**mark.edits, edit.id: time.time()}),
        )
    except LockNotAvailable:
        message = tk._(
            "A new file is taking this table's place, or it is being indexed. No row was written; try again in a minute."
        )
        raise tk.ValidationError({"resource_id": [message]}) from None


def _leave_file(connection: datastore.Connection, resource_id: str) -> None:
    """Have a file's table become a release before its first edit, which may come before the load's own release of it.

    The mark is not held meanwhile: who withdraws a release keeps others from adding one, and waits for the table.
    """
    mark = datastore.read_mark(connection, resource_id)
    if mark is None or not mark.fingerprint or mark.edits:  # edits that have begun may have written rows
        return
    try:
        content_leaving.send(resource_id)
    except Exception:  # whoever edits rows cannot help it
        log.exception("The table of %s is edited before it is a release of its file", resource_id)
        model.Session.rollback()


def _end(connection: datastore.Connection, edit: Edit, *, changed: bool) -> None:
    try:
        if changed:
            edited(edit.resource_id, edit.id)
        else:
            _rewrite(connection, edit.resource_id, lambda mark: _ended(mark, edit.id))
    except LockNotAvailable:  # the rows are written; the mark still has the edit
        log.warning(
            "The table %s is being indexed; the sweep tells of the edit of its rows", edit.resource_id
        )


def edited(resource_id: str, *edits: str) -> None:
    """Somebody changed rows in place: the table's content is another one now, and no file's any more.

    Args:
        edits: those that have ended.
    """
    by, editor = uuid4().hex, asking()

    def new(mark: Mark) -> Mark:
        known = {"was": mark.fingerprint or mark.was, "edited": True, "editor": editor}
        return replace(_ended(mark, *edits), version=version(mark.digest, by), fingerprint="", **known)

    with datastore.connect() as connection:
        _rewrite(connection, resource_id, new, unmarked=True)
    table_changed.send(resource_id, by=EDIT)


def stay(resource_id: str, mark: Mark, source: str, sha256: str) -> bool:
    """Tell whether rows that were edited since a file was read are kept when that file is to be read again.

    They are while it is the very file, not the same one sent again, and while the table shows nothing of which it was
    decided since that it is not to be shown.

    Args:
        source: the state of the file that is to be read,
        sha256: and its hash.
    """
    load = store.one(mark.load) if mark.was and mark.sha256 == sha256 else None
    if load is None or not files.is_same(load.source, source):
        return False
    return not overtaken.shows_too_much(resource_id, sha256, mark, privacy.treatment(resource_id, sha256))


def leave(connection: datastore.Connection, resource_id: str, sha256: str, decided: Treatment) -> None:
    """Have rows that were edited become a release before a file takes their place, unless they show too much by now.

    No edit is under way: those that the mark still has could not tell that they had ended, and their rows may be written.

    Args:
        sha256: of the file,
        decided: and what is decided about personal data in it.
    """
    mark = datastore.read_mark(connection, resource_id)
    if mark is None or not (mark.edited or mark.edits):
        return
    if overtaken.shows_too_much(resource_id, sha256, mark, decided):
        return
    if mark.edits:
        edited(resource_id, *mark.edits)
    content_leaving.send(resource_id)


def end_fallen() -> None:
    """Tell of edits that fell before they had ended: their rows may have been written. Those of a table that is being indexed wait."""
    before = time.time() - _LONGEST.total_seconds()
    for resource_id, mark in published.all_marks().items():
        fallen = [edit for edit, begun in mark.edits.items() if begun < before]
        if fallen:
            with suppress(LockNotAvailable):
                edited(resource_id, *fallen)


def asking() -> str:
    """The name of who is asking; empty for work that nobody asks for now."""
    return tk.current_user.name if has_request_context() and tk.current_user.is_authenticated else ""


def _ended(mark: Mark, *edits: str) -> Mark:
    return replace(mark, edits={edit: begun for edit, begun in mark.edits.items() if edit not in edits})


def _rewrite(
    connection: datastore.Connection, resource_id: str, new: Callable[[Mark], Mark], *, unmarked: bool = False
) -> None:
    """Write the mark of a table anew; commits.

    Args:
        unmarked: one that CKAN has made gets its first, too.

    Raises:
        LockNotAvailable: the table is being indexed, which a comment has to wait for.
    """
    patience = sql.Literal(f"{_PATIENCE}s")
    connection.execute(sql.SQL("SET LOCAL lock_timeout = {}").format(patience))
    mark = datastore.hold_mark(connection, resource_id)
    if mark is None and unmarked and datastore.exists(connection, resource_id):
        mark = UNKNOWN
    if mark:
        datastore.write_mark(connection, resource_id, new(mark))
    connection.commit()

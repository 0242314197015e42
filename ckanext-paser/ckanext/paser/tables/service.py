"""Which files are to become tables, and what their tables hold now; how far they are, progress tells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import IO, Any
from uuid import uuid4

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context

from ckanext.paser.jobs.service import defer, defer_each
from ckanext.paser.metadata.rules import placed
from ckanext.paser.privacy import service as privacy
from ckanext.paser.privacy.rules.access import PASSED
from ckanext.paser.tables import datastore, files, fulltext, progress, published, store, uploads, withdrawal
from ckanext.paser.tables.edits import Edit, asking, edited, editing, end_fallen, refusal, unmeant
from ckanext.paser.tables.links import fetched_again, load_link, look_at_due
from ckanext.paser.tables.loading import load, load_upload, sha256_of
from ckanext.paser.tables.outcomes import LoadResult, failed, request_drop
from ckanext.paser.tables.progress import links, status, status_now, statuses, told
from ckanext.paser.tables.reading import problems
from ckanext.paser.tables.rules import drift
from ckanext.paser.tables.rules.infer import RULES_VERSION
from ckanext.paser.tables.rules.table import Column
from ckanext.paser.tables.rules.wishes import AREA_COLUMN, Wishes
from ckanext.paser.tables.signals import DROP, EDIT, WORDS, table_changed
from ckanext.paser.tables.withdrawal import (
    BusyError,
    NoFileError,
    between_loads,
    file_problem,
    hold_file,
    is_withdrawn,
    withdraw,
)

__all__ = [
    "BusyError", "Column", "Edit", "LoadResult", "NoFileError", "Preview", "Snapshot", "all_data_versions", "between_loads", "code_system",
    "columns", "columns_in_file", "columns_of",
    "data_versions", "describe", "drop", "edited", "editing", "file_problem", "file_state", "files_of_tables", "fill_full_text", "follow",
    "follow_purge", "handing_over", "hold_file", "is_file_of", "is_withdrawn", "links", "load", "load_file", "load_upload", "look_at_due",
    "may_edit", "outdated",
    "present_file", "preview", "refusal", "removed", "request_load", "request_outdated", "sha256_of", "snapshot", "status", "status_now",
    "statuses", "sweep", "told", "unmeant", "withdraw",
]  # fmt: skip

columns, columns_of = published.columns, published.columns_of
"""The columns of a table, or of each of several, with their dictionary; none if there is no table."""
_LONGEST = timedelta(hours=1)
_SENDERS: ContextVar[Mapping[str, str]] = ContextVar("paser_senders", default={})  # noqa: B039
_VALUES = 500
"""Different values of a column of areas that tell whose codes they are."""
_DESCRIBING = {"kamus_data", AREA_COLUMN}
"""The fields of a resource that say what the columns of its table are."""


@dataclass(frozen=True)
class Preview:
    """The first rows of a table."""

    columns: list[Column]
    rows: list[tuple[Any, ...]]
    total: int


@dataclass(frozen=True)
class Snapshot:
    """What a table was in the moment in which it was written down.

    Args:
        version: as ``data_versions`` tells it.
        load: the load of the file that it is, as ``statuses`` tells it; None after an edit.
        by: name of the account that sent that file, or edited rows last.
        said: what its agency says of it.
        treatment: what had been decided about personal data in that file when it was loaded.
    """

    version: str
    columns: tuple[Column, ...]
    rows: int
    load: dict[str, Any] | None
    by: str
    said: str
    treatment: dict[str, Any]


@contextmanager
def handing_over(pairs: Mapping[str, str]) -> Iterator[None]:
    """Files that are asked for meanwhile are those of who has sent them, whoever has others take their place.

    Args:
        pairs: the resource that gets the file, and the one whose it is.
    """
    token = _SENDERS.set(store.senders(pairs))
    try:
        yield
    finally:
        _SENDERS.reset(token)


@contextmanager
def present_file(resource_id: str, sha256: str) -> Iterator[Path | None]:
    """A steady copy of a resource's file, if it still is the one with this hash. A linked one is fetched, without a transaction."""
    resource = model.Resource.get(resource_id)
    if resource is None or not files.is_table(resource):
        yield None
        return
    with fetched_again(resource) if files.is_link(resource) else files.steady_copy(resource) as path:
        yield path if path and sha256_of(path) == sha256 else None


def file_state(resource: model.Resource) -> str:
    """What changes when a resource's file, or the choice of its sheet, changes; empty where no file becomes a table."""
    return files.state_of(resource) if files.is_table(resource) else ""


def columns_in_file(resource_id: str) -> frozenset[str]:
    """The names of all columns of a resource's table and of its file, also of those that are kept out of the table.

    None where they are not known: there is no table, or the file that there is now was not looked through, or is held.
    """
    resource = model.Resource.get(resource_id)
    in_table = {column.id for column in columns(resource_id)} if resource else set()
    scan = privacy.present_scan(resource_id, file_state(resource)) if resource and in_table else None
    is_read = scan is not None and scan.columns and scan.outcome in PASSED
    return frozenset({*in_table, *scan.columns}) if scan and is_read else frozenset()


def is_file_of(resource: model.Resource, state: str) -> bool:
    """Tell whether a resource's stored file is still the one of a former ``file_state``, under whatever name."""
    return files.is_stored(resource, state)


def load_file(resource_id: str) -> LoadResult | None:
    """Make the file of a resource, uploaded or linked, its table; None if there is no such file (any more)."""
    resource = model.Resource.get(resource_id)
    if resource is not None and files.is_table(resource) and files.is_link(resource):
        return load_link(resource_id)
    return load_upload(resource_id)


def request_load(resource_id: str) -> None:
    """Have the resource's file loaded soon, in the caller's transaction."""
    if resource := model.Resource.get(resource_id):
        _request_loads([resource])


def _request_loads(resources: Sequence[model.Resource]) -> None:
    in_order = sorted(
        resources, key=lambda one: one.id
    )  # or two who ask for the same would wait for each other
    by, senders = asking(), _SENDERS.get()
    store.request([_asked(resource, senders.get(resource.id, by)) for resource in in_order])
    _have_loaded([resource.id for resource in in_order])


def _asked(resource: model.Resource, by: str) -> dict[str, str]:
    state, said = files.state_of(resource), _said(resource)
    return {"resource_id": resource.id, "source": state, "said": said, "requested_by": by}


def _have_loaded(resource_ids: Sequence[str]) -> None:
    defer_each("paser.tables.load", {f"load:{id_}": {"resource_id": id_} for id_ in resource_ids})


def _said(resource: model.Resource) -> str:
    """What the agency says of the present file, or of its last edits."""
    return str((resource.extras or {}).get("catatan_rilis") or "").strip()


def outdated() -> list[model.Resource]:
    """Resources whose tables were read by older rules than those of now; without those with edited rows, which would be lost."""
    read = {id_: mark.rules for id_, mark in published.all_marks().items() if mark.rules is not None}
    found = [model.Resource.get(id_) for id_, rules in sorted(read.items()) if rules < RULES_VERSION]
    return [resource for resource in found if resource is not None and files.is_table(resource)]


def request_outdated() -> list[model.Resource]:
    """Have the tables that were read by older rules read again, each by a job of its own."""
    resources = outdated()
    for resource in resources:
        request_load(resource.id)
        model.Session.commit()  # whoever asks for the same meanwhile waits for it
    return resources


def follow(resources: Sequence[model.Resource]) -> None:
    """Request what a changed dataset needs, in the caller's transaction.

    A load for each file that is another one than at the last load, or that is to be read otherwise; an end for each
    table whose resource is deleted, or is a document or a web page now: it would show the old figures as the new
    file's; and for what a dictionary says, a place beside the table's columns.
    """
    known = store.latest_asked([resource.id for resource in resources]) if resources else {}
    sources = {id_: asked.source for id_, asked in known.items()}
    changed = [one for one in resources if files.is_table(one) and sources.get(one.id) != files.state_of(one)]
    if changed:
        _request_loads(changed)
    for resource in resources:
        if files.is_table(resource) and resource.id in known:
            _keep_encoding(resource, "" if resource in changed else known[resource.id].encoding)
        is_left = not files.is_table(resource) and files.has_left(resource)
        if is_left and (resource.id in known or _deleted_with_table(resource)):
            request_drop(resource.id)
    for package_id in {resource.package_id for resource in resources if _is_described(resource)}:
        defer("paser.tables.describe", key=f"describe:{package_id}", package_id=package_id)


def _keep_encoding(resource: model.Resource, encoding: str | None) -> None:
    """Put the encoding of a file right that a form has dropped or a client has made up, in the caller's transaction."""
    wanted = store.with_encoding(resource.extras or {}, encoding)
    if wanted != (resource.extras or {}):
        resource.extras = wanted
        model.Session.flush()


def _is_described(resource: model.Resource) -> bool:
    fields = resource.extras or {}
    return not _DESCRIBING.isdisjoint(fields) and bool(fields.get("datastore_active"))


def describe(package_id: str) -> None:
    """Have the tables of a dataset say what their dictionaries say; waits for loads that are under way."""
    for resource_id, fields in store.fields_of(package_id).items():
        if not _DESCRIBING.isdisjoint(fields) and fields.get("datastore_active"):
            _describe(package_id, resource_id)


def _describe(package_id: str, resource_id: str) -> None:
    with datastore.connect() as connection:
        datastore.lock(connection, resource_id)
        fields = store.fields_of(package_id).get(resource_id, {})  # as they are now that no load is under way
        wishes = Wishes.of(fields)
        # at once, as the file may not become a table without them so soon, or at all
        closed = datastore.close_columns(connection, resource_id, wishes.closed, uuid4().hex)
        if not datastore.reword(connection, resource_id, wishes.dictionary) and not closed:
            return
        _tell_of_key(connection, resource_id, wishes)
        connection.commit()
    if closed:
        defer("paser.tables.full_text", key=f"text:{resource_id}", resource_id=resource_id)
        model.Session.commit()
    table_changed.send(resource_id, by=EDIT if closed else WORDS, closed=bool(closed))


def _tell_of_key(connection: datastore.Connection, resource_id: str, wishes: Wishes) -> None:
    """Have the table's load say whether the columns of its key tell its rows apart, which was found out when that was another one."""
    mark = datastore.read_mark(connection, resource_id)
    load = store.one(mark.load) if mark else None
    if load is None:
        return
    known = [one for one in load.problems if one["code"] != drift.REPEATED_KEY]
    found = [one.as_dict() for one in datastore.repeated_keys(connection, resource_id, wishes.key)]
    if known + found != load.problems:
        store.note(load.id, problems=known + found)


def _deleted_with_table(resource: model.Resource) -> bool:
    return resource.state == model.State.DELETED and bool(resource.extras.get("datastore_active"))


def follow_purge(dataset: model.Package) -> None:
    """Request the end of every table and file of a dataset that is about to be purged, in the caller's transaction."""
    for resource in dataset.resources_all:
        request_drop(resource.id)


def drop(resource_id: str) -> None:
    """Remove the table of a resource that has left it, as CKAN does it; a load that is under way ends first.

    The file of a deleted resource stays, since its dataset can be restored; that of a purged one goes too.
    """
    with datastore.connect() as connection:
        datastore.lock(connection, resource_id)
        resource = model.Resource.get(resource_id)
        if resource and store.hold_active(resource_id) and not files.has_left(resource):
            return
        if resource is None:
            files.remove(resource_id)
        if withdrawal.drop(resource_id):
            table_changed.send(resource_id, by=DROP)
        store.flag(resource_id, active=False)
        store.forget(resource_id)
        if resource is None or resource.state == model.State.DELETED:
            privacy.forget(resource_id)
        model.Session.commit()


def fill_full_text(resource_id: str) -> None:
    """Fill and index the full text of a large table."""
    with datastore.connect() as connection:
        fulltext.fill(connection, resource_id)


def sweep() -> None:
    """Take up what falls have left: loads and edits that never ended, loads without space or memory, copies, full text not filled."""
    for stalled in store.stalled(_LONGEST):
        failed(stalled.resource_id, stalled.id, problems.interrupted(), None)
    files.remove_leftovers(_LONGEST)
    for lack in (problems.no_space(), problems.no_memory()):
        for resource_id in store.failed_for(lack.code):
            request_load(resource_id)
            model.Session.commit()  # whoever sends a file meanwhile waits for it
    for resource_id in store.waiting(_LONGEST):  # its job may have come to no end, try after try
        _have_loaded([resource_id])
    end_fallen()
    for resource_id in published.unsearchable():
        defer("paser.tables.full_text", key=f"text:{resource_id}", resource_id=resource_id)
    model.Session.commit()
    uploads.settle(_LONGEST)


def may_edit(resource_id: str, context: Context | None = None) -> bool:
    """Tell whether who is asking may edit a resource."""
    try:
        tk.check_access("resource_update", context or {}, {"id": resource_id})
    except tk.NotAuthorized:
        return False
    return True


def data_versions(resource_ids: Sequence[str]) -> dict[str, str]:
    """A text for each table made here, which changes exactly when its content changes."""
    return {id_: mark.version for id_, mark in published.marks(resource_ids).items()}


def code_system(resource_id: str, column: str) -> str:
    """Whose codes a column has (list SISTEM_KODE), as most values tell; empty where they do not, or there is no such column."""
    known = any(one.id == column for one in published.columns(resource_id))
    return placed.code_system(published.distinct(resource_id, [column], _VALUES)[column]) if known else ""


def files_of_tables(resource_ids: Sequence[str]) -> dict[str, str]:
    """The SHA-256 of the file that each table made here is of."""
    return {id_: mark.sha256 for id_, mark in published.marks(resource_ids).items()}


def all_data_versions() -> dict[str, str]:
    """As ``data_versions``, of every table whose changes are told."""
    return {id_: mark.version for id_, mark in published.all_marks().items()}


def removed(resource_id: str) -> None:
    """The table itself is gone: removed through the API, or withdrawn."""
    table_changed.send(resource_id, by=DROP)


def snapshot(resource_id: str, file: IO[bytes]) -> Snapshot | None:
    """Write a whole table, as it is in one moment, as CSV; None if there is no table whose changes are told.

    Args:
        file: gets a header of column names, and the rows in their order, as PostgreSQL writes them.
    """
    found = published.copy_out(resource_id, file)
    if found is None:
        return None
    mark, columns, rows = found
    load, resource = store.one(mark.load) if mark.fingerprint else None, model.Resource.get(resource_id)
    said = _said(resource) if resource else ""
    if load is None:
        said = "" if store.was_sent_with(resource_id, said) else said
        return Snapshot(mark.version, tuple(columns), rows, None, mark.editor, said, {})
    if load.source and resource and not files.is_stored(resource, load.source):
        said = load.said  # another file has been sent since, of which something else is said
    return Snapshot(
        mark.version, tuple(columns), rows, progress.as_dict(load), load.requested_by, said, mark.treatment
    )


def preview(resource_id: str, limit: int = 10) -> Preview:
    """The first rows of a table, with what is known of its columns.

    Raises:
        ObjectNotFound: there is no table.
    """
    columns = published.columns(resource_id)
    if not columns:
        raise tk.ObjectNotFound(f"table {resource_id}")
    rows = published.first_rows(resource_id, [column.id for column in columns], limit) if limit else []
    return Preview(columns, rows, published.count(resource_id))

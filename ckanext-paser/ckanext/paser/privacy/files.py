"""Every uploaded file, whether it becomes a table or not: its state, and the look through it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ckan import model

from ckanext.paser import datasets
from ckanext.paser.jobs.service import defer
from ckanext.paser.privacy import service, store
from ckanext.paser.privacy.rules.access import Access
from ckanext.paser.privacy.scanning.looking import look_through
from ckanext.paser.problems import ProblemError
from ckanext.paser.tables import files as stored
from ckanext.paser.tables import published
from ckanext.paser.tables import service as tables
from ckanext.paser.tables.rules.wishes import Wishes


def state(resource: model.Resource) -> str:
    """What changes when a resource's file changes; empty where it has none that becomes a table or was uploaded."""
    if table := tables.file_state(resource):
        return table
    is_document = resource.url_type == "upload" and resource.state == model.State.ACTIVE
    return stored.state_of(resource) if is_document else ""


def access(resource: model.Resource) -> Access:
    """What the public gets of an uploaded file.

    One that becomes no table and was never looked at was uploaded before such files were: it is as public as it was.
    One whose table was withdrawn is nobody's until it is sent again.
    """
    if tables.is_withdrawn(resource):
        return Access.NOTHING
    if not tables.file_state(resource):
        if not service.is_known(resource.id):
            return Access.FILE
        allowed = service.access(resource.id, state(resource))
        return Access.NOTHING if allowed is Access.TABLE else allowed
    return service.access(resource.id, state(resource))


def follow(resources: Sequence[model.Resource]) -> None:
    """Close each new file that becomes no table, and have it looked through, in the caller's transaction.

    A file that becomes one is looked through by its load.
    """
    documents = [resource for resource in resources if state(resource) and not tables.file_state(resource)]
    scans = service.states([resource.id for resource in documents]) if documents else {}
    for resource in documents:
        if service.needs_look(scans.get(resource.id), state(resource)):
            service.close(resource.id)
            request(resource.id)


def request(resource_id: str) -> None:
    """Have a resource's file looked through soon, or loaded where it becomes a table, in the caller's transaction."""
    resource = model.Resource.get(resource_id)
    if resource and tables.file_state(resource):
        tables.request_load(resource_id)
    else:
        defer("paser.privacy.look", key=f"look:{resource_id}", resource_id=resource_id)


def look(resource_id: str) -> str | None:
    """Look a resource's file through and write down what was found; its table, if it has one, stays as it is. Commits.

    Returns:
        the outcome, a code of list PII_SCAN; None if there is no file (any more).
    """
    resource = model.Resource.get(resource_id)
    source = state(resource) if resource else ""
    if resource is None or not source:
        return None
    is_table, wishes = bool(tables.file_state(resource)), Wishes.of(resource.extras or {})
    try:
        with stored.steady_copy(resource) as path:
            sha256 = tables.sha256_of(path)
            decided = service.treatment(resource_id, sha256, wishes.closed)
            try:
                name = Path(resource.url).name
                about = {
                    "sheet": wishes.sheet,
                    "long": wishes.long,
                    "layout": wishes.layout,
                    "titles": stored.titles_of(resource, name),
                }
                found, columns = look_through(path, name, is_table=is_table, **about)
            except ProblemError:
                service.not_scanned(resource_id, source, sha256, decided)
            else:
                service.passes(resource_id, source, sha256, found, decided, columns=columns)
    except FileNotFoundError:
        return None
    changed = service.tell(resource_id)
    model.Session.commit()
    if changed and resource.package_id:
        datasets.index(resource.package_id)
    return service.states([resource_id])[resource_id].outcome


def look_again() -> Iterator[tuple[str, str | None]]:
    """Look through every uploaded file that never was, or was by other rules; yields each resource and its outcome."""
    for resource_id in unseen():
        yield resource_id, look(resource_id)


def unseen() -> list[str]:
    """The resources whose uploaded file was never looked through, or by other rules than the present ones."""
    resources = store.uploaded()
    scans = service.states([resource.id for resource in resources])
    return [one.id for one in resources if service.needs_look(scans.get(one.id), state(one))]


def open_tables() -> list[str]:
    """The resources whose public table shows what holds its file."""
    return service.tables_that_hold(
        lambda ids: {id_: (mark.sha256, mark.treatment) for id_, mark in published.marks(ids).items()}
    )

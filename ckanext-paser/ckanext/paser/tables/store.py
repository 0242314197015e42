"""Reads and writes of the tables of loads and of linked files, in CKAN's database.

How far a load is, or how a link is, must be seen while it goes on, so their rows are written in transactions of
their own; only a request belongs to the transaction of the change that it is for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta, timezone
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from ckan import model

from ckanext.paser import datasets
from ckanext.paser.tables.model import UNDER_WAY, Status, TableLink, TableLoad, TableUpload

_FOUND = ("filename", "size", "sha256", "rows", "columns", "notes", "problems", "data_version", "encoding")
"""What a load says about its file."""
_KNOWN_UPLOADS: ContextVar[Mapping[str, str | None]] = ContextVar("paser_known_uploads", default={})  # noqa: B039


def latest(resource_id: str) -> TableLoad | None:
    """The newest load of a resource."""
    return next(iter(recent(resource_id, 1)), None)


def recent(resource_id: str, limit: int) -> list[TableLoad]:
    """The last loads of a resource, the newest first."""
    query = sa.select(TableLoad).where(TableLoad.resource_id == resource_id).order_by(TableLoad.queued.desc())
    return list(model.Session.scalars(query.limit(limit).execution_options(populate_existing=True)))


def one(load_id: str) -> TableLoad | None:
    """A load."""
    return model.Session.get(TableLoad, load_id, populate_existing=True)


def latest_of(resource_ids: Iterable[str]) -> list[TableLoad]:
    """The newest load of each resource that has one, in one query."""
    query = (
        sa.select(TableLoad)
        .where(TableLoad.resource_id.in_(list(resource_ids)))
        .distinct(TableLoad.resource_id)
        .order_by(TableLoad.resource_id, TableLoad.queued.desc())
    )
    return list(model.Session.scalars(query.execution_options(populate_existing=True)))


class Asked(NamedTuple):
    """Of a load the state of the file that it was asked for, and the encoding of that file; None while it is not known."""

    source: str
    encoding: str | None


def latest_asked(resource_ids: Iterable[str]) -> dict[str, Asked]:
    """What the newest load of each resource was asked for."""
    query = (
        sa.select(TableLoad.resource_id, TableLoad.source, TableLoad.encoding)
        .where(TableLoad.resource_id.in_(list(resource_ids)))
        .distinct(TableLoad.resource_id)
        .order_by(TableLoad.resource_id, TableLoad.queued.desc())
    )
    return {load.resource_id: Asked(load.source, load.encoding) for load in model.Session.execute(query)}


def request(loads: list[dict[str, Any]]) -> None:
    """Add waiting loads in the caller's transaction, or have those that wait already be of these files.

    Args:
        loads: ``resource_id, source, said, requested_by`` of each.
    """
    added = insert(TableLoad).values(loads)
    waiting = TableLoad.status == Status.QUEUED.value
    asked = {name: added.excluded[name] for name in ("source", "said", "requested_by")}
    renewed = added.on_conflict_do_update(index_elements=["resource_id"], index_where=waiting, set_=asked)
    model.Session.execute(renewed)


def senders(pairs: Mapping[str, str]) -> dict[str, str]:
    """Who has sent the files of some resources, by the resource that each is handed over to; without those that nobody is known of.

    Args:
        pairs: the resource that gets the file, and the one whose it is.
    """
    newest = {load.resource_id: load.requested_by for load in latest_of(pairs.values())}
    return {to: sender for to, from_ in pairs.items() if (sender := newest.get(from_))}


def start(resource_id: str, **values: Any) -> str:
    """Begin a load, the waiting one if there is one; returns its id."""
    values = {"status": Status.READING.value, "started": _now(), "finished": None, **values}
    with _engine().begin() as connection:
        begun = sa.update(TableLoad).where(_waiting(resource_id)).values(**values).returning(TableLoad.id)
        id_ = connection.execute(begun).scalars().first()
        if id_ is None:
            added = sa.insert(TableLoad).values(resource_id=resource_id, **values).returning(TableLoad.id)
            id_ = connection.execute(added).scalar_one()
    return id_


def note(load_id: str, **values: Any) -> None:
    """Write down how far a load is."""
    with _engine().begin() as connection:
        connection.execute(sa.update(TableLoad).where(TableLoad.id == load_id).values(**values))


def finish(load_id: str, status: Status, **values: Any) -> None:
    """Write down how a load ended."""
    note(load_id, status=status.value, finished=_now(), **values)


def give_up(load_id: str) -> None:
    """Remove a load in whose place another one has been asked for."""
    with _engine().begin() as connection:
        connection.execute(sa.delete(TableLoad).where(TableLoad.id == load_id))


def repeat(resource_id: str, load_id: str, source: str, data_version: str) -> TableLoad | None:
    """Have the newest load say what an earlier one found, as the file is the same; None if that one is not known.

    Writes nothing if it says so already.
    """
    earlier = one(load_id)
    newest = latest(resource_id)
    if earlier is None or newest is None:
        return None
    if (newest.status, newest.sha256, newest.source) == (Status.DONE.value, earlier.sha256, source):
        return newest
    found = {name: getattr(earlier, name) for name in _FOUND} | {"data_version": data_version}
    again = start(resource_id, source=source) if newest.id != earlier.id else earlier.id
    finish(again, Status.DONE, **found, source=source, rows_done=earlier.rows)
    return latest(resource_id)


def is_done(load_id: str) -> bool:
    """Tell whether a load has come to its good end."""
    load = one(load_id)
    return load is not None and load.status == Status.DONE.value


def has_loaded_since(resource_id: str, moment: datetime) -> bool:
    """Tell whether a load that began later than this has become the table, or waits for a decision."""
    ended = (Status.DONE.value, Status.HELD.value)
    query = sa.select(TableLoad.id).where(
        TableLoad.resource_id == resource_id, TableLoad.status.in_(ended), TableLoad.started > moment
    )
    return model.Session.scalars(query.limit(1)).first() is not None


def was_sent_with(resource_id: str, said: str) -> bool:
    """Tell whether the agency said this of a file, whatever has become of that file."""
    query = sa.select(TableLoad.id).where(TableLoad.resource_id == resource_id, TableLoad.said == said)
    return model.Session.scalars(query.limit(1)).first() is not None


def hold_file(resource_id: str, sha256: str, problem: dict[str, Any]) -> None:
    """Have the loads of a file say that they are held, in the caller's transaction."""
    place = sa.and_(TableLoad.resource_id == resource_id, TableLoad.sha256 == sha256)
    values = {"status": Status.HELD.value, "problems": [problem], "notes": [], "columns": []}
    model.Session.execute(sa.update(TableLoad).where(place).values(**values))


def held_for(resource_id: str, code: str) -> list[TableLoad]:
    """The loads of a resource that are held because of the problem with this code, the newest first."""
    query = sa.select(TableLoad).where(
        TableLoad.resource_id == resource_id,
        TableLoad.status == Status.HELD.value,
        TableLoad.problems[0]["code"].astext == code,
    )
    return list(model.Session.scalars(query.order_by(TableLoad.queued.desc())))


def stalled(age: timedelta) -> list[TableLoad]:
    """Loads that have been under way for longer than any load takes."""
    query = sa.select(TableLoad).where(TableLoad.status.in_(UNDER_WAY), TableLoad.started < _now() - age)
    return list(model.Session.scalars(query))


def waiting(age: timedelta) -> list[str]:
    """Resources of which a load has been waiting for so long."""
    query = sa.select(TableLoad.resource_id).where(
        TableLoad.status == Status.QUEUED.value, TableLoad.queued < _now() - age
    )
    return list(model.Session.scalars(query.distinct()))


def fields_of(package_id: str) -> dict[str, dict[str, Any]]:
    """The fields beyond CKAN's own of a dataset's resources, as they are stored now."""
    query = sa.select(model.Resource).where(
        model.Resource.package_id == package_id, model.Resource.state == model.State.ACTIVE
    )
    found = model.Session.scalars(query.execution_options(populate_existing=True))
    return {resource.id: resource.extras or {} for resource in found}


def failed_for(code: str) -> list[str]:
    """Resources whose newest load failed because of the problem with this code."""
    newest = (
        sa.select(TableLoad.resource_id, TableLoad.status, TableLoad.problems)
        .distinct(TableLoad.resource_id)
        .order_by(TableLoad.resource_id, TableLoad.queued.desc())
        .subquery()
    )
    query = sa.select(newest.c.resource_id).where(
        newest.c.status == Status.FAILED.value, newest.c.problems[0]["code"].astext == code
    )
    return list(model.Session.scalars(query))


def forget(resource_id: str) -> None:
    """Remove the loads of a resource that is gone, and what is known of its link."""
    model.Session.execute(sa.delete(TableLoad).where(TableLoad.resource_id == resource_id))
    forget_link(resource_id)


def forget_waiting(resource_id: str) -> None:
    """Remove the waiting load of a resource that has no table to load."""
    model.Session.execute(sa.delete(TableLoad).where(_waiting(resource_id)))


def link(resource_id: str) -> TableLink | None:
    """What is known of the linked file of a resource."""
    return model.Session.get(TableLink, resource_id, populate_existing=True)


def links(resource_ids: Iterable[str]) -> list[TableLink]:
    """What is known of the linked files of some resources, in one query."""
    query = sa.select(TableLink).where(TableLink.resource_id.in_(list(resource_ids)))
    return list(model.Session.scalars(query.execution_options(populate_existing=True)))


def take_due_link(pause: timedelta) -> str | None:
    """A resource whose linked file is due, for who asks first; it is due again after a pause if nothing comes of it."""
    due = (
        sa.select(TableLink.resource_id)
        .where(TableLink.next_look <= _now())
        .order_by(TableLink.next_look)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    taken = (
        sa.update(TableLink)
        .where(TableLink.resource_id == due.scalar_subquery())
        .values(next_look=_now() + pause)
        .returning(TableLink.resource_id)
    )
    with _engine().begin() as connection:
        return connection.execute(taken).scalars().first()


def link_is_well(resource_id: str, url: str, next_look: datetime, **said: str) -> None:
    """Write down that a linked file was fetched, or is the same still; ``said`` tells it from the next one."""
    well = {"fetched": _now(), "failing_since": None, "problem": None, "next_look": next_look}
    _write_link(resource_id, url, **well, **said)


def link_fails(
    resource_id: str, url: str, since: datetime, problem: dict[str, Any], next_look: datetime
) -> None:
    """Write down why a linked file cannot be fetched."""
    _write_link(resource_id, url, failing_since=since, problem=problem, next_look=next_look)


def _write_link(resource_id: str, url: str, **values: Any) -> None:
    """Write what is known of a link; what was known of another address is forgotten."""
    new = {"etag": "", "last_modified": "", "fetched": None, **values, "url": url}
    write = insert(TableLink).values(resource_id=resource_id, **new)
    same = TableLink.url == url
    kept = {name: sa.case((same, getattr(TableLink, name)), else_=value) for name, value in new.items()}
    with _engine().begin() as connection:
        connection.execute(
            write.on_conflict_do_update(
                index_elements=[TableLink.resource_id], set_={**kept, **values, "url": url}
            )
        )


def forget_link(resource_id: str) -> None:
    """Remove what is known of a link that leads to no table any more."""
    model.Session.execute(sa.delete(TableLink).where(TableLink.resource_id == resource_id))


def upload_of(resource_id: str) -> str | None:
    """Under which name a resource's newest file is kept; None where it is where CKAN looks, empty where it was taken away."""
    known = _KNOWN_UPLOADS.get()
    if resource_id in known:
        return known[resource_id]
    query = sa.select(TableUpload.name).where(TableUpload.resource_id == resource_id)
    return model.Session.execute(query).scalar()


@contextmanager
def known_uploads(resource_ids: Collection[str]) -> Iterator[dict[str, model.Resource]]:
    """Some resources by their ids, of which ``upload_of`` knows the answer meanwhile: one query for all."""
    query = sa.select(model.Resource, TableUpload.name).outerjoin(
        TableUpload, TableUpload.resource_id == model.Resource.id
    )
    wanted = model.Resource.id.in_(list(resource_ids))
    found = model.Session.execute(query.where(wanted)).tuples().all() if resource_ids else []
    before = _KNOWN_UPLOADS.set({one.id: name for one, name in found})
    try:
        yield {one.id: one for one, _ in found}
    finally:
        _KNOWN_UPLOADS.reset(before)


def uploads(age: timedelta = timedelta(0)) -> dict[str, str]:
    """These names of all resources, or of those whose file came longer ago than ``age``."""
    query = sa.select(TableUpload.resource_id, TableUpload.name).where(TableUpload.since <= _now() - age)
    return {row.resource_id: row.name for row in model.Session.execute(query)}


def begin_upload(resource_id: str, name: str) -> None:
    """Have a resource's file be the one of this name, none if it is empty, in the caller's transaction."""
    added = insert(TableUpload).values(resource_id=resource_id, name=name)
    renewed = {"name": name, "since": sa.func.now()}
    model.Session.execute(added.on_conflict_do_update(index_elements=["resource_id"], set_=renewed))


def hold_upload(resource_id: str, name: str) -> bool:
    """Tell whether a resource's file is still the one of this name, and keep it so until the transaction ends."""
    query = sa.select(TableUpload.name).where(TableUpload.resource_id == resource_id)
    return model.Session.execute(query.with_for_update(skip_locked=True)).scalar() == name


def end_upload(resource_id: str) -> None:
    """Have a resource's file be where CKAN looks, in the caller's transaction."""
    model.Session.execute(sa.delete(TableUpload).where(TableUpload.resource_id == resource_id))


def hold_active(resource_id: str) -> bool:
    """Tell whether a resource is there and not deleted, and keep it so until the transaction ends."""
    resource = datasets.hold(resource_id)
    return resource is not None and resource.state != model.State.DELETED


def flag(resource_id: str, active: bool, encoding: str | None = None) -> bool:
    """Set the resource's mark that it has a table, without touching its dates; False if it was so already.

    Args:
        encoding: of its file, where that is known; empty where it has none.
    """
    resource = datasets.hold(resource_id)
    if resource is None:
        return False
    extras = with_encoding({**resource.extras, "datastore_active": active}, encoding)
    if extras == {"datastore_active": False, **resource.extras}:
        return False
    model.Session.execute(
        sa.update(model.Resource).where(model.Resource.id == resource_id).values(extras=extras)
    )
    return True


def with_encoding(extras: dict[str, Any], encoding: str | None) -> dict[str, Any]:
    """The fields of a resource with the encoding of its file, where that is known."""
    if encoding is None:
        return extras
    others = {name: value for name, value in extras.items() if name != "character_encoding"}
    return others | ({"character_encoding": encoding} if encoding else {})


def _waiting(resource_id: str) -> sa.ColumnElement[bool]:
    return sa.and_(TableLoad.resource_id == resource_id, TableLoad.status == Status.QUEUED.value)


def _engine() -> sa.Engine:
    return model.Session.get_bind()  # pyright: ignore[reportReturnType]


def _now() -> datetime:
    return datetime.now(timezone.utc)

"""Reads and writes of the table of releases."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import defer

from ckan import model

from ckanext.paser.releases.model import TableRelease
from ckanext.paser.releases.rules.release import EDIT, Release
from ckanext.paser.tables.rules.table import Column

_LOCK = sa.text("SELECT pg_advisory_xact_lock(hashtextextended('paser release ' || :resource_id, 0))")
_ORPHANS = sa.text(
    "SELECT DISTINCT resource_id FROM paser_table_release"
    " WHERE NOT EXISTS (SELECT FROM resource WHERE resource.id = resource_id)"
)

_MOST_ROWS = 2**63 - 1
"""Beyond which PostgreSQL does not count."""


def of(resource_id: str, limit: int | None = None, offset: int = 0) -> list[Release]:
    """The releases of a resource, the newest first, without the statistics of their columns."""
    query = sa.select(TableRelease).where(TableRelease.resource_id == resource_id)
    return _listed(query.order_by(TableRelease.number.desc()).limit(limit).offset(min(offset, _MOST_ROWS)))


def kept(resource_id: str) -> list[Release]:
    """The releases of a resource that are kept, as :func:`of` tells them."""
    query = sa.select(TableRelease).where(
        TableRelease.resource_id == resource_id, TableRelease.removed.is_(None)
    )
    return _listed(query.order_by(TableRelease.number.desc()))


def kept_files(resource_id: str) -> set[str]:
    """The SHA-256 of the files that kept releases were made of."""
    query = sa.select(TableRelease.sha256).where(
        TableRelease.resource_id == resource_id, TableRelease.removed.is_(None)
    )
    return set(model.Session.scalars(query.distinct()))


def has_note(resource_id: str, note: str) -> bool:
    """Tell whether the agency said this of a release already."""
    query = sa.select(sa.exists().where(TableRelease.resource_id == resource_id, TableRelease.note == note))
    return model.Session.scalars(query).one()


def count(resource_id: str) -> int:
    """How many releases a resource has, with those that are not kept any more."""
    query = sa.select(sa.func.count()).where(TableRelease.resource_id == resource_id)
    return model.Session.scalars(query).one()


def before(resource_id: str, number: int) -> Release | None:
    """The newest kept release before one."""
    query = sa.select(TableRelease).where(
        TableRelease.resource_id == resource_id, TableRelease.number < number, TableRelease.removed.is_(None)
    )
    return next(iter(_listed(query.order_by(TableRelease.number.desc()).limit(1))), None)


def one(resource_id: str, number: int) -> Release | None:
    """A release."""
    row = model.Session.get(TableRelease, (resource_id, number), populate_existing=True)
    return _release(row) if row else None


def newest(resource_ids: Iterable[str]) -> dict[str, Release]:
    """The newest release of each resource that has one, in one query."""
    query = _newest(sa.select(TableRelease)).where(TableRelease.resource_id.in_(list(resource_ids)))
    return {row.resource_id: _release(row) for row in _rows(query)}


def all_newest() -> list[Release]:
    """The newest release of every resource that has one."""
    return _listed(_newest(sa.select(TableRelease)))


def versions() -> dict[str, str]:
    """The version of the newest release of each resource that has one."""
    query = _newest(sa.select(TableRelease.resource_id, TableRelease.version))
    return {row.resource_id: row.version for row in model.Session.execute(query)}


def hold(resource_id: str) -> None:
    """Keep others from adding a release to this resource until the transaction ends."""
    model.Session.execute(_LOCK, {"resource_id": resource_id})


def add(resource_id: str, number: int, **values: Any) -> None:
    """Add a release, in the caller's transaction."""
    model.Session.add(TableRelease(resource_id=resource_id, number=number, **values))
    model.Session.flush()


def copy(from_id: str, number: int, to_id: str) -> None:
    """Have a release of one resource be the first one of another, in the caller's transaction."""
    taken = {"resource_id": sa.literal(to_id), "number": sa.literal(1)}
    columns = TableRelease.__table__.columns
    found = sa.select(*(taken.get(one.name, one) for one in columns)).where(
        TableRelease.resource_id == from_id, TableRelease.number == number
    )
    model.Session.execute(sa.insert(TableRelease).from_select([one.name for one in columns], found))


@dataclass(frozen=True)
class Made:
    """How a release, kept or not, was made of a file.

    Args:
        columns: the names of those that it has.
        treatment: what had been decided about the file, as stored.
        file_public: as ``Release`` has it.
    """

    number: int
    sha256: str
    columns: frozenset[str]
    treatment: dict[str, Any]
    file_public: bool


def made_of(resource_id: str, sha256s: Iterable[str]) -> list[Made]:
    """How the releases of some files were made."""
    names = (TableRelease.number, TableRelease.sha256, TableRelease.columns, TableRelease.treatment)
    query = sa.select(*names, TableRelease.file_public).where(
        TableRelease.resource_id == resource_id, TableRelease.sha256.in_({*sha256s} - {""})
    )
    return [
        Made(row.number, row.sha256, frozenset(c["id"] for c in row.columns), row.treatment, row.file_public)
        for row in model.Session.execute(query)
    ]


def judge_file(resource_id: str, sha256: str, *, public: bool) -> None:
    """Have the releases of a file know whether the gate lets it pass, seen by everybody at once."""
    place = sa.and_(TableRelease.resource_id == resource_id, TableRelease.sha256 == sha256)
    with _engine().begin() as connection:
        connection.execute(sa.update(TableRelease).where(place).values(file_public=public))


@dataclass(frozen=True)
class KeptFile:
    """A file as it was sent, which some releases share.

    Args:
        filename: the name under which it was sent last.
        numbers: of these releases.
    """

    resource_id: str
    sha256: str
    filename: str
    numbers: tuple[int, ...]


def files_not_seen_by(rules: int) -> list[KeptFile]:
    """The kept files that were looked through by other rules, or never."""
    number = TableRelease.number
    newest_name = sa.func.array_agg(aggregate_order_by(TableRelease.filename, number.desc()))[1]
    numbers = sa.func.array_agg(aggregate_order_by(number, number))
    place = (TableRelease.resource_id, TableRelease.sha256)
    query = sa.select(*place, newest_name.label("filename"), numbers.label("numbers")).where(
        TableRelease.rules != rules, TableRelease.sha256 != "", TableRelease.removed.is_(None)
    )
    rows = model.Session.execute(query.group_by(*place).order_by(*place))
    return [KeptFile(row.resource_id, row.sha256, row.filename, tuple(row.numbers)) for row in rows]


def note_look(kept: KeptFile, *, rules: int, held: bool, public: bool) -> None:
    """Write down a look through a kept file, seen by everybody at once."""
    place = sa.and_(TableRelease.resource_id == kept.resource_id, TableRelease.sha256 == kept.sha256)
    seen = {"rules": rules, "held": held, "file_public": public}
    with _engine().begin() as connection:
        connection.execute(sa.update(TableRelease).where(place).values(**seen))


def held() -> list[Release]:
    """Kept releases of files that hold personal data."""
    query = sa.select(TableRelease).where(TableRelease.held, TableRelease.removed.is_(None))
    return _listed(query.order_by(TableRelease.resource_id, TableRelease.number))


def undescribed(age: timedelta) -> list[tuple[str, int]]:
    """Resource and number of kept releases that are older than ``age`` and of which nothing has been found out."""
    query = sa.select(TableRelease.resource_id, TableRelease.number).where(
        TableRelease.removed.is_(None),
        TableRelease.statistics == sa.cast({}, TableRelease.statistics.type),
        TableRelease.issued < sa.func.now() - age,
    )
    return [(row.resource_id, row.number) for row in model.Session.execute(query)]


def write(resource_id: str, number: int, **values: Any) -> None:
    """Write what became known of a release later, in the caller's transaction."""
    place = sa.and_(TableRelease.resource_id == resource_id, TableRelease.number == number)
    model.Session.execute(sa.update(TableRelease).where(place).values(**values))


def issue(resource_id: str, number: int, **values: Any) -> None:
    """Say of a release that it is public from the caller's transaction on, and what became known of it, in that."""
    write(resource_id, number, issued=sa.func.now(), **values)


def forget(resource_id: str, numbers: Collection[int] | None = None) -> None:
    """Remove releases of a resource, in the caller's transaction.

    Args:
        numbers: these alone; None for all.
    """
    query = sa.delete(TableRelease).where(TableRelease.resource_id == resource_id)
    if numbers is not None:
        query = query.where(TableRelease.number.in_(numbers))
    model.Session.execute(query)


def numbers() -> dict[str, dict[int, str]]:
    """The releases of each resource, kept or not: the SHA-256 of the file of each by its number."""
    query = sa.select(TableRelease.resource_id, TableRelease.number, TableRelease.sha256)
    return _by_resource(query)


def resources_with_edits() -> list[str]:
    """Resources of which rows were edited in place."""
    query = sa.select(TableRelease.resource_id).where(
        TableRelease.kind == EDIT, TableRelease.removed.is_(None)
    )
    return list(model.Session.scalars(query.distinct()))


def removed(resource_ids: Iterable[str] | None = None) -> dict[str, dict[int, str]]:
    """The releases that are not kept any more: the SHA-256 of the file of each by its number, by resource.

    Args:
        resource_ids: of these alone; None for all.
    """
    query = sa.select(TableRelease.resource_id, TableRelease.number, TableRelease.sha256)
    query = query.where(TableRelease.removed.is_not(None))
    if resource_ids is not None:
        query = query.where(TableRelease.resource_id.in_(list(resource_ids)))
    return _by_resource(query)


def _by_resource(query: sa.Select[tuple[str, int, str]]) -> dict[str, dict[int, str]]:
    found: dict[str, dict[int, str]] = {}
    for row in model.Session.execute(query):
        found.setdefault(row.resource_id, {})[row.number] = row.sha256
    return found


def orphans() -> list[str]:
    """Resources that have releases but do not exist any more."""
    return list(model.Session.execute(_ORPHANS).scalars())


def _newest(query: sa.Select[Any]) -> sa.Select[Any]:
    """The same of the newest release of each resource alone."""
    resource_id = TableRelease.resource_id
    return query.distinct(resource_id).order_by(resource_id, TableRelease.number.desc())


def _rows(query: sa.Select[tuple[TableRelease]]) -> list[TableRelease]:
    return list(model.Session.scalars(query.execution_options(populate_existing=True)))


def _engine() -> sa.Engine:
    return model.Session.get_bind()  # pyright: ignore[reportReturnType]


def _listed(query: sa.Select[tuple[TableRelease]]) -> list[Release]:
    """Releases without the statistics of their columns, which are most of what is known of them."""
    rows = _rows(query.options(defer(TableRelease.statistics)))
    return [_release(row, with_statistics=False) for row in rows]


def _release(row: TableRelease, *, with_statistics: bool = True) -> Release:
    names = (
        *("resource_id", "number", "version", "kind", "rows", "issued", "filename", "size", "sha256", "by"),
        *("name", "periode_mulai", "periode_selesai"),
        *("note", "file_public", "snapshot_size", "held", "changes", "removed", "removed_why"),
    )
    columns = tuple(Column(**column) for column in row.columns)
    statistics = row.statistics if with_statistics else {}
    return Release(columns=columns, statistics=statistics, **{name: getattr(row, name) for name in names})

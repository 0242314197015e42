"""Reads and writes of scans and decisions, and of the resource fields that tell them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from ckan import model

from ckanext.paser import datasets
from ckanext.paser.privacy.model import DECISIONS, Scan
from ckanext.paser.privacy.rules.access import FOUND, NOT_SCANNED
from ckanext.paser.privacy.rules.findings import SUMMARY
from ckanext.paser.privacy.rules.treatment import Treatment

FIELDS = ("pii_scan_status", "pii_scan_pada", "pii_perlakuan", SUMMARY)
"""The fields of a resource that this room tells (profile paser-sdi 1.0, table 6.4); the last one is never stored."""


def scans(resource_ids: Iterable[str]) -> dict[str, Scan]:
    """The newest scan of each resource that has one."""
    query = sa.select(Scan).where(Scan.resource_id.in_(list(resource_ids)))
    found = model.Session.scalars(query.execution_options(populate_existing=True))
    return {scan.resource_id: scan for scan in found}


def write_scan(resource_id: str, may_open: Callable[[], bool], *, file_public: bool, **values: Any) -> None:
    """Write down a scan, seen by everybody at once: until then the file is closed.

    Args:
        may_open: asked whether the file may be public at a moment from which ``shut`` comes after this.
    """
    known = sa.select(Scan.resource_id).where(Scan.resource_id == resource_id)
    with _engine().begin() as connection:
        connection.execute(known.with_for_update())
        values["file_public"] = may_open() and file_public
        added = insert(Scan).values(resource_id=resource_id, scanned=sa.func.now(), **values)
        renewed = {name: added.excluded[name] for name in (*values, "scanned")}
        connection.execute(added.on_conflict_do_update(index_elements=["resource_id"], set_=renewed))


def close(resource_id: str) -> None:
    """Close a file that was never looked through until it was, in the caller's transaction; a known one stays as it is."""
    empty = {"findings": [], "treatment": Treatment().as_dict(), "columns": []}
    values = {
        "source": "",
        "sha256": "",
        "outcome": NOT_SCANNED,
        "file_public": False,
        "scanned": sa.func.now(),
    }
    added = insert(Scan).values(resource_id=resource_id, rules=0, **values, **empty)
    model.Session.execute(added.on_conflict_do_nothing(index_elements=["resource_id"]))


def shut(resource_id: str) -> None:
    """Take a file that was looked through from the public, in the caller's transaction."""
    model.Session.execute(sa.update(Scan).where(Scan.resource_id == resource_id).values(file_public=False))


def uploaded() -> list[model.Resource]:
    """All resources with an uploaded file."""
    query = sa.select(model.Resource).where(
        model.Resource.url_type == "upload", model.Resource.state == model.State.ACTIVE
    )
    return list(model.Session.scalars(query.order_by(model.Resource.id)))


def holding() -> dict[str, Scan]:
    """The scans of the files that hold personal data, by resource."""
    query = sa.select(Scan).where(Scan.outcome == FOUND)
    found = model.Session.scalars(query.execution_options(populate_existing=True))
    return {scan.resource_id: scan for scan in found}


def holding_in(dataset_ids: Collection[str]) -> dict[str, int]:
    """How many files of some datasets hold personal data about which nobody has decided, by dataset."""
    resource = model.Resource
    query = (
        sa.select(resource.package_id, sa.func.count())
        .join(Scan, Scan.resource_id == resource.id)
        .where(resource.package_id.in_(dataset_ids), resource.state == model.State.ACTIVE)
        .where(Scan.outcome == FOUND)
        .group_by(resource.package_id)
    )
    return {str(dataset): files for dataset, files in model.Session.execute(query)}


def see_again(resource_id: str, sha256: str, source: str, treatment: dict[str, Any]) -> bool:
    """Have the scan of the same bytes, decided about alike, count for the file's present state; False if there is none."""
    seen = (
        sa.update(Scan)
        .where(Scan.resource_id == resource_id, Scan.sha256 == sha256, Scan.outcome != NOT_SCANNED)
        .where(Scan.treatment == treatment)
        .values(source=source)
    )
    with _engine().begin() as connection:
        return connection.execute(seen).rowcount > 0


def forget(resource_id: str) -> None:
    """Remove the scan of a resource that is gone, in the caller's transaction; decisions stay."""
    model.Session.execute(sa.delete(Scan).where(Scan.resource_id == resource_id))


def decisions(resource_id: str, sha256: str) -> Sequence[sa.RowMapping]:
    """What was decided about one file, in order."""
    query = (
        sa.select(DECISIONS)
        .where(DECISIONS.c.resource_id == resource_id, DECISIONS.c.sha256 == sha256)
        .order_by(DECISIONS.c.id)
    )
    return model.Session.execute(query).mappings().all()


def decided_at(resource_ids: Collection[str]) -> dict[tuple[str, str], set[Any]]:
    """When something was decided, by resource and SHA-256 of its file."""
    query = sa.select(DECISIONS.c.resource_id, DECISIONS.c.sha256, DECISIONS.c.decided_at)
    found: dict[tuple[str, str], set[Any]] = {}
    for id_, sha256, moment in model.Session.execute(query.where(DECISIONS.c.resource_id.in_(resource_ids))):
        found.setdefault((id_, sha256), set()).add(moment)
    return found


def add_decision(**values: Any) -> None:
    """Add a decision to the log, in the caller's transaction, with the moment."""
    model.Session.execute(sa.insert(DECISIONS).values(decided_at=sa.func.now(), **values))


def copy_decisions(from_id: str, to_id: str) -> None:
    """Have what was decided about the files of one resource count for another one too, in the caller's transaction."""
    names = ("sha256", "decision", "columns", "reason", "decided_by", "decided_at")
    one, other = DECISIONS.c, DECISIONS.alias().c
    known = sa.select(other.id).where(
        *(other.resource_id == to_id, other.sha256 == one.sha256, other.decided_at == one.decided_at)
    )
    found = sa.select(sa.literal(to_id), *(one[name] for name in names)).where(
        one.resource_id == from_id, ~known.exists()
    )
    added = sa.insert(DECISIONS).from_select(["resource_id", *names], found.order_by(one.id))
    model.Session.execute(added)


def copy_scan(from_id: str, to_id: str) -> None:
    """Have the scan of one resource be that of another one too, in the caller's transaction."""
    names = [column.name for column in Scan.__table__.columns if column.name != "resource_id"]
    found = sa.select(sa.literal(to_id), *(getattr(Scan, name) for name in names))
    added = insert(Scan).from_select(["resource_id", *names], found.where(Scan.resource_id == from_id))
    renewed = {name: added.excluded[name] for name in names}
    model.Session.execute(added.on_conflict_do_update(index_elements=["resource_id"], set_=renewed))


def write_fields(resource_id: str, wanted: dict[str, str], sha256: str) -> bool:
    """Write the resource's fields of ours, in the caller's transaction; False if they were so already.

    Args:
        sha256: of the bytes that were looked through, which becomes the checksum of the file; empty where it is not known.
    """
    resource = datasets.hold(resource_id)
    if resource is None:
        return False
    extras, checksum = with_fields(resource.extras, wanted), sha256 or resource.hash
    if (extras, checksum) == (resource.extras, resource.hash):
        return False
    values = {"extras": extras, "hash": checksum}
    model.Session.execute(sa.update(model.Resource).where(model.Resource.id == resource_id).values(values))
    return True


def with_fields(extras: dict[str, Any], wanted: dict[str, str]) -> dict[str, Any]:
    """A resource's extras with just the wanted ones of our fields."""
    return {**{name: value for name, value in extras.items() if name not in FIELDS}, **wanted}


def _engine() -> sa.Engine:
    return model.Session.get_bind()  # pyright: ignore[reportReturnType]

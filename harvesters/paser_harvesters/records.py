"""Reads and writes of listings and records. The caller commits: a record's row, the counters of its run and
the place in the listing change in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from ckan import model

from paser_harvesters.contract import Json
from paser_harvesters.model import HarvestRecord, HarvestStream
from paser_harvesters.rules import RecordStatus
from paser_harvesters.store import now

RESUMABLE = timedelta(hours=24)
PRESENT = (RecordStatus.ACTIVE.value, RecordStatus.MISSING.value)


class Listing(NamedTuple):
    """A listing in progress: the run that began it and where it goes on."""

    id: str
    resume: Json | None


class Known(NamedTuple):
    """What decides whether a record is the same as last time."""

    key: str
    dataset_id: str
    status: str
    stamp: str | None
    content_sha: str | None
    troubled: bool

    @property
    def is_whole(self) -> bool:
        """The portal has all of it, as the source had it last time."""
        return self.status == RecordStatus.ACTIVE and not self.troubled

    @property
    def is_awaited(self) -> bool:
        """The portal has all of it, and only missed it at the source."""
        return self.status == RecordStatus.MISSING and not self.troubled


_KNOWN = (
    HarvestRecord.key,
    HarvestRecord.dataset_id,
    HarvestRecord.status,
    HarvestRecord.stamp,
    HarvestRecord.content_sha,
    (HarvestRecord.problems != sa.text("'[]'::jsonb")).label("troubled"),
)


def _of(source_id: str, stream: str) -> sa.ColumnElement[bool]:
    return sa.and_(HarvestRecord.source_id == source_id, HarvestRecord.stream == stream)


def open_listing(source_id: str, stream: str, run_id: str) -> Listing:
    """Go on with the listing that an earlier run had to leave, or begin one in the name of this run."""
    left = model.Session.get(HarvestStream, (source_id, stream), populate_existing=True)
    if left and left.resume and left.listing and left.turned and now() - left.turned < RESUMABLE:
        return Listing(left.listing, left.resume)
    turn_page(source_id, stream, run_id, None)
    return Listing(run_id, None)


def turn_page(source_id: str, stream: str, listing: str, resume: Json | None) -> None:
    """Keep where the listing goes on; None when it has ended."""
    values = {"listing": listing, "resume": resume, "turned": now()}
    statement = insert(HarvestStream).values(source_id=source_id, name=stream, **values)
    model.Session.execute(statement.on_conflict_do_update(index_elements=["source_id", "name"], set_=values))


def sight(source_id: str, stream: str, listing: str, keys: Sequence[str]) -> dict[str, Known]:
    """Note that a page names these records, and return what is known of them: one statement a page."""
    statement = (
        sa.update(HarvestRecord)
        .where(
            _of(source_id, stream), HarvestRecord.key == sa.func.any(sa.cast(list(keys), sa.ARRAY(sa.Text)))
        )
        .values(listing=listing)
        .returning(*_KNOWN)
    )
    return {row.key: Known(*row) for row in model.Session.execute(statement)}


def look(source_id: str, stream: str, keys: Sequence[str]) -> dict[str, Known]:
    """Return what is known of records without noting anything."""
    query = sa.select(*_KNOWN).where(_of(source_id, stream), HarvestRecord.key.in_(keys))
    return {row.key: Known(*row) for row in model.Session.execute(query)}


def count_sighted(source_id: str, stream: str, listing: str) -> int:
    query = sa.select(sa.func.count()).where(_of(source_id, stream), HarvestRecord.listing == listing)
    return model.Session.scalar(query) or 0


def count_present(source_id: str, stream: str) -> int:
    query = sa.select(sa.func.count()).where(_of(source_id, stream), HarvestRecord.status.in_(PRESENT))
    return model.Session.scalar(query) or 0


def record(source_id: str, stream: str, key: str) -> HarvestRecord | None:
    return model.Session.get(HarvestRecord, (source_id, stream, key), populate_existing=True)


def save(source_id: str, stream: str, key: str, dataset_id: str, **values: Any) -> None:
    """Add or change one record's row."""
    fresh = {"status": RecordStatus.QUARANTINED.value, "problems": [], "missing_listings": 0, **values}
    statement = insert(HarvestRecord).values(
        source_id=source_id, stream=stream, key=key, dataset_id=dataset_id, first_seen=now(), **fresh
    )
    index = ["source_id", "stream", "key"]
    model.Session.execute(statement.on_conflict_do_update(index_elements=index, set_=values))


def unsight(source_id: str, stream: str, key: str) -> None:
    """Take back that the listing named a record: it names it, but no longer has it."""
    statement = sa.update(HarvestRecord).where(_of(source_id, stream), HarvestRecord.key == key)
    model.Session.execute(statement.values(listing=None))


def absent(source_id: str, stream: str, listing: str) -> Sequence[HarvestRecord]:
    """The records that the portal holds as present and that a listing did not name."""
    query = sa.select(HarvestRecord).where(
        _of(source_id, stream),
        HarvestRecord.status.in_(PRESENT),
        HarvestRecord.listing.is_distinct_from(listing),
    )
    query = query.order_by(HarvestRecord.key).execution_options(populate_existing=True)
    return model.Session.scalars(query).all()


def forget_unwritten(source_id: str, stream: str, listing: str) -> None:
    """Forget records that never became a dataset and that the source no longer names."""
    model.Session.execute(
        sa.delete(HarvestRecord).where(
            _of(source_id, stream),
            HarvestRecord.status == RecordStatus.QUARANTINED.value,
            HarvestRecord.listing.is_distinct_from(listing),
        )
    )


def find(source_id: str, key: str) -> HarvestRecord | None:
    """The record of a key in whichever stream has it."""
    query = sa.select(HarvestRecord).where(HarvestRecord.source_id == source_id, HarvestRecord.key == key)
    return model.Session.scalars(query.execution_options(populate_existing=True)).first()


def datasets(source_id: str) -> list[tuple[str, str]]:
    """Key and dataset of the records that have one on the portal."""
    query = sa.select(HarvestRecord.key, HarvestRecord.dataset_id).where(
        HarvestRecord.source_id == source_id, HarvestRecord.sent.isnot(None)
    )
    return list(model.Session.execute(query).tuples())

"""What the search index needs from the database, and what both hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import load_only

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib.plugins import get_permission_labels
from ckan.lib.search.common import make_connection
from ckan.model.group import group_table

from ckanext.paser.datasets import OUTBOX
from ckanext.paser.search.rules import Entry

AT_A_TIME = 1000

_IS_WRITING = sa.text("SELECT txid_current_if_assigned() IS NOT NULL")
# Everybody's search asks this: the outbox is all but empty.
_HIDDEN = sa.text(
    "SELECT DISTINCT dataset_id FROM paser_index_outbox waiting WHERE NOT EXISTS"
    " (SELECT FROM package WHERE id = waiting.dataset_id AND state = 'active' AND NOT private)"
)
_WAITING = sa.text("SELECT dataset_id FROM paser_index_outbox GROUP BY 1 ORDER BY min(id)")
_OLDEST_WAITING = sa.text(
    "SELECT coalesce(extract(epoch FROM clock_timestamp() - min(at)), 0) FROM paser_index_outbox"
)
IN_INDEX = model.Package.state != model.State.DELETED
"""Drafts too: CKAN hides them from others itself."""


def dataset_ids() -> list[str]:
    """All datasets that belong into the index."""
    return list(model.Session.scalars(sa.select(model.Package.id).where(IN_INDEX)))


def is_writing() -> bool:
    """Whether this transaction has changed, or holds, any row."""
    return bool(model.Session.execute(_IS_WRITING).scalar())


def by_this_transaction(dataset_id: str) -> sa.ColumnElement[bool]:
    """The rows of the outbox that this transaction itself has left for a dataset."""
    return sa.and_(
        OUTBOX.c.dataset_id == dataset_id, OUTBOX.c.transaction == sa.func.txid_current_if_assigned()
    )


def rows(which: sa.ColumnElement[bool]) -> set[int]:
    """The ids of rows of the outbox."""
    return set(model.Session.scalars(sa.select(OUTBOX.c.id).where(which)))


def hidden() -> list[str]:
    """Datasets that are not public, or are no more, and may be so in the index."""
    return list(model.Session.scalars(_HIDDEN))


def waiting() -> list[str]:
    """Datasets whose changes the index may not know yet, the longest waiting first."""
    return list(model.Session.scalars(_WAITING))


def oldest_waiting(connection: sa.Connection) -> float:
    """Seconds that a change has been waiting to be written into the index; 0 without one."""
    return float(connection.execute(_OLDEST_WAITING).scalar_one())


def stored() -> Iterator[Entry]:
    """What the index should say of each dataset, in the order of their ids as Solr has it."""
    package = model.Package
    columns = (
        getattr(package, name)
        for name in (
            *(
                "id",
                "type",
                "state",
                "private",
                "owner_org",
                "creator_user_id",
                "metadata_modified",
                "extras",
            ),
        )
    )
    query = sa.select(package).options(load_only(*columns)).where(IN_INDEX)
    in_order = query.order_by(sa.collate(package.id, "C")).execution_options(yield_per=AT_A_TIME)
    labels_of = get_permission_labels().get_dataset_labels
    with model.meta.create_local_session() as session:
        for each in session.scalars(in_order):
            labels = frozenset(labels_of(each))
            yield Entry(each.id, _to_millisecond(each.metadata_modified), each.state, each.private, labels)


def indexed() -> Iterator[Entry]:
    """What the index says of each dataset of this site, in the order of their ids."""
    wanted: dict[str, Any] = {
        "fq": this_site(),
        "fl": "id,metadata_modified,state,capacity,permission_labels",
        "sort": "id asc, index_id asc",
        "rows": AT_A_TIME,
        "cursorMark": "*",
    }
    for found in make_connection(decode_dates=False).search("*:*", **wanted):
        modified = found.get("metadata_modified")
        moment = datetime.fromisoformat(modified.rstrip("Z")) if modified else None
        labels = frozenset(found.get("permission_labels", ()))
        private = found.get("capacity") == "private"
        yield Entry(found["id"], _to_millisecond(moment), found.get("state"), private, labels)


def _to_millisecond(moment: datetime | None) -> datetime | None:
    return moment and moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def this_site() -> str:
    return f'site_id:"{tk.config["ckan.site_id"]}"'


@dataclass(frozen=True)
class Agency:
    """The agency that publishes a dataset, in the words people use for it."""

    name: str
    title: str
    acronym: str | None


def agency(organization_id: str) -> Agency | None:
    """Find the agency by the id of its organization."""
    columns = (group_table.c.name, group_table.c.title, group_table.c.extras["singkatan"].astext)
    found = model.Session.execute(
        sa.select(*columns).where(group_table.c.id == organization_id)
    ).one_or_none()
    return Agency(found[0], found[1] or found[0], found[2]) if found else None

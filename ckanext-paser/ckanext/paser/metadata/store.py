"""What the metadata room reads and writes in the database itself."""

from __future__ import annotations

from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from ckan import model
from ckan.model.system_info import system_info_table as counters


def next_number(series: str) -> int:
    """The next number of a series, from 1 on, in the caller's transaction: who asks meanwhile waits for its end.

    No number is given twice, also after a dataset is gone. The counter stands in CKAN's table of values of the whole site.
    """
    first = insert(counters).values(key=f"paser.number.{series}", value="1")
    following = sa.cast(sa.cast(counters.c.value, sa.Integer) + 1, sa.Text)
    command = first.on_conflict_do_update(index_elements=["key"], set_={"value": following})
    return int(model.Session.execute(command.returning(counters.c.value)).scalar_one())


class Agents(NamedTuple):
    """Who makes and who publishes data: name, title and the fields of an agency; None for one that is not there."""

    producer: dict[str, Any] | None
    steward: dict[str, Any] | None


def agents(producer_id: str | None) -> Agents:
    """The agency of a dataset and the Walidata of the portal, in one query."""
    group = model.Group
    extras = model.group_table.c.extras
    is_steward = sa.and_(extras["peran_sdi"].astext.contains('"walidata"'), group.state == model.State.ACTIVE)
    query = sa.select(group.id, group.name, group.title, extras, is_steward).where(
        group.is_organization.is_(True), sa.or_(group.id == producer_id, is_steward)
    )
    producer = steward = None
    for id_, name, title, said, is_walidata in model.Session.execute(query.order_by(group.name)):
        agency = {**(said or {}), "name": name, "title": title}
        producer = agency if id_ == producer_id else producer
        steward = steward or (agency if is_walidata else None)
    return Agents(producer, steward)

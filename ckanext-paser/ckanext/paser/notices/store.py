"""What notices are read and written in the database."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from ckan import model
from ckan.model.group import group_table
from ckan.model.package import package_table

from ckanext.paser.notices.model import GIVEN_UP, SENT, Notice, NoticeWish, Untold
from ckanext.paser.notices.rules.timing import Wish

AT_A_TIME = 500
KEPT = timedelta(days=400)
"""After which an ended notice is forgotten."""


class Dataset(NamedTuple):
    """What of a dataset is told."""

    id: str
    name: str
    title: str
    owner: str
    agency: str
    status: str


class Standing(NamedTuple):
    """What has not been told, since when, and what came of the last try that failed, if one did; and how much was given up."""

    waiting: int
    since: datetime | None
    error: str
    given_up: int


def untold() -> list[int]:
    """Steps of which nobody has been told, the oldest first; nobody else gets them until the transaction ends."""
    query = sa.select(Untold.event_id).order_by(Untold.event_id).limit(AT_A_TIME)
    return list(model.Session.scalars(query.with_for_update(skip_locked=True)))


def settle(event_ids: Collection[int]) -> None:
    """Forget that steps are to be told."""
    model.Session.execute(sa.delete(Untold).where(Untold.event_id.in_(event_ids)))


def add(rows: Sequence[dict[str, Any]]) -> None:
    """Add notices; what a person is or was told already is not told again."""
    if rows:
        model.Session.execute(insert(Notice).on_conflict_do_nothing(), rows)


def reachable() -> set[str]:
    """The people who can be written to: accounts in use, with an address, that have not declined."""
    user = model.User
    query = (
        sa.select(user.id)
        .outerjoin(NoticeWish, NoticeWish.user_id == user.id)
        .where(user.state == model.State.ACTIVE, user.email != "")
        .where(sa.func.coalesce(NoticeWish.wish, "") != Wish.TIDAK.value)
    )
    return set(model.Session.scalars(query))


def datasets(ids: Collection[str]) -> dict[str, Dataset]:
    """Some datasets, by id; without those that were deleted."""
    package, group = package_table.c, group_table.c
    title = sa.func.coalesce(sa.func.nullif(package.title, ""), package.name)
    agency = sa.func.coalesce(sa.func.nullif(group.title, ""), group.name, "")
    status = sa.func.coalesce(package.extras["status_sdi"].astext, "draf")
    query = (
        sa.select(package.id, package.name, title, sa.func.coalesce(package.owner_org, ""), agency, status)
        .outerjoin(group_table, group.id == package.owner_org)
        .where(package.id.in_(ids), package.state != model.State.DELETED)
    )
    return {row[0]: Dataset(*row) for row in model.Session.execute(query)}


_OPEN = Notice.ended.is_(None)


def waiting() -> list[str]:
    """Ids of the people who have notices; those who were not tried lately come first."""
    query = sa.select(Notice.user_id).where(_OPEN).group_by(Notice.user_id)
    return list(
        model.Session.scalars(query.order_by(sa.func.max(Notice.tried).nulls_first(), Notice.user_id))
    )


def pending(user_id: str, batch: str | None = None) -> list[Notice]:
    """What a person is to be told, the oldest first; nobody else gets it until the transaction ends.

    Args:
        batch: only what belongs to this mail.
    """
    query = sa.select(Notice).where(_OPEN, Notice.user_id == user_id).order_by(Notice.at, Notice.id)
    if batch is not None:
        query = query.where(Notice.batch == batch)
    return list(model.Session.scalars(query.with_for_update(skip_locked=True)))


def change(ids: Collection[int], **values: Any) -> None:
    """Write the same into some notices."""
    model.Session.execute(sa.update(Notice).where(Notice.id.in_(ids)).values(**values))


def fail(user_id: str, at: datetime, error: str) -> None:
    """Note that the mail to a person did not go out; what it held may go out in another one."""
    values = {"tries": Notice.tries + 1, "tried": at, "error": error, "batch": ""}
    model.Session.execute(sa.update(Notice).where(_OPEN, Notice.user_id == user_id).values(values))


def first_told(ids: Collection[str]) -> dict[tuple[str, date], datetime]:
    """When the missed days of some datasets were noted to be told first, by dataset and day."""
    query = (
        sa.select(Notice.dataset_id, Notice.due, sa.func.min(Notice.at))
        .where(Notice.dataset_id.in_(ids), Notice.due.is_not(None))
        .group_by(Notice.dataset_id, Notice.due)
    )
    return {(id_, due): at for id_, due, at in model.Session.execute(query)}


def end_overdue(still: Collection[str], outcome: str) -> None:
    """End what waits to be told of datasets that are overdue no more.

    Args:
        still: ids of those that are.
    """
    gone = sa.and_(_OPEN, Notice.due.is_not(None), Notice.dataset_id.not_in(still))
    model.Session.execute(sa.update(Notice).where(gone).values(ended=sa.func.now(), outcome=outcome))


def end_all(outcome: str) -> None:
    """End all that waits, and forget all steps that are to be told."""
    model.Session.execute(sa.update(Notice).where(_OPEN).values(ended=sa.func.now(), outcome=outcome))
    model.Session.execute(sa.delete(Untold))


def last_mail(user_id: str) -> datetime | None:
    """When somebody got their last mail."""
    query = sa.select(sa.func.max(Notice.ended)).where(Notice.user_id == user_id, Notice.outcome == SENT)
    return model.Session.scalar(query)


def wish(user_id: str) -> NoticeWish | None:
    """How somebody wants to be told; None where they have said nothing."""
    return model.Session.get(NoticeWish, user_id)


def set_wish(user_id: str, wish: str, language: str) -> None:
    """Keep how somebody wants to be told."""
    model.Session.merge(NoticeWish(user_id=user_id, wish=wish, language=language))


def standing(now: datetime, lately: timedelta) -> Standing:
    """What could not be told.

    Args:
        lately: how far to look back for what was given up.
    """
    newest = sa.select(Notice.error).where(_OPEN, Notice.error != "").order_by(Notice.tried.desc()).limit(1)
    query = sa.select(
        sa.func.count().filter(_OPEN),
        sa.func.min(Notice.at).filter(_OPEN),
        sa.func.coalesce(newest.scalar_subquery(), ""),
        sa.func.count().filter(Notice.outcome == GIVEN_UP, Notice.ended > now - lately),
    )
    return Standing(*model.Session.execute(query).one())


def sweep(now: datetime) -> None:
    """Forget what ended long ago."""
    model.Session.execute(sa.delete(Notice).where(Notice.ended < now - KEPT))

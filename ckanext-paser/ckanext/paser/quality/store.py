"""Reads and writes of scores; the only place with SQL."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from ckan import model

from ckanext.paser.quality.model import EVERYBODY, Quality, QualityAgency, QualityDay

TYPE = "dataset"
_PUBLIC = sa.and_(
    model.Package.state == model.State.ACTIVE, model.Package.private.is_(False), model.Package.type == TYPE
)
_ROLLING_UP = sa.text("LOCK TABLE paser_quality_agency IN SHARE ROW EXCLUSIVE MODE")


class Standing(NamedTuple):
    """How an agency stands: its mean score, and of how many public datasets."""

    name: str
    title: str
    short: str
    score: float
    datasets: int
    day: date


class Ranked(NamedTuple):
    """A public dataset with its score."""

    name: str
    title: str
    score: float
    losses: list[dict[str, Any]]


def one(dataset_id: str) -> Quality | None:
    """The score of a dataset; None while it was not judged."""
    return model.Session.get(Quality, dataset_id, populate_existing=True)


def several(dataset_ids: Collection[str]) -> dict[str, Quality]:
    """The scores of some datasets, by id; without those that were not judged."""
    query = sa.select(Quality).where(Quality.dataset_id.in_(dataset_ids))
    found = model.Session.scalars(query.execution_options(populate_existing=True))
    return {one.dataset_id: one for one in found}


def write(dataset_id: str, day: date, **values: Any) -> bool:
    """Write down how good a dataset is, and that of its day where the score has changed; whether it has."""
    before = one(dataset_id)
    changed = before is None or before.score != values["score"]
    values["computed"] = sa.func.now()
    _upsert(Quality, {"dataset_id": dataset_id}, values)
    if changed:
        _upsert(QualityDay, {"dataset_id": dataset_id, "day": day}, {"score": values["score"]})
    return changed


def tell(dataset_id: str, score: float) -> None:
    """Have the dataset say its score, without touching its dates. Its row is held by the caller."""
    package = model.Session.get(model.Package, dataset_id, populate_existing=True)
    if package is not None:
        extras = {**(package.extras or {}), "skor_mutu": str(score)}  # CKAN keeps fields as texts
        model.Session.execute(
            sa.update(model.Package).where(model.Package.id == dataset_id).values(extras=extras)
        )


def forget(dataset_id: str) -> None:
    """Remove the score of a dataset that is gone, and how it went on."""
    for table in (Quality, QualityDay):
        model.Session.execute(sa.delete(table).where(table.dataset_id == dataset_id))


def roll_up(agency_id: str, day: date) -> None:
    """Write down the mean score of an agency's public datasets, where it or their number has changed.

    Whoever does so at the same time waits for the caller's commit, and counts what it has written.
    """
    model.Session.execute(_ROLLING_UP)
    mean = sa.select(sa.cast(sa.func.avg(Quality.score), sa.Numeric(4, 1, asdecimal=False)), sa.func.count())
    mean = mean.join(model.Package, model.Package.id == Quality.dataset_id).where(_PUBLIC)
    if agency_id != EVERYBODY:
        mean = mean.where(model.Package.owner_org == agency_id)
    score, datasets = model.Session.execute(mean).one()
    last = sa.select(QualityAgency.score, QualityAgency.datasets).where(QualityAgency.agency_id == agency_id)
    if model.Session.execute(last.order_by(QualityAgency.day.desc()).limit(1)).first() != (score, datasets):
        key = {"agency_id": agency_id, "day": day}
        _upsert(QualityAgency, key, {"score": score, "datasets": datasets})


def due(formula: int, today: date) -> list[str]:
    """The datasets whose score is not that of today: without one, by another formula, of another agency, or become late since."""
    moved = Quality.agency_id != sa.func.coalesce(model.Package.owner_org, EVERYBODY)
    is_due = sa.or_(Quality.dataset_id.is_(None), Quality.formula != formula, Quality.turns <= today, moved)
    query = sa.select(model.Package.id).join(Quality, Quality.dataset_id == model.Package.id, isouter=True)
    return list(model.Session.scalars(query.where(_is_judged(), is_due).order_by(model.Package.id)))


def agencies() -> set[str]:
    """All agencies that have, or had, datasets with a score, and everybody."""
    had, has = sa.select(QualityAgency.agency_id), sa.select(Quality.agency_id)
    return {EVERYBODY, *model.Session.scalars(had.union(has))}


def judged() -> list[str]:
    """All datasets that have a score, or should have one."""
    return list(model.Session.scalars(sa.select(model.Package.id).where(_is_judged())))


def gone() -> list[str]:
    """What has a score and is no dataset any more."""
    there = sa.select(model.Package.id).where(_is_judged())
    return list(model.Session.scalars(sa.select(Quality.dataset_id).where(Quality.dataset_id.not_in(there))))


def standings() -> list[Standing]:
    """How each agency with public datasets stands now, in one query."""
    group = model.Group
    newest = sa.select(QualityAgency).distinct(QualityAgency.agency_id)
    newest = newest.order_by(QualityAgency.agency_id, QualityAgency.day.desc()).subquery()
    short = sa.func.coalesce(sa.func.nullif(model.group_table.c.extras["singkatan"].astext, ""), group.title)
    columns = (group.name, group.title, short, newest.c.score, newest.c.datasets, newest.c.day)
    query = sa.select(*columns).join(newest, newest.c.agency_id == group.id)
    found = model.Session.execute(query.where(newest.c.datasets > 0, group.state == model.State.ACTIVE))
    return [Standing(*row) for row in found]


def days(agency_id: str, most: int) -> list[tuple[date, float, int]]:
    """The last days on which the mean of an agency changed, the newest first: day, mean score, datasets."""
    query = sa.select(QualityAgency.day, QualityAgency.score, QualityAgency.datasets)
    query = query.where(QualityAgency.agency_id == agency_id, QualityAgency.score.is_not(None))
    found = model.Session.execute(query.order_by(QualityAgency.day.desc()).limit(most))
    return [(row.day, row.score, row.datasets) for row in found]


def ranked(agency_id: str, *, limit: int, offset: int) -> list[Ranked]:
    """The public datasets of an agency, the lowest score first."""
    package = model.Package
    query = sa.select(package.name, package.title, Quality.score, Quality.losses)
    query = query.join(Quality, Quality.dataset_id == package.id).where(
        _PUBLIC, package.owner_org == agency_id
    )
    found = model.Session.execute(query.order_by(Quality.score, package.name).limit(limit).offset(offset))
    return [Ranked(*row) for row in found]


def history(dataset_id: str) -> list[tuple[date, float]]:
    """The days on which the score of a dataset changed, in their order."""
    query = sa.select(QualityDay.day, QualityDay.score).where(QualityDay.dataset_id == dataset_id)
    return [(row.day, row.score) for row in model.Session.execute(query.order_by(QualityDay.day))]


def _is_judged() -> sa.ColumnElement[bool]:
    return sa.and_(model.Package.state != model.State.DELETED, model.Package.type == TYPE)


def _upsert(table: Any, key: dict[str, Any], values: dict[str, Any]) -> None:
    added = insert(table).values(**key, **values)
    model.Session.execute(added.on_conflict_do_update(index_elements=list(key), set_=values))

"""What the desk asks the database: an agency's datasets in one query, and the dataset that its defaults come from in another."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB, insert

from ckan import model

from ckanext.paser.desk.model import Derived, Emptied
from ckanext.paser.metadata.rules.exemptions import EXEMPTED
from ckanext.paser.workflow import service as workflow

_PACKAGE, _RESOURCE = model.Package, model.Resource
DATA = "data"
_STATES = (model.State.ACTIVE, "draft")
"""A dataset that was begun in CKAN's long form is a draft there, too."""


class Row(NamedTuple):
    """A dataset of an agency.

    Attributes:
        said: the fields of the profile that are stored beside CKAN's own.
        updated: when its data last changed (UTC), documents left out; None while it has none.
        files: how many it has.
        version: the id of its next version that is in work.
        is_version: it is such a next version itself.
    """

    id: str
    name: str
    title: str
    private: bool
    changed: datetime
    said: dict[str, Any]
    updated: datetime | None
    files: int
    version: str | None
    is_version: bool


def datasets(agency_id: str) -> list[Row]:
    """The datasets of an agency, those that were changed last before the others."""
    beside, own = workflow.in_work().subquery(), workflow.in_work().subquery()
    kind = sa.func.coalesce(
        sa.func.nullif(sa.cast(_RESOURCE.extras, JSONB)["jenis_resource"].astext, ""), DATA
    )
    when = sa.case((kind == DATA, sa.func.coalesce(_RESOURCE.last_modified, _RESOURCE.created)))
    query = (
        sa.select(
            *(
                _PACKAGE.id,
                _PACKAGE.name,
                _PACKAGE.title,
                _PACKAGE.private,
                _PACKAGE.metadata_modified,
                _PACKAGE.extras,
            ),
            *(sa.func.max(when), sa.func.count(_RESOURCE.id)),
            *(beside.c.dataset_id, own.c.dataset_id.is_not(None)),
        )
        .outerjoin(beside, beside.c.original == _PACKAGE.id)
        .outerjoin(own, own.c.dataset_id == _PACKAGE.id)
        .outerjoin(
            _RESOURCE, sa.and_(_RESOURCE.package_id == _PACKAGE.id, _RESOURCE.state == model.State.ACTIVE)
        )
        .where(_PACKAGE.owner_org == agency_id, _PACKAGE.type == "dataset", _PACKAGE.state.in_(_STATES))
        .group_by(_PACKAGE.id, beside.c.dataset_id, own.c.dataset_id)
        .order_by(_PACKAGE.metadata_modified.desc())
    )
    return [
        Row(id_, name, title or name, bool(private), changed, said or {}, *rest)
        for id_, name, title, private, changed, said, *rest in model.Session.execute(query)
    ]


class Exempted(NamedTuple):
    """A dataset of exempted information.

    Attributes:
        agency: the name of its agency.
        said: as ``Row.said``.
    """

    id: str
    name: str
    title: str
    agency: str
    said: dict[str, Any]


def exempted(before: date, but: Collection[str]) -> list[Exempted]:
    """The datasets whose exemption ended before a day, as far as they are no next versions in work, the longest ago first.

    Args:
        but: states (code list STATUS) of datasets that are left out.
    """
    own, said, agency = workflow.in_work().subquery(), _PACKAGE.extras, model.Group
    until = said["masa_pengecualian"].astext
    status = sa.func.coalesce(said["status_sdi"].astext, sa.case((_PACKAGE.private, "draf"), else_="terbit"))
    query = (
        sa.select(_PACKAGE.id, _PACKAGE.name, _PACKAGE.title, agency.name, said)
        .join(agency, agency.id == _PACKAGE.owner_org)
        .outerjoin(own, own.c.dataset_id == _PACKAGE.id)
        .where(
            *(_PACKAGE.type == "dataset", _PACKAGE.state == model.State.ACTIVE, own.c.dataset_id.is_(None)),
            *(said["kategori_informasi"].astext == EXEMPTED, until < before.isoformat(), status.not_in(but)),
        )
        .order_by(until, _PACKAGE.name)
    )
    return [
        Exempted(id_, name, title or name, of, extras or {})
        for id_, name, title, of, extras in model.Session.execute(query)
    ]


def newest(agency_id: str, but: str) -> str | None:
    """The id of the dataset of an agency that was made last and says what it is about, beside one."""
    query = (
        sa.select(_PACKAGE.id)
        .where(
            *(
                _PACKAGE.owner_org == agency_id,
                _PACKAGE.type == "dataset",
                _PACKAGE.state == model.State.ACTIVE,
            ),
            *(_PACKAGE.id != but, _PACKAGE.extras.has_key("kode_urusan")),
        )
        .order_by(_PACKAGE.metadata_created.desc())
        .limit(1)
    )
    return model.Session.scalar(query)


def taken(names: Collection[str]) -> set[str]:
    """Those of some addresses that a dataset has already."""
    return set(model.Session.scalars(sa.select(_PACKAGE.name).where(_PACKAGE.name.in_(names))))


def emptied(dataset_id: str) -> set[str]:
    """The fields of a draft that were emptied on purpose."""
    return set(model.Session.scalars(sa.select(Emptied.field).where(Emptied.dataset_id == dataset_id)))


def note_emptied(dataset_id: str, fields: Collection[str], sent: Collection[str]) -> None:
    """Write down which of the fields that were sent were emptied on purpose, in the caller's transaction.

    One that was emptied before stays so until something is said in it.

    Args:
        fields: those that were emptied by what was sent.
        sent: the fields that now say something.
    """
    if fields:
        rows = [{"dataset_id": dataset_id, "field": name} for name in sorted(fields)]
        model.Session.execute(insert(Emptied).on_conflict_do_nothing(), rows)
    said = sa.delete(Emptied).where(Emptied.dataset_id == dataset_id, Emptied.field.in_(sent))
    model.Session.execute(said)


def derived(dataset_id: str) -> dict[str, str]:
    """The parts of a draft that were only derived, each with the digest of what was derived."""
    rows = model.Session.execute(
        sa.select(Derived.part, Derived.digest).where(Derived.dataset_id == dataset_id)
    )
    return {row.part: row.digest for row in rows}


def note_derived(dataset_id: str, made: Mapping[str, str], chosen: Collection[str] = ()) -> None:
    """Write down what was derived of a draft, in the caller's transaction.

    Args:
        made: by part, the digest of what was derived.
        chosen: parts that somebody has chosen now.
    """
    if chosen:
        model.Session.execute(
            sa.delete(Derived).where(Derived.dataset_id == dataset_id, Derived.part.in_(chosen))
        )
    if made:
        rows = [{"dataset_id": dataset_id, "part": part, "digest": made[part]} for part in sorted(made)]
        query = insert(Derived)
        again = query.on_conflict_do_update(
            index_elements=("dataset_id", "part"), set_={"digest": query.excluded.digest}
        )
        model.Session.execute(again, rows)

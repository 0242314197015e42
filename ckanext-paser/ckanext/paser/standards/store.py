"""Reads and writes of data standards; the only place with SQL of this room."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from ckan import model

from ckanext.paser.standards.model import DataStandard
from ckanext.paser.standards.rules import COLUMNS, Standard

_COLUMNS = [getattr(DataStandard, name) for name in COLUMNS]


class Found(NamedTuple):
    """Some of the standards that fit, and how many fit in all."""

    standards: list[Standard]
    total: int


def find(words: Iterable[str], limit: int) -> Found:
    """The standards in which all ``words`` (in small letters) stand; those with the first in their concept come first."""
    wanted = list(words)
    fits = sa.and_(sa.true(), *(DataStandard.words.contains(word, autoescape=True) for word in wanted))
    order: list[sa.UnaryExpression[Any]] = [DataStandard.id_sds.asc()]
    if wanted:
        concept = sa.func.lower(sa.cast(DataStandard.konsep, sa.Text))
        order.insert(0, concept.contains(wanted[0], autoescape=True).desc())
    rows = model.Session.execute(sa.select(*_COLUMNS).where(fits).order_by(*order).limit(limit))
    total = model.Session.execute(sa.select(sa.func.count()).select_from(DataStandard).where(fits))
    return Found([_standard(row) for row in rows], total.scalar_one())


def known(codes: Iterable[str]) -> dict[str, Standard]:
    """The standards with these codes."""
    query = sa.select(*_COLUMNS).where(DataStandard.id_sds.in_(list(codes)))
    return {row.id_sds: _standard(row) for row in model.Session.execute(query)}


def is_any() -> bool:
    """Whether there is any standard."""
    return bool(model.Session.execute(sa.select(sa.exists(sa.select(DataStandard.id_sds)))).scalar())


def write(standards: Iterable[Standard]) -> None:
    """Write standards, each in the place of what its code said before, in the caller's transaction."""
    statement = insert(DataStandard)
    names = (*COLUMNS[1:], "words")
    changed = {name: statement.excluded[name] for name in names}
    statement = statement.on_conflict_do_update(
        index_elements=[DataStandard.id_sds], set_={**changed, "loaded": sa.func.now()}
    )
    rows = [
        {name: getattr(one, name) for name in (*COLUMNS, "words")} | {"konsep": list(one.konsep)}
        for one in standards
    ]
    if rows:
        model.Session.execute(statement, rows)


def _standard(row: sa.Row) -> Standard:
    said = row._asdict()
    return Standard(**{**said, "konsep": tuple(said["konsep"])})

"""Reads and writes of shapes; the only place with SQL of this room."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from ckan import model

from ckanext.paser.areas.model import AreaShape


def shapes(level: str) -> dict[str, dict[str, Any]]:
    """The geometries of a level by code."""
    query = sa.select(AreaShape.code, AreaShape.geometry).where(AreaShape.level == level)
    return {row.code: row.geometry for row in model.Session.execute(query)}


def lengths() -> dict[str, int]:
    """Characters of each geometry by code."""
    length = sa.func.length(sa.cast(AreaShape.geometry, sa.Text))
    return dict(model.Session.execute(sa.select(AreaShape.code, length)).tuples().all())


def version(level: str) -> str:
    """A text that changes exactly when the geometries of a level do."""
    parts = sa.func.string_agg(sa.cast(AreaShape.geometry, sa.Text), sa.text("'' ORDER BY code"))
    query = sa.select(sa.func.md5(sa.func.coalesce(parts, ""))).where(AreaShape.level == level)
    return model.Session.execute(query).scalar_one()


def replace(rows: Iterable[dict[str, Any]]) -> None:
    """Write shapes, each in place of the one that its area had."""
    statement = insert(AreaShape)
    changed = {name: statement.excluded[name] for name in ("level", "geometry", "source")}
    statement = statement.on_conflict_do_update(
        index_elements=[AreaShape.code], set_={**changed, "loaded_at": sa.func.now()}
    )
    model.Session.execute(statement, list(rows))

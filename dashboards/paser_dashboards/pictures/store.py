"""Reads and writes of pictures; the only place with SQL of this room."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import sqlalchemy as sa

from ckan import model

from paser_dashboards.pictures.model import Picture

TABLE = "tabel:"
"""Begins the names of pictures that are of a table, not of an indicator."""


def replace(indicator: str, language: str, drawn: Mapping[str, tuple[str, str]]) -> None:
    """Make the pictures of an indicator in one language (or in all: "") those that were drawn."""
    remove = sa.delete(Picture).where(Picture.indicator == indicator)
    model.Session.execute(remove.where(Picture.language == language) if language else remove)
    rows = [
        {"indicator": indicator, "name": name, "language": language, "svg": svg, "digest": digest}
        for name, (svg, digest) in drawn.items()
    ]
    if rows:
        model.Session.execute(sa.insert(Picture), rows)


def find(indicators: Collection[str], names: Collection[str], language: str) -> dict[str, dict[str, Picture]]:
    """Pictures by indicator and name, in one query."""
    query = sa.select(Picture).where(
        Picture.indicator.in_(indicators), Picture.name.in_(names), Picture.language == language
    )
    found: dict[str, dict[str, Picture]] = {}
    for one in model.Session.scalars(query):
        found.setdefault(one.indicator, {})[one.name] = one
    return found


def by_digests(digests: Collection[str]) -> dict[str, str]:
    """Pictures by the hashes of them, in one query."""
    query = sa.select(Picture.digest, Picture.svg).where(Picture.digest.in_(digests))
    return {row.digest: row.svg for row in model.Session.execute(query)}


def forget(keep: Collection[str]) -> None:
    """Remove the pictures of indicators that are no longer defined."""
    gone = sa.and_(Picture.indicator.not_in(keep), Picture.indicator.not_like(f"{TABLE}%"))
    model.Session.execute(sa.delete(Picture).where(gone))

"""Reads and writes of walls and snapshots; the only place with SQL of this room."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from ckan import model

from paser_dashboards.walls.model import Snapshot, WallToken


class Stored(NamedTuple):
    """A snapshot; ``body`` is empty when the reader has it already."""

    etag: str
    body: str


def _wanted(known: str) -> sa.Select[tuple[str, str]]:
    body = sa.case((Snapshot.etag == known, ""), else_=Snapshot.body)
    return sa.select(Snapshot.etag, body)


def snapshot(name: str, known: str = "") -> Stored | None:
    """A snapshot by name: one row; its body only when its etag is not ``known``."""
    row = model.Session.execute(_wanted(known).where(Snapshot.name == name)).one_or_none()
    return Stored(*row) if row else None


def wall_snapshot(token_hash: str, known: str = "") -> Stored | None:
    """The snapshot of the wall that a token opens: one row."""
    query = _wanted(known).join(WallToken, Snapshot.name == sa.literal("layar:") + WallToken.wall)
    query = query.where(WallToken.token_hash == token_hash, WallToken.revoked_at.is_(None))
    row = model.Session.execute(query).one_or_none()
    return Stored(*row) if row else None


def lock() -> None:
    """Only one renewal of the snapshots at a time, until the transaction ends: none is made of what another one took back."""
    model.Session.execute(sa.text("SELECT pg_advisory_xact_lock(hashtextextended('paser_snapshot', 0))"))


def save(name: str, etag: str, body: str) -> bool:
    """Write a snapshot; False when it is there already."""
    statement = insert(Snapshot).values(name=name, etag=etag, body=body)
    statement = statement.on_conflict_do_update(
        index_elements=["name"], set_={"etag": etag, "body": body}, where=Snapshot.etag != etag
    )
    return bool(model.Session.execute(statement).rowcount)  # type: ignore[attr-defined]


def forget(keep: Collection[str]) -> None:
    """Remove the snapshots of what is no longer defined."""
    model.Session.execute(sa.delete(Snapshot).where(Snapshot.name.not_in(keep)))


def add_token(wall: str, token_hash: str, user: str) -> WallToken:
    """Let one more screen in."""
    token = WallToken(wall=wall, token_hash=token_hash, created_by=user)
    model.Session.add(token)
    model.Session.flush()
    model.Session.refresh(token)
    return token


def tokens() -> list[WallToken]:
    """All screens, newest first."""
    return list(model.Session.scalars(sa.select(WallToken).order_by(WallToken.id.desc())))


def revoke(token_id: int) -> WallToken | None:
    """Shut a screen out; None when there is none of this number."""
    token = model.Session.get(WallToken, token_id)
    if token and token.revoked_at is None:
        token.revoked_at = sa.func.now()  # type: ignore[assignment]
        model.Session.flush()
        model.Session.refresh(token)
    return token

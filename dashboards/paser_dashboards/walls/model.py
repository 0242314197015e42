"""The tables of walls and of what they show."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

import ckan.plugins.toolkit as tk


class Snapshot(tk.BaseModel):
    """Everything that a dashboard or wall shows, ready to be sent."""

    __tablename__ = "paser_snapshot"

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    """``dasbor:<id>`` or ``layar:<id>``."""
    etag: Mapped[str] = mapped_column(sa.Text)
    body: Mapped[str] = mapped_column(sa.Text)


class WallToken(tk.BaseModel):
    """One screen's way in. Only the hash of its token is kept."""

    __tablename__ = "paser_wall_token"

    id: Mapped[int] = mapped_column(sa.Integer, primary_key=True)
    wall: Mapped[str] = mapped_column(sa.Text)
    token_hash: Mapped[str] = mapped_column(sa.Text, unique=True)
    created_at: Mapped[datetime] = mapped_column(sa.DateTime(timezone=True), server_default=sa.func.now())
    created_by: Mapped[str] = mapped_column(sa.Text)
    revoked_at: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))

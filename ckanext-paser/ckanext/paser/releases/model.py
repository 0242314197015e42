"""The table of releases."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

import ckan.plugins.toolkit as tk


class TableRelease(tk.BaseModel):
    """One release of one resource's table, see ``rules.release.Release``.

    Attributes:
        name: of its resource then; like ``periode_mulai`` and ``periode_selesai`` empty of releases from before this was kept.
        treatment: what had been decided about personal data in its file.
        rules: version of the rules by which its file was looked through last.
        held: the file holds personal data by these rules.
    """

    __tablename__ = "paser_table_release"

    resource_id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    number: Mapped[int] = mapped_column(sa.Integer, primary_key=True)
    version: Mapped[str] = mapped_column(sa.Text)
    kind: Mapped[str] = mapped_column(sa.Text)
    filename: Mapped[str] = mapped_column(sa.Text)
    name: Mapped[str] = mapped_column(sa.Text, default="", server_default="")
    periode_mulai: Mapped[str] = mapped_column(sa.Text, default="", server_default="")
    periode_selesai: Mapped[str] = mapped_column(sa.Text, default="", server_default="")
    size: Mapped[int | None] = mapped_column(sa.BigInteger)
    sha256: Mapped[str] = mapped_column(sa.Text)
    rows: Mapped[int] = mapped_column(sa.BigInteger)
    columns: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    by: Mapped[str] = mapped_column(sa.Text)
    note: Mapped[str] = mapped_column(sa.Text)
    file_public: Mapped[bool] = mapped_column(sa.Boolean)
    treatment: Mapped[dict[str, Any]] = mapped_column(JSONB)
    rules: Mapped[int] = mapped_column(sa.Integer, server_default="0")
    held: Mapped[bool] = mapped_column(sa.Boolean, server_default=sa.false())
    snapshot_size: Mapped[int] = mapped_column(sa.BigInteger)
    changes: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    statistics: Mapped[dict[str, Any]] = mapped_column(JSONB)
    issued: Mapped[datetime] = mapped_column(sa.DateTime(timezone=True), server_default=sa.func.now())
    removed: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))
    removed_why: Mapped[str] = mapped_column(sa.Text, default="")

"""What was found in each resource's file, and the log of what was decided."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

import ckan.plugins.toolkit as tk


class Scan(tk.BaseModel):
    """The newest look through one resource's file.

    Attributes:
        source: the state of the file that was looked through (``tables.service.file_state``).
        outcome: code of list PII_SCAN.
        file_public: whoever may see the dataset may have the file itself.
        treatment: what had been decided about this file.
        rules: version of the rules by which it was looked through.
        columns: names of the columns that its table has before anything is decided; empty where it becomes none.
    """

    __tablename__ = "paser_privacy_scan"

    resource_id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    source: Mapped[str] = mapped_column(sa.Text)
    sha256: Mapped[str] = mapped_column(sa.Text)
    outcome: Mapped[str] = mapped_column(sa.Text)
    file_public: Mapped[bool] = mapped_column(sa.Boolean)
    findings: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    treatment: Mapped[dict[str, Any]] = mapped_column(JSONB)
    rules: Mapped[int] = mapped_column(sa.Integer, server_default="0")
    columns: Mapped[list[str]] = mapped_column(JSONB, server_default="[]")
    scanned: Mapped[datetime] = mapped_column(sa.DateTime(timezone=True))


DECISIONS = sa.Table(
    "paser_privacy_decision",
    sa.MetaData(),  # of its own: CKAN empties the tables of its metadata in tests, and this one refuses
    sa.Column("id", sa.BigInteger, primary_key=True),
    sa.Column("resource_id", sa.Text),
    sa.Column("sha256", sa.Text),
    sa.Column("decision", sa.Text),
    sa.Column("columns", JSONB),
    sa.Column("reason", sa.Text),
    sa.Column("decided_by", sa.Text),
    sa.Column("decided_at", sa.DateTime(timezone=True)),
)
"""The log: the database refuses to change or remove a row."""

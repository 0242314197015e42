"""Workbooks that were sent, and what comes of each of their rows."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

import ckan.plugins.toolkit as tk


class Run(tk.BaseModel):
    """One workbook.

    Attributes:
        user_id: who has sent it, the only one who sees it besides administrators.
        agency: id of the agency whose datasets they are, where a row names none.
        sheet, positions: where its cells stand (``rules.rows.Place``).
        state: checking, checked, applying or applied.
        language: in which what CKAN says of a row is told.
        digest: of what was checked.
    """

    __tablename__ = "paser_bulk_run"

    id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    user_id: Mapped[str] = mapped_column(sa.Text)
    agency: Mapped[str] = mapped_column(sa.Text)
    filename: Mapped[str] = mapped_column(sa.Text)
    sheet: Mapped[str] = mapped_column(sa.Text)
    positions: Mapped[dict[str, int]] = mapped_column(JSONB)
    state: Mapped[str] = mapped_column(sa.Text)
    language: Mapped[str] = mapped_column(sa.Text)
    digest: Mapped[str] = mapped_column(sa.Text, server_default="")
    created: Mapped[datetime] = mapped_column(sa.DateTime(timezone=True), server_default=sa.func.now())


class Row(tk.BaseModel):
    """One row of a workbook.

    Attributes:
        cells: as they were typed, by key, without numbers of persons; ``wanted``: what they say, by field.
        outcome: what would come of it, or has (``done``); empty until it was looked at.
        base: state of the dataset when it was looked at.
        problems: as ``judging.Judged`` has them.
    """

    __tablename__ = "paser_bulk_row"

    run_id: Mapped[str] = mapped_column(
        sa.ForeignKey("paser_bulk_run.id", ondelete="CASCADE"), primary_key=True
    )
    row: Mapped[int] = mapped_column(sa.Integer, primary_key=True)
    cells: Mapped[dict[str, Any]] = mapped_column(JSONB)
    wanted: Mapped[dict[str, Any]] = mapped_column(JSONB)
    name: Mapped[str] = mapped_column(sa.Text, server_default="")
    title: Mapped[str] = mapped_column(sa.Text, server_default="")
    outcome: Mapped[str] = mapped_column(sa.Text, server_default="")
    base: Mapped[str] = mapped_column(sa.Text, server_default="")
    changes: Mapped[list[str]] = mapped_column(JSONB, server_default="[]")
    lacking: Mapped[list[str]] = mapped_column(JSONB, server_default="[]")
    problems: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default="[]")
    done: Mapped[bool] = mapped_column(sa.Boolean, server_default=sa.false())

"""The tables of values."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

import ckan.plugins.toolkit as tk


class IndicatorState(tk.BaseModel):
    """How the values of an indicator came about."""

    __tablename__ = "paser_indicator_state"

    indicator: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    inputs: Mapped[str] = mapped_column(sa.Text)
    """Hash of all that the values and pictures depend on; another one means: compute again."""
    computed_at: Mapped[datetime] = mapped_column(sa.DateTime(timezone=True))
    changed_at: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))
    """When a value last came out different."""
    origin: Mapped[dict[str, Any]] = mapped_column(JSONB)
    """The dataset as readers need to know it: title, agency, licence, when its table was received."""
    error: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    """The problem that kept it from being computed; the values are those of before."""


class IndicatorValue(tk.BaseModel):
    """One observation."""

    __tablename__ = "paser_indicator_value"

    indicator: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    wilayah: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    periode: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    nilai: Mapped[float | None] = mapped_column(sa.Double)
    status: Mapped[str] = mapped_column(sa.Text)
    sumber: Mapped[str] = mapped_column(sa.Text)
    catatan: Mapped[str] = mapped_column(sa.Text)

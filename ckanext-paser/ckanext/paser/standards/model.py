"""The table of data standards."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

import ckan.plugins.toolkit as tk


class DataStandard(tk.BaseModel):
    """One data standard, as a list brought it."""

    __tablename__ = "paser_standard"

    id_sds: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    konsep: Mapped[list[str]] = mapped_column(JSONB)
    definisi: Mapped[str] = mapped_column(sa.Text)
    klasifikasi: Mapped[str] = mapped_column(sa.Text)
    ukuran: Mapped[str] = mapped_column(sa.Text)
    satuan: Mapped[str] = mapped_column(sa.Text)
    words: Mapped[str] = mapped_column(sa.Text)
    loaded: Mapped[datetime] = mapped_column(sa.DateTime(timezone=True), server_default=sa.func.now())

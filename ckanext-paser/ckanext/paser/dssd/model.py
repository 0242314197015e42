"""The table of DSSD codes."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

import ckan.plugins.toolkit as tk


class DssdCode(tk.BaseModel):
    """One indicator of SIPD's e-Walidata, as its list brought it."""

    __tablename__ = "paser_dssd"

    kode: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    uraian: Mapped[str] = mapped_column(sa.Text)
    satuan: Mapped[str] = mapped_column(sa.Text)
    urusan: Mapped[str] = mapped_column(sa.Text)

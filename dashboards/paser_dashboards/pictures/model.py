"""The table of pictures."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

import ckan.plugins.toolkit as tk


class Picture(tk.BaseModel):
    """One drawn form of an indicator in one language."""

    __tablename__ = "paser_picture"

    indicator: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    language: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    digest: Mapped[str] = mapped_column(sa.Text, index=True)
    svg: Mapped[str] = mapped_column(sa.Text)

"""The table of fields of drafts that were emptied on purpose."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

import ckan.plugins.toolkit as tk


class Emptied(tk.BaseModel):
    """A field of a draft that somebody has emptied: what the file or the agency would propose for it is not wanted."""

    __tablename__ = "paser_desk_emptied"

    dataset_id: Mapped[str] = mapped_column(
        sa.Text, sa.ForeignKey("package.id", ondelete="CASCADE"), primary_key=True
    )
    field: Mapped[str] = mapped_column(sa.Text, primary_key=True)

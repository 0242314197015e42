"""The tables of what was emptied on purpose in drafts, and of what was only derived in them."""

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


class Derived(tk.BaseModel):
    """A part of a draft that holds what was only derived: it is derived again as long as it says just that.

    Attributes:
        part: name of a field of the dataset, or of a cell of the columns of a file (``rules/derived.py``).
        digest: of the value that was derived; what says anything else was chosen by somebody.
    """

    __tablename__ = "paser_desk_derived"

    dataset_id: Mapped[str] = mapped_column(
        sa.Text, sa.ForeignKey("package.id", ondelete="CASCADE"), primary_key=True
    )
    part: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    digest: Mapped[str] = mapped_column(sa.Text)

"""The tables of the workflow."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

import ckan.plugins.toolkit as tk

STEP, EDIT, END = "langkah", "suntingan", "dihentikan"
IN_PLACE, GIVEN_UP = "terbit", "dihentikan"
"""What became of the next version of a published dataset."""


class WorkflowEvent(NamedTuple):
    """Something that happened to a dataset.

    Attributes:
        number: of the dataset's events, from 1 on.
        kind: STEP; EDIT: that somebody changed the dataset, once for each person between two steps; END: that somebody gave
            a next version up.
        actor: id of the person; empty for the portal itself.
        role: as what they acted.
        from_, to: states of a step; empty for an edit, and ``from_`` for a dataset's first.
        comments: what was remarked, by field.
        digest: sha256 of what the dataset said then.
        parts: the same of each field, and of each file by ``file-<id>``, shortened; empty of an edit, and of steps before there was this.
    """

    id: int
    dataset_id: str
    number: int
    at: datetime
    kind: str
    actor: str
    role: str
    from_: str
    to: str
    note: str
    comments: dict[str, Any]
    digest: str
    parts: dict[str, str]


# Rows are only added: a trigger refuses all else, so the table is none of those that CKAN empties for its tests.
EVENTS = sa.Table(
    "paser_workflow_event",
    sa.MetaData(),
    sa.Column("id", sa.BigInteger, primary_key=True),
    sa.Column("dataset_id", sa.Text),
    sa.Column("number", sa.Integer),
    sa.Column("at", sa.DateTime(timezone=True)),
    *(sa.Column(name, sa.Text) for name in ("kind", "actor", "role", "from", "to", "note")),
    sa.Column("comments", JSONB),
    sa.Column("digest", sa.Text),
    sa.Column("parts", JSONB),
)


class WorkflowDeputy(tk.BaseModel):
    """Whom an agency has named to act for it: a member who submits, or checks, in the place of its editors."""

    __tablename__ = "paser_workflow_deputy"

    organization_id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    user_id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    named_by: Mapped[str] = mapped_column(sa.Text)
    at: Mapped[datetime] = mapped_column(sa.DateTime(timezone=True), server_default=sa.func.now())


class WorkflowSuccessor(tk.BaseModel):
    """The next version of a published dataset; it stays noted for good, since both have one history.

    Attributes:
        dataset_id: the private dataset that is worked on.
        original: the published one, whose place it takes.
        base: what the published one said when this began, without its files.
        resources: by the id of a file of this one what the same file of the other said then, its id among it.
        outcome: empty while it is in work; IN_PLACE, GIVEN_UP.
    """

    __tablename__ = "paser_workflow_successor"

    dataset_id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    original: Mapped[str] = mapped_column(sa.Text)
    base: Mapped[dict[str, Any]] = mapped_column(JSONB)
    resources: Mapped[dict[str, dict[str, Any]]] = mapped_column(JSONB)
    outcome: Mapped[str] = mapped_column(sa.Text, server_default="")

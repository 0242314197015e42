"""The tables of loads, one row for each time a file was to become a table; of linked files; and of new uploads."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

import ckan.plugins.toolkit as tk
from ckan.model.types import make_uuid


class Status(str, Enum):
    """How far a load is. ``held`` is a load that waits for a person."""

    QUEUED = "queued"
    READING = "reading"
    LOADING = "loading"
    DONE = "done"
    FAILED = "failed"
    HELD = "held"


UNDER_WAY = (Status.READING.value, Status.LOADING.value)


class TableLoad(tk.BaseModel):
    """One load of one resource's file.

    Attributes:
        source: the state of the file (``service.file_state``).
        requested_by: name of the account that sent the file; empty for what came by itself.
        said: what the agency said of the file when it was sent (``catatan_rilis``).
        encoding: of a text file, a code of list ENKODE; empty for others, None while it is not known.
    """

    __tablename__ = "paser_table_load"

    id: Mapped[str] = mapped_column(sa.Text, primary_key=True, default=make_uuid)
    resource_id: Mapped[str] = mapped_column(sa.Text)
    status: Mapped[str] = mapped_column(sa.Text, default=Status.QUEUED.value)
    source: Mapped[str] = mapped_column(sa.Text, default="")
    requested_by: Mapped[str] = mapped_column(sa.Text, default="")
    said: Mapped[str] = mapped_column(sa.Text, default="")
    filename: Mapped[str] = mapped_column(sa.Text, default="")
    size: Mapped[int | None] = mapped_column(sa.BigInteger)
    sha256: Mapped[str | None] = mapped_column(sa.Text)
    rows: Mapped[int | None] = mapped_column(sa.BigInteger)
    rows_done: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    columns: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list)
    notes: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list)
    problems: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list)
    data_version: Mapped[str | None] = mapped_column(sa.Text)
    encoding: Mapped[str | None] = mapped_column(sa.Text)
    queued: Mapped[datetime] = mapped_column(sa.DateTime(timezone=True), server_default=sa.func.now())
    started: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))
    finished: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))


class TableLink(tk.BaseModel):
    """What is known of a linked file."""

    __tablename__ = "paser_table_link"

    resource_id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    url: Mapped[str] = mapped_column(sa.Text)
    etag: Mapped[str] = mapped_column(sa.Text, default="")
    last_modified: Mapped[str] = mapped_column(sa.Text, default="")
    fetched: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))
    failing_since: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))
    problem: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    next_look: Mapped[datetime] = mapped_column(sa.DateTime(timezone=True))


class TableUpload(tk.BaseModel):
    """A resource's newest file, while it is not yet where CKAN looks.

    Attributes:
        name: how the name of its place ends.
        since: when it came.
    """

    __tablename__ = "paser_table_upload"

    resource_id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    name: Mapped[str] = mapped_column(sa.Text)
    since: Mapped[datetime] = mapped_column(sa.DateTime(timezone=True), server_default=sa.func.now())

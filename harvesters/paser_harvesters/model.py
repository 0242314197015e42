"""Tables of the harvesters: a source, its runs, its listings, one row per record for ever, what runs did."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import DateTime, ForeignKey, Identity, Integer, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

import ckan.plugins.toolkit as tk

Moment = DateTime(timezone=True)
_OF_SOURCE = "paser_harvest_source.id"


class HarvestSource(tk.BaseModel):
    """A configured source; ``document`` is its validated YAML, the columns are what SQL asks for.

    ``authors`` are the ids of who made or changed it since it was approved, ``approved_document`` is what was approved then,
    ``approved_how`` one of ``approval.How``, ``approved_by`` the person's id.
    """

    __tablename__ = "paser_harvest_source"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    document: Mapped[dict[str, Any]] = mapped_column(JSONB)
    enabled: Mapped[bool]
    next_due: Mapped[datetime | None] = mapped_column(Moment)
    created: Mapped[datetime] = mapped_column(Moment)
    modified: Mapped[datetime] = mapped_column(Moment)
    authors: Mapped[list[str]] = mapped_column(JSONB, default=list)
    approved_document: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    approved_how: Mapped[str | None] = mapped_column(Text)
    approved_by: Mapped[str | None] = mapped_column(Text)
    approved: Mapped[datetime | None] = mapped_column(Moment)


class HarvestRun(tk.BaseModel):
    """One run of a source. ``counts`` by outcome; ``error`` is the problem that ended or holds it."""

    __tablename__ = "paser_harvest_run"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    source_id: Mapped[str] = mapped_column(ForeignKey(_OF_SOURCE, ondelete="CASCADE"))
    trigger: Mapped[str] = mapped_column(Text)
    requested_by: Mapped[str | None] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    created: Mapped[datetime] = mapped_column(Moment)
    started: Mapped[datetime | None] = mapped_column(Moment)
    heartbeat: Mapped[datetime | None] = mapped_column(Moment)
    finished: Mapped[datetime | None] = mapped_column(Moment)
    total: Mapped[int | None] = mapped_column(Integer)
    counts: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    error: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    transient: Mapped[bool] = mapped_column(default=False)
    resumes: Mapped[str | None] = mapped_column(Text)
    approves: Mapped[str | None] = mapped_column(Text)
    approved_by: Mapped[str | None] = mapped_column(Text)
    approved: Mapped[datetime | None] = mapped_column(Moment)


class HarvestStream(tk.BaseModel):
    """How far the listing of a stream is: ``listing`` is the run that began it, ``resume`` its next page."""

    __tablename__ = "paser_harvest_stream"

    source_id: Mapped[str] = mapped_column(ForeignKey(_OF_SOURCE, ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(Text, primary_key=True)
    listing: Mapped[str | None] = mapped_column(Text)
    resume: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    turned: Mapped[datetime | None] = mapped_column(Moment)


class HarvestRecord(tk.BaseModel):
    """What is known of one record. ``sent`` is what was last sent to CKAN, ``shown`` what CKAN made of it."""

    __tablename__ = "paser_harvest_record"

    source_id: Mapped[str] = mapped_column(ForeignKey(_OF_SOURCE, ondelete="CASCADE"), primary_key=True)
    stream: Mapped[str] = mapped_column(Text, primary_key=True)
    key: Mapped[str] = mapped_column(Text, primary_key=True)
    dataset_id: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    stamp: Mapped[str | None] = mapped_column(Text)
    content_sha: Mapped[str | None] = mapped_column(Text)
    sent: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    shown: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    problems: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list)
    first_seen: Mapped[datetime] = mapped_column(Moment)
    listing: Mapped[str | None] = mapped_column(Text)
    changed: Mapped[datetime | None] = mapped_column(Moment)
    changed_run: Mapped[str | None] = mapped_column(Text)
    missing_since: Mapped[datetime | None] = mapped_column(Moment)
    missing_listings: Mapped[int] = mapped_column(Integer, default=0)


class HarvestOutcome(tk.BaseModel):
    """What a run did with a record, for all records that were not simply the same."""

    __tablename__ = "paser_harvest_outcome"

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    run_id: Mapped[str] = mapped_column(ForeignKey("paser_harvest_run.id", ondelete="CASCADE"))
    stream: Mapped[str] = mapped_column(Text)
    key: Mapped[str] = mapped_column(Text)
    outcome: Mapped[str] = mapped_column(Text)
    dataset_id: Mapped[str | None] = mapped_column(Text)
    problems: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list)
    notes: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list)

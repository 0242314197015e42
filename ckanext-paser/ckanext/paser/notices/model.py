"""The tables of notices."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

import ckan.plugins.toolkit as tk

SENT, MESSENGER, DROPPED, GIVEN_UP = "terkirim", "perpesanan", "gugur", "menyerah"
"""How a notice ends: by mail, by a messenger; nothing to be told any more; nobody took it."""


class Untold(tk.BaseModel):
    """A step of which nobody has been told: a trigger adds it in the transaction of the step (migration 019)."""

    __tablename__ = "paser_notice_outbox"

    event_id: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True, autoincrement=False)


class Notice(tk.BaseModel):
    """That one person is to be told of one thing.

    Attributes:
        topic: state that the dataset has come to, or ``rules.audience.OVERDUE``.
        waits: the dataset waits for this person.
        event_id: of the step; ``due``: day that was missed. One of both.
        week: of what is overdue: as ``rules.timing.week`` has it.
        batch: the mail in which it is tried, so that the same mail goes out again after a worker has died; empty before.
        tries: how often the mail was refused; ``tried``: when it was tried last, ``error``: what came of it.
        asked: when messengers were asked.
        ended, outcome: when and how.
    """

    __tablename__ = "paser_notice"

    id: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True)
    user_id: Mapped[str] = mapped_column(sa.Text)
    dataset_id: Mapped[str] = mapped_column(sa.Text)
    topic: Mapped[str] = mapped_column(sa.Text)
    audience: Mapped[str] = mapped_column(sa.Text)
    waits: Mapped[bool] = mapped_column(sa.Boolean)
    event_id: Mapped[int | None] = mapped_column(sa.BigInteger)
    due: Mapped[date | None] = mapped_column(sa.Date)
    week: Mapped[date | None] = mapped_column(sa.Date)
    at: Mapped[datetime] = mapped_column(sa.DateTime(timezone=True), server_default=sa.func.now())
    batch: Mapped[str] = mapped_column(sa.Text, server_default="")
    tries: Mapped[int] = mapped_column(sa.Integer, server_default="0")
    tried: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))
    error: Mapped[str] = mapped_column(sa.Text, server_default="")
    asked: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))
    ended: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))
    outcome: Mapped[str] = mapped_column(sa.Text, server_default="")


class NoticeWish(tk.BaseModel):
    """How somebody wants to be told, and in which language; who has said nothing has no row."""

    __tablename__ = "paser_notice_wish"

    user_id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    wish: Mapped[str] = mapped_column(sa.Text)
    language: Mapped[str] = mapped_column(sa.Text)

"""The tables of scores: of each dataset as it is, of each dataset by day, and of each agency by day."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

import ckan.plugins.toolkit as tk

_SCORE = sa.Numeric(4, 1, asdecimal=False)
EVERYBODY = ""
"""The agency of all datasets together."""


class Quality(tk.BaseModel):
    """How good a dataset is, and why not better.

    Attributes:
        agency_id: whose it was when it was judged; empty for nobody's.
        points: what is left of the points of each dimension, by its code.
        losses: ``rules.Loss`` as stored, the dearest first.
        formula: the version of the formula that it was judged by.
        turns: the day on which it has to be judged anew although nothing has changed.
    """

    __tablename__ = "paser_quality"

    dataset_id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    agency_id: Mapped[str] = mapped_column(sa.Text)
    score: Mapped[float] = mapped_column(_SCORE)
    points: Mapped[dict[str, float]] = mapped_column(JSONB)
    losses: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    formula: Mapped[int] = mapped_column(sa.Integer)
    turns: Mapped[date | None] = mapped_column(sa.Date)
    computed: Mapped[datetime] = mapped_column(sa.DateTime(timezone=True))


class QualityDay(tk.BaseModel):
    """The score of a dataset at the end of a day on which it changed."""

    __tablename__ = "paser_quality_day"

    dataset_id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    day: Mapped[date] = mapped_column(sa.Date, primary_key=True)
    score: Mapped[float] = mapped_column(_SCORE)


class QualityAgency(tk.BaseModel):
    """The mean score of the public datasets of an agency at the end of a day on which it, or their number, changed.

    Attributes:
        agency_id: ``EVERYBODY`` for all agencies together.
        score: None while there are no public datasets.
    """

    __tablename__ = "paser_quality_agency"

    agency_id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    day: Mapped[date] = mapped_column(sa.Date, primary_key=True)
    score: Mapped[float | None] = mapped_column(_SCORE)
    datasets: Mapped[int] = mapped_column(sa.Integer)

"""How good each dataset is and why not better, and how that went on, by dataset and by agency."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "016_quality"
down_revision = "015_workflow"
branch_labels = None
depends_on = None

SCORE = sa.Numeric(4, 1)


def upgrade() -> None:
    op.create_table(
        "paser_quality",
        sa.Column("dataset_id", sa.Text, primary_key=True),
        sa.Column("agency_id", sa.Text, nullable=False),
        sa.Column("score", SCORE, nullable=False),
        sa.Column("points", JSONB, nullable=False),
        sa.Column("losses", JSONB, nullable=False),
        sa.Column("formula", sa.Integer, nullable=False),
        sa.Column("turns", sa.Date),
        sa.Column("computed", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "paser_quality_day",
        sa.Column("dataset_id", sa.Text, primary_key=True),
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("score", SCORE, nullable=False),
    )
    op.create_table(
        "paser_quality_agency",
        sa.Column("agency_id", sa.Text, primary_key=True),
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("score", SCORE),
        sa.Column("datasets", sa.Integer, nullable=False),
    )


def downgrade() -> None:
    for table in ("paser_quality_agency", "paser_quality_day", "paser_quality"):
        op.drop_table(table)

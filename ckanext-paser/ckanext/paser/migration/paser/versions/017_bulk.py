"""Workbooks with many datasets, and what comes of each row."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "017_bulk"
down_revision = "016_quality"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "paser_bulk_run",
        sa.Column("id", sa.Text, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("user_id", "agency", "filename", "sheet")),
        sa.Column("positions", JSONB, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("state", "language")),
        sa.Column("digest", sa.Text, nullable=False, server_default=""),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
    )
    op.create_index("paser_bulk_run_of", "paser_bulk_run", ["user_id", "created"])
    op.create_table(
        "paser_bulk_row",
        sa.Column(
            "run_id", sa.Text, sa.ForeignKey("paser_bulk_run.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("row", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("cells", JSONB, nullable=False),
        sa.Column("wanted", JSONB, nullable=False),
        *(
            sa.Column(name, sa.Text, nullable=False, server_default="")
            for name in ("name", "title", "outcome", "base")
        ),
        *(
            sa.Column(name, JSONB, nullable=False, server_default="[]")
            for name in ("changes", "lacking", "problems")
        ),
        sa.Column("done", sa.Boolean, nullable=False, server_default=sa.false()),
    )


def downgrade() -> None:
    op.drop_table("paser_bulk_row")
    op.drop_table("paser_bulk_run")

"""Table of loads of tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "002_tables"
down_revision = "001_jobs"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "paser_table_load",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("resource_id", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False, server_default=""),
        sa.Column("filename", sa.Text, nullable=False, server_default=""),
        sa.Column("size", sa.BigInteger),
        sa.Column("sha256", sa.Text),
        sa.Column("rows", sa.BigInteger),
        sa.Column("rows_done", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("columns", JSONB, nullable=False, server_default="[]"),
        sa.Column("notes", JSONB, nullable=False, server_default="[]"),
        sa.Column("problems", JSONB, nullable=False, server_default="[]"),
        sa.Column("data_version", sa.Text),
        sa.Column("queued", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        sa.Column("started", sa.DateTime(timezone=True)),
        sa.Column("finished", sa.DateTime(timezone=True)),
    )
    op.create_index("paser_table_load_newest", "paser_table_load", ["resource_id", "queued"])


def downgrade() -> None:
    op.drop_table("paser_table_load")

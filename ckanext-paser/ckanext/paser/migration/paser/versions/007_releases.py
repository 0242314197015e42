"""Table of releases, and who sent the file of a load."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "007_releases"
down_revision = "006_privacy"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("paser_table_load", sa.Column("requested_by", sa.Text, nullable=False, server_default=""))
    op.create_table(
        "paser_table_release",
        sa.Column("resource_id", sa.Text, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("filename", sa.Text, nullable=False),
        sa.Column("size", sa.BigInteger),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("rows", sa.BigInteger, nullable=False),
        sa.Column("columns", JSONB, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("file_public", sa.Boolean, nullable=False),
        sa.Column("treatment", JSONB, nullable=False),
        sa.Column("snapshot_size", sa.BigInteger, nullable=False),
        sa.Column("changes", JSONB),
        sa.Column("statistics", JSONB, nullable=False),
        sa.Column("issued", MOMENT, nullable=False, server_default=sa.func.now()),
        sa.Column("removed", MOMENT),
        sa.Column("removed_why", sa.Text, nullable=False, server_default=""),
        sa.UniqueConstraint("resource_id", "version"),
    )


def downgrade() -> None:
    op.drop_table("paser_table_release")
    op.drop_column("paser_table_load", "requested_by")

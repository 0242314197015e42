"""Tables of indicators, pictures and walls."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "005_dashboard"
down_revision = "004_harvest"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "paser_indicator_state",
        sa.Column("indicator", sa.Text, primary_key=True),
        sa.Column("inputs", sa.Text, nullable=False),
        sa.Column("computed_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT),
        sa.Column("origin", JSONB, nullable=False),
        sa.Column("error", JSONB(none_as_null=True)),
    )
    op.create_table(
        "paser_indicator_value",
        sa.Column("indicator", sa.Text, primary_key=True),
        sa.Column("wilayah", sa.Text, primary_key=True),
        sa.Column("periode", sa.Text, primary_key=True),
        sa.Column("nilai", sa.Double),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("sumber", sa.Text, nullable=False),
        sa.Column("catatan", sa.Text, nullable=False),
    )
    op.create_table(
        "paser_picture",
        sa.Column("indicator", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("language", sa.Text, primary_key=True),
        sa.Column("digest", sa.Text, nullable=False, index=True),
        sa.Column("svg", sa.Text, nullable=False),
    )
    op.create_table(
        "paser_snapshot",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("etag", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table(
        "paser_wall_token",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("wall", sa.Text, nullable=False),
        sa.Column("token_hash", sa.Text, nullable=False, unique=True),
        sa.Column("created_at", MOMENT, nullable=False, server_default=sa.func.now()),
        sa.Column("created_by", sa.Text, nullable=False),
        sa.Column("revoked_at", MOMENT),
    )


def downgrade() -> None:
    for table in (
        "paser_wall_token",
        "paser_snapshot",
        "paser_picture",
        "paser_indicator_value",
        "paser_indicator_state",
    ):
        op.drop_table(table)

"""Tables of shapes of areas."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "003_areas"
down_revision = "002_tables"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "paser_area_shape",
        sa.Column("code", sa.Text, primary_key=True),
        sa.Column("level", sa.Text, nullable=False, index=True),
        sa.Column("geometry", JSONB, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
    )


def downgrade() -> None:
    op.drop_table("paser_area_shape")

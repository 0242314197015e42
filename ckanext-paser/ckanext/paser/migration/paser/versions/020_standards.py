"""Data standards that a dataset can follow."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "020_standards"
down_revision = "019_notices"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "paser_standard",
        sa.Column("id_sds", sa.Text, primary_key=True),
        sa.Column("konsep", JSONB, nullable=False),
        *(
            sa.Column(name, sa.Text, nullable=False)
            for name in ("definisi", "klasifikasi", "ukuran", "satuan", "words")
        ),
        sa.Column("loaded", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
    )


def downgrade() -> None:
    op.drop_table("paser_standard")

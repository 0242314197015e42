"""DSSD codes of SIPD's e-Walidata."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "025_dssd"
down_revision = "024_reminders"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "paser_dssd",
        sa.Column("kode", sa.Text, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("uraian", "satuan", "urusan")),
    )


def downgrade() -> None:
    op.drop_table("paser_dssd")

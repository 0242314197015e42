"""Fields of drafts that were emptied on purpose."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "021_emptied"
down_revision = "020_standards"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "paser_desk_emptied",
        sa.Column("dataset_id", sa.Text, sa.ForeignKey("package.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("field", sa.Text, primary_key=True),
    )


def downgrade() -> None:
    op.drop_table("paser_desk_emptied")

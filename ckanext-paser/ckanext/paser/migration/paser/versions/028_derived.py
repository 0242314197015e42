"""What was only derived of a draft: fields from its file, cells of columns from other cells, until somebody chooses them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "028_derived"
down_revision = "027_workflow_parts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "paser_desk_derived",
        sa.Column("dataset_id", sa.Text, sa.ForeignKey("package.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("part", sa.Text, primary_key=True),
        sa.Column("digest", sa.Text, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("paser_desk_derived")

"""Which of its stored files is a resource's, until the sweep has put it where CKAN looks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "011_uploads"
down_revision = "010_kept_files"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "paser_table_upload",
        sa.Column("resource_id", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
    )


def downgrade() -> None:
    op.drop_table("paser_table_upload")

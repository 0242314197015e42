"""What is known of linked files: when each was fetched, how it said which one it was, since when it fails."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "009_links"
down_revision = "008_gate"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "paser_table_link",
        sa.Column("resource_id", sa.Text, primary_key=True),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("etag", sa.Text, nullable=False, server_default=""),
        sa.Column("last_modified", sa.Text, nullable=False, server_default=""),
        sa.Column("fetched", MOMENT),
        sa.Column("failing_since", MOMENT),
        sa.Column("problem", JSONB),
        sa.Column("next_look", MOMENT, nullable=False),
    )
    op.create_index("paser_table_link_next", "paser_table_link", ["next_look"])


def downgrade() -> None:
    op.drop_table("paser_table_link")

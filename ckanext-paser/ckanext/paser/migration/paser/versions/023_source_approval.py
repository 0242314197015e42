"""Who has approved a harvest source. Those that are there were trusted until now, and count as approved by this upgrade."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "023_source_approval"
down_revision = "022_encoding"
branch_labels = None
depends_on = None

TABLE = "paser_harvest_source"


def upgrade() -> None:
    op.add_column(TABLE, sa.Column("authors", JSONB, nullable=False, server_default=sa.text("'[]'::jsonb")))
    op.add_column(TABLE, sa.Column("approved_document", JSONB(none_as_null=True)))
    op.add_column(TABLE, sa.Column("approved_how", sa.Text))
    op.add_column(TABLE, sa.Column("approved_by", sa.Text))
    op.add_column(TABLE, sa.Column("approved", sa.DateTime(timezone=True)))
    op.execute(
        f"UPDATE {TABLE} SET approved_document = document, approved_how = 'pemutakhiran', approved = now()"  # noqa: S608
    )


def downgrade() -> None:
    for column in ("authors", "approved_document", "approved_how", "approved_by", "approved"):
        op.drop_column(TABLE, column)

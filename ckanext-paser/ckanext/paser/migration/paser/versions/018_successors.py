"""The next version of a published dataset, beside it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "018_successors"
down_revision = "017_bulk"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "paser_workflow_successor",
        sa.Column("dataset_id", sa.Text, primary_key=True),
        sa.Column("original", sa.Text, nullable=False),
        sa.Column("base", JSONB, nullable=False),
        sa.Column("resources", JSONB, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False, server_default=""),
    )
    one_at_a_time = {"unique": True, "postgresql_where": sa.text("outcome = ''")}
    op.create_index("paser_workflow_successor_of", "paser_workflow_successor", ["original"], **one_at_a_time)
    op.create_index("paser_workflow_successors", "paser_workflow_successor", ["original", "outcome"])


def downgrade() -> None:
    op.drop_table("paser_workflow_successor")

"""What each part of a dataset said when a step was taken, so that who checks it again is told which of them have changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "027_workflow_parts"
down_revision = "026_release_period"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("paser_workflow_event", sa.Column("parts", JSONB, nullable=False, server_default="{}"))


def downgrade() -> None:
    op.drop_column("paser_workflow_event", "parts")

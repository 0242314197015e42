"""The gate, for every file: by which rules it was looked through, and which columns its table has.

Files that were looked through by other rules than the present ones are found by this number; see ``ckan paser privacy``.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "008_gate"
down_revision = "007_releases"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("paser_privacy_scan", sa.Column("rules", sa.Integer, nullable=False, server_default="0"))
    op.add_column("paser_privacy_scan", sa.Column("columns", JSONB, nullable=False, server_default="[]"))


def downgrade() -> None:
    op.drop_column("paser_privacy_scan", "columns")
    op.drop_column("paser_privacy_scan", "rules")

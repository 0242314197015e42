"""What an agency says of a file stays with the load of that file."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "012_said"
down_revision = "011_uploads"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("paser_table_load", sa.Column("said", sa.Text, nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("paser_table_load", "said")

"""How the text of a loaded file is encoded."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "022_encoding"
down_revision = "021_emptied"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("paser_table_load", sa.Column("encoding", sa.Text))


def downgrade() -> None:
    op.drop_column("paser_table_load", "encoding")

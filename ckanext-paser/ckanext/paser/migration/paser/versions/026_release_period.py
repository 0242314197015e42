"""What a release was called, and which period it is about."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "026_release_period"
down_revision = "025_dssd"
branch_labels = None
depends_on = None

_SAID = ("name", "periode_mulai", "periode_selesai")


def upgrade() -> None:
    for name in _SAID:
        op.add_column("paser_table_release", sa.Column(name, sa.Text, nullable=False, server_default=""))


def downgrade() -> None:
    for name in _SAID:
        op.drop_column("paser_table_release", name)

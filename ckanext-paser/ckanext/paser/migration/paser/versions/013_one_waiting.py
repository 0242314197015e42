"""No resource has two loads that wait."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "013_one_waiting"
down_revision = "012_said"
branch_labels = None
depends_on = None

OLDER = """
DELETE FROM paser_table_load older USING paser_table_load newer
WHERE older.status = 'queued' AND newer.status = 'queued' AND older.resource_id = newer.resource_id
AND (older.queued, older.id) < (newer.queued, newer.id)
"""


def upgrade() -> None:
    op.execute(OLDER)
    waiting = sa.text("status = 'queued'")
    op.create_index(
        "paser_table_load_waiting", "paser_table_load", ["resource_id"], unique=True, postgresql_where=waiting
    )


def downgrade() -> None:
    op.drop_index("paser_table_load_waiting")

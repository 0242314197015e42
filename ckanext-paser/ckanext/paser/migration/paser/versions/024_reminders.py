"""In which week overdue data are told again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "024_reminders"
down_revision = "023_source_approval"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("paser_notice", sa.Column("week", sa.Date))
    op.execute("UPDATE paser_notice SET week = due")
    op.drop_index("paser_notice_due", "paser_notice")
    op.create_index("paser_notice_due", "paser_notice", ["dataset_id", "due", "user_id", "week"], unique=True)


def downgrade() -> None:
    op.execute("DELETE FROM paser_notice WHERE week <> due")
    op.drop_index("paser_notice_due", "paser_notice")
    op.create_index("paser_notice_due", "paser_notice", ["dataset_id", "due", "user_id"], unique=True)
    op.drop_column("paser_notice", "week")

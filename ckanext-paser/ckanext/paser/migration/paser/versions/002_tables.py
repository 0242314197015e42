"""Tables of loads of tables."""
from __future__ import annotations

revision = "002_tables"
down_revision = "001_jobs"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass

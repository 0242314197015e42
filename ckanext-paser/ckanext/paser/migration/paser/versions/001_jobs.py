"""Tables of the durable queue."""
from __future__ import annotations

revision = "001_jobs"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass

"""Tables of indicators, pictures and walls."""
from __future__ import annotations

revision = "005_dashboard"
down_revision = "004_harvest"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass

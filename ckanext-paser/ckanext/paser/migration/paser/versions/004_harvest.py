"""Tables of harvest sources, runs and records."""
from __future__ import annotations

revision = "004_harvest"
down_revision = "003_areas"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass

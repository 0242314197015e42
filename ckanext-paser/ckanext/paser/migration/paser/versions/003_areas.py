"""Tables of shapes of areas."""
from __future__ import annotations

revision = "003_areas"
down_revision = "002_tables"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass

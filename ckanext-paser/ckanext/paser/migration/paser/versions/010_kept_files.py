"""The files of releases are looked through for personal data too: by which rules, and whether one holds some."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "010_kept_files"
down_revision = "009_links"
branch_labels = None
depends_on = None

KNOWN = """
UPDATE paser_table_release SET rules = scan.rules FROM paser_privacy_scan scan
WHERE scan.resource_id = paser_table_release.resource_id AND scan.sha256 = paser_table_release.sha256
"""


def upgrade() -> None:
    op.add_column("paser_table_release", sa.Column("rules", sa.Integer, nullable=False, server_default="0"))
    held = sa.Column("held", sa.Boolean, nullable=False, server_default=sa.false())
    op.add_column("paser_table_release", held)
    op.execute(KNOWN)


def downgrade() -> None:
    op.drop_column("paser_table_release", "held")
    op.drop_column("paser_table_release", "rules")

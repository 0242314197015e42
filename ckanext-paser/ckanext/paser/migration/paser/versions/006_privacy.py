"""Tables of the personal-data gate: what was found in each file, and what was decided, for good.

Files that became tables before there was a gate stay public; they are looked through at their next load.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "006_privacy"
down_revision = "005_dashboard"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "paser_privacy_scan",
        sa.Column("resource_id", sa.Text, primary_key=True),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("file_public", sa.Boolean, nullable=False),
        sa.Column("findings", JSONB, nullable=False),
        sa.Column("treatment", JSONB, nullable=False),
        sa.Column("scanned", MOMENT, nullable=False),
    )
    op.create_table(
        "paser_privacy_decision",
        sa.Column("id", sa.BigInteger, primary_key=True),
        sa.Column("resource_id", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("decision", sa.Text, nullable=False),
        sa.Column("columns", JSONB, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("decided_by", sa.Text, nullable=False),
        sa.Column("decided_at", MOMENT, nullable=False, server_default=sa.func.now()),
    )
    op.create_index("paser_privacy_decision_of", "paser_privacy_decision", ["resource_id", "sha256"])
    op.execute(
        "CREATE OR REPLACE FUNCTION paser_append_only() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'what was decided is never changed or removed'; END $$"
    )
    op.execute(
        "CREATE TRIGGER paser_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON paser_privacy_decision"
        " FOR EACH STATEMENT EXECUTE FUNCTION paser_append_only()"
    )
    op.execute(
        "INSERT INTO paser_privacy_scan"
        " SELECT DISTINCT ON (resource_id) resource_id, source, coalesce(sha256, ''), 'belum', true, '[]',"
        ' \'{"decided": false, "override": false, "drop": [], "mask": [], "suppress": []}\', now()'
        " FROM paser_table_load WHERE status = 'done' ORDER BY resource_id, queued DESC"
    )


def downgrade() -> None:
    op.drop_table("paser_privacy_decision")
    op.drop_table("paser_privacy_scan")
    op.execute("DROP FUNCTION paser_append_only()")

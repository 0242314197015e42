"""Where each dataset stands on its way to the public, what happened to it, and who may act for an agency.

What is public when this comes was published before there was a workflow, and stays so.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "015_workflow"
down_revision = "014_index_outbox"
branch_labels = None
depends_on = None

# Replaced, not made: "ckan db clean" leaves it there.
APPEND_ONLY = """
CREATE OR REPLACE FUNCTION paser_workflow_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The history of datasets is only added to';
END $$
"""
TRIGGER = """
CREATE TRIGGER paser_workflow_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON paser_workflow_event
FOR EACH STATEMENT EXECUTE FUNCTION paser_workflow_refuse()
"""
PUBLISHED = """
UPDATE package SET extras = coalesce(extras, '{}'::jsonb) || '{"status_sdi": "terbit"}'
WHERE type = 'dataset' AND state = 'active' AND NOT private AND extras->>'status_sdi' IS NULL
"""
EVENTS = """
INSERT INTO paser_workflow_event (dataset_id, number, kind, actor, role, "from", "to", note, comments, digest)
SELECT id, 1, 'langkah', '', 'sistem', '', 'terbit', 'Terbit sebelum ada alur persetujuan.', '{}', ''
FROM package WHERE type = 'dataset' AND state = 'active' AND extras->>'status_sdi' = 'terbit'
"""


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, server_default="")


def upgrade() -> None:
    op.create_table(
        "paser_workflow_event",
        sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=True),
        sa.Column("dataset_id", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        *(_text(name) for name in ("kind", "actor", "role", "from", "to", "note")),
        sa.Column("comments", JSONB, nullable=False, server_default="{}"),
        _text("digest"),
        sa.UniqueConstraint("dataset_id", "number"),
    )
    op.create_table(
        "paser_workflow_deputy",
        sa.Column("organization_id", sa.Text, primary_key=True),
        sa.Column("user_id", sa.Text, primary_key=True),
        sa.Column("named_by", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
    )
    op.create_table(
        "paser_workflow_successor",
        sa.Column("dataset_id", sa.Text, primary_key=True),
        sa.Column("original", sa.Text, nullable=False, unique=True),
        sa.Column("resources", JSONB, nullable=False),
    )
    op.execute(APPEND_ONLY)
    op.execute(TRIGGER)
    op.execute(PUBLISHED)
    op.execute(EVENTS)


def downgrade() -> None:
    op.drop_table("paser_workflow_successor")
    op.drop_table("paser_workflow_deputy")
    op.drop_table("paser_workflow_event")
    op.execute("DROP FUNCTION paser_workflow_refuse")
    op.execute("UPDATE package SET extras = extras - 'status_sdi' WHERE type = 'dataset'")

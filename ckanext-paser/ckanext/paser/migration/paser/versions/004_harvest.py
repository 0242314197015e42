"""Tables of harvest sources, runs and records."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "004_harvest"
down_revision = "003_areas"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
EMPTY_LIST = sa.text("'[]'::jsonb")
EMPTY_DICT = sa.text("'{}'::jsonb")


def _of_source(primary_key: bool = False) -> sa.Column:
    source = sa.ForeignKey("paser_harvest_source.id", ondelete="CASCADE")
    return sa.Column("source_id", sa.Text, source, nullable=False, primary_key=primary_key)


def upgrade() -> None:
    op.create_table(
        "paser_harvest_source",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("document", JSONB, nullable=False),
        sa.Column("enabled", sa.Boolean, nullable=False),
        sa.Column("next_due", MOMENT),
        sa.Column("created", MOMENT, nullable=False),
        sa.Column("modified", MOMENT, nullable=False),
    )
    op.create_table(
        "paser_harvest_run",
        sa.Column("id", sa.Text, primary_key=True),
        _of_source(),
        sa.Column("trigger", sa.Text, nullable=False),
        sa.Column("requested_by", sa.Text),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.Column("started", MOMENT),
        sa.Column("heartbeat", MOMENT),
        sa.Column("finished", MOMENT),
        sa.Column("total", sa.Integer),
        sa.Column("counts", JSONB, nullable=False, server_default=EMPTY_DICT),
        sa.Column("error", JSONB(none_as_null=True)),
        sa.Column("transient", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("resumes", sa.Text),
        sa.Column("approves", sa.Text),
        sa.Column("approved_by", sa.Text),
        sa.Column("approved", MOMENT),
    )
    op.create_index("paser_harvest_run_newest", "paser_harvest_run", ["source_id", sa.text("created DESC")])
    op.create_index(
        "paser_harvest_run_one_waits",
        "paser_harvest_run",
        ["source_id"],
        unique=True,
        postgresql_where=sa.text("status = 'queued'"),
    )
    op.create_table(
        "paser_harvest_stream",
        _of_source(primary_key=True),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("listing", sa.Text),
        sa.Column("resume", JSONB(none_as_null=True)),
        sa.Column("turned", MOMENT),
    )
    op.create_table(
        "paser_harvest_record",
        _of_source(primary_key=True),
        sa.Column("stream", sa.Text, primary_key=True),
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("dataset_id", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("stamp", sa.Text),
        sa.Column("content_sha", sa.Text),
        sa.Column("sent", JSONB(none_as_null=True)),
        sa.Column("shown", JSONB(none_as_null=True)),
        sa.Column("problems", JSONB, nullable=False, server_default=EMPTY_LIST),
        sa.Column("first_seen", MOMENT, nullable=False),
        sa.Column("listing", sa.Text),
        sa.Column("changed", MOMENT),
        sa.Column("changed_run", sa.Text),
        sa.Column("missing_since", MOMENT),
        sa.Column("missing_listings", sa.Integer, nullable=False, server_default="0"),
    )
    # Every run rewrites `listing` of every row, in place.
    op.execute("ALTER TABLE paser_harvest_record SET (fillfactor = 80)")
    op.create_index("paser_harvest_record_dataset", "paser_harvest_record", ["dataset_id"])
    op.create_table(
        "paser_harvest_outcome",
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
        sa.Column(
            "run_id", sa.Text, sa.ForeignKey("paser_harvest_run.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("stream", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("dataset_id", sa.Text),
        sa.Column("problems", JSONB, nullable=False, server_default=EMPTY_LIST),
        sa.Column("notes", JSONB, nullable=False, server_default=EMPTY_LIST),
    )
    op.create_index("paser_harvest_outcome_run", "paser_harvest_outcome", ["run_id", "id"])


def downgrade() -> None:
    for table in ("outcome", "record", "stream", "run", "source"):
        op.drop_table(f"paser_harvest_{table}")

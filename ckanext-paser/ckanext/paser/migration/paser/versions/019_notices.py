"""Notices: who is to be told of what, and how they want to be told.

A trigger notes each step of a dataset in the transaction of the step, whoever takes it: none is lost, none is told that was rolled
back. That a dataset begins to be there is no step that anybody is told of; steps before this migration are told to nobody.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "019_notices"
down_revision = "018_successors"
branch_labels = None
depends_on = None

# Replaced, not made: "ckan db clean" leaves it there.
NOTE = """
CREATE OR REPLACE FUNCTION paser_notice_note() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    INSERT INTO paser_notice_outbox (event_id) VALUES (NEW.id);
    RETURN NULL;
END $$
"""
TRIGGER = """
CREATE TRIGGER paser_notice_note AFTER INSERT ON paser_workflow_event
FOR EACH ROW WHEN (NEW.kind = 'langkah' AND NEW."from" <> '') EXECUTE FUNCTION paser_notice_note()
"""


def _moment(name: str, **said: object) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), **said)  # pyright: ignore[reportArgumentType]


def upgrade() -> None:
    op.create_table(
        "paser_notice_outbox",
        sa.Column("event_id", sa.BigInteger, primary_key=True, autoincrement=False),
    )
    op.create_table(
        "paser_notice",
        sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=True),
        *(
            sa.Column(name, sa.Text, nullable=False)
            for name in ("user_id", "dataset_id", "topic", "audience")
        ),
        sa.Column("waits", sa.Boolean, nullable=False),
        sa.Column("event_id", sa.BigInteger),
        sa.Column("due", sa.Date),
        _moment("at", nullable=False, server_default=sa.func.now()),
        sa.Column("tries", sa.Integer, nullable=False, server_default="0"),
        *(_moment(name) for name in ("tried", "asked", "ended")),
        *(
            sa.Column(name, sa.Text, nullable=False, server_default="")
            for name in ("batch", "error", "outcome")
        ),
        sa.CheckConstraint("(event_id IS NULL) <> (due IS NULL)", "paser_notice_of"),
    )
    op.create_index("paser_notice_step", "paser_notice", ["event_id", "user_id"], unique=True)
    op.create_index("paser_notice_due", "paser_notice", ["dataset_id", "due", "user_id"], unique=True)
    op.create_index(
        "paser_notice_open", "paser_notice", ["user_id"], postgresql_where=sa.text("ended IS NULL")
    )
    op.create_index("paser_notice_ended", "paser_notice", ["user_id", "ended"])
    op.create_table(
        "paser_notice_wish",
        sa.Column("user_id", sa.Text, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("wish", "language")),
    )
    op.execute(NOTE)
    op.execute(TRIGGER)


def downgrade() -> None:
    op.execute("DROP TRIGGER paser_notice_note ON paser_workflow_event")
    op.execute("DROP FUNCTION paser_notice_note")
    for table in ("paser_notice_wish", "paser_notice", "paser_notice_outbox"):
        op.drop_table(table)

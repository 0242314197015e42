"""Tables of the durable queue: procrastinate's own, in a schema of their own.

Not in ``public``, for two reasons. ``ckan db clean`` and CKAN's test fixtures drop the tables of ``public``
one by one and fail at those that a function depends on. And a queue of its own name is easy to look at,
to leave out of a dump, and to remove.

The tables are those of procrastinate 3.10.0. A newer procrastinate that changes them needs a new migration
here with the files of its ``sql/migrations``.
"""

from __future__ import annotations

from alembic import op
from procrastinate.schema import SchemaManager

revision = "001_jobs"
down_revision = None
branch_labels = None
depends_on = None

SCHEMA = "paser_jobs"

# Whoever adds a job (CKAN's connection, with CKAN's search path) sets off procrastinate's triggers.
FUNCTIONS_FIND_THEIR_TABLES = f"""
DO $$
DECLARE each regprocedure;
BEGIN
    FOR each IN SELECT oid::regprocedure FROM pg_proc WHERE pronamespace = '{SCHEMA}'::regnamespace LOOP
        EXECUTE format('ALTER FUNCTION %s SET search_path = {SCHEMA}', each);
    END LOOP;
END $$
"""

# Only waiting jobs are kept apart by their key. A running job gives it free, or its retry would collide
# with a job that has been added meanwhile, and procrastinate would leave it running for ever.
KEY_IS_FREE_ONCE_STARTED = """
CREATE FUNCTION free_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.queueing_lock := NULL;
    RETURN NEW;
END $$;
CREATE TRIGGER free_key BEFORE UPDATE OF status ON procrastinate_jobs
    FOR EACH ROW WHEN (OLD.status = 'todo' AND NEW.status = 'doing') EXECUTE FUNCTION free_key();
"""

ERRORS = """
CREATE TABLE errors (
    job_id bigint PRIMARY KEY REFERENCES procrastinate_jobs ON DELETE CASCADE,
    error text NOT NULL,
    at timestamptz NOT NULL DEFAULT now()
)
"""


def upgrade() -> None:
    # The plain cursor: procrastinate's SQL contains "%" and ":", which mean something to SQLAlchemy.
    with op.get_bind().connection.cursor() as cursor:
        # After "ckan db clean" the schema is still there, with jobs for things that are gone.
        cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
        cursor.execute(f"CREATE SCHEMA {SCHEMA}")
        cursor.execute(f"SET LOCAL search_path TO {SCHEMA}")
        cursor.execute(SchemaManager.get_schema())
        cursor.execute(KEY_IS_FREE_ONCE_STARTED)
        cursor.execute(ERRORS)
        cursor.execute(FUNCTIONS_FIND_THEIR_TABLES)
        cursor.execute("SET LOCAL search_path TO DEFAULT")


def downgrade() -> None:
    op.execute(f"DROP SCHEMA {SCHEMA} CASCADE")

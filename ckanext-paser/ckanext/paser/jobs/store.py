"""The queue's tables: the only place with SQL.

They are procrastinate's own, in a PostgreSQL schema of their own (migration 001 says why).
"""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa

import ckan.model as model

SCHEMA = "paser_jobs"

# A second job with the key of a waiting one is not added; the waiting one is due at once, with all its
# attempts, and locked until the caller commits, so that no worker starts it without the caller's changes.
_ASK_AGAIN = sa.text(
    f"UPDATE {SCHEMA}.procrastinate_jobs SET scheduled_at = NULL, attempts = 0"
    " WHERE lock = :key AND status = 'todo' RETURNING id"
)
_ADD = sa.text(
    f"INSERT INTO {SCHEMA}.procrastinate_jobs (queue_name, task_name, lock, queueing_lock, args)"
    " VALUES ('default', :task, :key, :key, CAST(:args AS jsonb))"
    " ON CONFLICT (queueing_lock) WHERE status = 'todo' DO UPDATE SET attempts = 0 RETURNING id"
)
_WORKER_AGE = sa.text(
    f"SELECT extract(epoch FROM clock_timestamp() - max(last_heartbeat)) FROM {SCHEMA}.procrastinate_workers"
)
_RECORD_ERROR = sa.text(
    f"INSERT INTO {SCHEMA}.errors (job_id, error) VALUES (:job_id, :error)"
    " ON CONFLICT (job_id) DO UPDATE SET error = EXCLUDED.error, at = now()"
)

# For the worker's own connection (psycopg, search path set to the schema). One statement, so that two
# workers never take up the same job, and a job that has been started anew is never touched.
TAKE_UP = """
WITH dead AS (
    SELECT id FROM procrastinate_workers
    WHERE last_heartbeat < now() - make_interval(secs => %(silence)s) AND id <> %(me)s
), taken AS (
    UPDATE procrastinate_jobs
    SET status = (CASE WHEN attempts < %(max_attempts)s THEN 'todo' ELSE 'failed' END)::procrastinate_job_status,
        attempts = attempts + 1, scheduled_at = NULL
    WHERE status = 'doing' AND (worker_id IS NULL OR worker_id IN (SELECT id FROM dead))
    RETURNING id, task_name, status
)
SELECT id, task_name, status FROM taken
"""


def defer(task: str, key: str | None, args: dict[str, Any]) -> int:
    """Add a job in the transaction of ``model.Session``; its id, or that of the waiting one with this key."""
    values = {"task": task, "key": key, "args": json.dumps(args)}
    waiting = model.Session.execute(_ASK_AGAIN, {"key": key}).scalars().first() if key else None
    return waiting or model.Session.execute(_ADD, values).scalar_one()


def worker_age() -> float | None:
    """Seconds since the newest heartbeat of a worker, None when there is no worker."""
    age = model.Session.execute(_WORKER_AGE).scalar()
    return None if age is None else float(age)


def record_error(job_id: int, error: str) -> None:
    """Keep the reason why a job failed, in a transaction of its own."""
    model.Session.rollback()
    model.Session.execute(_RECORD_ERROR, {"job_id": job_id, "error": error})
    model.Session.commit()

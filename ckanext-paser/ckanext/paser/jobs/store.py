"""The queue's tables: the only place with SQL.

They are procrastinate's own, in a PostgreSQL schema of their own (migration 001 says why).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from ckan import model

SCHEMA = "paser_jobs"
JOBS = f"{SCHEMA}.procrastinate_jobs"

# The job that waits already (also for a retry) is due at once with all its attempts, and is locked until
# the caller commits: no worker starts it before it can see the caller's changes.
_ASK_AGAIN = (
    f"UPDATE {JOBS} SET scheduled_at = NULL, attempts = 0 WHERE lock = :key AND status = 'todo' RETURNING id"
)
# One that waits for changes to end is moved on; one that is due at once, or waits to be tried again, stays so.
_MOVE_ON = (
    f"UPDATE {JOBS} j SET scheduled_at = CASE WHEN j.scheduled_at IS NULL OR j.attempts > 0 THEN j.scheduled_at"
    " ELSE least(now() + make_interval(secs => :delay), e.at + make_interval(secs => :most)) END"
    f" FROM {SCHEMA}.procrastinate_events e WHERE e.job_id = j.id AND e.type = 'deferred'"
    " AND j.lock = :key AND j.status = 'todo' RETURNING j.id"
)
# Both in one statement: a dataset that is saved with its files asks for many jobs.
_ADD = (
    f"INSERT INTO {JOBS} (queue_name, task_name, lock, queueing_lock, args, scheduled_at)"
    " SELECT :lane, :task, :key, :key, CAST(:args AS jsonb), now() + make_interval(secs => :delay)"
    " WHERE NOT EXISTS (SELECT FROM waiting)"
    " ON CONFLICT (queueing_lock) WHERE status = 'todo' DO UPDATE SET attempts = 0 RETURNING id"
)
_DEFER, _DEFER_LATER = (
    sa.text(
        f"WITH waiting AS ({ask}), added AS ({_ADD}) SELECT id FROM waiting UNION ALL SELECT id FROM added"
    )
    for ask in (_ASK_AGAIN, _MOVE_ON)
)
# The same for many jobs of one task. Whoever asks for the same in another order would wait for this, and be waited for.
_DEFER_EACH = sa.text(
    "WITH asked AS (SELECT * FROM unnest(CAST(:keys AS text[]), CAST(:args AS text[])) AS each(key, args)),"
    f" waiting AS (UPDATE {JOBS} j SET scheduled_at = NULL, attempts = 0 FROM asked"
    " WHERE j.lock = asked.key AND j.status = 'todo' RETURNING j.lock)"
    f" INSERT INTO {JOBS} (queue_name, task_name, lock, queueing_lock, args)"
    " SELECT :lane, :task, key, key, CAST(args AS jsonb) FROM asked"
    " WHERE NOT EXISTS (SELECT FROM waiting WHERE waiting.lock = asked.key) ORDER BY key"
    " ON CONFLICT (queueing_lock) WHERE status = 'todo' DO UPDATE SET attempts = 0"
)
_WORKER_AGE = sa.text(
    f"SELECT extract(epoch FROM clock_timestamp() - max(last_heartbeat)) FROM {SCHEMA}.procrastinate_workers"
)
_COUNTS = sa.text(f"SELECT task_name, status::text, count(*) FROM {JOBS} GROUP BY 1, 2 ORDER BY 1, 2")
_OLDEST_DUE = sa.text(
    "SELECT coalesce(max(extract(epoch FROM clock_timestamp() - coalesce(j.scheduled_at, e.at))), 0)"
    f" FROM {JOBS} j JOIN {SCHEMA}.procrastinate_events e ON e.job_id = j.id AND e.type = 'deferred'"
    " WHERE j.status = 'todo' AND coalesce(j.scheduled_at, now()) <= now()"
)
_LAST_PERIODIC = sa.text(
    f"SELECT task_name, max(defer_timestamp) AS minute FROM {SCHEMA}.procrastinate_periodic_defers GROUP BY 1"
)
_RECORD_ERROR = sa.text(
    f"INSERT INTO {SCHEMA}.errors (job_id, error) VALUES (:job_id, :error)"
    " ON CONFLICT (job_id) DO UPDATE SET error = EXCLUDED.error, at = now()"
)
_FORGET_SUPERSEDED = sa.text(f"DELETE FROM {JOBS} WHERE lock = :lock AND status = 'failed'")
_FAILED = sa.text(
    "SELECT j.id, j.task_name AS task, j.args, j.attempts, e.error, e.at"
    f" FROM {JOBS} j LEFT JOIN {SCHEMA}.errors e ON e.job_id = j.id WHERE j.status = 'failed' ORDER BY j.id"
)
_RETRY = sa.text(
    f"UPDATE {JOBS} SET status = 'todo', attempts = 0, scheduled_at = NULL"
    " WHERE status = 'failed' AND (:id IS NULL OR id = :id)"
)
_FORGET = sa.text(f"DELETE FROM {JOBS} WHERE status = 'failed' AND (:id IS NULL OR id = :id)")
_SWEEP = sa.text(
    f"DELETE FROM {JOBS} WHERE status <> 'todo' AND status <> 'doing' AND NOT EXISTS"
    f" (SELECT FROM {SCHEMA}.procrastinate_events e WHERE e.job_id = procrastinate_jobs.id"
    " AND e.at > now() - CASE WHEN status = 'succeeded' THEN interval '3 days' ELSE interval '30 days' END)"
)

# For the worker's own connection (psycopg, search path set to the schema). One statement, so that two
# workers never take up the same job, and a job that has been started anew is never touched.
TAKE_UP = """
WITH dead AS (
    DELETE FROM procrastinate_workers
    WHERE last_heartbeat < now() - make_interval(secs => %(silence)s) AND id <> ALL(%(living)s)
    RETURNING id
)
UPDATE procrastinate_jobs SET
    status = CASE WHEN attempts < %(deaths)s THEN 'todo' ELSE 'failed' END::procrastinate_job_status,
    attempts = attempts + 1,
    scheduled_at = NULL
WHERE status = 'doing' AND (worker_id IS NULL OR worker_id IN (SELECT id FROM dead))
RETURNING id, task_name, status::text
"""


def defer(
    task: str, key: str | None, args: dict[str, Any], lane: str, *, delay: float | None, most: float | None
) -> int:
    """Add a job in the transaction of ``model.Session``; its id, or that of the waiting one with this key.

    Args:
        delay: seconds until it is due.
        most: seconds after it was added beyond which asking again does not move it; None: it is not moved at all.
    """
    values = {"task": task, "key": key, "args": json.dumps(args), "lane": lane, "delay": delay}
    if delay is None:
        return model.Session.execute(_DEFER, values).scalar_one()
    most = delay if most is None else most
    return model.Session.execute(_DEFER_LATER, values | {"most": most}).scalar_one()


def defer_each(task: str, args: Mapping[str, dict[str, Any]], lane: str) -> None:
    """Add jobs of one task in the transaction of ``model.Session``: their arguments, by their keys."""
    keys = sorted(args)
    values = {"task": task, "keys": keys, "args": [json.dumps(args[key]) for key in keys], "lane": lane}
    model.Session.execute(_DEFER_EACH, values)


def worker_age(connection: sa.Connection) -> float | None:
    """Seconds since the newest heartbeat of a worker, None when there is no worker."""
    age = connection.execute(_WORKER_AGE).scalar()
    return None if age is None else float(age)


def counts(connection: sa.Connection) -> dict[tuple[str, str], int]:
    """How many jobs there are, by (task, status)."""
    return {(task, status): number for task, status, number in connection.execute(_COUNTS)}


def oldest_due(connection: sa.Connection) -> float:
    """Seconds that the oldest due job has been waiting; 0 without one."""
    return float(connection.execute(_OLDEST_DUE).scalar_one())


def last_periodic() -> dict[str, int]:
    """The minute (seconds since 1970) for which each periodic task was last added, by task."""
    return {row.task_name: row.minute for row in model.Session.execute(_LAST_PERIODIC)}


def record_error(job_id: int, error: str) -> None:
    """Keep the reason why a job failed."""
    model.Session.execute(_RECORD_ERROR, {"job_id": job_id, "error": error})


def forget_superseded(lock: str) -> None:
    """Remove the failed jobs whose work a later job with the same key has done."""
    model.Session.execute(_FORGET_SUPERSEDED, {"lock": lock})


def failed() -> list[dict[str, Any]]:
    """The failed jobs: id, task, args, attempts, error, at."""
    return [dict(row) for row in model.Session.execute(_FAILED).mappings()]


def retry(job_id: int | None) -> int:
    """Let a failed job, or all of them (None), run once more; how many there are."""
    return model.Session.execute(_RETRY, {"id": job_id}).rowcount  # pyright: ignore[reportAttributeAccessIssue]


def forget(job_id: int | None) -> int:
    """Remove a failed job, or all of them (None); how many there were."""
    return model.Session.execute(_FORGET, {"id": job_id}).rowcount  # pyright: ignore[reportAttributeAccessIssue]


def sweep() -> None:
    """Remove jobs that ended long ago: three days after success, thirty after failure."""
    model.Session.execute(_SWEEP)

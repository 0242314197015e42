"""Background work: a task is a function, a job is one call of it, kept in PostgreSQL until it is done.

A job is added in the caller's own transaction, so it exists exactly when the change exists that it is for.
A worker that dies leaves its jobs to the next one: whatever a task does must be safe to do twice.
"""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

import flask
import procrastinate
import psycopg
import sqlalchemy as sa
from croniter import croniter
from procrastinate.exceptions import ConnectorException
from procrastinate.worker import Worker

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.config import middleware

from ckanext.paser.jobs import store

log = logging.getLogger(__name__)

DEFAULT, SLOW = "default", "slow"
LANES = {DEFAULT: 2, SLOW: 1}
"""How many jobs a worker does at a time, by lane: what may take minutes, and no change waits for it, has its own."""
HEARTBEAT = 5.0  # seconds between two heartbeats of a worker
LOOK = 5.0  # seconds between two looks for jobs that nobody tells of: those of dead workers, and those that were to wait
SILENCE = 20.0  # seconds without a heartbeat after which a worker counts as dead
PATIENCE_WITH_DATABASE = 10.0  # seconds without it after which the worker ends, to be started anew
MAX_DEATHS = 5  # a job that was running in so many dying workers is failed, not started again
OVERDUE = 300.0  # seconds after which a periodic task that was not added is overdue
PERIODIC_RETRIES = 2  # how often what runs by the clock is tried again before it counts as failed
BACKOFF = 5  # waits before a retry: 5, 25, 125 ... seconds

_LOST = "The worker has lost its database. Start it again when PostgreSQL runs."

Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass(frozen=True)
class Task:
    """A function that a worker can call.

    Args:
        retry: how often it is tried again after an exception.
        cron: when it runs by itself; None if it only runs when it is deferred.
        lane: one of ``LANES``.
    """

    name: str
    function: Callable[..., Any]
    retry: int = 0
    cron: str | None = None
    lane: str = DEFAULT


TASKS: dict[str, Task] = {}


def task(name: str, retry: int = 0, lane: str = DEFAULT) -> Callable[[Function], Function]:
    """Make a function a task, known to workers by ``name``. It runs inside CKAN with a fresh Session."""
    return partial(_register, name=name, retry=retry, cron=None, lane=lane)


def periodic(cron: str, name: str) -> Callable[[Function], Function]:
    """Make a function without arguments a task that runs by itself (five fields: minute ... weekday, UTC).

    It is tried again soon after an exception: that Redis or Solr was away for a moment is nobody's work.
    """
    return partial(_register, name=name, retry=PERIODIC_RETRIES, cron=cron, lane=DEFAULT)


def _register(function: Function, *, name: str, retry: int, cron: str | None, lane: str) -> Function:
    known = TASKS.get(name)
    if known and known.function.__module__ != function.__module__:
        raise ValueError(f"two tasks are named {name}: {known.function.__module__}, {function.__module__}")
    TASKS[name] = Task(name, function, retry, cron, lane)
    return function


def defer(
    name: str,
    /,
    *,
    key: str | None = None,
    delay: float | None = None,
    most: float | None = None,
    **kwargs: Any,
) -> int:
    """Have a task done soon, in the caller's transaction: the job exists when ``model.Session`` commits.

    Args:
        name: of a registered task.
        key: two jobs with one key never run at the same time, and a second waiting one is not added.
        delay: seconds to wait first, so that many changes in a row make one job.
        most: with it every change moves the waiting job on by ``delay``, up to so many seconds after the first one.
        kwargs: the task's arguments, JSON values.

    Returns:
        the job's id, or that of the job which waits already.

    Raises:
        LookupError: there is no task of this name (its plugin may not be enabled).
    """
    return store.defer(name, key, kwargs, _lane(name), delay=delay, most=most)


def defer_each(name: str, args: Mapping[str, dict[str, Any]]) -> None:
    """Have a task done soon several times, as ``defer`` does once, in one statement.

    Args:
        args: the task's arguments by the job's key.

    Raises:
        LookupError: there is no task of this name (its plugin may not be enabled).
    """
    store.defer_each(name, args, _lane(name))


def _lane(name: str) -> str:
    if name not in TASKS:
        raise LookupError(f"no task is named {name}; enabled plugins offer: {', '.join(sorted(TASKS))}")
    return TASKS[name].lane


def worker_age(connection: sa.Connection | None = None) -> float | None:
    """Seconds since the newest heartbeat of a worker, None when there is no worker."""
    return store.worker_age(connection or model.Session.connection())


def counts(connection: sa.Connection) -> dict[tuple[str, str], int]:
    """How many jobs there are, by (task, status: todo, doing, succeeded, failed)."""
    return store.counts(connection)


def oldest_due(connection: sa.Connection) -> float:
    """Seconds that the oldest due job has been waiting; 0 without one."""
    return store.oldest_due(connection)


def overdue(now: float) -> list[str]:
    """The periodic tasks that ran before but were not added when they should have been."""
    last = store.last_periodic()
    due = {each.name: croniter(each.cron, now).get_prev(float) for each in TASKS.values() if each.cron}
    return sorted(name for name in due if name in last and last[name] < due[name] < now - OVERDUE)


def failed() -> list[dict[str, Any]]:
    """The failed jobs that no later job has made good: id, task, args, attempts, error, at."""
    return store.failed()


def retry(job_id: int | None) -> int:
    """Let a failed job, or all of them (None), run once more; how many there are."""
    count = store.retry(job_id)
    model.Session.commit()
    return count


def forget(job_id: int | None) -> int:
    """Remove a failed job, or all of them (None); how many there were."""
    count = store.forget(job_id)
    model.Session.commit()
    return count


def sweep() -> None:
    """Remove jobs that ended long ago."""
    store.sweep()
    model.Session.commit()


def run_pending() -> int:
    """Commit ``model.Session``, then run all jobs that are due, here and one after the other.

    Returns:
        how many jobs ran, failed ones included.
    """
    model.Session.commit()
    ran = asyncio.run(_work(wait=False))
    model.Session.expire_all()
    return ran


def run_worker() -> None:
    """Run jobs until a SIGTERM or SIGINT; running jobs are finished first.

    Raises:
        WorkerEndedError: the worker cannot go on, because the database is or was away.
    """
    try:
        asyncio.run(_work(wait=True))
    except (ConnectorException, psycopg.Error) as error:
        raise WorkerEndedError(_LOST) from error


class WorkerEndedError(Exception):
    """A worker ended without being asked to."""


async def _work(*, wait: bool) -> int:
    ran: list[int] = []
    app = _procrastinate(with_cron=wait)
    lanes = [([name], number) for name, number in LANES.items()] if wait else [(None, 1)]
    async with app.open_async():
        workers = [
            Worker(
                app,
                queues=queues,
                wait=wait,
                concurrency=number,
                install_signal_handlers=False,
                listen_notify=wait,
                fetch_job_polling_interval=LOOK,
                update_heartbeat_interval=HEARTBEAT,
                stalled_worker_timeout=SILENCE,
                task_middleware=[partial(_inside_ckan, _flask_app(), ran)],
            )
            for queues, number in lanes
        ]
        asked = _stop_when_asked(workers) if wait else []
        await _run(app, workers)
    if wait and not asked:
        raise WorkerEndedError(_LOST)
    return len(ran)


async def _run(app: procrastinate.App, workers: Sequence[Worker]) -> None:
    """Run the workers of all lanes until one of them ends, or the database was away; then all end their jobs, and end too."""
    running = [asyncio.create_task(worker.run()) for worker in workers]
    beside = asyncio.create_task(_take_up_forever(app, workers))
    await asyncio.wait([beside, *running], return_when=asyncio.FIRST_COMPLETED)
    beside.cancel()
    for worker in workers:
        worker.stop()
    for ended in await asyncio.gather(*running, beside, return_exceptions=True):
        if isinstance(ended, Exception):  # to be cancelled is none
            raise ended


def _stop_when_asked(workers: Sequence[Worker]) -> list[signal.Signals]:
    """Stop the workers at the first SIGTERM or SIGINT; the list has the signals that came."""
    asked: list[signal.Signals] = []

    def stop(number: signal.Signals) -> None:
        asked.append(number)
        for worker in workers:
            worker.stop()

    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop, number)
    return asked


def _procrastinate(*, with_cron: bool) -> procrastinate.App:
    """The queue as procrastinate sees it: CKAN's database through psycopg 3, and all registered tasks."""
    url = sa.make_url(tk.config["sqlalchemy.url"]).set(drivername="postgresql")
    connector = procrastinate.PsycopgConnector(
        conninfo=url.render_as_string(hide_password=False),
        kwargs={"options": f"-c search_path={store.SCHEMA}", "application_name": "paser worker"},
        min_size=1,
        max_size=sum(LANES.values()) + 2 * len(LANES),
        timeout=PATIENCE_WITH_DATABASE,
    )
    app = procrastinate.App(connector=connector)
    for each in TASKS.values():
        retry = (
            procrastinate.RetryStrategy(max_attempts=each.retry, exponential_wait=BACKOFF)
            if each.retry
            else False
        )
        function = _without_timestamp(each.function) if each.cron else each.function
        registered = app.task(name=each.name, retry=retry)(function)
        if each.cron and with_cron:
            app.periodic(cron=each.cron, lock=each.name, queueing_lock=each.name)(registered)  # pyright: ignore[reportArgumentType]
    return app


def _without_timestamp(function: Callable[[], Any]) -> Callable[..., Any]:
    """procrastinate tells a periodic task for which minute it runs; ours do not care."""

    def run(timestamp: int | None = None) -> Any:
        return function()

    return run


def _flask_app() -> flask.Flask:
    if flask.has_app_context():
        return flask.current_app._get_current_object()  # pyright: ignore[reportAttributeAccessIssue]
    if not middleware._internal_test_request_context:
        raise RuntimeError("CKAN's application has not been made")
    return middleware._internal_test_request_context.app


def _inside_ckan(
    app: flask.Flask,
    ran: list[int],
    run: Callable[[], Any],
    context: procrastinate.JobContext,
    worker: Worker,
) -> Any:
    """Run one job as CKAN runs a request: its own context, its own Session. Keep the reason when it fails."""
    job = context.job
    assert job.id  # noqa: S101 (a job that runs has been stored)
    ran.append(job.id)
    with app.test_request_context():
        try:
            result = run()
            model.Session.rollback()
            if job.lock:
                store.forget_superseded(job.lock)
        except Exception as error:
            model.Session.rollback()
            store.record_error(job.id, f"{type(error).__name__}: {error}")
            raise
        else:
            return result
        finally:
            model.Session.commit()
            model.Session.remove()


async def _take_up_forever(app: procrastinate.App, workers: Sequence[Worker]) -> None:
    """Give the jobs of dead workers back to the queue. This runs beside the jobs and never waits for them.

    Where it finds that the database was away it ends, and with it the worker: its heartbeats and its ear for new jobs
    may have ended unnoticed, and its jobs would be nobody's.
    """
    while True:
        await asyncio.sleep(HEARTBEAT)
        living = [worker.worker_id for worker in workers]
        if None in living:
            continue
        values = {"silence": SILENCE, "living": living, "deaths": MAX_DEATHS}
        try:
            taken = await app.connector.execute_query_all_async(store.TAKE_UP, **values)
        except ConnectorException:
            log.exception("Cannot look for jobs of dead workers")
            return
        for job in taken:
            log.warning("Job %(id)s (%(task_name)s) of a dead worker is now %(status)s", job)

"""One run per source at a time: a lock that dies with its process, and a heartbeat that people see.

The lock is the truth; PostgreSQL frees it the moment the connection of a killed process is gone. The
heartbeat on the run's row only tells pages and the sweep that somebody is at work.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from ckan import model

from ckanext.paser.problems import N_, Problem

from paser_harvesters.errors import HarvestError, TransientError

log = logging.getLogger(__name__)

HEARTBEAT = 10.0
_LOCK = sa.text("SELECT pg_try_advisory_lock(hashtextextended('paser_harvest:' || :source, 0))")
_UNLOCK = sa.text("SELECT pg_advisory_unlock(hashtextextended('paser_harvest:' || :source, 0))")
_PING = sa.text("SELECT 1")
_BEAT = sa.text("UPDATE paser_harvest_run SET heartbeat = now() WHERE id = :run AND status = 'running'")


class BusyError(HarvestError):
    """Another process is running the source."""


class LeaseLostError(TransientError):
    """The connection that held the lock is gone; somebody else may be running the source by now."""


class Lease:
    """The lock of one source, held by one connection of its own; :meth:`beat_for` starts the heartbeat."""

    def __init__(self, connection: sa.Connection, source_id: str) -> None:
        self._connection = connection
        self._source_id = source_id
        self._run_id: str | None = None
        self._stop = threading.Event()
        self._turn = threading.Lock()  # the heartbeat and the run share one connection
        self._lost = False
        self._thread = threading.Thread(target=self._beat, name=f"harvest {source_id}", daemon=True)

    def beat_for(self, run_id: str) -> None:
        """Keep the heartbeat of a run going until the lease is given back."""
        self._run_id = run_id
        self._thread.start()

    def check(self) -> None:
        """Raise :class:`LeaseLostError` when the lock may have passed to somebody else."""
        self._say(_PING)
        if self._lost:
            raise LeaseLostError(_interrupted())

    def _beat(self) -> None:
        while not self._lost and not self._stop.wait(HEARTBEAT):
            self._say(_BEAT, run=self._run_id)

    def _say(self, statement: sa.TextClause, **values: str | None) -> None:
        """Use the connection; when it is gone, so is the lock."""
        try:
            with self._turn:
                self._connection.execute(statement, values)
        except SQLAlchemyError:
            log.exception("The lease of source %s is lost", self._source_id)
            self._lost = True

    def release(self) -> None:
        """Stop the heartbeat, free the lock and give the connection back."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join()
        with suppress(SQLAlchemyError):
            self._connection.execute(_UNLOCK, {"source": self._source_id})
            self._connection.close()
            return
        self._connection.invalidate()


def _interrupted() -> Problem:
    return Problem(
        "lease_lost",
        "",
        N_("The connection to the database was interrupted."),
        N_("Nothing is lost; the next run goes on from here."),
    )


@contextmanager
def lease(source_id: str, *, waiting: Callable[[], None] | None = None) -> Iterator[Lease]:
    """Hold the source's lock.

    Args:
        waiting: called each second while somebody else has it; None gives up at once.

    Raises:
        BusyError: somebody else has it.
    """
    engine = model.meta.engine
    assert engine is not None  # noqa: S101 - CKAN has started
    connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    try:
        while not connection.execute(_LOCK, {"source": source_id}).scalar():
            if waiting is None:
                raise BusyError(
                    Problem(
                        "source_busy",
                        N_("source {source}"),
                        N_("Another run of this source is in progress."),
                        N_("Wait for its end."),
                        {"source": source_id},
                    )
                )
            waiting()
            time.sleep(1)
    except BaseException:
        connection.close()
        raise
    held = Lease(connection, source_id)
    try:
        yield held
    finally:
        held.release()

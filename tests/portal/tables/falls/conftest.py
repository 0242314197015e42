"""A load that falls at a step: processes that do, what the steps are, and all that a load leaves behind."""

from __future__ import annotations

import gzip
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

import psycopg
import pytest
import sqlalchemy as sa

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib import uploader
from ckan.tests.helpers import call_action

from ckanext.datastore.backend import postgres
from ckanext.paser.exports import service as exports
from ckanext.paser.jobs import service as jobs
from ckanext.paser.jobs import store as queue
from ckanext.paser.privacy import service as privacy
from ckanext.paser.releases import comparing
from ckanext.paser.releases import service as releases
from ckanext.paser.releases import store as kept
from ckanext.paser.releases.rules.release import Release
from ckanext.paser.releases.snapshots import archive
from ckanext.paser.tables import datastore, files, fulltext, loading, outcomes, service, store
from ckanext.paser.tables.reading import reader

OLD = "kode;nilai\nA;1\nB;2\n"
NEW = "kode;nilai;baru\n" + "".join(f"K{n};{n};kata {n}\n" for n in range(40))
SECONDS = 60
FORK = multiprocessing.get_context("fork")

Fall = Callable[[], None]

STEPS: dict[str, tuple[Any, str, str]] = {
    "the file is about to be copied": (files, "steady_copy", "before"),
    "the DataStore is about to be asked": (datastore, "connect", "before"),
    "its digest is known": (loading, "sha256_of", "after"),
    "other loads are locked out": (datastore, "lock", "after"),
    "the old table's mark is read": (datastore, "read_mark", "after"),
    "the load is written down": (store, "start", "after"),
    "the file is about to be read": (reader.ReadingProcess, "open", "before"),
    "the file is read and looked through": (privacy, "passes", "after"),
    "what was read is written down": (store, "note", "after"),
    "the new table is created": (datastore.Staging, "create", "after"),
    "rows are on their way into it": (loading, "_watched", "amid"),
    "the new table is filled": (datastore.Staging, "copy", "after"),
    "the new table is complete": (datastore.Staging, "complete", "after"),
    "the old table is locked": (datastore, "_lock_out", "after"),
    "the names are exchanged, not committed": (datastore.Staging, "take_place", "commit"),
    "the exchange is committed": (datastore.Staging, "take_place", "after"),
    "the resource is held": (store, "hold_active", "after"),
    "the resource is flagged, not committed": (store, "flag", "after"),
    "CKAN knows of the table": (outcomes, "_settle", "after"),
    "everybody is about to be told": (outcomes, "_tell", "before"),
    "the release is written, not kept": (service, "snapshot", "after"),
    "the release is kept, not written down": (archive.NewTable, "keep", "after"),
    "the release is written down, not committed": (kept, "add", "after"),
    "the release is taken": (releases, "take", "after"),
    "everybody is told": (outcomes, "_tell", "after"),
    "the load is written down as done": (store, "finish", "after"),
    "the release is about to be described": (releases, "describe", "before"),
    "the release is compared, not written down": (comparing, "compared", "after"),
    "the full text is about to be filled": (fulltext, "fill", "before"),
    "the full text is filled, not indexed": (datastore, "index_command", "before"),
}
"""What a load does, each with the function that does it, and when: before, amid or after it, or at its commit."""

WEB_STEPS: dict[str, tuple[Any, str, str]] = {
    "the file is about to be stored": (uploader.ResourceUpload, "upload", "before"),
    "the file is stored, the load not asked for": (uploader.ResourceUpload, "upload", "after"),
    "the load is asked for, not committed": (service, "follow", "after"),
}
"""The same of the request that uploads a file."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every test that takes a step is made at every step."""
    for name, steps in (("step", STEPS), ("web_step", WEB_STEPS)):
        if name in metafunc.fixturenames:
            metafunc.parametrize(name, steps, ids=lambda value: value.replace(" ", "-"))


def at_step(name: str, fall: Fall) -> None:
    """Have this process fall, once, at a step."""
    owner, attribute, when = (STEPS | WEB_STEPS)[name]
    real = getattr(owner, attribute)

    def fall_once() -> None:
        setattr(owner, attribute, real)
        fall()

    def instead(*args: Any, **kwargs: Any) -> Any:
        if when == "before":
            fall_once()
        if when == "commit":  # of the connection whose exchange begins here
            _before_commit(args[0], fall_once)
        result = real(*args, **kwargs)
        if when == "after":
            fall_once()
        return _amid(result, fall_once) if when == "amid" else result

    setattr(owner, attribute, instead)


def _amid(chunks: Iterator[bytes], fall: Fall) -> Iterator[bytes]:
    yield next(chunks)
    fall()
    yield from chunks


def _before_commit(staging: datastore.Staging, fall: Fall) -> None:
    real = staging.connection

    class Falling:
        """The same connection, which falls when it is to commit."""

        def __getattr__(self, name: str) -> Any:
            if name == "commit":
                fall()
            return getattr(real, name)

    staging.connection = Falling()  # pyright: ignore[reportAttributeAccessIssue]


def kill_worker() -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("still alive")


def kill_postgres() -> None:
    """Kill one backend: PostgreSQL then ends all others too, and recovers from its log."""
    with (
        suppress(psycopg.OperationalError),
        psycopg.connect(tk.config["ckan.datastore.write_url"]) as connection,
    ):
        os.kill(connection.info.backend_pid, signal.SIGKILL)
        connection.execute("SELECT 1")


def kill_postmaster() -> None:
    """Kill the whole of PostgreSQL; its supervisor starts it again."""
    with psycopg.connect(tk.config["ckan.datastore.write_url"]) as connection:
        stat = Path(f"/proc/{connection.info.backend_pid}/stat").read_text()
        with suppress(psycopg.OperationalError):
            os.kill(int(stat.rpartition(")")[2].split()[1]), signal.SIGKILL)


FALLS = {"worker": kill_worker, "postgres": kill_postgres, "postmaster": kill_postmaster}


def forget_connections() -> None:
    """So that none is shared with a forked process, or broken after PostgreSQL fell."""
    with suppress(sa.exc.DBAPIError):
        model.Session.remove()
    model.ensure_engine().dispose()
    for engine in postgres._engines.values():
        engine.dispose()


@contextmanager
def forked(function: Callable[[], None]) -> Iterator[Any]:
    """A process that is as this one is, until it ends or is not needed any more."""
    forget_connections()
    process = FORK.Process(target=function)
    process.start()
    try:
        yield process
    finally:
        process.kill()
        process.join()


def work(step: str | None, fall: Fall) -> None:
    """What the worker process does: jobs, until it falls; it waits less long than in earnest.

    No other worker is alive when it begins, so that none is taken for dead whose heartbeat is only late.
    """
    jobs.HEARTBEAT, jobs.LOOK, jobs.SILENCE, jobs.BACKOFF, jobs.PATIENCE_WITH_DATABASE = 0.1, 0.2, 0.3, 1, 1.0
    datastore.SEARCHED_AT_ONCE = 10
    for name in [name for name, task in jobs.TASKS.items() if task.cron]:
        del jobs.TASKS[name]  # what comes by the clock is not looked at here
    jobs.periodic("0 0 29 2 *", "paser.tests.never")(
        lambda: None
    )  # without any, a worker watches its connections less
    if step:
        at_step(step, fall)
    jobs.run_worker()


@dataclass
class Reader:
    """Somebody who reads the table all the time, and comes again when the database is away."""

    resource_id: str
    answers: list[tuple[int, int]] = field(default_factory=list)
    done: threading.Event = field(default_factory=threading.Event)

    def read(self) -> None:
        url = tk.config["ckan.datastore.read_url"]
        query = f'SELECT count(*), coalesce(sum(nilai), 0)::int FROM "{self.resource_id}"'
        while not self.done.is_set():
            with suppress(psycopg.OperationalError), psycopg.connect(url, autocommit=True) as connection:
                while not self.done.is_set():
                    answer = connection.execute(query).fetchone()  # pyright: ignore[reportArgumentType]
                    if answer and answer not in self.answers[-1:]:
                        self.answers.append(answer)
                    time.sleep(0.01)
            time.sleep(0.05)

    @contextmanager
    def reading(self) -> Iterator[None]:
        thread = threading.Thread(target=self.read)
        thread.start()
        try:
            yield
        finally:
            self.done.set()
            thread.join()


def is_over(resource_id: str) -> bool:
    """Whether the load is done and nothing of it waits any more."""
    with suppress(sa.exc.DBAPIError):
        model.Session.rollback()
        status = service.status(resource_id)
        left = sa.text(f"SELECT count(*) FROM {queue.JOBS} WHERE status IN ('todo', 'doing')")
        return bool(status) and status["status"] == "done" and model.Session.scalar(left) == 0
    forget_connections()
    return False


def _told(resource_id: str) -> str:
    """What is known of a load that is not over; where the database is away, what it says and has done last."""
    try:
        return str(service.status(resource_id))
    except sa.exc.DBAPIError as error:
        log = Path(os.environ["PASER_VAR"], "log", "postgres.log")
        return "\n".join([str(error), *log.read_text(errors="replace").splitlines()[-60:]])


def wait_until_over(resource_id: str, first: Any) -> None:
    """Wait for the load to be done, with a new worker whenever one has ended, as the supervisor does."""
    end = time.monotonic() + SECONDS
    process = first
    while not is_over(resource_id):
        assert time.monotonic() < end, _told(resource_id)
        if process.is_alive():
            time.sleep(0.05)
            continue
        with forked(lambda: work(None, kill_worker)) as process:
            while process.is_alive() and not is_over(resource_id):
                assert time.monotonic() < end, _told(resource_id)
                time.sleep(0.05)


@pytest.fixture(autouse=True)
def empty_queue(reset_db_once, with_plugins) -> None:
    """No job of another test, no worker that one has killed."""
    forget_connections()
    model.Session.execute(sa.text(f"TRUNCATE {queue.JOBS}, {queue.SCHEMA}.procrastinate_workers CASCADE"))
    model.Session.commit()


@pytest.fixture(autouse=True)
def no_downloads(monkeypatch) -> None:
    """Downloads are no step of a load, and three files in a process each would be most of the time; they have claims of their own."""
    monkeypatch.setattr(exports, "prepare", lambda resource_id: None)


WHOLE = {
    "rows": [(f"K{n}", n, f"kata {n}") for n in range(40)],
    "without full text": [(0,)],
    "searchable": True,
    "found": 1,
    "strays": [],
    "status": ("done", 40, True),
    "active": True,
    "failed jobs": [],
    "release": (40, 40, True, True, True, 40),
}


def state(resource_id: str, datastore_sql) -> dict[str, Any]:
    """All that a load leaves behind."""
    with datastore.connect() as connection:
        mark = datastore.read_mark(connection, resource_id)
    status = service.status(resource_id)
    return {
        "rows": datastore_sql(f'SELECT kode, nilai, baru FROM "{resource_id}" ORDER BY _id'),
        "without full text": datastore_sql(f'SELECT count(*) FROM "{resource_id}" WHERE _full_text IS NULL'),
        "searchable": mark and mark.searchable,
        "found": call_action("datastore_search", resource_id=resource_id, q="kata 7", limit=0)["total"],
        "strays": datastore_sql("SELECT relname FROM pg_class WHERE relname LIKE %s", r"\_paser\_%"),
        "status": (status["status"], status["rows"], status["data_version"] == (mark and mark.version)),
        "active": call_action("resource_show", id=resource_id)["datastore_active"],
        "failed jobs": jobs.failed(),
        "release": kept_release(releases.one(resource_id), mark and mark.version),
    }


def kept_release(release: Release | None, version: str | None) -> tuple[Any, ...]:
    """What is kept of the newest release: its rows, those of its file, whether it is the public table, described, compared."""
    assert release
    changes = release.changes or {}
    file = releases.original(release)
    return (
        *(release.rows, lines(releases.snapshot(release)), file and file.read_text() == NEW),
        *(release.version == version, bool(release.statistics), changes.get("added")),
    )


def lines(table: Path) -> int:
    """Rows of a release's table, as it is kept."""
    with gzip.open(table, "rt", encoding="utf-8") as file:
        return sum(1 for _ in file) - 1


@dataclass(frozen=True)
class Scene:
    """A resource whose table has two rows, and what may happen to it.

    Args:
        first: the file that the table is of.
        file: the file that is to take its place.
        whole: what is left behind when it has, and everything that follows has been done.
    """

    resource_id: str
    upload: Callable[..., dict[str, Any]]
    ask: Callable[..., list[tuple[Any, ...]]]
    first: str = OLD
    file: str = NEW
    whole: dict[str, Any] = field(default_factory=lambda: WHOLE)

    def send(self, file: str = NEW, filename: str = "data.csv") -> None:
        """Upload a file as the next one of the resource."""
        self.upload(file, filename, id=self.resource_id)
        model.Session.commit()

    def stored(self) -> str:
        """The resource's file, as a download gives it."""
        resource = model.Resource.get(self.resource_id)
        assert resource
        with files.steady_copy(resource) as path:
            return path.read_text()

    def worker(self, step: str | None = None, fall: Fall = kill_worker) -> Any:
        """Start a worker, which may fall at a step; a context."""
        return forked(lambda: work(step, fall))

    def process(self, function: Callable[[], None], step: str | None = None) -> Any:
        """Start a process that does something, and may be killed at a step; a context."""

        def run() -> None:
            if step:
                at_step(step, kill_worker)
            function()

        return forked(run)

    def until_over(self, first: Any) -> None:
        """Wait until the load is done; ``first`` is the worker that is at it."""
        wait_until_over(self.resource_id, first)
        forget_connections()

    def left(self) -> dict[str, Any]:
        """All that has been left behind."""
        return state(self.resource_id, self.ask)


@pytest.fixture
def scene(load, upload, datastore_sql) -> Scene:
    resource_id, _ = load(OLD)
    jobs.run_pending()
    return Scene(resource_id, upload, datastore_sql)


@pytest.fixture
def falls() -> dict[str, Fall]:
    """What a process can do to itself or to PostgreSQL."""
    return FALLS


@pytest.fixture
def reader(scene) -> Reader:
    return Reader(scene.resource_id)

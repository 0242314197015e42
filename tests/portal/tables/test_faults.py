"""Claims about loads that fall, and about readers while a table is replaced."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests.helpers import call_action

from ckanext.paser import temporary
from ckanext.paser.jobs import store as queue
from ckanext.paser.jobs.service import run_pending
from ckanext.paser.problems import ProblemError
from ckanext.paser.tables import datastore, outcomes, service, store
from ckanext.paser.tables.model import Status
from ckanext.paser.tables.reading import problems
from ckanext.paser.tables.reading.reader import ReadingProcess
from ckanext.paser.tables.signals import table_changed

pytestmark = pytest.mark.ckan_config("ckan.plugins", "paser datastore")

OLD = "kode;nilai\nA;1\nB;2\n"
NEW = "kode;nilai;baru\nA;10;x\nB;20;y\nC;30;z\n"


class FallError(Exception):
    """The power goes."""


class Falling(psycopg.Connection):
    """A connection to the DataStore that breaks at the n-th statement."""

    left = 0

    def execute(self, *args, **kwargs):
        type(self).left -= 1
        if self.left < 0:
            raise FallError
        return super().execute(*args, **kwargs)


def values(resource_id: str) -> list[tuple[str, int]]:
    rows = call_action("datastore_search", resource_id=resource_id)["records"]
    return [(row["kode"], row["nilai"]) for row in rows]


def strays(datastore_sql) -> list[tuple[str]]:
    return datastore_sql("SELECT relname FROM pg_class WHERE relname LIKE %s", r"\\_paser\\_%")


def test_a_load_that_falls_at_any_statement_leaves_the_old_table_or_the_new_one_whole(
    load, file, monkeypatch, datastore_sql
):
    resource_id, _ = load(OLD)
    path = file(NEW)
    fallen = 0
    while True:
        Falling.left = fallen
        with monkeypatch.context() as patch:
            patch.setattr(psycopg, "connect", Falling.connect)
            try:
                service.load(resource_id, path, "data.csv")
                break
            except FallError:
                pass
        model.Session.rollback()
        assert values(resource_id) in ([("A", 1), ("B", 2)], [("A", 10), ("B", 20), ("C", 30)])
        assert strays(datastore_sql) == []
        fallen += 1
    assert fallen > 10
    assert values(resource_id) == [("A", 10), ("B", 20), ("C", 30)]
    assert service.status(resource_id)["status"] == "done"


@pytest.mark.parametrize("step", ["flag", "finish"])
def test_a_load_that_falls_after_the_exchange_is_completed_by_the_next_one(load, file, monkeypatch, step):
    resource_id, _ = load(OLD)
    path = file(NEW)
    with monkeypatch.context() as patch:
        patch.setattr(store, step, lambda *_, **__: (_ for _ in ()).throw(FallError()))
        with pytest.raises(FallError):
            service.load(resource_id, path, "data.csv")
    model.Session.rollback()
    heard: list[str] = []
    with table_changed.connected_to(lambda sender, **_: heard.append(sender)):
        service.load(resource_id, path, "data.csv")
    status = service.status(resource_id)
    assert (status["status"], status["rows"], heard) == ("done", 3, [resource_id])
    assert call_action("resource_show", id=resource_id)["datastore_active"] is True


def test_a_killed_load_leaves_nothing_and_can_be_done_again(
    upload, load, datastore_sql, test_request_context, pytestconfig
):
    resource_id, _ = load(OLD)
    upload("kode;nilai\n" + "".join(f"K{n};{n}\n" for n in range(400_000)), id=resource_id)
    command = [
        sys.executable,
        "-c",
        "import re; from ckan.cli.cli import ckan; ckan()",  # as its script does: later CKAN's types hide Python's
        "-c",
        pytestconfig.getoption("ckan_ini"),
        "paser",
        "table",
        "load",
    ]
    process = subprocess.Popen([*command, resource_id], start_new_session=True)
    try:
        while process.poll() is None and service.status(resource_id)["status"] != "loading":
            model.Session.rollback()
            time.sleep(0.01)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    finally:
        with suppress(ProcessLookupError):  # what the killed process started may have ended by itself
            os.killpg(process.pid, signal.SIGKILL)
    assert values(resource_id) == [("A", 1), ("B", 2)]
    assert strays(datastore_sql) == []
    result = service.load_upload(resource_id)
    assert result is not None
    assert (result.status, result.rows) == ("done", 400_000)


def test_a_load_that_never_ended_is_told_by_the_sweep(load, monkeypatch):
    resource_id, _ = load(OLD)
    store.start(resource_id, source="")
    monkeypatch.setattr(service, "_LONGEST", -service._LONGEST)
    service.sweep()
    assert service.status(resource_id)["status"] == Status.FAILED


def test_a_load_that_waits_though_its_job_has_died_is_taken_up_by_the_sweep(upload):
    resource_id = upload(OLD)["id"]
    age = "UPDATE paser_table_load SET queued = queued - interval '2 hours', requested_by = 'pengirim' WHERE resource_id = :id"
    model.Session.execute(sa.text(age), {"id": resource_id})
    model.Session.execute(sa.text(f"DELETE FROM {queue.JOBS}"))
    service.sweep()
    run_pending()
    load = store.latest(resource_id)
    assert load is not None
    assert (load.status, load.requested_by) == ("done", "pengirim")


def test_what_killed_processes_left_of_files_is_removed_by_the_sweep(dataset, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    ages = {"upload": 7200, "table": 7200, "link": 60}
    with ExitStack() as left:
        for kind, age in ages.items():
            folder = Path(left.enter_context(temporary.folder(kind)))
            (folder / "file").touch()
            os.utime(folder, (time.time() - age,) * 2)
        service.sweep()
        assert [path.name.split("-")[2] for path in tmp_path.iterdir()] == ["link"]


def test_readers_never_see_an_empty_or_half_table_while_it_is_replaced(load, file, record_property):
    """Eight readers, ten exchanges: each answer is one whole version, and nobody waits long."""
    versions = ["kode;nilai\n" + "".join(f"K{i};{version}\n" for i in range(2000)) for version in range(10)]
    resource_id, _ = load(versions[0])
    done = threading.Event()
    answers: list[tuple[int, int, int]] = []
    pauses: list[float] = []

    def read() -> None:
        query = f'SELECT count(*), min(nilai), max(nilai) FROM "{resource_id}"'
        with psycopg.connect(tk.config["ckan.datastore.read_url"], autocommit=True) as connection:
            while not done.is_set():
                begun = time.perf_counter()
                answers.append(connection.execute(query).fetchone())  # pyright: ignore[reportArgumentType]
                pauses.append(time.perf_counter() - begun)
                time.sleep(0.005)

    readers = [threading.Thread(target=read) for _ in range(8)]
    for reader in readers:
        reader.start()
    try:
        for content in versions[1:] + versions[:1]:
            assert service.load(resource_id, file(content), "data.csv").changed
    finally:
        done.set()
        for reader in readers:
            reader.join()
    record_property("worst_pause_ms", round(max(pauses) * 1000))
    assert [answer for answer in answers if answer[0] != 2000 or answer[1] != answer[2]] == []
    assert len({answer[1] for answer in answers}) > 5


def test_a_long_reader_does_not_keep_others_waiting(load, file, monkeypatch):
    """While one reader holds the table, the exchange waits in short tries between which others read."""
    resource_id, _ = load(OLD)
    monkeypatch.setattr(datastore, "LOCK_PATIENCE", 1.0)
    with psycopg.connect(tk.config["ckan.datastore.read_url"]) as reader:
        reader.execute(f'SELECT * FROM "{resource_id}"')
        with pytest.raises(psycopg.errors.LockNotAvailable):
            service.load(resource_id, file(NEW), "data.csv")
        model.Session.rollback()
        assert values(resource_id) == [("A", 1), ("B", 2)]
    assert service.load(resource_id, file(NEW), "data.csv").changed


class TestWhileTheTableIsIndexed:
    """An index is made beside its readers and waits for every transaction that is older than it."""

    @pytest.fixture
    def indexed(self, load, monkeypatch):
        """A table whose index waits for somebody who reads elsewhere."""
        monkeypatch.setattr(datastore, "SEARCHED_AT_ONCE", 0)
        monkeypatch.setattr(datastore, "LOCK_PATIENCE", 5.0)
        resource_id, _ = load(OLD)
        model.Session.execute(sa.text(f"TRUNCATE {queue.JOBS} CASCADE"))
        model.Session.commit()
        thread = threading.Thread(target=service.fill_full_text, args=[resource_id])
        with psycopg.connect(tk.config["ckan.datastore.read_url"]) as elsewhere:
            elsewhere.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            elsewhere.execute("SELECT 1")
            thread.start()
            waits_for_a_lock(thread)
            yield resource_id, elsewhere
        thread.join()

    def test_a_newer_file_takes_its_place_and_is_searchable_in_the_end(self, indexed, file):
        resource_id, elsewhere = indexed
        assert service.load(resource_id, file(NEW), "data.csv").changed
        elsewhere.rollback()
        run_pending()
        assert call_action("datastore_search", resource_id=resource_id, q="y")["total"] == 1

    def test_a_column_is_closed(self, indexed):
        resource_id, _ = indexed
        with datastore.connect() as connection:
            assert datastore.close_columns(connection, resource_id, {"nilai"}, "close")
            connection.commit()
        fields = call_action("datastore_search", resource_id=resource_id)["fields"]
        assert [field["id"] for field in fields] == ["_id", "kode"]


@pytest.fixture
def beside(app):
    """Run a function in another thread, as another process would, until it waits for a lock; then free the lock."""

    def run(function, free) -> None:
        def inside_ckan() -> None:
            with app.flask_app.test_request_context():
                function()
                model.Session.remove()

        thread = threading.Thread(target=inside_ckan)
        thread.start()
        try:
            waits_for_a_lock(thread)
        finally:
            free()
            thread.join()

    return run


def waits_for_a_lock(thread: threading.Thread) -> None:
    waiting = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND application_name = 'paser-tables' AND wait_event_type = 'Lock'"
    )
    with psycopg.connect(tk.config["ckan.datastore.write_url"], autocommit=True) as connection:
        while connection.execute(waiting).fetchone() == (0,):
            assert thread.is_alive(), "it did not wait"
            time.sleep(0.01)


def test_two_loads_of_one_resource_wait_for_each_other(load, file, beside):
    resource_id, _ = load(OLD)
    path, done = file(NEW), []
    with datastore.connect() as first:
        datastore.lock(first, resource_id)
        beside(
            lambda: done.append(service.load(resource_id, path, "data.csv").rows),
            lambda: first.execute("SELECT pg_advisory_unlock_all()"),
        )
    assert done == [3]


def test_the_end_of_a_table_waits_for_a_load_that_is_under_way(load, dataset, beside, datastore_sql):
    resource_id, _ = load(OLD)
    call_action("package_patch", id=dataset["id"], resources=[])
    with datastore.connect() as first:
        datastore.lock(first, resource_id)
        beside(lambda: service.drop(resource_id), lambda: first.execute("SELECT pg_advisory_unlock_all()"))
    assert datastore_sql("SELECT to_regclass(%s)", f'"{resource_id}"') == [(None,)]


@pytest.mark.parametrize("end", ["resource_delete", "dataset_purge"])
def test_what_goes_while_its_file_is_read_leaves_no_table(upload, dataset, monkeypatch, datastore_sql, end):
    resource_id = upload(OLD)["id"]
    settle = outcomes._settle

    def late(*args) -> None:
        call_action(end, id={"resource_delete": resource_id, "dataset_purge": dataset["id"]}[end])
        settle(*args)

    with monkeypatch.context() as patch:
        patch.setattr(outcomes, "_settle", late)
        service.load_upload(resource_id)
    run_pending()
    assert datastore_sql("SELECT to_regclass(%s)", f'"{resource_id}"') == [(None,)]
    assert service.status(resource_id) is None


def test_an_edit_of_rows_waits_for_whoever_writes_the_mark_and_keeps_what_was_written(load, beside):
    resource_id, _ = load(OLD)
    with datastore.connect() as first:
        mark = datastore.hold_mark(first, resource_id)
        assert mark is not None
        datastore.write_mark(first, resource_id, replace(mark, digest="new"))
        beside(lambda: service.edited(resource_id), first.commit)
    with datastore.connect() as connection:
        now = datastore.read_mark(connection, resource_id)
    assert now == replace(
        mark, digest="new", fingerprint="", was=mark.fingerprint, edited=True, version=now and now.version
    )
    assert now.version.startswith("new-")


def test_rows_edited_while_the_same_content_is_read_again_become_those_of_the_file(load, monkeypatch):
    resource_id, _ = load(OLD)
    copy = datastore.Staging.copy

    def copy_and_edit(self, *args) -> str:
        digest = copy(self, *args)
        row = {"_id": 1, "nilai": 99}
        call_action("datastore_upsert", resource_id=resource_id, method="update", force=True, records=[row])
        return digest

    monkeypatch.setattr(datastore.Staging, "copy", copy_and_edit)
    _, result = load("\ufeff" + OLD, id=resource_id)
    assert (result.changed, values(resource_id)) == (True, [("A", 1), ("B", 2)])


def test_no_other_load_comes_between_while_the_same_content_is_noted(load, monkeypatch):
    resource_id, _ = load(OLD)
    write, free = datastore.write_dictionary, []

    def look(connection, *written) -> None:
        with datastore.connect() as other:
            query = "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))"
            free.append(other.execute(query, [f"paser table {resource_id}"]).fetchone())
        write(connection, *written)

    monkeypatch.setattr(datastore, "write_dictionary", look)
    _, result = load("\ufeff" + OLD, id=resource_id)
    assert (result.changed, free) == (False, [(False,), (False,)])


def test_a_load_that_found_no_memory_is_made_again_by_the_sweep(upload, monkeypatch):
    def none_left(self, *args: object, **asked: object) -> None:
        raise ProblemError(problems.no_memory())

    resource_id = upload(OLD)["id"]
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(ReadingProcess, "open", none_left)
        run_pending()
    status = service.status(resource_id)
    assert [problem["code"] for problem in status["problems"]] == ["no_memory"]
    service.sweep()
    run_pending()
    assert values(resource_id) == [("A", 1), ("B", 2)]

"""A run that is killed with -9 anywhere leaves, after the next run, what an undisturbed one leaves."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests.helpers import call_action

from ckanext.paser.jobs import service as jobs
from ckanext.paser.jobs import store as queue

from paser_harvesters import engine, records, service, store

pytestmark = [
    pytest.mark.ckan_config(
        "ckan.plugins", "paser_harvest paser scheming_datasets scheming_organizations datastore"
    ),
    pytest.mark.usefixtures("with_plugins", "clean_index"),
]
SHORTS = ("ipm", "gini", "luas", "tpt", "pdrb")


@pytest.fixture(autouse=True)
def empty_queue(with_plugins) -> None:
    """No job of the runs that were killed before."""
    model.Session.execute(sa.text(f"TRUNCATE {queue.JOBS} CASCADE"))
    model.Session.commit()


@pytest.fixture
def kill(request):
    """Run a source in a process of its own and kill it."""

    def run(source_id: str, point: str, count: int) -> None:
        script = Path(__file__).with_name("killed_run.py")
        ini = request.config.getoption("--ckan-ini")
        ended = subprocess.run(
            [sys.executable, script, ini, source_id, point, str(count)],
            check=False,
            capture_output=True,
            text=True,
        )
        assert ended.returncode == -signal.SIGKILL, ended.stderr

    return run


def filled(folder):
    for at, short in enumerate(SHORTS):
        folder.add(short)
        folder.write(f"{short}.csv", "tahun;nilai", f"2024;{at},5")
    folder.apply()
    return folder


def end_state(folder) -> dict:
    """Everything a run leaves, without what names the source or the time."""
    state = {}
    for short in SHORTS:
        name = folder.name(short)
        found = call_action("package_search", fq=f"name:{name}")
        dataset = found["results"][0]
        resources = [
            {key: resource[key] for key in ("name", "format", "hash", "size", "url_type", "datastore_active")}
            for resource in dataset["resources"]
        ]
        rows = call_action("datastore_search", resource_id=dataset["resources"][0]["id"])["records"]
        record = records.find(folder.source_id, name)
        assert record is not None
        kept = (record.status, record.problems, record.dataset_id == dataset["id"], record.missing_since)
        state[short] = (found["count"], dataset["title"], resources, rows, kept)
    return state


@pytest.mark.parametrize(
    ("point", "count"),
    [
        ("file stored", 1),
        ("indexed, not committed", 3),
        ("dataset written", 3),
        ("table loaded", 2),
        ("record kept", 4),
        ("page turned", 3),
    ],
)
def test_after_a_kill_the_next_run_leaves_what_an_undisturbed_one_leaves(make_folder, kill, point, count):
    undisturbed, disturbed = filled(make_folder()), filled(make_folder())
    service.run_now(undisturbed.source_id)
    kill(disturbed.source_id, point, count)
    run = service.run_now(disturbed.source_id)
    assert (run.status, end_state(disturbed)) == ("ok", end_state(undisturbed))


def test_the_next_run_does_not_begin_anew(make_folder, kill):
    folder = filled(make_folder())
    kill(folder.source_id, "record kept", 5)  # two pages of two are behind it
    run = service.run_now(folder.source_id)
    killed = store.runs(folder.source_id, 2, 0)[1]
    assert (killed.status, killed.error["code"], killed.counts) == ("aborted", "run_died", {"created": 5})
    assert (run.resumes, run.counts) == (killed.id, {"same": 1})


def test_a_worker_takes_up_a_run_that_has_gone_silent(make_folder, kill):
    folder = filled(make_folder())
    kill(folder.source_id, "dataset written", 2)
    dead = store.running_run(folder.source_id)
    assert dead is not None
    store.change_run(dead.id, heartbeat=store.now() - timedelta(seconds=61))
    service.request_due_runs()
    jobs.run_pending()
    newest = store.newest_run(folder.source_id)
    assert newest is not None
    assert (newest.status, newest.trigger, newest.resumes) == ("ok", "resume", dead.id)
    assert len(end_state(folder)) == len(SHORTS)


def test_when_the_database_drops_every_connection_the_next_run_goes_on(folder, monkeypatch):
    filled(folder)
    monkeypatch.setattr(engine, "PATIENCE", (0.0,))

    def drop(step) -> None:
        if step.done == 2:
            with psycopg.connect(tk.config["sqlalchemy.url"], autocommit=True) as connection:
                connection.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )

    with contextlib.suppress(OperationalError):
        service.run_now(folder.source_id, watcher=drop)
    model.Session.remove()
    run = service.run_now(folder.source_id)
    assert (run.status, sum(run.counts.values()), len(end_state(folder))) == ("ok", 5, 5)

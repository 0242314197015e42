"""Claims about the worker process, killed and stopped for real."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from ckan import model

from ckanext.paser.jobs import service

Start = Callable[[], subprocess.Popen[bytes]]


def wait_for(condition: Callable[[], object], what: str, seconds: float = 40) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"waited {seconds} s in vain for: {what}"
        time.sleep(0.05)


@pytest.fixture
def start(tmp_path: Path, pytestconfig: pytest.Config, tasks) -> Iterator[Start]:
    """Starts worker processes; they are gone after the test."""
    service.task("test.until_told")(lambda: None)
    service.task("test.slow", lane=service.SLOW)(lambda: None)
    service.task("test.quick")(lambda: None)
    service.periodic("0 0 29 2 *", "test.stumbles")(lambda: None)
    script = Path(__file__).with_name("worker_process.py")
    processes: list[subprocess.Popen[bytes]] = []

    def start_one() -> subprocess.Popen[bytes]:
        ini = pytestconfig.getoption("--ckan-ini")
        processes.append(subprocess.Popen([sys.executable, str(script), str(ini), str(tmp_path)]))
        return processes[-1]

    yield start_one
    for process in processes:
        process.kill()
        process.wait()


def running(tmp_path: Path, times: int) -> Callable[[], bool]:
    started = tmp_path / "started"
    return lambda: started.exists() and started.read_text().count("\n") == times


def test_the_job_of_a_killed_worker_is_taken_up_by_another(start: Start, tmp_path: Path, queue):
    service.defer("test.until_told", key="k")
    model.Session.commit()
    first = start()
    wait_for(running(tmp_path, 1), "the first worker starts the job")
    first.kill()
    (tmp_path / "go").touch()
    start()
    wait_for(running(tmp_path, 2), "the second worker starts the same job")
    wait_for(lambda: ("test.until_told", "succeeded", 2) in queue(), "the job is done")


def test_a_worker_that_is_stopped_ends_its_job_first(start: Start, tmp_path: Path, queue):
    worker = start()
    wait_for(lambda: service.worker_age() is not None, "the worker says that it lives")
    service.defer("test.until_told")
    model.Session.commit()
    wait_for(running(tmp_path, 1), "the worker starts the job")
    worker.send_signal(signal.SIGTERM)
    (tmp_path / "go").touch()
    assert worker.wait(20) == 0
    assert (tmp_path / "ended").exists()
    assert ("test.until_told", "succeeded", 1) in queue()
    assert service.worker_age() is None


def test_slow_jobs_go_one_after_the_other_and_do_not_keep_the_rest_waiting(
    start: Start, tmp_path: Path, queue
):
    for name in ("test.slow", "test.slow", "test.slow", "test.quick"):
        service.defer(name)
    model.Session.commit()
    start()
    wait_for(running(tmp_path, 1), "the worker starts a slow job")
    wait_for(lambda: ("test.quick", "succeeded", 1) in queue(), "the quick one is done meanwhile")
    assert running(tmp_path, 1)()
    (tmp_path / "go").touch()
    wait_for(lambda: queue().count(("test.slow", "succeeded", 1)) == 3, "the slow ones are done")


def test_work_goes_on_after_all_connections_were_lost(start: Start, tmp_path: Path, queue):
    """The worker connects anew, or ends with an error and is started again, as the supervisor does."""
    worker = start()
    wait_for(lambda: service.worker_age() is not None, "the worker says that it lives")
    cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'paser worker'"
    model.Session.execute(sa.text(f"{cut} AND datname = current_database()"))
    (tmp_path / "go").touch()
    service.defer("test.until_told")
    model.Session.commit()

    def done() -> bool:
        nonlocal worker
        if worker.poll() is not None:
            assert worker.returncode == 1
            worker = start()
        return ("test.until_told", "succeeded", 1) in queue()

    wait_for(done, "the job is done")


def test_a_periodic_task_runs_by_itself(start: Start, tmp_path: Path):
    start()
    wait_for((tmp_path / "ticked").exists, "the periodic task has run")


def test_what_the_clock_asked_for_while_no_worker_was_there_is_done_at_its_start(
    start: Start, tmp_path: Path
):
    """So the index is compared with the database as soon as the portal runs (docs/search.md)."""
    start()
    wait_for((tmp_path / "made up for").exists, "the task of minutes ago has run", seconds=20)


def test_a_periodic_task_that_stumbles_is_tried_again_soon(start: Start, queue):
    """The next time by the clock may be a day away, and the doctor would show it as failed until then."""
    service.defer("test.stumbles", key="test.stumbles")
    model.Session.commit()
    start()
    wait_for(lambda: ("test.stumbles", "succeeded", 2) in queue(), "the second try succeeds")

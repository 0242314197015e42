"""Claims about the reading process that waits for the next file."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ckanext.paser.tables.reading import ready
from ckanext.paser.tables.reading.reader import open_table

PATIENCE = 10


@pytest.fixture
def waiting() -> Iterator[ready.Process]:
    """The process that waits; none does afterwards."""
    ready.make()
    yield ready._waiting[0]
    with ready.take() as process:
        process.kill()


def test_it_reads_the_next_file(waiting, file):
    with open_table(file) as opened:
        assert opened._process is waiting
        assert b"".join(opened.chunks()) == b"1,Kuaro,5\n"


def test_it_is_one_however_often_it_is_asked_for(waiting):
    ready.make()
    assert ready._waiting == [waiting]


def test_one_that_has_been_ended_gets_no_file(waiting, file):
    waiting.send_signal(signal.SIGKILL)
    waiting.wait()
    with open_table(file) as opened:
        assert b"".join(opened.chunks()) == b"1,Kuaro,5\n"


def test_it_has_loaded_what_takes_time_to_load(waiting):
    end = time.monotonic() + PATIENCE
    while "_duckdb" not in Path(f"/proc/{waiting.pid}/maps").read_text():
        assert time.monotonic() < end


def test_it_is_none_of_a_process_that_was_forked(waiting):
    child = os.fork()
    if not child:
        os._exit(len(ready._waiting))
    assert os.waitpid(child, 0)[1] == 0
    assert ready._waiting == [waiting]


def test_a_load_that_is_done_is_not_lost_where_none_can_begin(monkeypatch):
    def no_memory() -> ready.Process:
        raise OSError(errno.ENOMEM, "no memory")

    monkeypatch.setattr(ready, "begun", no_memory)
    ready.make()
    assert ready._waiting == []


def test_it_ends_with_the_process_that_has_it():
    script = "from ckanext.paser.tables.reading import ready; ready.make(); print(ready._waiting[0].pid)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)  # noqa: S603
    end = time.monotonic() + PATIENCE
    while is_alive(int(done.stdout)):
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.fixture
def file(tmp_path) -> Path:
    path = tmp_path / "data.csv"
    path.write_text("kecamatan;jumlah\nKuaro;5\n")
    return path


def is_alive(pid: int) -> bool:
    """Tell whether a process has not ended, be it waited for or not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False

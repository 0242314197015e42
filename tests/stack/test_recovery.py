"""Whatever process is killed, it comes back by itself, and the portal is ready again."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Callable

import pytest
from paser_deploy import ready, supervise

pytestmark = pytest.mark.stack

BACK_SECONDS = 10
READY_SECONDS = 60


def _pids(portal) -> dict[str, int]:
    return {process.name: process.pid for process in supervise.processes(portal) if process.running}


def _supervisor(portal) -> int:
    return int((portal.layout.run / "supervisord.pid").read_text())


def _until(done: Callable[[], bool], seconds: float) -> None:
    began = time.monotonic()
    while not done():
        assert time.monotonic() < began + seconds, f"not within {seconds} s"
        time.sleep(0.1)


@pytest.mark.parametrize("name", ["postgres", "redis", "solr", "web", "worker", "nginx", "guard"])
def test_a_killed_process_is_back(portal, name):
    ready.wait(portal.settings.port, str(portal.layout.log))
    before = _pids(portal)
    os.kill(before[name], signal.SIGKILL)
    _until(lambda: _pids(portal).get(name, before[name]) != before[name], BACK_SECONDS)
    _until(lambda: ready.ask(portal.settings.port, 2).ready, READY_SECONDS)


def test_a_client_that_says_nothing_does_not_hold_up_the_recovery_of_the_database(portal):
    """One that connects the moment PostgreSQL falls gets a child that no signal ends."""
    ready.wait(portal.settings.port, str(portal.layout.log))
    postmaster = _pids(portal)["postgres"]
    checkpointer = next(pid for pid in _children(postmaster) if "checkpointer" in _command(str(pid)))
    os.kill(checkpointer, signal.SIGKILL)
    silent, end = [], time.monotonic() + 0.3
    while time.monotonic() < end:
        silent.append(socket.socket())
        silent[-1].setblocking(False)
        silent[-1].connect_ex(("127.0.0.1", portal.ports.postgres))
        time.sleep(0.004)
    try:
        _until(lambda: ready.ask(portal.settings.port, 2).ready, READY_SECONDS / 2)
    finally:
        for each in silent:
            each.close()
    assert _pids(portal)["postgres"] == postmaster


def test_a_killed_supervisor_is_back_with_all_services(portal):
    names, before = set(_pids(portal)), _supervisor(portal)
    os.kill(before, signal.SIGKILL)
    _until(lambda: _supervisor(portal) != before, BACK_SECONDS)
    _until(lambda: set(_pids(portal)) == names, READY_SECONDS)
    ready.wait(portal.settings.port, str(portal.layout.log))
    assert set(_pids(portal)) == names


def test_nothing_is_left_running_of_those_that_were_killed(portal):
    masters = [
        int(entry)
        for entry in os.listdir("/proc")
        if entry.isdigit()
        and _command(entry).startswith("nginx: master")
        and _cwd(entry).startswith(str(portal.layout.run))
    ]
    assert masters == [_pids(portal)["nginx"]]


def _children(parent: int) -> list[int]:
    with open(f"/proc/{parent}/task/{parent}/children") as file:
        return [int(pid) for pid in file.read().split()]


def _command(pid: str) -> str:
    try:
        with open(f"/proc/{pid}/cmdline") as file:
            return file.read()
    except OSError:
        return ""


def _cwd(pid: str) -> str:
    try:
        return os.readlink(f"/proc/{pid}/cwd")
    except OSError:
        return ""

"""What the processes that answer requests share, and what they may not."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest
import requests
from paser_deploy import ready, supervise

pytestmark = pytest.mark.stack

SOON = 2
"""Seconds: less than CKAN takes to begin."""


@pytest.fixture
def first(portal) -> int:
    """The process that starts the others."""
    ready.wait(portal.settings.port, str(portal.layout.log))
    (found,) = [one.pid for one in supervise.processes(portal) if one.name == "web"]
    return found


def _children(process: int) -> set[int]:
    return {int(pid) for pid in Path(f"/proc/{process}/task/{process}/children").read_text().split()}


def _connections(process: int) -> set[str]:
    """The sockets of a process that are connected to something (state 01 in /proc/net/tcp)."""
    lines = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    connected = {f"socket:[{line[9]}]" for line in lines if line[3] == "01"}
    opened = Path(f"/proc/{process}/fd")
    return {
        os.readlink(entry) for entry in opened.iterdir() if entry.exists() or entry.is_symlink()
    } & connected


def test_the_process_that_starts_the_others_leaves_them_no_connection(first):
    assert _connections(first) == set()


def test_others_answer_at_once_where_all_were_killed(first, portal_url):
    end = time.monotonic() + SOON
    killed = _children(first)
    for process in killed:
        os.kill(process, signal.SIGKILL)
    # A killed process stays a child until it has given its memory back and was seen to have ended.
    while not killed.isdisjoint(_children(first)) and time.monotonic() < end:
        time.sleep(0.01)
    assert killed.isdisjoint(_children(first))
    assert requests.get(f"{portal_url}/healthz", timeout=end - time.monotonic()).status_code == 200

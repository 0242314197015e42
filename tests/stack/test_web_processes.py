"""What the processes that answer requests share, and what they may not."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest
import requests
from paser_deploy import ready, supervise

from tests.sockets import connections

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


def test_the_process_that_starts_the_others_leaves_them_no_connection(first):
    assert connections(first) == set()


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

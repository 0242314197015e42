"""The reading process of the next file: it waits with everything loaded, as that takes a third of a second of each load.

It has seen no file yet and reads one only, like any other. It ends when the process ends that waits with it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from contextlib import suppress

Process = subprocess.Popen[bytes]

_FRUGAL = {"DUCKDB_JE_MALLOC_CONF": "retain:false,narenas:1"}
"""DuckDB gives back to the system what it no longer needs: the process may have only so much."""
_PIPE = 1 << 20
"""Bytes on the way, so that reader and writer do not wait for each other at every turn."""

_waiting: list[Process] = []
"""One at most."""
_turn = threading.Lock()


def begun() -> Process:
    """A new process, which waits for a file; in a folder where nobody leaves modules."""
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "ckanext.paser.tables.reading.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        pipesize=_PIPE,
        cwd="/",
        env=os.environ | _FRUGAL,
    )


def make() -> None:
    """Have a process wait for the next file; for those who read one after the other."""
    with _turn, suppress(OSError):  # what keeps it from beginning now, the next load tells of its own
        if not _waiting:
            _waiting.append(begun())


def take() -> Process:
    """The process that waits; a new one where none does."""
    with _turn:
        process = _waiting.pop() if _waiting else None
    if process is None:
        return begun()
    if process.poll() is None:
        return process
    with process:  # somebody has ended it
        return begun()


def _forget() -> None:
    """After a fork the process that waits is the parent's."""
    global _turn  # noqa: PLW0603 - another thread of the parent may have held it
    _turn = threading.Lock()
    _waiting.clear()


os.register_at_fork(after_in_child=_forget)

"""Starts one supervised process, after ending what a killed predecessor left running.

`child.py MEGABYTES PROGRAM ARGUMENT...`, in the process's own folder; MEGABYTES is the most that the process may
allocate (0: no limit). A master killed with -9 leaves its children behind
(nginx keeps the port, PostgreSQL the shared memory): they run the same program, in the same folder, as the same account.
Runs as a file of its own, so that the checkout need not be readable at run time.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sys
import time
from pathlib import Path

PATIENCE_SECONDS = 5


def leftovers(program: str, folder: str) -> list[int]:
    """The processes of this account that run `program` in `folder`, but for this one."""
    return [
        int(entry.name)
        for entry in Path("/proc").iterdir()
        if entry.name.isdigit() and _is_leftover(entry, program, folder)
    ]


def _is_leftover(process: Path, program: str, folder: str) -> bool:
    try:
        return (
            int(process.name) != os.getpid()
            and process.stat().st_uid == os.getuid()
            and os.readlink(process / "cwd") == folder
            and os.readlink(process / "exe").removesuffix(" (deleted)") == program
        )
    except OSError:
        return False


def end(processes: list[int]) -> None:
    for process in processes:
        try:
            os.kill(process, signal.SIGKILL)
        except ProcessLookupError:
            continue


def limit(megabytes: int) -> None:
    """From now on this process and its children get no more than that, each."""
    if megabytes:
        resource.setrlimit(resource.RLIMIT_DATA, (megabytes * 2**20, megabytes * 2**20))


def main(megabytes: str, *command: str) -> None:
    program = os.path.realpath(shutil.which(command[0]) or command[0])
    folder = os.getcwd()
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (left := leftovers(program, folder)) and time.monotonic() < deadline:
        print(f"ending {left}, left over from before", flush=True)
        end(left)
        time.sleep(0.1)
    limit(int(megabytes))
    os.execv(command[0], command)


if __name__ == "__main__":
    main(*sys.argv[1:])

"""A worker process with tasks to test it: ``python worker_process.py INI FOLDER``.

It counts a worker as dead after two seconds instead of twenty, so that tests need not wait.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from ckan.cli.cli import CtxObject

from ckanext.paser.jobs import service

FOLDER = Path(sys.argv[2])


@service.task("test.until_told")
def until_told() -> None:
    """Say that it runs, end when the file ``go`` exists."""
    with (FOLDER / "started").open("a") as file:
        file.write("started\n")
    while not (FOLDER / "go").exists():
        time.sleep(0.05)
    (FOLDER / "ended").touch()


@service.task("test.slow", lane=service.SLOW)
def slow() -> None:
    until_told()


@service.task("test.quick")
def quick() -> None:
    (FOLDER / "quick").touch()


@service.periodic("* * * * * *", "test.every_second")
def every_second() -> None:
    (FOLDER / "ticked").touch()


@service.periodic("*/5 * * * *", "test.missed")
def missed() -> None:
    (FOLDER / "made up for").touch()


@service.periodic("0 0 29 2 *", "test.stumbles")
def stumbles() -> None:
    with (FOLDER / "stumbled").open("a") as file:
        file.write("tried\n")
    if (FOLDER / "stumbled").stat().st_size == len("tried\n"):
        raise ConnectionError("away for a moment")


if __name__ == "__main__":
    service.HEARTBEAT, service.LOOK, service.SILENCE, service.BACKOFF = 0.5, 0.5, 2.0, 1
    CtxObject(sys.argv[1])
    service.run_worker()

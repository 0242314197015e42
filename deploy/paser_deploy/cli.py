"""The commands: `up`, `down`, `status`, `ckan`, `test`, `bench`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from . import settings, supervise
from .bench import bench
from .down import down
from .errors import Trouble
from .settings import Settings
from .stack import existing
from .status import status
from .test_runner import test
from .up import report, up

CHECKOUT = Path(__file__).resolve().parents[2]


def main(arguments: list[str]) -> int:
    """Run one command; whatever a person can put right is said in one sentence."""
    name, *rest = arguments or [""]
    command = COMMANDS.get(name)
    if command is None:
        print(f"Unknown command '{name}'. There are: {', '.join(COMMANDS)}.", file=sys.stderr)
        return 2
    # A line that is said is seen at once, also by a log.
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    try:
        return command(settings.read(CHECKOUT, os.environ), rest)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Broken off. Run the same command again to go on.", file=sys.stderr)
        return 130


def _up(chosen: Settings, arguments: list[str]) -> int:
    _none("up", arguments)
    print(report(up(chosen)))
    return 0


def _down(chosen: Settings, arguments: list[str]) -> int:
    if arguments not in ([], ["--purge"]):
        raise Trouble("./deploy/down takes no argument, or --purge to remove the data too.")
    down(chosen, purge=bool(arguments))
    return 0


def _status(chosen: Settings, arguments: list[str]) -> int:
    _none("status", arguments)
    return status(chosen)


def _ckan(chosen: Settings, arguments: list[str]) -> int:
    stack = existing(chosen)
    if not supervise.is_up(stack):
        raise Trouble(f"The portal in {chosen.var} is stopped. Start it with ./deploy/up.")
    # File names are meant from where the administrator stands, if the service account may go there.
    here = Path.cwd()
    folder = here if stack.account.can_reach(here) else stack.layout.run
    command = [stack.layout.venv / "bin" / "ckan", *arguments]
    return stack.account.run(command, env=stack.environment(), cwd=folder).returncode


def _test(chosen: Settings, arguments: list[str]) -> int:
    return test(chosen, arguments)


def _bench(chosen: Settings, arguments: list[str]) -> int:
    return bench(chosen, arguments)


def _none(name: str, arguments: list[str]) -> None:
    if arguments:
        raise Trouble(f"./deploy/{name} takes no arguments; what can be set is in docs/operations.md.")


COMMANDS: dict[str, Callable[[Settings, list[str]], int]] = {
    "up": _up,
    "down": _down,
    "status": _status,
    "ckan": _ckan,
    "test": _test,
    "bench": _bench,
}

"""One line per process, then whether the portal is ready."""

from __future__ import annotations

from collections.abc import Callable

from . import ready, supervise
from .settings import Settings
from .stack import existing

Say = Callable[[str], None]


def status(chosen: Settings, say: Say = print) -> int:
    """Say how the portal is; 0 when it is ready, else 1."""
    stack = existing(chosen)
    found = supervise.processes(stack)
    for process in found:
        say(f"{process.name:<9} {process.state.lower():<9} {_since(process)}".rstrip())
    if not found:
        say(f"The portal in {chosen.var} is stopped. Start it with ./deploy/up.")
        return 1
    seen = ready.ask(chosen.port)
    say(f"{chosen.address} is {'ready' if seen.ready else 'NOT ready: ' + seen.details}")
    return 0 if seen.ready else 1


def _since(process: supervise.Process) -> str:
    if not process.running:
        return ""
    hours, rest = divmod(process.seconds, 3600)
    return f"process {process.pid}, for {hours}:{rest // 60:02}:{rest % 60:02}"

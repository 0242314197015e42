"""Talks to the supervisor: starts it, asks it, ends it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from xmlrpc.client import Error, Fault, ServerProxy

from . import child, services
from .errors import Trouble
from .stack import Stack

START_SECONDS = 60
# What the services run. Somebody's shell in one of their folders is none of them.
PROGRAMS = ("postgres", "redis", "valkey", "nginx", "java", "python")


@dataclass(frozen=True)
class Process:
    name: str
    state: str
    pid: int
    since: int
    now: int

    @property
    def running(self) -> bool:
        return self.state == "RUNNING"

    @property
    def seconds(self) -> int:
        return self.now - self.since if self.running else 0


def _supervisor(stack: Stack) -> Any:
    address = f"http://paser:{stack.keys.supervisor}@127.0.0.1:{stack.ports.supervisor}/RPC2"
    return ServerProxy(address, allow_none=True).supervisor


def is_up(stack: Stack) -> bool:
    """Whether our supervisor answers; it knows our password, so it is no other's."""
    try:
        return _supervisor(stack).getState()["statename"] == "RUNNING"
    except (OSError, HTTPException, Error):
        return False


def processes(stack: Stack) -> list[Process]:
    """Every service as the supervisor sees it; none when it does not run."""
    try:
        rows = _supervisor(stack).getAllProcessInfo()
    except (OSError, HTTPException, Error):
        return []
    return [Process(r["name"], r["statename"], r["pid"], r["start"], r["now"]) for r in rows]


def start(stack: Stack) -> None:
    """Start the supervisor, with no service yet."""
    environment = stack.environment() | {"PASER_AUTOSTART": "false"}
    done = stack.account.run(list(services.supervisord(stack)), env=environment, capture_output=True)
    if done.returncode:
        raise Trouble(
            f"The supervisor did not start: {(done.stderr or done.stdout).strip()[-300:]} See {stack.layout.log}/supervisord.log."
        )
    _wait(lambda: is_up(stack), f"The supervisor does not answer. See {stack.layout.log}/supervisord.log.")


def run(stack: Stack, names: list[str]) -> None:
    """Start those services that do not run; come back when all do."""
    supervisor = _supervisor(stack)
    for name in names:
        if _state(stack, name) in ("STOPPED", "EXITED", "FATAL"):
            supervisor.startProcess(name, False)
    for name in names:
        _wait(
            lambda name=name: _state(stack, name) == "RUNNING",
            f"{name} does not start. See {stack.layout.log}/{name}.log.",
        )


def stop(stack: Stack, names: list[str]) -> None:
    """Stop those services that run."""
    supervisor = _supervisor(stack)
    for name in reversed(names):
        if _state(stack, name) not in ("STOPPED", "EXITED", "FATAL"):
            supervisor.stopProcess(name)


def end(stack: Stack) -> bool:
    """Stop every service, then the supervisor itself; False if nothing was running.

    What uses the databases ends before they do. Services whose supervisor was killed are ended too.
    """
    if not is_up(stack):
        return _sweep(stack)
    supervisor = _supervisor(stack)
    stop(stack, [process.name for process in processes(stack) if process.name not in services.BASE])
    supervisor.stopAllProcesses()
    pid = supervisor.getPID()
    supervisor.shutdown()
    _wait(
        lambda: not _alive(pid),
        f"The supervisor (process {pid}) does not end. Wait a little, then run this again.",
    )
    _sweep(stack)
    return True


def _sweep(stack: Stack) -> bool:
    """Kill what runs of the services' programs, as the account, in a service's own folder; whether there was any."""
    place = stack.layout
    folders = {str(folder) for folder in (place.cluster, place.redis, *place.run.glob("*/"))}
    left = [
        int(entry) for entry in os.listdir("/proc") if entry.isdigit() and _sits_in(entry, folders, stack)
    ]
    child.end(left)
    return bool(left)


def _sits_in(process: str, folders: set[str], stack: Stack) -> bool:
    try:
        return (
            int(process) != os.getpid()
            and os.stat(f"/proc/{process}").st_uid == stack.account.uid
            and os.readlink(f"/proc/{process}/cwd") in folders
            and os.path.basename(os.readlink(f"/proc/{process}/exe")).startswith(PROGRAMS)
        )
    except OSError:
        return False


def _state(stack: Stack, name: str) -> str:
    try:
        return _supervisor(stack).getProcessInfo(name)["statename"]
    except Fault:
        return "UNKNOWN"


def _alive(pid: int) -> bool:
    return os.path.exists(f"/proc/{pid}")


def _wait(done: Callable[[], bool], otherwise: str, seconds: float = START_SECONDS) -> None:
    deadline = time.monotonic() + seconds
    while not done():
        if time.monotonic() > deadline:
            raise Trouble(otherwise)
        time.sleep(0.1)

"""Brings the portal up: each step looks first whether it is done already, so that `up` can be broken off and run again."""

from __future__ import annotations

import fcntl
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from . import (
    account,
    content,
    database,
    keys,
    layout,
    machine,
    ports,
    programs,
    ready,
    render,
    services,
    settings,
    solr,
    stamps,
    supervise,
)
from .account import Account
from .errors import Trouble
from .layout import Layout
from .machine import Tools
from .services import Service
from .settings import Settings
from .stack import Stack, mark, marked, remember

Say = Callable[[str], None]

# What a first start takes, and what a running portal should never fall below.
SPACE_TO_BUILD_MB = 4000
SPACE_TO_RUN_MB = 500
# What means something to a settings file of nginx, the supervisor or PostgreSQL, or parts a list of folders.
NOT_IN_A_NAME = re.compile(r"""[\s"'`\\;:,{}()$%#&|<>*?!=]""")


def up(chosen: Settings, say: Say = print) -> Stack:
    """Install, build, start, load; return when the portal is ready."""
    place = layout.of(chosen.var, chosen.checkout)
    who = account.of(place.conf)
    _own_folder(chosen.var)
    _room(chosen, place)
    with alone(chosen.var):
        tools = machine.provide(who, maven=not programs.has_solr(place.programs, chosen.checkout), say=say)
        stack = prepare(chosen, who, place, tools, say)
        start_base(stack, tools, say)
        start_portal(stack, tools, say)
    return stack


def prepare(chosen: Settings, who: Account, place: Layout, tools: Tools, say: Say) -> Stack:
    """Build the programs and write all settings; nothing is started yet."""
    known = ports.recall(place.state / "ports.json")
    if chosen.port != settings.recall(chosen.var).get("port"):
        _free(chosen.port)  # nothing of ours can be listening there, whether the portal runs or not
    _reachable(who, place)
    place.make(who)
    _build(chosen, place, tools, say)
    secrets = keys.provide(place.secrets, who)
    stack = Stack(chosen, who, place, known or ports.choose(None, chosen.port), secrets)
    if not supervise.is_up(stack):
        supervise.end(stack)  # what may have outlived its supervisor
        _free(chosen.port)
        stack = Stack(chosen, who, place, ports.choose(known, chosen.port), secrets)
    for service in services.of(stack, tools):
        if service.directory != place.cluster:
            who.folder(service.directory, 0o700)
    for folder in ("nginx", "webassets"):
        who.folder(place.cache / folder)
    render.write(stack, render.all_files(stack, services.of(stack, tools)))
    remember(stack)
    return stack


def start_base(stack: Stack, tools: Tools, say: Say) -> None:
    """Start what keeps data, and make its databases and its search core."""
    database.make_cluster(stack, tools)
    if not stack.settings.solr_url:
        solr.put_core(stack)
    all_services = services.of(stack, tools)
    _restart_what_changed(stack, all_services)
    base = [service for service in all_services if service.name in services.BASE]
    names = [service.name for service in base]
    if any(not process.running for process in supervise.processes(stack) if process.name in names):
        say("Starting PostgreSQL, Redis and Solr ...")
    supervise.run(stack, names)
    _write_down(stack, base)
    database.wait(stack, tools)
    database.make(stack, tools)
    if not stack.settings.solr_url:
        solr.wait(stack)


def start_portal(stack: Stack, tools: Tools, say: Say) -> None:
    """Start the portal on a base that runs; return when it is ready."""
    content.migrate(stack, tools, say)
    all_services = services.of(stack, tools)
    supervise.run(stack, [service.name for service in all_services])
    _write_down(stack, all_services)
    content.load_sample(stack, say)
    content.index(stack, say)
    ready.wait(stack.settings.port, str(stack.layout.log))


def report(stack: Stack) -> str:
    """What the administrator needs to know to go on."""
    lines = [
        f"Address:   {stack.settings.address}",
        f"Admin:     {content.ADMIN}",
        f"Password:  in {stack.layout.secrets}/admin-password",
    ]
    if wall := content.wall_address(stack):
        gone = f"its address was withdrawn; './deploy/ckan paser wall create {content.WALL}' makes another"
        lines.append(f"Wall:      {gone if ready.is_gone(wall) else wall}")
    return "\n".join(lines)


def _own_folder(var: Path) -> None:
    """Refuse a folder whose name our processes cannot be told, or whose folders are another's: we would change their owner."""
    if odd := NOT_IN_A_NAME.search(str(var)):
        raise Trouble(
            f"The folder {var} has '{odd[0]}' in its name, which the settings of nginx and others cannot hold. "
            "Set PASER_VAR to a folder with letters, digits and ._-+@~ alone."
        )
    if not var.is_dir() or (var / "state" / "ports.json").exists():
        return
    there = {path.name for path in var.iterdir() if path.is_dir()}
    strange = sorted(there - {*layout.OURS, *layout.KEPT})
    if strange and there & {*layout.OURS}:
        raise Trouble(
            f"The folder {var} holds other things ({', '.join(strange[:3])}). Set PASER_VAR to a folder of its own."
        )


def _room(chosen: Settings, place: Layout) -> None:
    """Refuse to begin what the disk cannot hold."""
    built = any(place.programs.glob("venv-*"))
    needed = SPACE_TO_RUN_MB if built else SPACE_TO_BUILD_MB
    folder = next(parent for parent in (chosen.var, *chosen.var.parents) if parent.exists())
    free = shutil.disk_usage(folder).free // 1_000_000
    if free < needed:
        raise Trouble(
            f"The disk of {folder} has {free} MB free, {needed} MB are needed. "
            "Free some room, or set PASER_VAR to a folder on another disk."
        )


@contextmanager
def alone(var: Path) -> Iterator[None]:
    """Only one `up` or `down` at a time on the same folder."""
    try:
        var.mkdir(parents=True, exist_ok=True)
        file = (var / ".lock").open("w")
    except PermissionError:
        raise Trouble(
            f"This account may not write to {var}. Run this as its owner or as root, or set PASER_VAR."
        ) from None
    except OSError as problem:
        raise Trouble(
            f"{var} cannot be used: {problem.strerror}. Set PASER_VAR to a folder that can be written to."
        ) from None
    with file as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Trouble(
                f"Another ./deploy/up or ./deploy/down is at work on {var}. Wait until it has ended."
            ) from None
        yield


def _reachable(who: Account, place: Layout) -> None:
    for folder in (place.var, place.programs):
        folder.mkdir(parents=True, exist_ok=True)
    for folder in (place.var, place.programs):
        if not who.can_reach(folder):
            raise Trouble(
                f"The account '{who.name}', which runs the portal, cannot enter {folder}: a folder above it is closed to others. "
                "Put the project where every account may enter (for example /srv), then run this again."
            )


def _build(chosen: Settings, place: Layout, tools: Tools, say: Say) -> None:
    """Build what lacks, then let this installation use it."""
    with programs.shared(place.programs, say):
        if not programs.has_environment(place.programs, chosen.checkout, tools.python):
            say("Installing the Python packages and Solr; on a fresh machine this takes some minutes ...")
        venv = programs.python_environment(place.programs, chosen.checkout, tools.python)
        jars = programs.solr(place.programs, chosen.checkout, tools.maven)
        release = programs.release(place.programs, chosen.checkout, venv)
    current = place.venv.parent
    current.mkdir(exist_ok=True)
    for name, target in (("venv", venv), ("solr", jars), ("release", release)):
        _link(current / name, target)


def _link(link: Path, target: Path) -> None:
    """Point the link at the target in one step."""
    if link.is_symlink() and link.readlink() == target:
        return
    new = link.with_name(f".{link.name}.new")
    new.unlink(missing_ok=True)
    new.symlink_to(target)
    new.replace(link)


def _free(port: int) -> None:
    if port < (lowest := ports.lowest()):
        raise Trouble(
            f"Port {port} is kept for root, and the portal never runs as root. "
            f"Set PASER_PORT to {lowest} or more, and let a proxy in front listen on {port}."
        )
    if not ports.is_free(port):
        raise Trouble(
            f"Port {port} is in use by another program. Stop that program, or set PASER_PORT to another port."
        )


def _restart_what_changed(stack: Stack, all_services: list[Service]) -> None:
    """Start the supervisor; end beforehand what still runs with settings that are no longer true."""
    if supervise.is_up(stack):
        if marked(stack, "running-supervisor") != _fingerprint(stack.layout.conf / "supervisord.conf"):
            supervise.end(stack)
        else:
            supervise.stop(
                stack, [s.name for s in all_services if marked(stack, f"running-{s.name}") != _of(s)]
            )
    if not supervise.is_up(stack):
        supervise.start(stack)


def _write_down(stack: Stack, all_services: list[Service]) -> None:
    mark(stack, "running-supervisor", _fingerprint(stack.layout.conf / "supervisord.conf"))
    for service in all_services:
        mark(stack, f"running-{service.name}", _of(service))


def _of(service: Service) -> str:
    """What a service was started with: its command and the content of its files; a link counts by where it leads."""
    return stamps.of_files(
        [path for path in service.config if path.is_file()],
        *service.command,
        *(str(p.resolve()) for p in service.config),
    )


def _fingerprint(path: Path) -> str:
    return stamps.of_files([path])

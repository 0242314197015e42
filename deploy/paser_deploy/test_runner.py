"""Runs the tests on a throwaway installation: own folder, own ports, everything ended and removed afterwards."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from . import account, database, machine, programs, render, solr, supervise, up
from .account import Account
from .errors import Trouble
from .layout import Layout
from .machine import Tools
from .settings import Settings
from .stack import Stack

SOURCES = ("setup.py", "ckanext-paser", "harvesters", "dashboards", "schemas", "deploy", "tests")
NONE_CHOSEN = 5  # what pytest ends with when there was no test to run
LANES = 2  # more than the machine's processors would only make each of them slower


@dataclass(frozen=True)
class Lane:
    """What one process of pytest-xdist has for itself on the services: databases, search core, queue and files."""

    number: int

    @property
    def name(self) -> str:
        """As pytest-xdist calls the process."""
        return f"gw{self.number}"

    @property
    def databases(self) -> tuple[str, str]:
        return f"ckan_{self.name}", f"datastore_{self.name}"

    @property
    def core(self) -> str:
        return self.databases[0]

    @property
    def redis(self) -> int:
        """The number of its database; 0 is the portal's."""
        return self.number + 1


@dataclass(frozen=True)
class Group:
    """Tests that need the same.

    Args:
        without: folders below ``folders`` that are of another group.
        base: PostgreSQL, Redis and Solr.
        alone: they end services under whoever else uses them.
        portal: the whole portal with the sample.
    """

    name: str
    folders: tuple[str, ...]
    without: tuple[str, ...] = ()
    base: bool = False
    alone: bool = False
    portal: bool = False


FALLS = "tests/portal/tables/falls"
GROUPS = (
    Group("unit", ("tests/unit", "tests/house")),
    Group("services", ("tests/portal", "tests/harvesters", "tests/dashboards"), (FALLS,), base=True),
    Group("falls", (FALLS,), base=True, alone=True),
    Group("portal", ("tests/stack", "tests/browser", "tests/faults"), base=True, portal=True),
)


@dataclass(frozen=True)
class Plan:
    """What of a group is to run, with pytest's other arguments."""

    group: Group
    paths: tuple[str, ...]
    options: tuple[str, ...]


def plan(checkout: Path, arguments: list[str]) -> list[Plan]:
    """Which tests run: those named, else all. What is not a path goes to pytest as it is.

    Raises:
        Trouble: a path has no tests, which must not pass for tests that passed.
    """
    named = [argument for argument in arguments if _is_path(checkout, argument)]
    options = tuple(argument for argument in arguments if argument not in named)
    wanted = [os.path.relpath(checkout / path, checkout) for path in named] or ["tests"]
    plans = [Plan(group, _of_group(checkout, group, wanted), options) for group in GROUPS]
    placed = {path for each in plans for path in each.paths} | {"tests"}
    if strange := [path for path in wanted if path not in placed]:
        folders = ", ".join(folder for group in GROUPS for folder in group.folders)
        raise Trouble(f"There are no tests in {', '.join(strange)}. There are: {folders}.")
    return [each for each in plans if each.paths]


def _is_path(checkout: Path, argument: str) -> bool:
    return argument.startswith("tests/") or (checkout / argument.partition("::")[0]).exists()


def _of_group(checkout: Path, group: Group, wanted: list[str]) -> tuple[str, ...]:
    """The folders of a group that are wanted as a whole, and what is wanted of its folders."""
    whole = [
        folder
        for folder in group.folders
        if any(_is_within(folder, path) for path in wanted) and any((checkout / folder).rglob("test_*.py"))
    ]
    parts = [
        path
        for path in wanted
        if any(_is_within(path, folder) for folder in group.folders)
        and not any(_is_within(path, folder) for folder in group.without)
    ]
    return tuple(dict.fromkeys([*whole, *parts]))


def _is_within(path: str, folder: str) -> bool:
    return Path(path.partition("::")[0]).is_relative_to(folder)


def test(chosen: Settings, arguments: list[str]) -> int:
    """Check the code, then run the tests; the exit code of the first part that failed."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    plans = plan(chosen.checkout, arguments)
    with _scratch() as folder:
        run = _Run.begin(chosen.checkout, folder, plans)
        try:
            results = {} if arguments else {"checks": run.checks()}
            results |= {each.group.name: run.tests(each) for each in plans}
        except Trouble:
            run.show_logs()
            raise
        finally:
            run.end()
    return verdict(results, chosen_by_hand=bool(arguments))


def verdict(results: dict[str, int], *, chosen_by_hand: bool) -> int:
    """Say how each part ended; the exit code of the first that failed. A choice need not reach into every part."""
    may_be_empty = chosen_by_hand and 0 in results.values()
    words = {0: "passed"} | ({NONE_CHOSEN: "none chosen"} if may_be_empty else {})
    for name, code in results.items():
        print(f"{name:<9} {words.get(code, f'FAILED (exit code {code})')}")
    return next((code for code in results.values() if code not in words), 0)


@dataclass
class _Run:
    """One throwaway installation and the environment that the tests run in."""

    checkout: Path
    folder: Path
    tools: Tools
    stack: Stack
    python: Path
    corpora: Path
    base_runs: bool = False
    portal_runs: bool = False

    @classmethod
    def begin(cls, checkout: Path, folder: Path, plans: list[Plan]) -> _Run:
        who = account.current()
        place = Layout(folder / "var", _programs(who, checkout, folder))
        chromium = any(each.group.portal for each in plans)
        has_jars = programs.has_solr(place.programs, checkout)
        tools = machine.provide(who, maven=not has_jars, chromium=chromium)
        settings = Settings(checkout=checkout, var=place.var, port=_free_port(), throwaway=True)
        stack = up.prepare(settings, who, place, tools, print)
        with programs.shared(place.programs):
            environment = programs.test_environment(place.programs, checkout, place.venv.resolve())
            corpora = programs.corpora(place.programs, checkout, environment)
        return cls(checkout, folder, tools, stack, environment / "bin" / "python", corpora)

    def checks(self) -> int:
        """The style and the types of the code."""
        ruff = [self.python, "-m", "ruff"]
        commands = (
            [*ruff, "check", "--quiet", *SOURCES],
            [*ruff, "format", "--quiet", "--check", *SOURCES],
            [self.python, "-m", "pyright", "--pythonpath", self.python],
        )
        return max(self._call(command) for command in commands)

    def tests(self, each: Plan) -> int:
        """Start what these tests need, then run them."""
        print(f"\n=== {each.group.name}: {' '.join(each.paths)}", flush=True)
        if each.group.base:
            self._start_base()
        if each.group.portal:
            self._start_portal()
        options = ["-p", "no:ckan", "-p", "no:ckan_fixtures"]
        if each.group.base and not each.group.portal:
            options = [f"--ckan-ini={self.folder}/gw0.ini"]
            if not each.group.alone:  # tests/conftest.py gives each lane its own settings
                options += ["-n", str(LANES), "--dist", "loadfile"]
            options += [f"--ignore={folder}" for folder in each.group.without]
        if not each.group.base:  # they share nothing, so each processor has its part of them
            options += ["-n", "auto", "--dist", "loadfile"]
        return self._call([self.python, "-m", "pytest", *options, *each.options, *each.paths])

    def end(self) -> None:
        supervise.end(self.stack)

    def show_logs(self) -> None:
        """The last lines of every log, since the folder will be gone."""
        for log in sorted(self.stack.layout.log.glob("*.log")):
            lines = log.read_text(errors="replace").splitlines()[-15:]
            print(f"--- {log.name}", *lines, sep="\n", file=sys.stderr)

    def _start_base(self) -> None:
        if self.base_runs:
            return
        lanes = [Lane(number) for number in range(LANES)]
        for lane in lanes:
            solr.put_core(self.stack, lane.core)
        up.start_base(self.stack, self.tools, print)
        for lane in lanes:
            solr.wait(self.stack, lane.core)
            database.make(self.stack, self.tools, lane.databases)
            self._prepare(lane)
        self.base_runs = True

    def _prepare(self, lane: Lane) -> None:
        ini, files = self.folder / f"{lane.name}.ini", self.folder / f"files-{lane.name}"
        files.mkdir()
        ini.touch(0o600)
        own = {
            "test_files": files,
            "test_ckan": lane.databases[0],
            "test_datastore": lane.databases[1],
            "test_core": lane.core,
            "test_redis": lane.redis,
        }
        ini.write_text(render.test_ini(self.stack, own))
        ckan = [self.stack.layout.venv / "bin" / "ckan", "-c", ini]
        for arguments in (["db", "init"], ["db", "upgrade", "-p", "paser"]):
            self._said([*ckan, *arguments])
        permissions = self._said([*ckan, "datastore", "set-permissions"])
        database.sql(self.stack, self.tools, lane.databases[1], database.without_psql_commands(permissions))

    def _start_portal(self) -> None:
        if not self.portal_runs:
            up.start_portal(self.stack, self.tools, print)
            self.portal_runs = True

    def _environment(self) -> dict[str, str]:
        """The tests see the project as installed, and how to reach the portal; `./deploy/ckan` means this one."""
        var, port = str(self.stack.layout.var), str(self.stack.settings.port)
        return os.environ | {
            "PYTHONPATH": f"{self.stack.layout.site}:{self.checkout / 'deploy'}",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PASER_VAR": var,
            "PASER_PORT": port,
            "PASER_TEST_CORPORA": str(self.corpora),
            "PASER_TEST_VAR": var,
            "PASER_TEST_URL": self.stack.settings.address,
        }

    def _call(self, command: list) -> int:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=self.checkout,
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            check=False,
        )
        return done.returncode

    def _said(self, command: list) -> str:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=self.folder,
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise Trouble(f"Preparing the tests' databases failed: {done.stderr.strip()[-500:]}")
        return done.stdout


@contextmanager
def _scratch() -> Iterator[Path]:
    """A folder that the service account may enter, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="paser-test-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs(who: Account, checkout: Path, folder: Path) -> Path:
    """Where programs are built: beside the portal's own, or, if the account cannot go there, in the throwaway folder."""
    usual = checkout / "var" / "programs"
    usual.mkdir(parents=True, exist_ok=True)
    return usual if who.can_reach(usual) else folder / "programs"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]

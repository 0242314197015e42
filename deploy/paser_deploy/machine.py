"""The programs that the machine must have, and how those that lack are installed."""

from __future__ import annotations

import ctypes.util
import glob
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .account import Account
from .errors import Trouble

JAVA_VERSIONS = (21, 17)
CHROMIUM = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
POLICY = Path("/usr/sbin/policy-rc.d")
SEARCH = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/local/sbin", "/usr/sbin", "/sbin"])


@dataclass(frozen=True)
class Tools:
    """Where the machine's programs are."""

    postgres: Path  # the folder with initdb, postgres and psql
    redis: Path
    nginx: Path
    java: Path
    python: Path
    maven: Path | None = None
    chromium: Path | None = None


NEEDED = ("postgres", "redis", "nginx", "java", "python", "magic")
PACKAGES = {
    "postgres": "postgresql",
    "redis": "redis-server",
    "nginx": "nginx",
    "java": "default-jre-headless",
    "maven": "maven",
    "magic": "libmagic1",
    "python": "python3-venv",
    "chromium": "chromium",
}


def provide(
    who: Account, *, maven: bool, chromium: bool = False, say: Callable[[str], None] = print
) -> Tools:
    """Find what is needed; install what lacks where that is possible.

    Args:
        who: the account that will run the programs.
        maven: whether jars must still be fetched.
        chromium: whether the browser tests will run.

    Raises:
        Trouble: something lacks and cannot be installed here; the sentence names the packages.
    """
    needed = [*NEEDED, *["maven"] * maven, *["chromium"] * chromium]
    found = _find(who)
    lacking = [name for name in needed if found[name] is None]
    if lacking:
        packages = [_package(name) for name in lacking]
        command = _apt()
        if "chromium" in lacking and command is not None and not _offered(PACKAGES["chromium"]):
            raise Trouble(
                "The browser tests need Chromium or Chrome, which this system has no package of (Ubuntu's is a snap). "
                "Install Google Chrome, or name only other tests, for example ./deploy/test tests/unit tests/portal."
            )
        if command is None:
            raise Trouble(
                f"These programs lack on this machine: {', '.join(packages)}. "
                "Install them, then run this again."
            )
        say(f"Installing {', '.join(packages)} ...")
        _install(command, lacking)
        found = _find(who)
    if still := [_package(name) for name in needed if found[name] is None]:
        raise Trouble(
            f"apt-get could not install {', '.join(still)}. Install them by hand, then run this again."
        )
    del found["magic"]
    return Tools(**found)


def _find(who: Account) -> dict[str, Any]:
    """Every program by its name in PACKAGES, None where it lacks. Nothing is started."""
    return {
        "postgres": _postgres(),
        "redis": _which("redis-server", "valkey-server"),
        "nginx": _which("nginx"),
        "java": _java(),
        "python": _python(who),
        "magic": ctypes.util.find_library("magic"),
        "maven": _which("mvn"),
        "chromium": _which(*CHROMIUM),
    }


def _which(*names: str) -> Path | None:
    found = (shutil.which(name, path=SEARCH) for name in names)
    return next((Path(path) for path in found if path), None)


def _postgres() -> Path | None:
    """The folder with initdb, postgres and psql: the newest of version 14 or later."""
    folders = [Path(path).parent for path in glob.glob("/usr/lib/postgresql/*/bin/postgres")]
    folders.sort(key=lambda folder: -int(folder.parent.name) if folder.parent.name.isdigit() else 0)
    on_path = _which("initdb")
    if on_path:
        folders.append(on_path.resolve().parent)
    return next((folder for folder in folders if _postgres_version(folder) >= 14), None)


def _postgres_version(folder: Path) -> int:
    if not all((folder / name).exists() for name in ("initdb", "postgres", "psql")):
        return 0
    return _number(r"(\d+)", [folder / "postgres", "--version"])


def _java() -> Path | None:
    candidates = [_which("java"), *map(Path, sorted(glob.glob("/usr/lib/jvm/*/bin/java"), reverse=True))]
    return next(
        (java for java in candidates if java and _number(r'version "(\d+)', [java, "-version"]) >= 17), None
    )


def _python(who: Account) -> Path | None:
    """A Python that the account may run (root's own may lie in root's home) and that can make environments."""
    candidates = [Path(sys.executable), *map(Path, ("/usr/bin/python3", "/usr/local/bin/python3"))]
    return next(
        (python for python in candidates if python.exists() and _makes_environments(who, python)), None
    )


def _makes_environments(who: Account, python: Path) -> bool:
    script = "import ensurepip, sys; sys.exit(sys.version_info < (3, 10))"
    try:
        return who.run([python, "-c", script], capture_output=True).returncode == 0
    except PermissionError:
        return False


def _number(pattern: str, command: list[str | Path]) -> int:
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    found = re.search(pattern, said.stdout + said.stderr)
    return int(found.group(1)) if found else 0


def _apt() -> list[str] | None:
    """How to call apt-get with the rights it needs; None where that is impossible."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return ["apt-get"]
    if not shutil.which("sudo"):
        return None
    return ["sudo", "apt-get"] if sys.stdin.isatty() else ["sudo", "-n", "apt-get"]


def _package(name: str) -> str:
    if name != "java":
        return PACKAGES[name]
    return next(
        (f"openjdk-{v}-jre-headless" for v in JAVA_VERSIONS if _offered(f"openjdk-{v}-jre-headless")),
        PACKAGES["java"],
    )


def _offered(package: str) -> bool:
    if not shutil.which("apt-cache"):
        return False
    said = subprocess.run(["apt-cache", "policy", package], capture_output=True, text=True, check=False)
    return bool(re.search(r"Candidate: (?!\(none\))\S", said.stdout))


def _install(apt: list[str], lacking: list[str]) -> None:
    environment = [
        f"{key}={value}" for key, value in (("DEBIAN_FRONTEND", "noninteractive"), ("LC_ALL", "C.UTF-8"))
    ]
    # sudo clears the environment, so `env` sets it behind sudo.
    *sudo, program = apt
    command = [*sudo, "env", *environment, program, "-q", "-o", "DPkg::Lock::Timeout=120"]
    with _no_services_started(sudo):
        _apt_run([*command, "update"])
        _apt_run([*command, "install", "-y", "--no-install-recommends", *map(_package, lacking)])


def _apt_run(command: list[str]) -> None:
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr or done.stdout).strip().splitlines()[-1:] or ["no word of why"]
        raise Trouble(f"'{' '.join(command)}' failed: {last[0]} Put that right, then run this again.")


@contextmanager
def _no_services_started(sudo: list[str]) -> Iterator[None]:
    """While packages are installed, none of them starts its service: we run our own."""
    if POLICY.exists():
        yield
        return
    script = "#!/bin/sh\nexit 101\n"
    subprocess.run(
        [*sudo, "sh", "-c", f"cat > {POLICY} && chmod 755 {POLICY}"], input=script, text=True, check=True
    )
    try:
        yield
    finally:
        subprocess.run([*sudo, "rm", "-f", POLICY], check=True)

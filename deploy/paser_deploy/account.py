"""The account that everything runs as: never root."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .errors import Trouble

SYSTEM_ACCOUNT = "paser"


@dataclass(frozen=True)
class Account:
    """Who the services run as. `switch` says that we are root and must become that account."""

    name: str
    uid: int
    gid: int
    switch: bool

    def identity(self) -> dict[str, Any]:
        """The arguments with which `subprocess` starts something as this account."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.switch else {}

    def run(self, command: list[str | Path], **options: Any) -> subprocess.CompletedProcess[str]:
        options = {"text": True, "cwd": "/", **options}
        return subprocess.run([str(part) for part in command], **self.identity(), **options)  # noqa: PLW1510

    def folder(self, path: Path, mode: int = 0o755) -> None:
        """Make the folder, owned by this account."""
        path.mkdir(parents=True, exist_ok=True)
        self.own(path, mode)

    def write(self, path: Path, text: str, mode: int = 0o644) -> bool:
        """Write the file whole or not at all, owned by this account; False if it says that already."""
        if path.is_file() and path.read_text() == text:
            return False
        new = path.with_name(path.name + ".new")
        with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(text)
        self.own(new, mode)
        new.replace(path)
        return True

    def own(self, path: Path, mode: int) -> None:
        if self.switch:
            os.chown(path, self.uid, self.gid)
        path.chmod(mode)

    def can_reach(self, path: Path) -> bool:
        """Whether this account may enter and read the folder."""
        return self.run(["test", "-r", path, "-a", "-x", path]).returncode == 0


def of(folder: Path) -> Account:
    """Whom an installation belongs to, if root asks and it is there already; else whom a new one will belong to."""
    if os.geteuid() == 0 and folder.exists() and (uid := folder.stat().st_uid) != 0:
        owner = pwd.getpwuid(uid)
        return Account(owner.pw_name, owner.pw_uid, owner.pw_gid, switch=True)
    return current()


def current() -> Account:
    """The account to run as: ourselves, or, for root, the system account (made if it lacks)."""
    if os.geteuid() != 0:
        me = pwd.getpwuid(os.geteuid())
        return Account(me.pw_name, me.pw_uid, me.pw_gid, switch=False)
    entry = _entry() or _create()
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid, switch=True)


def _entry() -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(SYSTEM_ACCOUNT)
    except KeyError:
        return None


def _create() -> pwd.struct_passwd:
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if not useradd:
        raise Trouble(
            f"The system account '{SYSTEM_ACCOUNT}' cannot be made: useradd is missing. Install the package passwd."
        )
    command = [useradd, "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
    made = subprocess.run(
        [*command, "--shell", "/usr/sbin/nologin", SYSTEM_ACCOUNT],
        capture_output=True,
        text=True,
        check=False,
    )
    entry = _entry()
    if entry is None:
        raise Trouble(
            f"The system account '{SYSTEM_ACCOUNT}' cannot be made: {made.stderr.strip()} Make it by hand, then run this again."
        )
    return entry

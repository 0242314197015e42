"""The other loaders that ours is measured against, in a process and an environment of their own.

The environment is built when it is first needed, below ``$PASER_VAR/bench``: the packages of control.txt by
pip, on top of the portal's environment (CKAN itself is the same). CKAN runs there with the plugins ``datastore``
and ``xloader`` and none of ours, on the portal's databases.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import site
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fair import CHECKOUT
from vanilla import write_ini

HERE = Path(__file__).parent
LIST = HERE / "control.txt"


@dataclass(frozen=True)
class Control:
    """A process that loads files on command, one at a time."""

    process: subprocess.Popen[str]

    def start(self, way: str, path: Path, table: str) -> None:
        """Begin to load a file; ``way`` is one of control_side.py."""
        assert self.process.stdin  # noqa: S101 - it was started with pipes
        self.process.stdin.write(json.dumps({"way": way, "path": str(path), "table": table}) + "\n")
        self.process.stdin.flush()

    def end(self) -> dict[str, Any]:
        """Wait until the file is loaded, and for all that the loader does after it."""
        assert self.process.stdout  # noqa: S101
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"the control ended with code {self.process.wait()}; see above")
        return json.loads(line)

    def load(self, way: str, path: Path, table: str) -> dict[str, Any]:
        self.start(way, path, table)
        return self.end()


@contextmanager
def control(folder: Path) -> Iterator[Control]:
    """The process, ready to load; ``folder`` is for its settings and temporary files."""
    ini = folder / "control.ini"
    jobs = f"sqlite:///{folder}/xloader.db"
    write_ini(Path(os.environ["CKAN_INI"]), ini, "datastore xloader", **{"ckanext.xloader.jobs_db.uri": jobs})
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    command = [str(_environment() / "bin" / "python"), str(HERE / "control_side.py"), str(ini)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment, cwd=folder
    ) as process:
        try:
            ready = Control(process)
            ready.end()
            yield ready
        finally:
            process.kill()


def versions() -> str:
    """What the control is made of, for the head of a report."""
    lines = LIST.read_text().splitlines()
    return ", ".join(line.replace("==", " ") for line in lines if not line.startswith("#"))


def _environment() -> Path:
    stamp = hashlib.sha256(LIST.read_bytes() + sys.prefix.encode()).hexdigest()[:16]
    place = Path(os.environ["PASER_VAR"]) / "bench" / f"control-{stamp}"
    if not (place / ".whole").exists():
        shutil.rmtree(place, ignore_errors=True)
        print(f"Building the environment of the control in {place} ...", flush=True)
        subprocess.run([sys.executable, "-m", "venv", place], check=True)
        packages = next(place.glob("lib/python3*/site-packages"))
        (packages / "portal.pth").write_text(f"import site; site.addsitedir({site.getsitepackages()[0]!r})\n")
        pip = [place / "bin" / "python", "-m", "pip", "install", "-q"]
        subprocess.run([*pip, "-c", CHECKOUT / "constraints.txt", "-r", LIST], check=True)
        (place / ".whole").touch()
    return place

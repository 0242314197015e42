"""Child processes for files and tables: how one is asked, and what each does first: it takes limits upon itself, and
keeps its answer apart.

Whatever a bad file makes of such a process, only the process ends.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import traceback
from collections.abc import Mapping
from types import TracebackType
from typing import Any


class ChildError(Exception):
    """A child process ended without an answer.

    Args:
        code: how; negative for the signal that ended it.
    """

    def __init__(self, module: str, code: int) -> None:
        super().__init__(f"{module} ended with {code}")
        self.code = code


def ask(module: str, request: Mapping[str, Any], *, folder: str, seconds: int) -> Any:
    """Ask one question of a process of its own.

    Args:
        module: reads the request (JSON) from its standard input, writes one JSON answer to its standard output.
        folder: where it works.
        seconds: after which it is ended.

    Raises:
        ChildError: it gave no answer.
        subprocess.TimeoutExpired: it took too long.
    """
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", module],
        input=json.dumps(request).encode(),
        stdout=subprocess.PIPE,
        timeout=seconds,
        check=False,
        cwd=folder,
    )
    if done.returncode:
        raise ChildError(module, done.returncode)
    return json.loads(done.stdout)


def confine(memory: int, seconds: int, reserved: int | None = None) -> int:
    """Limit this process. What libraries print goes to standard error from now on, and no crash quotes data.

    Args:
        memory: bytes of data.
        seconds: of the processor's time.
        reserved: bytes up to which the process may raise the first limit by itself; None for no more.

    Returns:
        the file descriptor of what was standard output: for the answer alone.
    """
    resource.setrlimit(resource.RLIMIT_DATA, (memory, reserved or memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))  # SIGXCPU first: SIGKILL tells no time
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.excepthook = say_where_not_what
    answer = os.dup(1)
    os.dup2(2, 1)
    return answer


def say_where_not_what(kind: type[BaseException], _: BaseException, trace: TracebackType | None) -> None:
    """Print where the process fell; what a library says about it may quote the file's rows."""
    traceback.print_tb(trace)
    print(kind.__name__, file=sys.stderr)  # noqa: T201 - standard error is the log

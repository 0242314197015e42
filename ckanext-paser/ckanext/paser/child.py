"""What all child processes for files and tables do first: take limits upon themselves, and keep their answer apart.

Whatever a bad file makes of such a process, only the process ends.
"""

from __future__ import annotations

import os
import resource
import sys
import traceback
from types import TracebackType


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
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.excepthook = say_where_not_what
    answer = os.dup(1)
    os.dup2(2, 1)
    return answer


def say_where_not_what(kind: type[BaseException], _: BaseException, trace: TracebackType | None) -> None:
    """Print where the process fell; what a library says about it may quote the file's rows."""
    traceback.print_tb(trace)
    print(kind.__name__, file=sys.stderr)  # noqa: T201 - standard error is the log

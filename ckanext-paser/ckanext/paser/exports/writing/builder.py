"""The parent of the writing process: starts it, limits it, and puts the finished file in its place at once."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from ckanext.paser import lasting
from ckanext.paser.child import ChildError, ask
from ckanext.paser.exports.writing import problems
from ckanext.paser.exports.writing.child import SECONDS
from ckanext.paser.problems import Problem, ProblemError

UNFINISHED = ".unfinished-"
"""How the names of files begin that are being written."""


class WritingError(Exception):
    """The writing process fell, and nobody knows why."""


def build(place: Path, request: Mapping[str, Any], day: float) -> None:
    """Write a file in a process of its own; it is whole when it can be seen. Two at once do no harm.

    Args:
        place: where it will be.
        request: what ``child.write`` wants, without ``out``.
        day: seconds since 1970 that the file says it is from.

    Raises:
        ProblemError: it cannot be had in this format.
        WritingError: it was not written.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(prefix=UNFINISHED, dir=place.parent)
    os.close(number)
    unfinished = Path(name)
    try:
        with tempfile.TemporaryDirectory(prefix="paser-export-") as folder:
            _run({**request, "out": name, "folder": folder})
        unfinished.chmod(0o644)
        os.utime(unfinished, (day, day))
        lasting.put(unfinished, place)
    finally:
        with suppress(FileNotFoundError):
            unfinished.unlink()


def _run(request: Mapping[str, Any]) -> None:
    try:
        answer = ask(
            "ckanext.paser.exports.writing.child", request, folder=request["folder"], seconds=SECONDS
        )
    except subprocess.TimeoutExpired as error:
        raise ProblemError(problems.too_slow(request["format"])) from error
    except ChildError as error:
        raise _why(error.code, request["format"]) from error
    if "problem" in answer:
        raise ProblemError(Problem(**answer["problem"]))


def _why(code: int, ending: str) -> Exception:
    """What the way in which the writing process ended says."""
    if -code in (signal.SIGXCPU, signal.SIGKILL):
        return ProblemError(problems.too_slow(ending))
    if -code in (signal.SIGABRT, signal.SIGSEGV, signal.SIGBUS):
        return ProblemError(problems.too_large(ending))  # native code that gets no more memory
    return WritingError(f"the process that writes {ending} ended with {code}")

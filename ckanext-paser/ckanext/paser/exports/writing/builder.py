"""The parent of the writing process: starts it, limits it, and puts the finished file in its place at once."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from ckanext.paser import lasting, temporary
from ckanext.paser.child import ChildError, ask
from ckanext.paser.exports.writing import problems
from ckanext.paser.exports.writing.child import SECONDS
from ckanext.paser.problems import Problem, ProblemError

UNFINISHED = ".unfinished-"
"""How the names of files begin that are being written."""


_ROOM = 1 << 20
"""Bytes below which a disk is full: libraries that fail for want of space say so in many ways."""


class WritingError(Exception):
    """The writing process fell, and nobody knows why."""


class NoSpaceError(WritingError):
    """A disk is full."""


def build(place: Path, request: Mapping[str, Any], day: float | None = None, **large: Any) -> None:
    """Write a file in a process of its own; it is whole when it can be seen. Two at once do no harm.

    Args:
        place: where it will be.
        request: what ``child.write`` wants, without ``out``.
        day: seconds since 1970 that the file says it is from; None: from when it is written.
        large: parts of the request that are handed over in a file each.

    Raises:
        ProblemError: it cannot be had in this format.
        NoSpaceError, WritingError: it was not written.
    """
    with told_when_full():
        _build(place, request, day, large)


@contextmanager
def told_when_full() -> Iterator[None]:
    """Raise ``NoSpaceError`` where the system says that a disk is full."""
    try:
        yield
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise NoSpaceError from error


def is_full(folder: Path) -> bool:
    """Tell whether the disk of a folder has no room for any file."""
    return shutil.disk_usage(folder).free < _ROOM


def _build(place: Path, request: Mapping[str, Any], day: float | None, large: Mapping[str, Any]) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(prefix=UNFINISHED, dir=place.parent)
    os.close(number)
    unfinished = Path(name)
    try:
        with temporary.folder("export") as folder:
            files = {part: Path(folder) / f"{part}.json" for part in large}
            for part, file in files.items():
                file.write_text(json.dumps(large[part]), encoding="utf-8")
            parts = {part: str(file) for part, file in files.items()}
            _run({**request, **parts, "out": name, "folder": folder})
        unfinished.chmod(0o644)
        if day is not None:
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
        if is_full(Path(request["folder"])) or is_full(Path(request["out"]).parent):
            raise NoSpaceError from error
        raise _why(error.code, request["format"]) from error
    if "problem" in answer:
        raise ProblemError(Problem(**answer["problem"]))


def _why(code: int, ending: str) -> Exception:
    """What the way in which the writing process ended says."""
    if -code == signal.SIGXCPU:
        return ProblemError(problems.too_slow(ending))
    if -code in (signal.SIGABRT, signal.SIGSEGV, signal.SIGBUS):
        return ProblemError(problems.too_large(ending))  # native code that gets no more memory
    return WritingError(f"the process that writes {ending} ended with {code}")

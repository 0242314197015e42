"""The parent of the reading process: starts it, limits it, hands its rows on."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from ckanext.paser import temporary
from ckanext.paser.privacy.rules.treatment import Treatment
from ckanext.paser.problems import Problem, ProblemError
from ckanext.paser.tables.reading import problems, ready
from ckanext.paser.tables.reading.child import NO_MEMORY, SECONDS
from ckanext.paser.tables.rules.choices import NOTHING_BEFORE, UNCHOSEN, Choice
from ckanext.paser.tables.rules.layout import AS_FOUND, Layout
from ckanext.paser.tables.rules.table import Reading

UNTREATED = Treatment()
_BLOCK = 1 << 18
_SPARE = 1 << 20
"""Bytes; a process that failed while less was free failed for want of space."""


@dataclass(frozen=True)
class Opened:
    """A file being read: what its table is, and its rows.

    Args:
        plain: they are ``COPY``'s own text as well, as :class:`~ckanext.paser.tables.reading.grid.Table`.
    """

    reading: Reading
    plain: bool
    _process: subprocess.Popen[bytes]
    _out: IO[bytes]
    _folder: str

    def chunks(self) -> Iterator[bytes]:
        """The rows as CSV for ``COPY``; each led by its number, NULL an empty unquoted field.

        Raises:
            ProblemError: the rows ended early.
        """
        while block := self._out.read(_BLOCK):
            yield block
        if self._process.wait():
            raise ProblemError(_why(self._process.returncode, self._folder))


class ReadingProcess:
    """A process that reads one file.

    Args:
        folder: for temporary files.
        path: the file.
        filename: the name it was sent under.
    """

    def __init__(self, folder: str, path: Path, filename: str) -> None:
        self._folder = folder
        self._file = {"path": str(path.resolve()), "folder": folder, "filename": filename}
        self._process: subprocess.Popen[bytes] | None = None
        self._watch: threading.Timer | None = None

    def start(self) -> None:
        """Have it begin with what it need not be asked for, while something else is done: a third of a second with a large file."""
        self._process = ready.take()
        _tell(self._process, self._file)

    def open(
        self,
        sheet: str | None = None,
        treatment: Treatment = UNTREATED,
        *,
        choices: Mapping[str, Choice] = UNCHOSEN,
        last: Mapping[str, str] = NOTHING_BEFORE,
        long: bool = False,
        layout: Layout = AS_FOUND,
        titles: Sequence[str] = (),
    ) -> Opened:
        """Have it read the file's table.

        Args:
            sheet: name of the sheet of a workbook, None for the best one.
            treatment: what was decided about the personal data in it.
            choices: what was chosen, by column id.
            last: the names of the kinds that the columns had in the last release, by column id.
            long: years or months across become rows.
            layout: what was said of its rows.
            titles: what it is called, which says whom or what it is about.

        Raises:
            ProblemError: there is no readable table in it, or a value is not as was chosen.
        """
        if self._process is None:
            self.start()
        assert self._process  # noqa: S101 - it has been started
        self._watch = threading.Timer(SECONDS, self._process.send_signal, [signal.SIGXCPU])
        self._watch.start()
        chosen = {column: choice.as_dict() for column, choice in choices.items()}
        rows = {"long": long, "layout": layout.as_dict()}
        asked = {"sheet": sheet, "choices": chosen, "last": dict(last), **rows}
        gate = {"treatment": treatment.as_dict(), "titles": list(titles)}
        return _answer(self._process, {**asked, **gate}, self._folder)

    def end(self) -> None:
        """Stop it, whatever it is doing."""
        if self._watch:
            self._watch.cancel()
        if self._process:
            self._process.kill()
            with self._process:  # its pipes are closed, and it is waited for
                pass


@contextmanager
def reading_process(path: Path, filename: str = "") -> Iterator[ReadingProcess]:
    """A process for one file; it ends here, and its temporary files are removed. As :class:`ReadingProcess`."""
    with temporary.folder("table") as folder:
        process = ReadingProcess(folder, path, filename)
        try:
            yield process
        finally:
            process.end()


@contextmanager
def open_table(path: Path, sheet: str | None = None, filename: str = "", **asked: Any) -> Iterator[Opened]:
    """Read a file's table in a process of its own; as :meth:`ReadingProcess.open`."""
    with reading_process(path, filename) as process:
        yield process.open(sheet, **asked)


def _answer(process: subprocess.Popen[bytes], request: dict[str, Any], folder: str) -> Opened:
    _tell(process, request)
    assert process.stdin  # noqa: S101 - as it was started
    assert process.stdout  # noqa: S101
    with suppress(BrokenPipeError):
        process.stdin.close()
    line = process.stdout.readline()
    if not line.endswith(b"\n"):
        raise ProblemError(_why(process.wait(), folder))
    answer = json.loads(line)
    if "problem" in answer:
        raise ProblemError(Problem(**answer["problem"]))
    return Opened(Reading.from_dict(answer["reading"]), answer["plain"], process, process.stdout, folder)


def _tell(process: subprocess.Popen[bytes], what: Mapping[str, Any]) -> None:
    """Write a line to a process; one that has ended by itself says why by its answer, or by how it ended."""
    assert process.stdin  # noqa: S101 - it was started with pipes
    with suppress(BrokenPipeError):
        process.stdin.write(json.dumps(what).encode() + b"\n")
        process.stdin.flush()


def _why(code: int, folder: str) -> Problem:
    """What the way in which the reading process ended, and left its folder, says about the file."""
    if -code == signal.SIGXCPU:  # by the clock as by the processor's time
        return problems.too_slow(SECONDS)
    if -code == signal.SIGKILL:  # none of ours: the server's own, to whom memory had run out
        return problems.no_memory()
    if code == NO_MEMORY or -code in (signal.SIGABRT, signal.SIGSEGV, signal.SIGBUS):
        return problems.too_large()  # native code that gets no more memory
    if shutil.disk_usage(folder).free < _SPARE:
        return problems.no_space()
    return problems.unknown_failure()

"""The lines of a file that is what ``COPY`` takes already, each led by its number: a third of the work of writing its rows anew."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

_BLOCK = 1 << 18
_SHORTEST = 2
"""Bytes of the longest line that is none, but a line end."""


def write_lines(path: Path, skip: int, width: int, fd: int) -> None:
    """Write the lines of a file without quotation marks whose values are parted by commas.

    Args:
        skip: lines above its rows.
        width: how many columns it has.
        fd: where to.
    """
    first, chunk = 1, b""
    with path.open("rb", _BLOCK) as file, open(fd, "wb", closefd=False) as out:
        for _ in range(skip):
            file.readline()
        while lines := file.readlines(_BLOCK):
            if min(map(len, lines)) <= _SHORTEST:
                lines = [line for line in lines if len(line) > _SHORTEST or line.strip(b"\r\n,")]
            chunk = (b"%d,%b" * len(lines)) % tuple(chain.from_iterable(enumerate(lines, first)))
            if chunk.count(b",") != len(lines) * width:
                chunk = b"".join(_without_end(line, width) for line in chunk.splitlines(keepends=True))
            out.write(chunk.replace(b"\r\n", b"\n"))
            first += len(lines)
        if chunk[-1:] != b"\n":
            out.write(b"\n")


def _without_end(line: bytes, width: int) -> bytes:
    """A numbered line without a separator behind its last value, over which DuckDB passes silently."""
    whole = line.rstrip(b"\r\n")
    return whole[:-1] + line[len(whole) :] if line.count(b",") > width else line

"""Where the rows of a large text file begin, and the same rows written anew where they differ in length."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from ckanext.paser.problems import ProblemError
from ckanext.paser.tables.reading import problems
from ckanext.paser.tables.reading.delimited import Text, numbered_rows
from ckanext.paser.tables.rules import header
from ckanext.paser.tables.rules.cells import Cell, clean, is_error

SAMPLE = 1000
"""Rows that are looked at in Python."""

LONGEST_ROW = 20 << 20
"""Bytes of a row; the tables that are kept as releases have room for a little more."""
_GLANCE = 1 << 20
"""Characters of a row up to which nobody need know its bytes."""

SHORT = ".short"
"""Beside the rows that were written anew: the numbers of those that ended before the last column, one a line."""


@dataclass(frozen=True)
class Start:
    """Where the rows of a file begin: what stands above, the lines to pass over, and the values per row."""

    head: header.Head
    above: list[list[Cell]]
    lines: int
    width: int

    def label(self, i: int) -> str:
        """The header of a column, empty where none stands above it."""
        return self.head.labels[i] if i < len(self.head.labels) else ""


def start_of(text: Text, chosen: tuple[int, int] | None = None) -> Start:
    """Find where the rows of a file begin.

    Args:
        chosen: the rows of the header, where somebody has said so.

    Raises:
        ProblemError: there is no table in it, or not where somebody said.
    """
    deep = header.depth(chosen)
    lines: list[int] = [0]
    rows: list[list[Cell]] = []
    width = 0
    for line, row in islice(numbered_rows(text), deep + SAMPLE):
        cells = [clean(cell) for cell in row]
        width = max(width, *(i + 1 for i, cell in enumerate(cells) if cell is not None), 0)
        if len(rows) <= deep:  # of those below, which may be long, only the width is asked
            lines.append(line)
            rows.append([None if is_error(cell) else cell for cell in cells])  # as in a sheet
    head = header.find_head(rows[:deep], chosen=chosen)
    if head is None:
        more = any(clean(cell) for _, row in islice(numbered_rows(text), deep, None) for cell in row)
        raise ProblemError(problems.no_head(chosen, min(len(rows), deep), more=more))
    if head.body == len(rows):
        raise ProblemError(problems.no_rows(head.header + 1))
    return Start(head, rows[: head.body], lines[head.body], max(width, len(rows[head.body])))


def long_row(
    text: Text, width: int, told: Callable[[int, int, int], problems.Problem] = problems.long_row
) -> problems.Problem:
    """The first row that is longer than the table, told as what it is."""
    long = ((line, row) for line, row in numbered_rows(text) if any(clean(cell) for cell in row[width:]))
    line, row = next(long)
    return told(line, len(row), width)


def made_even(text: Text, start: Start, path: Path) -> int:
    """Write the rows below the header anew, all of one length; slower, but any file that is a CSV can be read so.

    Returns:
        the bytes of the longest row, where there are rows of megabytes.
    """
    longest = 0
    with path.open("w", encoding="utf-8", newline="") as file, path.with_suffix(SHORT).open("w") as short:
        write = csv.writer(file, delimiter=text.separator, lineterminator="\n").writerow
        for n, (line, row) in enumerate(islice(numbered_rows(text), start.head.body, None), 1):
            if any(clean(cell) for cell in row[start.width :]):
                raise ProblemError(problems.long_row(line, len(row), start.width))
            if len(row) < start.head.width:
                short.write(f"{n}\n")
            size = write((row + [""] * start.width)[: start.width])
            if size > _GLANCE:
                joined = "".join(row)
                size += len(joined.encode()) - len(joined)
                longest = max(longest, size)
            if size > LONGEST_ROW:
                raise ProblemError(problems.long_line(line, LONGEST_ROW >> 20))
    return longest


def last_lines(text: Text, begun: int, most: int) -> list[list[Cell]]:
    """The cells of the last rows of a text file, without asking DuckDB, which would go through all of them.

    Args:
        begun: lines above the first row.
        most: bytes at the end that are looked at.
    """
    with text.path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(text.offset, size - most))
        left_out = begun if file.tell() == text.offset else 1
        lines = io.StringIO(file.read().decode("utf-8", "ignore"), newline="").readlines()[left_out:]
    return [[clean(cell) for cell in row] for row in csv.reader(lines, delimiter=text.separator)]

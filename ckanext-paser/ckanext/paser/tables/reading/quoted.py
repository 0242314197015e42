"""Lines that stand wholly in quotation marks (``"Desa;Jumlah"``), as a text that was opened and saved again by its lines becomes."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

_LINES = 200
"""Lines that are looked at."""
_FEWEST = 2
_NONE = "\x1f"
"""No text has it between values."""


def inner_separator(start: str, whole: bool, find: Callable[[str], str]) -> str:
    """The separator within the lines of a text, each of which is one value in quotation marks; empty where it is no such text.

    All of them must come to as many values, or it is a column of words with commas.

    Args:
        start: the beginning of the text.
        whole: the text ends there, so that its last line is whole.
        find: finds the separator of a text.
    """
    lines = io.StringIO(start, newline="").readlines()[: _LINES + 1]
    lines = [line.strip("\r\n") for line in lines if line.strip("\r\n")]
    lines = lines if whole and len(lines) <= _LINES else lines[:-1]
    if len(lines) < _FEWEST or not all(len(line) > 2 and line[0] == line[-1] == '"' for line in lines):
        return ""
    rows = [*csv.reader(lines, delimiter=_NONE)]
    if any(len(row) != 1 for row in rows) or len(rows) != len(lines):
        return ""
    inner = [row[0] for row in rows]
    separator = find("\n".join(inner))
    widths = {len(row) for row in csv.reader(inner, delimiter=separator)}
    return separator if len(widths) == 1 and widths.pop() > 1 else ""


def unquote(path: Path, offset: int, target: Path) -> None:
    """Write the lines of a text without the quotation marks around them, and with one for two within them."""
    with (
        path.open("rb") as source,
        target.open("w", encoding="utf-8", newline="") as copy,
    ):
        source.seek(offset)
        for line in io.TextIOWrapper(source, "utf-8", newline=""):
            text = line.rstrip("\r\n")
            if len(text) > 1 and text[0] == text[-1] == '"':
                text = text[1:-1].replace('""', '"')
            copy.write(f"{text}\n")

"""The process that opens a file, so that a bad one ends it and nothing else.

Reads a request (JSON) from its standard input; writes one line of JSON to its standard output, the reading or
a problem, then the rows as CSV. Whatever a library prints goes to standard error.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from pathlib import Path
from typing import Any

from ckanext.paser.problems import ProblemError
from ckanext.paser.tables.reading import problems
from ckanext.paser.tables.reading.formats import Format, detect
from ckanext.paser.tables.reading.grid import Table

MEMORY = 1 << 30
SECONDS = 300
LARGE = 4 << 20
"""Bytes from which on a text file is read by DuckDB."""


def read_file(path: Path, sheet: str | None, folder: Path, large: int = LARGE, filename: str = "") -> Table:
    """Read the table of any file that we know.

    Args:
        path: the file.
        sheet: name of the sheet to read, None for the best one.
        folder: for temporary files; the caller removes it.
        large: size in bytes from which on a text file is not read in Python.
        filename: the name it was sent under.

    Raises:
        ProblemError: there is no readable table in it.
    """
    if detect(path, filename) is Format.WORKBOOK:
        from ckanext.paser.tables.reading.workbooks import read_workbook  # noqa: PLC0415 - takes time to load

        return read_workbook(path, sheet)
    from ckanext.paser.tables.reading.delimited import prepare, read_text  # noqa: PLC0415

    text = prepare(path, folder)
    if path.stat().st_size < large:
        return read_text(text)
    from ckanext.paser.tables.reading.bulk import read_bulk  # noqa: PLC0415

    return read_bulk(text, folder)


def main() -> int:
    """Answer one request; 0 only when every row was written."""
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    out = os.dup(1)
    os.dup2(2, 1)
    request: dict[str, Any] = json.load(sys.stdin)
    try:
        path, folder = Path(request["path"]), Path(request["folder"])
        table = read_file(path, request["sheet"], folder, filename=request["filename"])
    except ProblemError as error:
        _say(out, {"problem": error.problem.as_dict()})
        return 0
    except MemoryError:
        _say(out, {"problem": problems.too_large().as_dict()})
        return 0
    _say(out, {"reading": table.reading.as_dict()})
    table.write(out)
    return 0


def _say(out: int, answer: dict[str, Any]) -> None:
    os.write(out, json.dumps(answer).encode() + b"\n")


if __name__ == "__main__":
    sys.exit(main())

"""The process that opens a file, so that a bad one ends it and nothing else.

Reads two lines of JSON from its standard input: the file, a folder for temporary files and the name under which the file
was sent; then how it is to be read. Writes one line of JSON to its standard output, the reading or a problem, then the
rows as CSV. Whatever a library prints goes to standard error.
"""

from __future__ import annotations

import gc
import json
import os
import select
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ckanext.paser.child import confine
from ckanext.paser.privacy.rules.kinds import without_data
from ckanext.paser.privacy.rules.treatment import Treatment
from ckanext.paser.privacy.scanning.treated import treated
from ckanext.paser.problems import ProblemError
from ckanext.paser.tables.reading import problems
from ckanext.paser.tables.reading.formats import Format, detect
from ckanext.paser.tables.reading.grid import Table
from ckanext.paser.tables.rules.choices import NOTHING_BEFORE, UNCHOSEN, Asked, Choice
from ckanext.paser.tables.rules.layout import AS_FOUND, Layout
from ckanext.paser.tables.rules.report import CLOSED

MEMORY = 480 << 20
"""Bytes of data: with the code of Python and of the libraries, the process takes at most 512 MiB."""
MEMORY_RESERVED = 560 << 20
"""The same for DuckDB, which reserves 100 MiB more than it ever touches."""
NO_MEMORY = 12
"""How the process ends when memory runs out after its answer."""
SECONDS = 300
LARGE = 4 << 20
"""Bytes from which on a text file is read by DuckDB."""

Reader = Callable[[str | None, Asked], Table]
"""Reads the table of a file, of the sheet of this name if it has sheets."""


def read_file(
    path: Path,
    sheet: str | None,
    folder: Path,
    large: int = LARGE,
    filename: str = "",
    *,
    choices: Mapping[str, Choice] = UNCHOSEN,
    last: Mapping[str, str] = NOTHING_BEFORE,
    long: bool = False,
    layout: Layout = AS_FOUND,
) -> Table:
    """Read the table of any file that we know.

    Args:
        path: the file.
        sheet: name of the sheet to read, None for the best one.
        folder: for temporary files; the caller removes it.
        large: size in bytes from which on a text file is not read in Python.
        filename: the name it was sent under.
        choices: what was chosen, by column id.
        last: the names of the kinds that the columns had in the last release, by column id.
        long: years or months across become rows.
        layout: what was said of its rows.

    Raises:
        ProblemError: there is no readable table in it, or a value is not as was chosen.
    """
    return begin(path, folder, filename, large)(sheet, Asked(choices, last, long, layout))


def begin(path: Path, folder: Path, filename: str = "", large: int = LARGE) -> Reader:
    """Do what of the reading does not depend on what is asked; returns what does the rest. As :func:`read_file`."""
    kind = detect(path, filename)
    if kind is Format.GEOJSON:
        from ckanext.paser.tables.reading.geojson import read_geojson  # noqa: PLC0415 - rarely needed

        return lambda _, asked: read_geojson(path, asked)
    if kind is Format.WORKBOOK:
        from ckanext.paser.tables.reading.workbooks import read_workbook  # noqa: PLC0415 - takes time to load

        return lambda sheet, asked: read_workbook(path, sheet, asked, folder)
    from ckanext.paser.tables.reading.delimited import prepare, read_text  # noqa: PLC0415

    text = prepare(path, folder)
    if path.stat().st_size < large:
        return lambda _, asked: read_text(text, asked)
    from ckanext.paser.tables.reading.bulk import read_bulk  # noqa: PLC0415

    return lambda _, asked: read_bulk(text, folder, asked)


def scanned(table: Table, treatment: Treatment, folder: Path, titles: Sequence[str] = ()) -> Table:
    """The table with what personal data the whole file holds, changed as was decided about them.

    What is said of the table is public: no personal data are in it, and nothing of columns that are not public; of a file that
    is closed it is marked, so that others than its editors read no cell of it.

    Args:
        titles: what the file is called.

    Raises:
        ProblemError: no column is left.
    """
    findings = table.scan(titles)
    closed = not treatment.opens and (treatment.decided or any(finding.closes for finding in findings))
    mark = {CLOSED: True} if closed else {}
    reading = replace(
        table.reading,
        notes=tuple(
            replace(note, params=_impersonal(note.params) | mark)
            for note in table.reading.notes
            if treatment.tells(note.params)
        ),
        problems=tuple(
            replace(found, params=_impersonal(found.params) | mark)
            for found in table.reading.problems
            if treatment.tells(found.params)
        ),
        findings=tuple(findings),
        in_file=tuple(column.id for column in table.reading.columns),
    )
    if not treatment.changes:
        return Table(reading, table.write, plain=table.plain)
    changed = treated(reading, table.write, treatment, findings, folder)
    if not changed[0].columns:
        raise ProblemError(problems.nothing_left())
    return Table(*changed)


def _impersonal(params: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _without_data(value) for name, value in params.items()}


def _without_data(value: Any) -> Any:
    if isinstance(value, dict):
        return _impersonal(value)
    if isinstance(value, list):
        return [_without_data(one) for one in value]
    return without_data(value) if isinstance(value, str) else value


def main() -> int:
    """Answer one request; 0 only when every row was written."""
    gc.disable()  # it would go through millions of cells again and again; what lasts this short leaves nothing to collect
    out = confine(MEMORY, SECONDS, MEMORY_RESERVED)
    if not select.select([sys.stdin], [], [], 0)[0]:
        _load_readers()
    line = sys.stdin.readline()
    if not line:  # no file has come
        return 0
    file = json.loads(line)
    folder = Path(file["folder"])
    os.chdir(folder)
    try:
        read = begin(Path(file["path"]), folder, file["filename"])
        request: dict[str, Any] = json.loads(sys.stdin.readline())
        choices = {column: Choice.from_dict(choice) for column, choice in request["choices"].items()}
        layout = Layout.from_dict(request["layout"])
        table = read(request["sheet"], Asked(choices, request["last"], request["long"], layout))
        table = scanned(table, Treatment.from_dict(request["treatment"]), folder, request["titles"])
    except ProblemError as error:
        _say(out, {"problem": replace(error.problem, params=_impersonal(error.problem.params)).as_dict()})
        return 0
    except Exception as error:
        if not _lacks_memory(error):
            raise
        _say(out, {"problem": problems.too_large().as_dict()})
        return 0
    _say(out, {"reading": table.reading.as_dict(), "plain": table.plain})
    try:
        table.write(out)
    except Exception as error:
        if not _lacks_memory(error):
            raise
        return NO_MEMORY
    return 0


def _load_readers() -> None:
    """Load what takes time to load, for a file of whichever format, while none has come."""
    from ckanext.paser.tables.reading import bulk, delimited, workbooks  # noqa: F401, PLC0415


def _lacks_memory(error: Exception) -> bool:
    """Tell whether Python or DuckDB got no more memory."""
    return isinstance(error, MemoryError) or type(error).__name__ == "OutOfMemoryException"


def _say(out: int, answer: dict[str, Any]) -> None:
    os.write(out, json.dumps(answer).encode() + b"\n")


if __name__ == "__main__":
    sys.exit(main())

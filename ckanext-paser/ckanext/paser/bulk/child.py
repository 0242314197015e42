"""The process that opens a workbook: a request (JSON) on standard input, its cells or a problem (JSON) on standard output."""

from __future__ import annotations

import json
import os
import sys
from datetime import date, datetime, time, timedelta
from itertools import chain
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, ZipError

from ckanext.paser.bulk.rules.rows import MOST_ROWS, too_many
from ckanext.paser.child import confine
from ckanext.paser.problems import N_, Problem

MEMORY = 320 << 20
"""Bytes of data. 2,000 rows take 40 MiB; the rest is for what other sheets hold."""
SECONDS = 45
WIDEST = 256
"""Columns that are looked at."""
MOST_LETTERS = 20 << 20
_SHEET = "Dataset"
_ROOM = 50
"""Rows beside those with datasets: headings, keys, examples."""


def read(path: Path) -> dict[str, Any]:
    """The cells of the sheet "Dataset", else of the first one; or what is wrong with the file."""
    try:
        with CalamineWorkbook.from_path(path) as workbook:
            names = workbook.sheet_names
            name = _SHEET if _SHEET in names else names[0]
            rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except PasswordError:
        return {
            "problem": _problem("encrypted", N_("The workbook has a password."), N_("Save it without one."))
        }
    except (CalamineError, ZipError, OSError, IndexError):
        fact = N_("The file is no workbook (XLSX, XLS or ODS) that can be read.")
        return {
            "problem": _problem("no_workbook", fact, N_("Fill in the template of the portal, and send that."))
        }
    while rows and not any(cell not in ("", None) for cell in rows[-1]):
        rows.pop()
    filled = sum(any(cell not in ("", None) for cell in row) for row in rows)
    if filled > MOST_ROWS + _ROOM:
        return {"problem": too_many(filled).as_dict()}
    cells = [[_plain(cell) for cell in row[:WIDEST]] for row in rows]
    if sum(len(cell) for cell in chain.from_iterable(cells) if isinstance(cell, str)) > MOST_LETTERS:
        fact = N_("The workbook holds more text than comes in at a time.")
        return {"problem": _problem("too_much_text", fact, N_("Send the rows in several workbooks."))}
    return {"sheet": name, "rows": cells}


def _problem(code: str, fact: str, remedy: str) -> dict[str, Any]:
    return Problem(code, "", fact, remedy).as_dict()


def _plain(cell: Any) -> Any:
    """A cell as JSON has it."""
    if isinstance(cell, datetime):
        return cell.isoformat()
    if isinstance(cell, date):
        return f"{cell.isoformat()}T00:00:00"
    if isinstance(cell, (time, timedelta)):
        return str(cell)
    return None if cell == "" else cell


def main() -> int:
    out = confine(MEMORY, SECONDS)
    answer = read(Path(json.load(sys.stdin)["path"]))
    with os.fdopen(out, "w", encoding="utf-8") as file:
        json.dump(answer, file)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The process that only looks a file through, so that a bad one ends it and nothing else.

Reads a request (JSON) from its standard input; writes one line of JSON to its standard output: findings, or a problem.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from ckanext.paser.child import confine
from ckanext.paser.privacy.rules.findings import Finding
from ckanext.paser.privacy.scanning.documents import Place, scan_document
from ckanext.paser.problems import ProblemError
from ckanext.paser.tables.reading import problems
from ckanext.paser.tables.reading.child import MEMORY, SECONDS, read_file
from ckanext.paser.tables.rules.layout import Layout


def look_through(request: dict[str, Any]) -> tuple[list[Finding], list[str]]:
    """What is found in a file; of one that becomes a table also the names of its columns.

    Raises:
        ProblemError: it cannot be looked through.
    """
    path, folder = Path(request["path"]), Path(request["folder"])
    if not request["is_table"]:
        return scan_document(path, request["filename"], folder, Place(tuple(request["titles"]))), []
    asked = {"long": request["long"], "layout": Layout.from_dict(request["layout"])}
    table = read_file(path, request["sheet"], folder, filename=request["filename"], **asked)
    return table.scan(request["titles"]), [column.id for column in table.reading.columns]


def main() -> int:
    """Answer one request."""
    out = confine(MEMORY, SECONDS)
    try:
        findings, columns = look_through(json.load(sys.stdin))
        answer: dict[str, Any] = {"findings": [one.as_dict() for one in findings], "columns": columns}
    except ProblemError as error:
        answer = {"problem": error.problem.as_dict()}
    except MemoryError:
        answer = {"problem": problems.too_large().as_dict()}
    with open(out, "w", encoding="utf-8") as file:
        json.dump(answer, file)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The parent of the process that only looks a file through."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ckanext.paser import temporary
from ckanext.paser.child import ChildError, ask
from ckanext.paser.privacy.rules.findings import Finding
from ckanext.paser.problems import Problem, ProblemError
from ckanext.paser.tables.reading import problems
from ckanext.paser.tables.reading.child import SECONDS
from ckanext.paser.tables.rules.layout import AS_FOUND, Layout


def look_through(
    path: Path,
    filename: str,
    *,
    is_table: bool,
    sheet: str | None,
    long: bool = False,
    layout: Layout = AS_FOUND,
    titles: Sequence[str] = (),
) -> tuple[list[Finding], list[str]]:
    """What is found in a file; of one that becomes a table also the names of its columns.

    Args:
        layout: what was said of its rows.
        titles: what it is called.

    Raises:
        ProblemError: it cannot be looked through.
    """
    with temporary.folder("look") as folder:
        about: dict[str, Any] = {
            "path": str(path.resolve()),
            "filename": filename,
            "sheet": sheet,
            "long": long,
        }
        about["layout"] = layout.as_dict()
        request = {**about, "is_table": is_table, "titles": list(titles), "folder": folder}
        try:
            answer = ask("ckanext.paser.privacy.scanning.child", request, folder=folder, seconds=SECONDS)
        except subprocess.TimeoutExpired as error:
            raise ProblemError(problems.too_slow(SECONDS)) from error
        except ChildError as error:
            raise ProblemError(problems.unknown_failure()) from error
    if "problem" in answer:
        raise ProblemError(Problem(**answer["problem"]))
    return [Finding.from_dict(one) for one in answer["findings"]], answer["columns"]

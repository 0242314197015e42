"""A workbook of an officer opened in a process of its own, which a bad one ends and nothing else."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ckanext.paser import child
from ckanext.paser.problems import N_, Problem, ProblemError

MOST_BYTES = 10 << 20
_SECONDS = 60


class Cells(NamedTuple):
    """All cells of one sheet, from its first row on; days are texts such as ``2025-06-30T00:00:00``."""

    sheet: str
    rows: Sequence[Sequence[Any]]


def cells(path: Path) -> Cells:
    """The cells of the sheet with datasets.

    Raises:
        ProblemError: the file is too large, or is no workbook that can be read.
    """
    if path.stat().st_size > MOST_BYTES:
        raise ProblemError(too_large())
    try:
        answer = child.ask(
            "ckanext.paser.bulk.child", {"path": str(path)}, folder=str(path.parent), seconds=_SECONDS
        )
    except (child.ChildError, subprocess.TimeoutExpired) as error:
        raise ProblemError(
            Problem(
                "not_opened",
                "",
                N_("The workbook cannot be opened, or takes more memory or time than is given to it."),
                N_("Copy the rows into a new template of the portal, and send that."),
            )
        ) from error
    if "problem" in answer:
        raise ProblemError(Problem(**answer["problem"]))
    return Cells(answer["sheet"], answer["rows"])


def too_large() -> Problem:
    """The file has more bytes than come in at a time."""
    return Problem(
        "too_large",
        "",
        N_("The workbook is larger than {most} MiB."),
        N_("Send the rows in several workbooks, without pictures."),
        {"most": MOST_BYTES >> 20},
    )

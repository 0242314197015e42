"""The list of DSSD codes: loaded by an administrator, asked when a dataset names one."""

from __future__ import annotations

from pathlib import Path

from ckan import model

from ckanext.paser.dssd import rules, store
from ckanext.paser.dssd.rules import Judged
from ckanext.paser.standards import service as standards


def load(path: Path) -> Judged:
    """Load a list in the place of the one before; nothing is written when anything in it is wrong. Commits.

    Raises:
        ProblemError: the file cannot be read.
    """
    judged = rules.judge(path.name, standards.rows(path, rules.HEADINGS["kode"]))
    if not judged.problems:
        store.replace(judged.indicators)
        model.Session.commit()
    return judged


def is_known(code: str) -> bool:
    """Whether SIPD knows a code, as far as the portal has its list."""
    return store.is_known(code)

"""What a rule finds: at which field, what is to be done, and whether the dataset can be public before that."""

from __future__ import annotations

from enum import Enum
from typing import Any, NamedTuple

from ckanext.paser.problems import Problem


class Level(Enum):
    """How grave a finding is.

    ERROR keeps a dataset from being public; TERBIT is a warning until the workflow publishes it (``status_sdi`` terbit),
    and an error then; WARNING is advice.
    """

    ERROR = "error"
    TERBIT = "terbit"
    WARNING = "warning"


class Finding(NamedTuple):
    """Args:
    rule: number in table 6.7 of the profile; 0 is column W of tables 6.2 and 6.4.
    field: name of the field; of a file's where ``file`` is given.
    file: position of the file in the dataset.
    """

    rule: int
    field: str
    problem: Problem
    level: Level = Level.ERROR
    file: int | None = None


def found(
    rule: int,
    field: str,
    fact: str,
    remedy: str,
    *,
    level: Level = Level.ERROR,
    file: int | None = None,
    **params: Any,
) -> Finding:
    """Make a finding; ``fact`` and ``remedy`` are msgids."""
    return Finding(rule, field, Problem(f"profile_{rule}", "", fact, remedy, params), level, file)


def is_error(finding: Finding, status: str | None) -> bool:
    """Whether a finding keeps a dataset with this ``status_sdi`` from being public."""
    return finding.level is Level.ERROR or (finding.level is Level.TERBIT and status == "terbit")

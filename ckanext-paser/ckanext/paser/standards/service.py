"""Data standards: loaded from a list by an administrator, found by whoever describes data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from ckan import model

from ckanext.paser.problems import Problem
from ckanext.paser.standards import reading, rules, store
from ckanext.paser.standards.rules import Row
from ckanext.paser.standards.store import Found


class Loaded(NamedTuple):
    """What loading a list came to.

    Attributes:
        outcomes: how many standards were "created", "updated" or "unchanged"; empty when nothing was loaded.
        problems: one for each row that is wrong; then nothing was loaded.
    """

    outcomes: Counter[str]
    problems: list[Problem]


def load(path: Path) -> Loaded:
    """Load a list; nothing is written when anything in it is wrong. What the list does not name stays as it is.

    Raises:
        ProblemError: the file cannot be read.
    """
    judged = rules.judge(path.name, reading.rows(path))
    if judged.problems:
        return Loaded(Counter(), judged.problems)
    before = store.known(one.id_sds for one in judged.standards)
    other = [one for one in judged.standards if before.get(one.id_sds) != one]
    store.write(other)
    model.Session.commit()
    updated = sum(one.id_sds in before for one in other)
    counts = {
        "created": len(other) - updated,
        "updated": updated,
        "unchanged": len(judged.standards) - len(other),
    }
    return Loaded(Counter({outcome: count for outcome, count in counts.items() if count}), [])


def rows(path: Path, headings: Collection[str]) -> list[Row]:
    """The rows of another list, told like those of a list of standards.

    Args:
        headings: what its column of codes may be called, without signs and in small letters.

    Raises:
        ProblemError: the file cannot be read.
    """
    return reading.rows(path, headings)


def find(text: str, limit: int) -> Found:
    """The standards in which all words of a text stand, and how many there are."""
    return store.find(text.casefold().split(), limit)


def is_any() -> bool:
    """Whether the portal has a list of data standards."""
    return store.is_any()

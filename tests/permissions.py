"""Reads ``permissions.yaml``: who may do what, where a dataset stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

Cells = dict[str, frozenset[str]]
"""By state, the roles that may."""


@dataclass(frozen=True)
class Matrix:
    """The whole of it.

    Attributes:
        actions: by name; a second way to call one is named ``action/way``.
        routes: by ``GET /path/<with arguments>``.
        steps: by state and the state that a step leads to, the roles that may take it.
    """

    roles: tuple[str, ...]
    states: tuple[str, ...]
    actions: dict[str, Cells]
    routes: dict[str, Cells]
    steps: dict[str, Cells]


@cache
def read() -> Matrix:
    """The matrix.

    Raises:
        KeyError: a row has a word that is no role, no group and no pattern.
    """
    said = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
    roles, states = tuple(said["roles"]), tuple(said["states"])

    def who(words: str) -> frozenset[str]:
        return frozenset(
            role
            for word in words.split()
            for role in ((word,) if word in roles else who(said["groups"][word]))
        )

    def cells(row: str) -> Cells:
        by_state: dict[str, Any] = said["by_state"].get(row) or dict.fromkeys(states, row)
        return {state: who(by_state.get(state, "")) for state in states}

    return Matrix(
        roles=roles,
        states=states,
        actions={name: cells(row) for name, row in said["actions"].items()},
        routes={name: cells(row) for name, row in said["routes"].items()},
        steps={
            state: {to: who(words) for to, words in steps.items()} for state, steps in said["steps"].items()
        },
    )

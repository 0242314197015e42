"""What an engine offers about a column, for the rules to decide on: its values, and those that do not fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache

from ckanext.paser.tables.rules.cells import Cell
from ckanext.paser.tables.rules.choices import NOT_CHOSEN, Choice
from ckanext.paser.tables.rules.kinds import Kind


@dataclass(frozen=True)
class Misfits:
    """The values that keep a column from having a kind: how many, and the first one with its row as people count.

    Args:
        more: the rows of the next ones, a few of them, where they are known.
    """

    count: int
    row: int
    value: str
    more: tuple[int, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class Values:
    """A column's values without the missing ones.

    Args:
        label: the column's header.
        count: how many values there are.
        sample: some of them.
        misfits: the values that are not of a kind, None if all are.
        field: the column's id.
        sheet: where it stands, empty in a text file.
        choice: what was chosen for it.
        last: name of the kind that it had in the last release, empty if it had none.
        errors: the errors of formulas that stand in it instead of values, None if there are none.
        adds_up: whether a row of totals is exactly what its values, two or more, come to, all read as a kind.
    """

    label: str
    count: int
    sample: Sequence[Cell]
    misfits: Callable[[Kind], Misfits | None]
    field: str = ""
    sheet: str = ""
    choice: Choice = NOT_CHOSEN
    last: str = ""
    errors: Misfits | None = None
    adds_up: Callable[[Kind], bool] = lambda _: False


Holds = Callable[[Kind], bool]


def asked_once(values: Values) -> Holds:
    """Whether all values are of a kind: first the sample is looked at, then, at most once, the whole."""

    @cache
    def holds(kind: Kind) -> bool:
        return fits(kind, values.sample) and values.misfits(kind) is None

    return holds


def fits(kind: Kind, sample: Sequence[Cell]) -> bool:
    """Tell whether each value of a sample is of a kind."""
    return all(kind.read(cell) is not None for cell in sample)

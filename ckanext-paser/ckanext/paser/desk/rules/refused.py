"""What of the columns of a form cannot be stored: cell by cell, so that all the rest can. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from ckanext.paser.desk.rules.columns import Cell
from ckanext.paser.problems import N_, Problem
from ckanext.paser.tables.rules import form
from ckanext.paser.tables.rules.kamus import Entry

_TOGETHER = {"kolom_penimbang": ("agregasi", "kolom_penimbang")}
"""Keys of which one says nothing without the other: both stay as they were."""
Faults = dict[str, dict[str, Problem]]
"""By column, and by the field of the form beside which it is told."""
Check = Callable[[Sequence[Mapping[str, Any]]], Sequence[Problem]]
"""What tells where personal data stand in entries."""


class Parted(NamedTuple):
    """Entries that can be stored, and what is wrong with what was taken out of them."""

    entries: list[Entry]
    faults: Faults


def parted(entries: Mapping[str, Entry], stored: Mapping[str, Entry], personal: Check) -> Parted:
    """Take out of what was said of columns what cannot be stored; there the dictionary stays as it is.

    Args:
        entries: by column, the keys that are to be changed.
        stored: the dictionary as it is.
    """
    kept = {id_: dict(entry) for id_, entry in entries.items()}
    faults: Faults = {}
    for cell, problem in _personal_cells(kept, personal):
        faults.setdefault(cell.column, {})[cell.key] = _personal(problem)
        del kept[cell.column][cell.key]
    # once more without them: what was said beside them may be wrong alone
    while found := _new(form.faults(_whole(kept, stored)), faults):
        for cell in _cells(found):
            kept[cell.column].pop(cell.key, None)
        for id_, of_column in found.items():
            faults.setdefault(id_, {}).update(of_column)
    return Parted([*kept.values()], faults)


def _new(found: Faults, known: Faults) -> Faults:
    new = {
        id_: {field: one for field, one in of_column.items() if field not in known.get(id_, {})}
        for id_, of_column in found.items()
    }
    return {id_: of_column for id_, of_column in new.items() if of_column}


def _cells(faults: Faults) -> list[Cell]:
    return [
        Cell(id_, key) for id_, of_column in faults.items() for field in of_column for key in _keys(field)
    ]


def _keys(field: str) -> tuple[str, ...]:
    """The keys of the dictionary that a field of the form is of."""
    return (form.LIMITS,) if field in (form.REQUIRED, *form.BOUNDS) else _TOGETHER.get(field, (field,))


def _whole(kept: Mapping[str, Entry], stored: Mapping[str, Entry]) -> list[Entry]:
    """The entries as they will stand in the dictionary, with every key of the form."""
    empty = dict.fromkeys(form.KEYS)
    return [{**empty, **stored.get(id_, {}), **entry} for id_, entry in kept.items()]


def _personal_cells(entries: Mapping[str, Entry], personal: Check) -> list[tuple[Cell, Problem]]:
    """The cells in which personal data may stand; only the columns of which that is told are looked at cell by cell."""
    if not personal([*entries.values()]):
        return []
    return [
        (Cell(id_, key), problems[0])
        for id_, entry in entries.items()
        if personal([entry])
        for key, value in entry.items()
        if key != "id" and (problems := personal([{"id": "-", key: value}]))
    ]


def _personal(problem: Problem) -> Problem:
    fact = N_("Personal data may stand here ({kind}), so this is not stored.")
    return Problem(problem.code, "", fact, N_("Leave them out or mask them (6401•••)."), problem.params)

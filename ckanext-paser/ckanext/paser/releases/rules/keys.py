"""By which columns the rows of two releases are recognised as the same."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from ckanext.paser.tables.rules import roles
from ckanext.paser.tables.rules.kinds import Type
from ckanext.paser.tables.rules.table import Column

DIMENSIONS = (roles.AREA, roles.TIME, roles.DIMENSION)
_QUANTITIES = (Type.NUMBER.value, Type.INTEGER.value)


def candidates(old: Sequence[Column], new: Sequence[Column]) -> Iterator[tuple[str, ...]]:
    """Sets of columns that may tell the rows apart, the best first; whoever asks checks that each row has its own.

    The key that the table was made with, else the dictionary's identifiers, else its dimensions, else whatever is no
    quantity.
    """
    before = {column.id: column for column in old}
    shared = [column for column in new if column.id in before]
    telling = [column for column in shared if _tells(column) and _tells(before[column.id])]
    tried: set[tuple[str, ...]] = {()}
    for chosen in (
        _ids(column for column in shared if column.key and before[column.id].key),
        _ids(column for column in shared if column.role == roles.IDENTIFIER),
        _ids(column for column in shared if {column.role, before[column.id].role} <= set(DIMENSIONS)),
        _ids(column for column in telling if not column.role),
        _ids(telling),
    ):
        if chosen not in tried:
            tried.add(chosen)
            yield chosen


def telling(columns: Sequence[Column]) -> list[tuple[str, ...]]:
    """Sets of columns that may be the key of a table, the best first; whoever asks checks that each row has its own.

    The key that the table was made with, the dictionary's identifiers, all its areas, times and dimensions.
    """
    found = (
        _ids(column for column in columns if column.key),
        _ids(column for column in columns if column.role == roles.IDENTIFIER),
        _ids(column for column in columns if column.role in DIMENSIONS),
    )
    return [names for names in found if names]


def names_of_rows(columns: Sequence[Column]) -> list[str]:
    """Columns of which one alone may name each row, the best first; whoever asks checks that each row has its own.

    The key that the table was made with, the dictionary's identifier, the ``id`` that features of a GeoJSON file had.
    """
    found = (
        _ids(column for column in columns if column.key),
        _ids(column for column in columns if column.role == roles.IDENTIFIER),
        _ids(column for column in columns if column.id == "id"),
    )
    return [names[0] for names in found if len(names) == 1]


def changed_columns(old: Sequence[Column], new: Sequence[Column]) -> dict[str, list[str]]:
    """Columns that came, went, or are of another type now, by their ids."""
    before, now = ({column.id: column.type for column in columns} for columns in (old, new))
    return {
        "added": [id_ for id_ in now if id_ not in before],
        "removed": [id_ for id_ in before if id_ not in now],
        "retyped": [id_ for id_ in now if id_ in before and before[id_] != now[id_]],
    }


def without(changes: Mapping[str, Any], columns: Collection[str]) -> dict[str, Any]:
    """What is said of a release's changes, without the names of some columns."""

    def others(names: Iterable[str]) -> list[str]:
        return [name for name in names if name not in columns]

    told = {kind: others(names) for kind, names in changes["columns"].items()}
    rows = {name: others(changes[name]) for name in ("key", "numbering") if name in changes}
    return {**changes, **rows, "columns": told}


def _tells(column: Column) -> bool:
    return column.type not in _QUANTITIES or column.unit == "tahun"


def _ids(columns: Iterable[Column]) -> tuple[str, ...]:
    return tuple(column.id for column in columns)

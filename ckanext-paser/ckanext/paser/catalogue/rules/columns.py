"""The whole dictionary of a file: what its table is known to hold, and what officers have decided of its columns (``kamus_data``)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ckanext.paser.metadata.rules.closed import is_closed
from ckanext.paser.tables.rules.kinds import Type
from ckanext.paser.tables.rules.table import Column

Entry = dict[str, Any]

_NOTHING = (None, "", [], {})
_APART = ("id_msvar", "id_sds", "satuan")
"""Where two columns of one name say different things in one of these, they are two variables."""
_TYPES = {
    Type.INTEGER.value: "INTEGER",
    Type.NUMBER.value: "NUMERIC",
    Type.DATE.value: "DATE",
    Type.TIMESTAMP.value: "DATETIME",
    Type.BOOLEAN.value: "BOOLEAN",
}


def entry(column: Column) -> dict[str, Any]:
    """A column of a table under the keys of MS-Var."""
    said = {
        "id": column.id,
        "label": column.label,
        "notes": column.definition,
        "tipe_data": _TYPES.get(column.type, "CHARACTER"),
        "satuan": column.unit,
        "peran": column.role,
        "agregasi": column.aggregation,
    }
    return {name: value for name, value in said.items() if value}


def dictionary(decided: Iterable[Mapping[str, Any]], columns: Iterable[Column]) -> list[dict[str, Any]]:
    """All columns in the order of the table, then those that are kept out of it; what officers have decided counts before what was found.

    What was said of a column of a file that was replaced is told of no table: it is in none.
    """
    known = {
        one["id"]: {name: value for name, value in one.items() if value not in _NOTHING} for one in decided
    }
    found = [{**entry(column), **known.pop(column.id, {})} for column in columns]
    return [*found, *(one for one in known.values() if is_closed(one))]


def variables(dataset: Mapping[str, Any]) -> list[Entry]:
    """The columns of all files of a dataset, each variable once: a table of each year has the same ones.

    They are told in the words of the newest file that says something of them.
    """
    files: list[Mapping[str, Any]] = sorted(
        dataset.get("resources") or (), key=lambda one: str(one.get("periode_selesai") or ""), reverse=True
    )
    found: list[Entry] = []
    for column in (each for file in files for each in file.get("kamus_data") or ()):
        same = next((one for one in found if _is_same(one, column)), None)
        if same is None:
            found.append(dict(column))
        else:
            same.update({name: value for name, value in column.items() if same.get(name) in _NOTHING})
    return found


def _is_same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    contradicts = any(one.get(name) and other.get(name) and one[name] != other[name] for name in _APART)
    return one.get("id") == other.get("id") and not contradicts

"""The whole dictionary of a file: what its table is known to hold, and what officers have decided of its columns (``kamus_data``)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ckanext.paser.tables.rules.kinds import Type
from ckanext.paser.tables.rules.table import Column

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
    """All columns in the order of the table; what officers have decided counts before what was found."""
    known = {
        one["id"]: {name: value for name, value in one.items() if value not in (None, "", [], {})}
        for one in decided
    }
    found = [{**entry(column), **known.pop(column.id, {})} for column in columns]
    return [*found, *known.values()]

"""What the data dictionary demands of the cells of a table, in the words of Table Schema, and whether the cells obey it.

A package has to fit its files: what the dictionary demands and the table does not obey is told by the rules of the profile
(``metadata.rules.obeyed``) and by the quality of the dataset, not by the package. Pure rules: no CKAN, no clock, no database.
Source: datapackage.org/standard/table-schema (v2); profile paser-sdi 1.0, table 6.5 (batasan, value_domain, kode_referensi).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ckanext.paser.metadata import rules as metadata
from ckanext.paser.metadata.rules import demands as asked
from ckanext.paser.metadata.rules.demands import Constraints
from ckanext.paser.tables.rules import kamus, roles
from ckanext.paser.tables.rules.table import Column

MOST_ROWS = 1_000_000
"""Rows beyond which it is not looked for values that come twice: they would have to be held in memory."""
_DIMENSIONS = (roles.AREA, roles.TIME, roles.DIMENSION)


def declared(columns: Sequence[Column], resource: Mapping[str, Any]) -> dict[str, Constraints]:
    """What is demanded of each column, by its id; without columns of which nothing is.

    Args:
        resource: ``kamus_data``, ``kolom_wilayah`` and ``sistem_kode_wilayah`` of its file.
    """
    entries = kamus.entries(resource.get("kamus_data"))
    coded = {
        resource.get("kolom_wilayah"): metadata.AREA_LISTS.get(resource.get("sistem_kode_wilayah") or "", "")
    }
    found = {
        column.id: asked.of_entry(entries.get(column.id, {}), column.type, coded.get(column.id, ""))
        for column in columns
    }
    return {id_: demands for id_, demands in found.items() if demands}


def keys(columns: Sequence[Column], resource: Mapping[str, Any]) -> list[list[str]]:
    """Sets of columns that may tell the rows apart, the best first: the key that the table was made with, the dictionary's
    identifiers, all its areas, times and dimensions.
    """
    entries = kamus.entries(resource.get("kamus_data"))
    role = {column.id: entries.get(column.id, {}).get("peran") or column.role for column in columns}
    sets = (
        [column.id for column in columns if column.key],
        [id_ for id_, one in role.items() if one == roles.IDENTIFIER],
        [id_ for id_, one in role.items() if one in _DIMENSIONS],
    )
    return [ids for ids in sets if ids]


def fitting(
    rows: Iterable[Sequence[str]],
    columns: Sequence[Column],
    demands: Mapping[str, Constraints],
    sets: Iterable[Sequence[str]],
) -> tuple[dict[str, Constraints], list[str]]:
    """The demands that all rows of a table obey, by column, and the first set of columns that tells them apart; empty if none does.

    Args:
        rows: its cells as CSV has them, in the order of ``columns``; an empty one says nothing.
    """
    place = {column.id: at for at, column in enumerate(columns)}
    numeric = {column.id for column in columns if column.type in asked.NUMBERS}
    kept = {id_: dict(one) for id_, one in demands.items()}
    chosen = [list(one) for one in sets]
    once = {id_: set() for id_, one in kept.items() if one.get("unique")}
    seen: list[set[int]] = [set() for _ in chosen]
    for number, cells in enumerate(rows, 1):
        for id_, one in kept.items():
            _check(cells[place[id_]], one, once.get(id_), numeric=id_ in numeric)
        for at, ids in enumerate(chosen):
            if ids and not _is_new(seen[at], [cells[place[id_]] for id_ in ids], number):
                chosen[at], seen[at] = [], set()
    return {id_: one for id_, one in kept.items() if one}, next((ids for ids in chosen if ids), [])


def _is_new(seen: set[int], key: Sequence[str], number: int) -> bool:
    value = hash(tuple(key))
    if number > MOST_ROWS or value in seen or "" in key:
        return False
    seen.add(value)
    return True


def _check(cell: str, one: Constraints, once: set[int] | None, *, numeric: bool) -> None:
    """Take out of the demands on a column those that a cell does not obey."""
    if cell == "":
        one.pop("required", None)
        return
    if "unique" in one and once is not None and not _is_new(once, [cell], len(once) + 1):
        del one["unique"]
    value = asked.number(cell) if numeric else cell
    if "enum" in one and value not in one["enum"]:
        del one["enum"]
    if "minimum" in one and not (value is not None and one["minimum"] <= value):
        del one["minimum"]
    if "maximum" in one and not (value is not None and value <= one["maximum"]):
        del one["maximum"]

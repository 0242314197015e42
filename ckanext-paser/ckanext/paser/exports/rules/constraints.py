"""What the data dictionary demands of the cells of a table, in the words of Table Schema, and whether the cells obey it.

A package has to fit its files: what the dictionary demands and the table does not obey is told by the portal's own checks, not by
the package. Pure rules: no CKAN, no clock, no database.
Source: datapackage.org/standard/table-schema (v2); profile paser-sdi 1.0, table 6.5 (batasan, value_domain, kode_referensi).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from ckanext.paser.areas import rules as areas
from ckanext.paser.metadata import rules as metadata
from ckanext.paser.tables.rules import kamus, roles
from ckanext.paser.tables.rules.kinds import Type
from ckanext.paser.tables.rules.table import Column

Entry = Mapping[str, Any]
Constraints = dict[str, Any]
MOST_ROWS = 1_000_000
"""Rows beyond which it is not looked for values that come twice: they would have to be held in memory."""
_NUMBERS = (Type.INTEGER.value, Type.NUMBER.value)
_ORDERED = (*_NUMBERS, Type.DATE.value)
_TEXTS = (Type.TEXT.value, Type.CODE.value)
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
        column.id: _of_column(column, entries.get(column.id, {}), coded.get(column.id, ""))
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
    numeric = {column.id for column in columns if column.type in _NUMBERS}
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
    value = _number(cell) if numeric else cell
    if "enum" in one and value not in one["enum"]:
        del one["enum"]
    if "minimum" in one and not (value is not None and one["minimum"] <= value):
        del one["minimum"]
    if "maximum" in one and not (value is not None and value <= one["maximum"]):
        del one["maximum"]


def _number(text: Any) -> Any:
    """A whole or decimal number that JSON can hold exactly enough; None for what is none."""
    try:
        number = Decimal(str(text))
    except InvalidOperation:
        return None
    if not number.is_finite():
        return None
    return int(number) if number == number.to_integral_value() else float(number)


def _of_column(column: Column, entry: Entry, coded: str) -> Constraints:
    limits = entry.get("batasan") or {}
    found: Constraints = {name: True for name in ("required", "unique") if limits.get(name) is True}
    if column.type in _ORDERED:
        for name in ("minimum", "maximum"):
            value = limits.get(name)
            plain = _number(value) if column.type in _NUMBERS else value
            kinds = (int, float) if column.type in _NUMBERS else str  # of what the cells are held against
            if isinstance(plain, kinds) and not isinstance(value, bool):
                found[name] = plain
    codes = _codes(entry, limits, coded)
    if column.type in _NUMBERS:
        codes = [_number(code) for code in codes]
    if codes and None not in codes and column.type in (*_NUMBERS, *_TEXTS):
        found["enum"] = codes
    return found


def _codes(entry: Entry, limits: Mapping[str, Any], coded: str) -> list[Any]:
    """The only values that a column may have: those that its entry names, else those of its code list."""
    named = [one["kode"] for one in entry.get("value_domain") or [] if one.get("kode")]
    given = limits.get("enum")
    own = given if isinstance(given, list) else []
    return named or [str(value) for value in own] or _of_list(entry.get("kode_referensi") or coded)


def _of_list(name: str) -> list[str]:
    if name == "wilayah_kemendagri":
        return [area.code_kemendagri for area in areas.areas()]
    if name == "wilayah_bps":
        return [area.code_bps for area in areas.areas() if area.code_bps]
    return [term.code for term in metadata.vocabulary("URUSAN")] if name == "urusan" else []

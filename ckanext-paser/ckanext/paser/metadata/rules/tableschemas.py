"""The Table Schema of a file (field ``schema``, table 6.4 row 26), by the writer that packages have theirs from.

Of a table all its columns are told with their types, and of what is demanded of them only what its cells are known to obey. Of a file
that is no table the dictionary tells all there is, and only a whole one is told.
Source: profile 6.10 ("To Frictionless"); datapackage.org/standard/table-schema (v2).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ckanext.paser.exports.rules import constraints
from ckanext.paser.exports.rules.descriptors import table_schema
from ckanext.paser.metadata.rules import demands, obeyed
from ckanext.paser.metadata.rules.known import Content
from ckanext.paser.tables.rules.kinds import Type
from ckanext.paser.tables.rules.table import Column
from ckanext.paser.tables.rules.wishes import TYPES

Said = Mapping[str, Any]

MOST_COLUMNS = 100
"""Of a table: the index keeps the schema with its dataset, and whatever lists datasets reads it. Wider ones are told by downloads alone."""
MOST_CODES = 50
"""Of a column that are told one by one; of a longer list the dictionary says its name."""


def of_table(columns: Sequence[Column], file: Said, contents: Mapping[str, Content]) -> dict[str, Any] | None:
    """The schema of a file's table; None of one that is too wide for it.

    Args:
        columns: of the table.
        contents: what is known to stand in them, by their ids.
    """
    if len(columns) > MOST_COLUMNS:
        return None
    obeys = {
        id_: obeyed.proven(asked, contents[id_])
        for id_, asked in constraints.declared(columns, file).items()
        if id_ in contents
    }
    key = [column.id for column in columns if column.id in contents and contents[column.id].key]
    return table_schema(columns, _short(obeys), key)


def of_dictionary(entries: Sequence[Said]) -> dict[str, Any] | None:
    """The schema of a file without a table, after its whole dictionary; None where the type of a column is not said."""
    columns = [_column(entry) for entry in entries if entry.get("id")]
    if not columns or not all(entry.get("tipe_data") for entry in entries):
        return None
    asked = {
        column.id: demands.of_entry(entry, column.type)
        for column, entry in zip(columns, entries, strict=True)
    }
    keys = constraints.keys(columns, {})
    return table_schema(columns, _short(asked), keys[0] if keys else ())


def _column(entry: Said) -> Column:
    return Column(
        id=entry["id"],
        label=entry.get("label") or "",
        type=TYPES.get(entry.get("tipe_data") or "", Type.TEXT).value,
        unit=entry.get("satuan") or "",
        definition=entry.get("notes") or "",
        role=entry.get("peran") or "",
        aggregation=entry.get("agregasi") or "",
    )


def _short(demanded: Mapping[str, demands.Constraints]) -> dict[str, demands.Constraints]:
    return {
        id_: {name: value for name, value in one.items() if name != "enum" or len(value) <= MOST_CODES}
        for id_, one in demanded.items()
    }

"""What the types of PostgreSQL are to people: one table for whoever reads the DataStore.

Tables of ours have few of them (``tables.datastore.TYPES``); those that came through CKAN's API may have any.
"""

from __future__ import annotations

from collections.abc import Mapping

from ckanext.paser.tables.rules.kinds import Type
from ckanext.paser.tables.rules.table import JSON, ZONED

TYPES: Mapping[str, Type] = {
    **dict.fromkeys(("text", "varchar", "bpchar"), Type.TEXT),
    **dict.fromkeys(("int2", "int4", "int8"), Type.INTEGER),
    **dict.fromkeys(("numeric", "float4", "float8"), Type.NUMBER),
    **dict.fromkeys(("timestamp", "timestamptz"), Type.TIMESTAMP),
    "date": Type.DATE,
    "bool": Type.BOOLEAN,
}
"""By ``pg_type.typname``. Of others (lists, JSON and the like) the values are shown, and cannot be asked for."""

KINDS: Mapping[str, str] = {**dict.fromkeys(("json", "jsonb", "nested"), JSON), "timestamptz": ZONED}
"""How the values of some are written otherwise than those of their type usually are."""

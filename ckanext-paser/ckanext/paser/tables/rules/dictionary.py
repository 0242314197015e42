"""The data dictionary as CKAN keeps it: a JSON text per column, with ``_info`` and an entry per plugin.

``_info`` belongs to people; ``paser`` repeats what the last file said, which tells the two apart.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ckanext.paser.tables.rules.kinds import Type
from ckanext.paser.tables.rules.table import Column

_TYPES = {
    "text": Type.TEXT,
    "int4": Type.INTEGER,
    "int8": Type.INTEGER,
    "numeric": Type.NUMBER,
    "float8": Type.NUMBER,
    "date": Type.DATE,
    "timestamp": Type.TIMESTAMP,
    "bool": Type.BOOLEAN,
}
"""What the types of PostgreSQL are to people, where no file of ours said more."""


def parse(comment: str | None) -> dict[str, Any]:
    """Read a column's entry; empty for what is none."""
    try:
        entry = json.loads(comment or "")
    except ValueError:
        return {}
    return entry if isinstance(entry, dict) else {}


def renewed(column: Column, kept: Mapping[str, Any]) -> str:
    """Write a column's entry: what a person wrote stays, the rest follows the file.

    Args:
        kept: the entry so far.
    """
    said = {"label": column.label, "unit": column.unit}
    said_before = kept.get("paser", {})
    written = {key: value for key, value in kept.get("_info", {}).items() if value != said_before.get(key)}
    info = {
        "notes": "",
        "type_override": "",
        **{key: value for key, value in said.items() if value},
        **written,
    }
    entry = {**kept, "_info": info, "paser": {**said, "type": column.type}}
    return " " + json.dumps(entry, ensure_ascii=False)  # the space is how CKAN knows its own form


def column(name: str, pg_type: str, entry: Mapping[str, Any]) -> Column:
    """A column as it is public now, put together from its type in PostgreSQL and its entry."""
    info = entry.get("_info") or {}
    known = entry.get("paser", {}).get("type") or _TYPES.get(pg_type, Type.TEXT).value
    return Column(
        id=name,
        label=info.get("label") or name,
        type=known,
        unit=info.get("unit") or "",
        definition=info.get("notes") or "",
    )

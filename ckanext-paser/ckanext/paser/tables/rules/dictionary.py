"""The data dictionary as CKAN keeps it: a JSON text per column, with ``_info`` and an entry per plugin.

``_info`` is what people read. The dictionary of the file (``kamus_data``) is mirrored into it; ``paser`` repeats what
file and dictionary said last, which tells it from what somebody wrote through CKAN's own API.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ckanext.paser.metadata import rules as metadata
from ckanext.paser.tables.rules import codes, kinds, postgres, roles
from ckanext.paser.tables.rules.kamus import Entry
from ckanext.paser.tables.rules.kinds import Type
from ckanext.paser.tables.rules.table import Column

MIRRORED = ("label", "notes", "peran", "agregasi", "kolom_penimbang", "desimal", "kode_referensi")
"""The keys of ``kamus_data`` that CKAN's clients find in ``_info`` under the same name; ``satuan`` is ``unit`` there."""


_TYPES = {
    Type.TEXT.value: "CHARACTER",
    Type.CODE.value: "CHARACTER",
    Type.INTEGER.value: "INTEGER",
    Type.NUMBER.value: "NUMERIC",
    Type.DATE.value: "DATE",
    Type.TIMESTAMP.value: "DATETIME",
    Type.BOOLEAN.value: "BOOLEAN",
}
"""The codes of TIPE_DATA for what the reader finds."""


def inferred(column: Column) -> Entry:
    """What a column's table says of it, as an entry of ``kamus_data``; without keys that say nothing."""
    entry: Entry = {
        "id": column.id,
        "label": column.label,
        "notes": column.definition,
        "tipe_data": "YEAR"
        if column.unit == "tahun" and column.role == roles.TIME
        else _TYPES.get(column.type, ""),
        "peran": column.role,
        "satuan": metadata.unit(column.unit),
        "agregasi": column.aggregation,
        "format_angka": _number_format(column),
    }
    return {key: value for key, value in entry.items() if value}


def _number_format(column: Column) -> str:
    """How the file writes the numbers of a column (code list FORMAT_ANGKA); empty for what is no number."""
    if column.type not in roles.NUMERIC:
        return ""
    kind = kinds.BY_NAME.get(column.kind)
    return {",": "id", ".": "en"}.get(kind.mark if kind else "", "mesin")


def parse(comment: str | None) -> dict[str, Any]:
    """Read a column's entry; empty for what is none."""
    try:
        entry = json.loads(comment or "")
    except ValueError:
        return {}
    return entry if isinstance(entry, dict) else {}


def renewed(column: Column, kept: Mapping[str, Any], decided: Entry | None = None) -> str:
    """Write a column's entry: what a person wrote stays, the rest follows the dictionary, then the file.

    Args:
        column: as the file's reading has it.
        kept: the entry so far.
        decided: what ``kamus_data`` says of the column.
    """
    file = {"label": column.label, "unit": column.unit, **({"peran": column.role} if column.role else {})}
    return _written(file, column.type, column.kind, kept, decided or {})


def reworded(kept: Mapping[str, Any], decided: Entry | None) -> str:
    """Write a column's entry anew after its dictionary was edited, without its file.

    Args:
        kept: the entry so far, written by :func:`renewed`.
        decided: what ``kamus_data`` says of the column now.
    """
    known = kept.get("paser", {})
    file = known.get("file") or {key: known[key] for key in ("label", "unit", "peran") if key in known}
    return _written(file, known.get("type", ""), known.get("kind", ""), kept, decided or {})


def _written(file: Mapping[str, str], type_: str, kind: str, kept: Mapping[str, Any], decided: Entry) -> str:
    """What the entry is: ``file`` is what the file itself says of the column."""
    words = {key: decided[key] for key in MIRRORED if key in decided}
    if unit := _unit(decided):
        words["unit"] = unit
    said = {**file, **words}
    before = {"notes": "", "type_override": "", **kept.get("paser", {})}
    own = {
        key: value
        for key, value in kept.get("_info", {}).items()
        if value != before.get(key) and key not in words
    }
    info = {
        "notes": "",
        "type_override": "",
        **{key: value for key, value in said.items() if value != ""},
        **own,
    }
    paser = {**said, "type": type_, **({"kind": kind} if kind else {}), **({"file": file} if words else {})}
    entry = {**kept, "_info": info, "paser": paser}
    return " " + json.dumps(entry, ensure_ascii=False)  # the space is how CKAN knows its own form


def _unit(decided: Entry) -> str:
    """The unit in the words that stand beside figures: the label of a known code in small letters."""
    given = decided.get("satuan") or ("tahun" if decided.get("tipe_data") == "YEAR" else "")
    label = metadata.label("satuan", given)
    return label.lower() if label != given else given


def column(name: str, pg_type: str, entry: Mapping[str, Any], *, key: bool = False) -> Column:
    """A column as it is public now, put together from its type in PostgreSQL and its entry."""
    info, known = entry.get("_info") or {}, entry.get("paser") or {}
    type_ = known.get("type") or postgres.TYPES.get(pg_type, Type.TEXT).value
    label = info.get("label") or name
    is_year = type_ in (Type.INTEGER, Type.NUMBER) and codes.header_says_year(label)
    unit = info.get("unit") or ("tahun" if is_year else "")  # as of a file's columns
    proposed = roles.propose(label, type_, unit)
    role = info.get("peran") or proposed.role
    return Column(
        id=name,
        label=label,
        type=type_,
        unit=unit,
        kind=known.get("kind") or postgres.KINDS.get(pg_type, ""),
        definition=info.get("notes") or "",
        role=role,
        aggregation=info.get("agregasi") or (proposed.aggregation if role == roles.MEASURE else ""),
        key=key,
    )

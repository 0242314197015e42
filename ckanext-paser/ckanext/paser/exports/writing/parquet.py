"""Parquet: typed, with the dictionary and what is known about the data in the file itself."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ckanext.paser.duck import identifier, literal
from ckanext.paser.exports.rules.card import Card
from ckanext.paser.exports.rules.descriptors import table_schema
from ckanext.paser.exports.writing.snapshot import Snapshot

_CELLS = 2_000_000
"""Of a row group, which is held in memory."""
_GROUP = (2_048, 122_880)
"""Rows of a row group: least and most."""


def write_parquet(snapshot: Snapshot, card: Card, out: Path) -> None:
    """Write a table as Parquet."""
    types = snapshot.types
    wanted = ", ".join(
        f"CAST(c{i} AS {type_}) AS {identifier(column.id)}"
        for i, (column, type_) in enumerate(zip(snapshot.columns, types, strict=True))
    )
    about: dict[str, Any] = {"kartu": card.keys(), "kamus_data": table_schema(snapshot.columns)}
    said = ", ".join(
        f"{key}: {literal(json.dumps(value, ensure_ascii=False))}" for key, value in about.items()
    )
    least, most = _GROUP
    group = min(max(_CELLS // len(types), least), most)
    snapshot.connection.execute(
        f"COPY (SELECT {wanted} FROM {snapshot.source}) TO {literal(str(out))}"
        f" (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {group}, KV_METADATA {{{said}}})"
    )

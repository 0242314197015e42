"""Columns that merely number the rows: they are no data. A row that comes in between gives all rows below it another number.

Pure. The header says so and the values bear it out: 1, 2, 3 ... to the last row. A number that an officer calls an identifier,
or with which a table was made (its key), is none: it names a row wherever that stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ckanext.paser.tables.rules import codes
from ckanext.paser.tables.rules.roles import IDENTIFIER
from ckanext.paser.tables.rules.table import Column


def is_called_so(column: Column) -> bool:
    """Whether a column may merely number the rows; whether its values do, whoever asks looks up in the order of the file."""
    return not column.key and _may(column.label, column.role)


def numbers_rows(label: str, role: str, found: Mapping[str, Any]) -> bool:
    """Whether a column merely numbers the rows, as far as statistics tell that.

    Args:
        role: code of list PERAN.
        found: ``rows``, ``distinct``, ``min`` and ``max`` (text) of the column, as ``releases.snapshots.statistics`` tells them.
    """
    rows = found.get("rows", 0)
    each_once = rows > 1 and found.get("distinct") == rows
    return _may(label, role) and each_once and (found.get("min"), found.get("max")) == ("1", str(rows))


def _may(label: str, role: str) -> bool:
    return role != IDENTIFIER and codes.header_numbers_rows(label.replace("_", " "))

"""What is known of the tables of a dataset, which the rules are told: they read none themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Beside(NamedTuple):
    """Rows in which a column names another area than the area column does.

    Args:
        column: id of the other column.
        rows: numbers of the first such rows of the table, from 1.
        value, text: what the area column and the other one say in the first of them.
    """

    column: str
    rows: Sequence[int]
    value: str
    text: str


@dataclass(frozen=True)
class Content:
    """What stands in a column, as far as it was found out once for the release that the table is.

    Args:
        type: of the column (``tables.rules.kinds.Type``).
        rows, missing, distinct: cells, those without a value, and how many different values there are.
        least, greatest: of what has an order, as text; empty where they are not known.
        values: all its different values as text; None where they are too many, or too long, to be kept.
        key: it is one of the columns that together tell each row from all others.
    """

    type: str
    rows: int
    missing: int
    distinct: int
    least: str = ""
    greatest: str = ""
    values: Sequence[str] | None = None
    key: bool = False


@dataclass(frozen=True)
class Table:
    """What is known of a file's table.

    Args:
        times: first and last period in its ``waktu`` column; None where it has none.
        areas: the values of its area column.
        beside: rows in which another column of areas contradicts the area column, once for each such column.
        ranges: smallest and largest value by column of numbers.
        columns: what the table itself says of each column, as an entry of the dictionary; none where nobody has looked.
        codes: the columns of codes: texts whose digits are a name.
        contents: what stands in each column; none until that was found out.
    """

    times: tuple[str, str] | None = None
    areas: tuple[str, ...] = ()
    beside: Sequence[Beside] = ()
    ranges: Mapping[str, tuple[float, float]] | None = None
    columns: Sequence[Mapping[str, Any]] = ()
    codes: frozenset[str] = frozenset()
    contents: Mapping[str, Content] = field(default_factory=dict)


Tables = Mapping[str, Table]
"""By the id of the file."""


def of_file(file: Mapping[str, Any], tables: Tables) -> Table:
    """What is known of the table of a file."""
    return tables.get(file.get("id") or "", Table())

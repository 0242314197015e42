"""Groups that are named in their first row alone (*Kuaro* beside its first desa, nothing below it).

Pure. What is merged over the rows of its group names each of them (``header.named``); empty cells may mean the same, or that
a name is not known, so nothing is written into them, and a person is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ckanext.paser.problems import N_, Note
from ckanext.paser.tables.rules import codes
from ckanext.paser.tables.rules.cells import Cell
from ckanext.paser.tables.rules.numbers import is_number

SAMPLE = 1000
"""Rows by which a column shows it."""
MOST_COLUMNS = 10
"""Columns at the beginning of a table that may name groups; one more is looked at beside them."""
_FEWEST = 2
_numbers_rows = re.compile(r"(?i)(?:no|nomor|nomer)\b.*|").fullmatch


def named_once(labels: Sequence[str], first: Sequence[Sequence[Cell]]) -> list[int]:
    """The columns that name each group in its first row alone, as far as the first rows tell.

    These columns stand at the left: a name in the first row, none twice in succession, at least half as many empty cells as
    names, and in the rows of the empty cells a column further right that is filled.

    Args:
        labels: headers of the columns.
        first: the first rows, by column, marks for missing values as empty cells.
    """
    return [*_named_once(labels, first)]


def _named_once(labels: Sequence[str], first: Sequence[Sequence[Cell]]) -> Iterator[int]:
    for i, (label, cells) in enumerate(zip(labels[:MOST_COLUMNS], first, strict=False)):
        names = [cell for cell in cells if cell is not None]
        if not names or _numbers_rows(label):
            continue
        empty = [n for n, cell in enumerate(cells) if cell is None]
        if cells[0] is None or len(empty) < _FEWEST or len(empty) * 2 < len(names):
            return
        if any(name == after for name, after in pairwise(names)) or not _are_names(label, names):
            return
        if not any(all(other[n] is not None for n in empty) for other in first[i + 1 :]):
            return
        yield i


def _are_names(label: str, cells: Sequence[Cell]) -> bool:
    if codes.header_says_code(label) or codes.header_says_year(label):
        return True
    return all(isinstance(cell, str) and not is_number(cell) for cell in cells)


def named_once_note(label: str, field: str, count: int) -> list[Note]:
    """What is told of a column that names its groups once.

    Args:
        label: its header.
        field: its id.
        count: how many of its cells are empty, marks for missing values apart.
    """
    fact = N_(
        'Column "{column}": {count} rows have no value, as where a group is named in its first row alone. They stay empty. If '
        "the name above is meant, write it in each row of its group or merge the cells, and send the file again."
    )
    return [Note("named_once", fact, {"column": label, "field": field, "count": count})] if count else []

"""Decimal commas in a file whose values commas separate: *12,5* is two values, and what stands behind it one column too far right.

Pure. Rows are longer than the header then, as they are where a column lacks its header; so whole numbers must stand beside each
other, of which the second may be the decimals of the first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ckanext.paser.tables.rules.cells import Cell, as_text, is_missing

_whole, _decimals = re.compile(r"-?[0-9]{1,15}").fullmatch, re.compile(r"[0-9]{1,6}").fullmatch


def is_shifted(header: Sequence[Sequence[Cell]], first: Sequence[Sequence[Cell]], beyond: int) -> bool:
    """Tell whether decimal commas may have made more values of the rows of a file than its header has.

    Args:
        header: its rows; one that ends with a separator has an empty header for the column behind it.
        first: cells of the first rows, by column.
        beyond: the first column right of the header, in which most rows have a value.
    """
    if any(len(row) > beyond for row in header):
        return False
    long = [n for n, cell in enumerate(first[beyond]) if not is_missing(cell)]
    columns = [[as_text(column[n]) for n in long] for column in first[: beyond + 1]]
    return any(all(map(_whole, left)) and all(map(_decimals, right)) for left, right in pairwise(columns))

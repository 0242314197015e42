"""Sheets of names and values (*Nama:* | *X*), which have no header: their first pair is none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ckanext.paser.privacy.rules.kinds import without_data
from ckanext.paser.problems import N_, Note
from ckanext.paser.tables.rules.cells import Cell, as_text, is_missing
from ckanext.paser.tables.rules.numbers import is_number

_IN_ONE = re.compile(r"[^\W\d][^:]{0,60}: ?\S.*")
_LONGEST = 30
"""Rows of a sheet that may be one of names and values, without a colon that tells."""
_VALUES = frozenset(
    ["nilai", "jumlah", "isi", "keterangan", "uraian", "ket", "value", "total", "banyaknya", "volume"]
)
"""First words of headers of values."""


def are_pairs(rows: Sequence[Sequence[Cell]]) -> bool:
    """Tell whether some rows, the first of which may be a header, are names and values: a colon stands behind each name.

    Args:
        rows: cells cleaned; one that is merged over several places stands in each.
    """
    told = [[*dict.fromkeys(as_text(cell) for cell in row if cell is not None)] for row in rows]
    pairs = [cells for cells in told if len(cells) > 1]
    if pairs:
        return len(pairs) > 1 and all(map(_is_pair, pairs))
    lines = [cells[0] for cells in told if cells]
    return len(lines) > 1 and all(map(_IN_ONE.fullmatch, lines))


def _is_pair(cells: Sequence[str]) -> bool:
    name, value, *more = cells
    return not is_number(name) and (
        (not more and (name.endswith(":") or value.startswith(":"))) or (len(more) == 1 and value == ":")
    )


def perhaps_note(labels: Sequence[str], values: Sequence[Cell], rows: int, row: int) -> list[Note]:
    """What is told of a short table of two columns that may be names and values, of which the first pair was taken for the header.

    Args:
        labels: its headers.
        values: of its second column.
        rows: how many there are.
        row: that of the header, as people count.
    """
    if len(labels) != 2 or not all(labels) or rows > _LONGEST:
        return []
    there = [cell for cell in values if not is_missing(cell)]
    value = labels[1].lower().split()[0]
    figures = sum(is_number(cell) if isinstance(cell, str) else not isinstance(cell, bool) for cell in there)
    mixed = 0 < figures <= len(there) / 2
    if value in _VALUES or re.match(r"\W|\d", value) or not mixed:
        return []
    fact = N_(
        'The header was taken from row {row}: "{text}". If that is a name with its value, as in the rows below, write a header '
        "above it, for example Uraian and Nilai."
    )
    return [Note("perhaps_pairs", fact, {"row": row, "text": without_data(" | ".join(labels))})]

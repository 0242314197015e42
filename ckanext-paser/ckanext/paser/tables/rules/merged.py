"""Figures in cells that are merged over several rows: whose they are the file does not say.

Pure. Words that are merged name each of their rows (``header.named``). A figure is read once, in the first of them, as it would
be counted several times else; that the others have none of their own is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ckanext.paser.problems import N_, Note
from ckanext.paser.tables.rules import codes
from ckanext.paser.tables.rules.cells import Cell
from ckanext.paser.tables.rules.footer import is_figure
from ckanext.paser.tables.rules.header import Merge


def merged_figures(
    columns: Mapping[int, Sequence[Cell]], numbers: Sequence[int], merges: Iterable[Merge]
) -> dict[int, list[int]]:
    """The rows, as people count, in which a figure is merged with the cells of rows below, by column.

    Args:
        columns: cells of the rows of a table, by the place of their column in the sheet.
        numbers: of the rows, as people count.
        merges: merged cells of the sheet.
    """
    several = [(top, bottom, left) for (top, left), (bottom, _) in merges if bottom > top and left in columns]
    at = {number: n for n, number in enumerate(numbers)} if several else {}
    found: dict[int, list[int]] = {}
    for top, bottom, left in sorted(several):
        first = at.get(top + 1)
        others = [n for row in range(top + 1, bottom + 1) if (n := at.get(row + 1)) is not None]
        cells = columns[left]
        if first is None or not others or not is_figure(cells[first]):
            continue
        if all(cells[n] is None for n in others):
            found.setdefault(left, []).append(top + 1)
    return found


def merged_note(label: str, field: str, rows: Sequence[int]) -> list[Note]:
    """What is told of a column in which figures are merged over several rows.

    Args:
        label: its header.
        field: its id.
        rows: the first row of each figure.
    """
    if not rows or codes.header_numbers_rows(label):
        return []
    fact = N_(
        'Column "{column}": figures in cells that are merged over several rows: {count}, the first in row {row}. Each is read '
        "once, in the first of its rows, and is missing in the others, so that it is not counted several times. Write into each "
        "row what belongs to it, and send the file again."
    )
    return [
        Note("merged_figures", fact, {"column": label, "field": field, "count": len(rows), "row": rows[0]})
    ]

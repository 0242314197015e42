"""Where a table begins: titles above it, a header of one to four rows, the numbering row under it.

The habits are those of Indonesian agencies' spreadsheets (BPS publication tables and the annexes of
Permendagri): two or three title rows, often an empty first column, a header whose upper cells are
merged over their parts, and a row ``(1) (2) (3)`` that numbers the columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import repeat, takewhile

from ckanext.paser.tables.rules import codes, dates, kinds, numbers, pairs, units
from ckanext.paser.tables.rules.cells import Cell, as_text, is_missing

DEPTH = 60
"""Rows in which a table must have begun."""

Row = Sequence[Cell]
Merge = tuple[tuple[int, int], tuple[int, int]]
"""First and last (row, column) of merged cells, from 0."""

_HEADER_ROWS = 4
_PAIR = 2
_FEWEST = 3
"""Numbers that head columns; fewer may count up by chance."""
_ROWS = 3
"""Rows that are looked at below the header of a table above another."""
_WHOLE = re.compile(r"\d{1,3}")
YEAR = re.compile(r"(19|20)\d\d")
_COUNTED = re.compile(r"([(-]?)(\d{1,3})\)?(?: ?=.*)?")
"""Of a typed ``(1)`` a spreadsheet makes -1."""


@dataclass(frozen=True)
class Head:
    """Where a table begins, in rows counted from 0.

    Args:
        labels: one per column of the sheet, empty where nothing stands above the column.
        titles: the texts of the rows above the header.
        header: the first row of the header; equal to ``body`` where the table has none.
        body: the first row that may hold data.
        numbered: a row that only numbers the columns stands between header and body.
        above: row and text of the header of another table, narrower, above this one; its rows are no titles.
        units: those that a row of its own names below the header.
        chosen: somebody has said that these rows are the header,
        unlike: though they do not look like one.
    """

    labels: tuple[str, ...]
    titles: tuple[str, ...]
    header: int
    body: int
    numbered: bool = False
    above: tuple[int, str] | None = None
    units: tuple[str, ...] = ()
    chosen: tuple[int, int] | None = None
    unlike: bool = False

    @property
    def width(self) -> int:
        """How many values a row needs to reach the last column that has a header."""
        return max((i + 1 for i, label in enumerate(self.labels) if label), default=0)


def depth(chosen: tuple[int, int] | None) -> int:
    """Rows that are looked at for a header."""
    return DEPTH + (chosen[1] if chosen else 0)


def find_head(
    rows: Sequence[Row], merges: Iterable[Merge] = (), chosen: tuple[int, int] | None = None
) -> Head | None:
    """Find where the table begins.

    Args:
        rows: the first rows of the sheet, ``depth`` of them, cells cleaned.
        merges: merged cells of the sheet.
        chosen: the rows of the header, as people count, where somebody has said so.

    Returns:
        None if there is nothing in the rows.
    """
    width = max((len(row) for row in rows), default=0)
    grid = _spread([[*row, *[None] * (width - len(row))] for row in rows[: depth(chosen)]], merges)
    _name_times(grid)
    if chosen:
        return _chosen_head(grid, chosen)
    first = _first_full_row(grid)
    if first is None:
        return None
    first = _below_block(grid, first)
    _name_counts(grid, first)
    if not _all_labels(grid[first]) or pairs.are_pairs(grid[first:]):
        titles, above = _over(grid[:first])
        return Head(("",) * width, titles, first, first, above=above)
    return _head(grid, *_header_rows(grid, first))


def _head(grid: list[list[Cell]], first: int, last: int) -> Head:
    """What a header in these rows says, with the rows of units and of numbers below it."""
    own = _units(grid, last + 1)
    body = last + 1 + bool(own)
    labels = _with_units(grid[first : last + 1], own)
    numbered = body < len(grid) and _numbers_columns(grid[body], grid[body + 1 :], sum(map(bool, labels)))
    titles, above = _over(grid[:first])
    named_units = tuple(dict.fromkeys(filter(None, own)))
    return Head(labels, titles, first, body + numbered, numbered, above, named_units)


def _chosen_head(grid: list[list[Cell]], chosen: tuple[int, int]) -> Head | None:
    first, last = chosen[0] - 1, chosen[1] - 1
    header = grid[first : last + 1]
    if last >= len(grid) or not any(map(_count, header)):
        return None
    _name_counts(grid, first)
    full = max(map(_count, header)) * 2 >= max(map(_count, grid))
    unlike = not (full and all(map(_all_labels, header)))
    return replace(_head(grid, first, last), chosen=chosen, unlike=unlike)


def _header_rows(grid: list[list[Cell]], first: int) -> tuple[int, int]:
    """The first and the last row of the header that a row is of."""
    last = first
    while first and last - first + 1 < _HEADER_ROWS and _continues(grid[first - 1], grid[first]):
        first -= 1
    while last + 1 < len(grid) and last - first + 1 < _HEADER_ROWS and _continues(grid[last], grid[last + 1]):
        if _units(grid, last + 1):
            break
        last += 1
    return first, last


def _units(grid: list[list[Cell]], at: int) -> list[str | None]:
    """The units that a row below the header names, by their place; none where it is no such row."""
    if at >= len(grid):
        return []
    own = [None if _one(cell, above) else cell for cell, above in zip(grid[at], grid[at - 1], strict=True)]
    return units.of_row(own, grid[at + 1 :])


def _with_units(header: list[list[Cell]], own: Sequence[str | None]) -> tuple[str, ...]:
    """One label per column, with its unit where it does not name that itself."""
    labels = _join(header)
    missing = [
        unit if unit and not label.endswith(unit) else None for unit, label in zip(own, labels, strict=False)
    ]
    return _join([*header, [*missing]]) if any(missing) else labels


def named(columns: list[Sequence[Cell]], merges: Iterable[Merge], first: int) -> list[Sequence[Cell]]:
    """The columns with a word, a date or a year that is merged over several rows in each of them: it names them all.

    A quantity is not repeated: it would be counted as many times.

    Args:
        first: the number of the first row, from 0.
    """
    changed: dict[int, list[Cell]] = {}
    for (top, left), (bottom, _) in merges:
        if top < first or left >= len(columns) or top - first >= len(columns[left]):
            continue
        cell = columns[left][top - first]
        if isinstance(cell, (str, date)) or YEAR.fullmatch(as_text(cell)):
            column = changed.setdefault(left, list(columns[left]))
            end = min(bottom - first + 1, len(column))
            column[top - first : end] = repeat(cell, end - (top - first))
    return [changed.get(i, column) for i, column in enumerate(columns)]


class _Merged(str):
    """The value of merged cells: the one and same object in each of them."""

    __slots__ = ()


def _spread(grid: list[list[Cell]], merges: Iterable[Merge]) -> list[list[Cell]]:
    """Repeat the value of merged cells in each of them."""
    for (top, left), (bottom, right) in merges:
        if top < len(grid) and left < len(grid[top]) and grid[top][left] is not None:
            value = _Merged(as_text(grid[top][left]))
            for row in grid[top : bottom + 1]:
                row[left : right + 1] = [value] * len(row[left : right + 1])
    return grid


def _one(cell: Cell, other: Cell) -> bool:
    """Tell whether two places show the same merged cell."""
    return isinstance(cell, _Merged) and cell is other


class _Time(str):
    """A month, a day or a number that heads a column."""

    __slots__ = ()


def _name_times(grid: list[list[Cell]]) -> None:
    """Make labels of the months and days that stand above values.

    Of *Jan-24* in a header a spreadsheet makes 1 January 2024; prices have a column for each day.
    """
    filled = [row for row in grid if _count(row)]
    for row, below in zip(filled, filled[1:], strict=False):
        days = {i: day for i, cell in enumerate(row) if (day := _day(cell))}
        if len(set(days.values())) < max(len(days), 2) or any(_day(below[i]) for i in days):
            continue
        months = all(isinstance(row[i], date) and day.endswith("-01") for i, day in days.items())
        for i, day in days.items():
            row[i] = _Time(day[:7] if months else as_text(row[i]))


def _day(cell: Cell) -> str | None:
    """The day that a cell is, in ISO form."""
    return kinds.DATE_ISO.read(cell) or kinds.DATE_DMY.read(cell)


def _first_full_row(grid: list[list[Cell]]) -> int | None:
    """The first row that fills at least half of the table's width, with more than one value."""
    width = max((_count(row) for row in grid), default=0)
    if not width:
        return None
    enough = max(min(width, 2), (width + 1) // 2)
    return next((i for i, row in enumerate(grid) if _count(row) >= enough), None)


def _over(rows: list[list[Cell]]) -> tuple[tuple[str, ...], tuple[int, str] | None]:
    """The titles above a header, and the other table there: row and text of its header."""
    above = _table_above(rows)
    if above is None:
        return _titles(rows), None
    (text,) = _titles(rows[above : above + 1])
    return _titles([*rows[:above], *(row for row in rows[above:] if _count(row) == 1)]), (above, text)


def _table_above(rows: list[list[Cell]]) -> int | None:
    """The header of another table, if one stands in some rows."""
    return next((n for n, head in enumerate(rows) if _heads(head, rows[n + 1 : n + 1 + _ROWS])), None)


def _heads(head: Row, below: Sequence[Row]) -> bool:
    """Tell whether a row of labels has the rows of a table below it.

    Of three columns or more two rows are enough that fill as many places, one of these with values, or three without. Of two it
    takes three rows of a word and something without letters in the places of the labels: fewer are names and values
    (*Luas* | *7730*), as are those with a colon, or below a time (*Periode* | *Januari 2024*, *Tahun* | *2024*).
    """
    if not _all_labels(head):
        return False
    if _tells(head) >= _FEWEST:
        full = [*takewhile(lambda row: _tells(row) >= _FEWEST, below)]
        return len(full) == _ROWS or (len(full) > 1 and any(map(_are_values, zip(*full, strict=True))))
    places = _places(head)
    if len(places) != _PAIR or kinds.MONTH.read(head[places[1]]) or len(below) < _ROWS:
        return False
    pairs = [(row[places[0]], row[places[1]]) for row in (head, *below) if _places(row) == places]
    if len(pairs) <= _ROWS or codes.header_says_year(as_text(pairs[0][0])):
        return False
    named = all(is_label(name) and not as_text(name).endswith(":") for name, _ in pairs)
    return named and not any(map(str.isalpha, "".join(as_text(value) for _, value in pairs[1:])))


def _places(row: Row) -> list[int]:
    return [i for i, cell in enumerate(row) if cell is not None]


def _are_values(cells: Sequence[Cell]) -> bool:
    return all(cell is not None and not is_label(cell) for cell in cells)


def _tells(row: Row) -> int:
    """How many different places of a row say something; the colon of *Kabupaten* | : | *Paser* does not."""
    return _count([cell if any(map(str.isalnum, as_text(cell))) else None for cell in row])


def _below_block(grid: list[list[Cell]], first: int) -> int:
    """The header below a block of names and values (*Periode* | *Januari 2024*), as programs write it above what they export.

    Two values may be the header of a table whose later columns have none; so the row below must fill more places, with labels
    alone, and have something else than labels below it.
    """
    at = next((i for i in range(first, len(grid)) if _count(grid[i]) > _PAIR), first)
    if _count(grid[first]) != _PAIR or not _all_labels(grid[at]) or _continues(grid[at - 1], grid[at]):
        return first
    below = [row for row in grid[at + 1 : at + 1 + _HEADER_ROWS] if _count(row) > _PAIR]
    return first if all(map(_all_labels, below)) else at


def _name_counts(grid: list[list[Cell]], first: int) -> None:
    """Make labels of the days or classes that count up by one beside or below labels (*Nama Pos* | 1 | 2 | 3)."""
    for above, row in zip([[], *grid][first:], grid[first : first + _HEADER_ROWS], strict=False):
        filled = [i for i, cell in enumerate(row) if cell is not None]
        counts = [i for i in filled if _WHOLE.fullmatch(as_text(row[i]))]
        numbered = [int(as_text(row[i])) for i in counts]
        if len(counts) < _FEWEST or numbered != [*range(numbered[0], numbered[0] + len(counts))]:
            continue
        if counts[0] != filled[0] or _reaches(above, counts):
            for i in counts:
                row[i] = _Time(as_text(row[i]))
            return


def _reaches(above: Row, places: Sequence[int]) -> bool:
    """Tell whether a row of labels has others left of some places, and none above these but the first."""
    left = any(cell is not None for cell in above[: places[0]])
    return left and _all_labels(above) and not any(above[i] is not None for i in places[1:])


def _count(row: Row) -> int:
    """How many different places a row fills; a value repeated by a merge counts once."""
    return sum(1 for i, cell in enumerate(row) if cell is not None and (i == 0 or not _one(cell, row[i - 1])))


def is_label(cell: Cell) -> bool:
    """Tell whether a cell may stand in a header: a text that is no value, or a year."""
    text = as_text(cell)
    if YEAR.fullmatch(text) or isinstance(cell, _Time):
        return True
    return isinstance(cell, str) and _is_word(cell)


def _all_labels(row: Row) -> bool:
    return all(is_label(cell) for cell in row if cell is not None)


def _is_word(text: str) -> bool:
    is_value = is_missing(text) or numbers.is_number(text) or dates.read_iso(text) or dates.read_dmy(text)
    return not is_value


def _continues(upper: Row, lower: Row) -> bool:
    """Tell whether ``lower`` is a second row of the header that ``upper`` begins.

    It is, if it has only labels, says what a wide or empty cell above it is made of, and leaves
    alone (or repeats, where cells are merged downwards) at least one label above it.
    """
    pairs = [
        (above, below)
        for above, below in zip(upper, lower, strict=False)
        if above is not None or below is not None
    ]
    own = [(above, below) for above, below in pairs if below is not None and not _one(below, above)]
    labels = [above for above, _ in pairs if above is not None]
    if len(pairs) < 3 or len(labels) < 2 or not own:
        return False
    if not all(is_label(cell) for cell in (*labels, *(below for _, below in own))):
        return False
    left_alone = len(own) < len(pairs)
    wide = any(above is None or sum(_one(above, other) for other in upper) > 1 for above, _ in own)
    return left_alone and wide


def _numbers_columns(row: Row, below: list[list[Cell]], columns: int) -> bool:
    """Tell whether a row is ``(1) (2) (3)``, or ``1 2 3 4`` over at least four columns.

    Over two or three, only where one of the numbers stands above words, most of a column: nothing else tells it from a row of
    data. Years may stand below the words (*2023*, the regency a year ago).

    Args:
        columns: how many have a header.
    """
    found = [_COUNTED.fullmatch(as_text(cell)) for cell in row if cell is not None]
    if [int(m[2]) if m else 0 for m in found] != list(range(1, len(found) + 1)):
        return False
    marked = len(found) >= _PAIR and all(m and m[1] for m in found)
    few = len(found) == _FEWEST or len(found) == columns == _PAIR
    return marked or len(found) > _FEWEST or (few and _above_words(row, below))


def _above_words(row: Row, below: list[list[Cell]]) -> bool:
    rows = [one for one in below if _count(one) > 1]
    columns = (
        [one[i] for one in rows if one[i] is not None] for i, cell in enumerate(row) if cell is not None
    )
    words = ([isinstance(cell, str) and _is_word(cell) for cell in cells] for cells in columns)
    return any(sum(are) >= _PAIR and sum(are) * 2 > len(are) for are in words)


def _join(header: list[list[Cell]]) -> tuple[str, ...]:
    """One label per column: what stands above it in each row, an upper cell reaching to the right."""
    parts: list[list[str]] = [[] for _ in header[0]]
    for depth, row in enumerate(header):
        reaching = ""
        below = header[depth + 1 :]
        for column, cell in enumerate(row):
            if cell is not None:
                reaching = " ".join(as_text(cell).split())
            own = cell is not None or any(lower[column] is not None for lower in below)
            if own and reaching and reaching not in parts[column]:
                parts[column].append(reaching)
    return tuple(" ".join(words) for words in parts)


def _titles(rows: list[list[Cell]]) -> tuple[str, ...]:
    texts = (" ".join(dict.fromkeys(as_text(cell) for cell in row if cell is not None)) for row in rows)
    return tuple(text for text in texts if text)

"""What else must be emptied so that an emptied small cell cannot be computed back from its own table.

The rule is the simple one, and errs on the side of emptying: every sum that an emptied cell goes into is emptied too,
along its row (totals, shares, averages) and along its column (rows that sum up others), so that no equation is left
that it stands in. Sums are told by their arithmetic, since headers say little (*Jumlah* is a total or a count).

Source: Hundepool et al., Statistical Disclosure Control (Wiley 2012, ESSnet handbook) 4.2 and 4.4: secondary suppression;
a cell is safe where no linear relation of the published table determines it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import partial, reduce
from itertools import accumulate, combinations
from operator import xor

from ckanext.paser.privacy.rules import counting, rates
from ckanext.paser.privacy.rules.written import SMALL
from ckanext.paser.tables.rules.footer import TOTAL

MOSTLY = 0.8
"""Share of the groups in which a category sums up the others, from which on it is their total: files have slips."""
_GLANCE = 50
"""Rows by which most columns show that they are no sum of others."""
_LEAST = 3
"""Rows or columns of a sum with its parts."""
_LEVEL = re.compile(
    r"(?i)\b(?:total|jumlah|jml|semua|seluruh(?:nya)?|kec|kecamatan|kab|kabupaten|kota|provinsi|l ?\+ ?p)\b"
)

Numbers = Sequence[int | None]
Figures = tuple[int, ...]
"""The counts of a row."""
Cells = AbstractSet[tuple[int, int]]
"""Row and column of each."""


def counted_columns(
    labels: Sequence[str], whole: Mapping[int, Numbers], figures: Iterable[int], secret: Iterable[int]
) -> dict[int, Numbers]:
    """The columns that may go into a sum: those of numbers, except years, ages, row numbers and the like.

    These tell the rows apart. Arithmetic overrules header and type: *Semua Usia* is a total where it sums up its
    neighbours, and so is a column that is text because of one remark in it.

    Args:
        labels: headers of all columns.
        whole: the whole numbers of each column, by position.
        figures: positions of the columns of numbers.
        secret: positions of the columns whose small counts must not be known.
    """
    kept = {*secret, *(c for c in figures if counting.counts(labels[c]) or counting.share(labels[c]))}
    others = [c for c in whole if c not in kept and mostly_whole(whole[c])]
    sums = {c for c in others if c in _derived_columns(labels, {i: whole[i] for i in sorted({*kept, c})})}
    return {c: whole[c] for c in sorted(kept | sums)}


def mostly_whole(values: Numbers) -> bool:
    """Tell whether a column is one of numbers but for some remarks."""
    return sum(value is not None for value in values) >= MOSTLY * len(values)


def emptied(
    labels: Sequence[str],
    numbers: Mapping[int, Numbers],
    words: Mapping[int, Sequence[str]],
    secret: Iterable[int],
    figures: Mapping[int, rates.Figures] | None = None,
) -> Cells:
    """The cells to empty.

    Args:
        labels: headers of all columns.
        numbers: the whole numbers of the columns that hold counts or figures made of them, by position.
        words: the texts of all other columns, by position.
        secret: positions of the columns whose small counts must not be known.
        figures: the numbers of all columns of numbers, with what stands behind their points.
    """
    secret = [*secret]
    small = {
        (row, column)
        for column in secret
        if column in numbers
        for row, value in enumerate(numbers[column])
        if value in SMALL
    }
    if not small:
        return small
    found: dict[int, set[int]] = defaultdict(set)
    derived = _derived_columns(labels, numbers)
    derived |= rates.rates(labels, figures or {}, {*secret, *derived})
    for row, column in small:
        found[row] |= {column, *derived}
    counts = {column: values for column, values in numbers.items() if not counting.share(labels[column])}
    _spread(found, _sum_rows(counts, words))
    return {(row, column) for row, columns in found.items() for column in columns}


def _spread(found: dict[int, set[int]], sums: Sequence[tuple[int, list[int]]]) -> None:
    """Empty the sums of emptied cells, and the sums of these, until none is left."""
    grew = True
    while grew:
        grew = False
        for total, parts in sums:
            columns = {column for part in parts if part in found for column in found[part]}
            if not columns <= found.get(total, set()):
                found[total] |= columns
                grew = True


def _derived_columns(labels: Sequence[str], numbers: Mapping[int, Numbers]) -> set[int]:
    """Columns made of others: sums of neighbours, shares and averages."""
    made = {c for c in numbers if counting.share(labels[c]) or re.fullmatch(TOTAL, labels[c])}
    left = [column for column in sorted(numbers) if column not in made]
    totals = {c for c in left if _sums_neighbours(c, left, numbers)}
    while totals:
        made |= totals
        left = [column for column in left if column not in totals]
        totals = {c for c in left if _sums_neighbours(c, left, numbers)}
    return made


def _sums_neighbours(column: int, left: Sequence[int], numbers: Mapping[int, Numbers]) -> bool:
    """Tell whether a column is the sum of those right before or right after it, in most rows."""
    at = left.index(column)
    runs = [left[i:at] for i in range(at - 1)] + [left[at + 1 : i] for i in range(at + 3, len(left) + 1)]
    return any(_is_sum(numbers[column], [numbers[part] for part in run]) for run in runs)


def _is_sum(total: Numbers, parts: Sequence[Numbers]) -> bool:
    rows = [row for row, value in enumerate(total) if value]
    return bool(rows) and _agrees(total, parts, rows[:_GLANCE]) and _agrees(total, parts, rows)


def _agrees(total: Numbers, parts: Sequence[Numbers], rows: Sequence[int]) -> bool:
    right = sum(total[row] == sum(part[row] or 0 for part in parts) for row in rows)
    return right >= MOSTLY * len(rows)


def _sum_rows(
    counts: Mapping[int, Numbers], words: Mapping[int, Sequence[str]]
) -> list[tuple[int, list[int]]]:
    """Rows that sum up others, with these; one row may do so in several ways."""
    rows = list(zip(*counts.values(), strict=True))
    figures = [tuple(value or 0 for value in row) for row in rows]
    found = list(_by_category(figures, words))
    known = {row for row, _ in found}
    left = [row for row in range(len(figures)) if row not in known]
    while blocks := list(_by_block(figures, words, left)):
        found += blocks
        known = {row for row, _ in blocks}
        left = [row for row in left if row not in known]
    return found


def _by_category(
    figures: Sequence[Figures], words: Mapping[int, Sequence[str]]
) -> Iterator[tuple[int, list[int]]]:
    """Categories (*Jumlah* among the sexes, the kabupaten among its kecamatan) that sum up the others of their group."""
    names, amounts = list(words), [sum(row) for row in figures]
    marks = {name: _marks(name, texts) for name, texts in words.items()}
    alike = list(reduce(partial(map, xor), marks.values(), [0] * len(figures)))
    apart = {name for name, texts in words.items() if max(Counter(texts).values(), default=0) < _LEAST}
    for size in {1, 2, len(names)} - {0}:
        for varied in combinations(names, size):
            if apart <= set(varied):  # otherwise no group is large enough
                keys = list(reduce(partial(map, xor), (marks[name] for name in varied), alike))
                yield from _of_category(figures, amounts, words, varied, keys)


def _marks(name: int, texts: Sequence[str]) -> list[int]:
    """A number for each text of a column; rows are alike in some columns where the numbers of these are, put together.

    So a column is taken out again by one step a row, however many others there are.
    """
    of = {text: hash((name, text)) for text in set(texts)}
    return [of[text] for text in texts]


def _of_category(
    figures: Sequence[Figures],
    amounts: Sequence[int],
    words: Mapping[int, Sequence[str]],
    varied: Sequence[int],
    keys: Sequence[int],
) -> Iterator[tuple[int, list[int]]]:
    """The sums among the rows that are alike in all columns but the varied ones: those of the same key."""
    sizes = Counter(keys)
    groups: dict[int, list[int]] = defaultdict(list)
    for row, key in enumerate(keys) if max(sizes.values(), default=0) >= _LEAST else ():
        if sizes[key] >= _LEAST:
            groups[key].append(row)
    sums: dict[tuple[str, ...], list[tuple[int, list[int], bool]]] = defaultdict(list)
    for group in groups.values():
        half = sum(amounts[row] for row in group) / 2
        for row in group:
            is_sum = half > 0 and amounts[row] == half and _halves(figures, row, group)
            sums[tuple(words[name][row] for name in varied)].append((row, group, is_sum))
    for told in sums.values():
        if sum(is_sum for *_, is_sum in told) >= MOSTLY * len(told):
            yield from ((row, [other for other in group if other != row]) for row, group, _ in told)


def _halves(figures: Sequence[Figures], row: int, group: Sequence[int]) -> bool:
    """Tell whether each figure of a row is half of its group's, so that the others make up the same."""
    whole = (sum(column) for column in zip(*(figures[one] for one in group), strict=True))
    return all(2 * one == all_ for one, all_ in zip(figures[row], whole, strict=True))


def _by_block(
    figures: Sequence[Figures], words: Mapping[int, Sequence[str]], left: Sequence[int]
) -> Iterator[tuple[int, list[int]]]:
    """Rows that sum up those right before or right after them (a kecamatan above its desa), and show it.

    One figure equals the sum of some neighbours by chance too often; two do not, and a word for a level tells.
    """
    whole = list(accumulate((sum(figures[row]) for row in left), initial=0))
    for at, row in enumerate(left):
        amount = sum(figures[row])
        if not amount:
            continue
        first, end = bisect_left(whole, whole[at] - amount), bisect_left(whole, whole[at + 1] + amount)
        before = left[first:at] if whole[first] == whole[at] - amount else []
        after = left[at + 1 : end] if end < len(whole) and whole[end] == whole[at + 1] + amount else []
        for block in (before, after):
            if len(block) + 1 >= _LEAST and _adds_up(figures[row], [figures[part] for part in block]):
                level = any(_LEVEL.search(texts[row]) for texts in words.values())
                if level or sum(1 for value in figures[row] if value) > 1:
                    yield row, list(block)


def _adds_up(total: Sequence[int], parts: Iterable[Sequence[int]]) -> bool:
    return all(value == sum(column) for value, *column in zip(total, *parts, strict=True))

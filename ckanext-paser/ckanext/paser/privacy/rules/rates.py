"""Columns that are made of two others by division: *Per 1000*, *Kepadatan Kasus*, *CFR*, whatever their headers say.

Pure rules: a count that was emptied is computed back from its rate and what it was divided by.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from statistics import median

from ckanext.paser.privacy.rules import counting
from ckanext.paser.privacy.rules.label import words

Figures = Sequence[float | None]
_GLANCE = 50
"""Rows by which most columns show that they are no such quotient."""
_LEAST = 3
_MOSTLY = 0.8
_TENS = tuple(10.0**power for power in range(7))
"""What a rate is times: one, per cent, per 1,000, per 100,000."""


def figure(value: str) -> float | None:
    """The number that a value of a table is."""
    try:
        return float(value)
    except ValueError:
        return None


def rates(labels: Sequence[str], figures: Mapping[int, Figures], of: Collection[int]) -> set[int]:
    """The columns that are, but for their rounding, one of some columns divided by another.

    Args:
        labels: headers of all columns.
        figures: the numbers of each column, by position.
        of: positions of the columns whose numbers must not be known.
    """
    return {
        column
        for column, values in figures.items()
        if column not in of and not _is_known(labels[column])
        for part in of
        if part in figures
        for whole in figures.keys() - {column, part}
        if _is_rate(values, figures[part], figures[whole])
    }


def _is_known(label: str) -> bool:
    """What a count is divided by is a quotient as well, and known to everybody: *Jumlah Penduduk*, *Luas*."""
    said = words(label)
    return bool(counting.COUNTED_PEOPLE.search(said) or "luas" in said.split()) and not counting.share(label)


def _is_rate(rate: Figures, part: Figures, whole: Figures) -> bool:
    rows = [(r, p, w) for r, p, w in zip(rate, part, whole, strict=True) if r and p and w]
    if len(rows) < _LEAST:
        return False
    times = median(r * w / p for r, p, w in rows[:_GLANCE])
    ten = min(_TENS, key=lambda one: abs(one - times))
    return _agrees(rows[:_GLANCE], ten) and _agrees(rows, ten)


def _agrees(rows: Sequence[tuple[float, float, float]], ten: float) -> bool:
    right = sum(abs(r - ten * p / w) <= _rounding(r) for r, p, w in rows)
    return right >= _MOSTLY * len(rows)


def _rounding(value: float) -> float:
    """How far a number may be from what it was rounded from, or cut off from."""
    _, _, decimals = repr(value).partition(".")
    return 10.0 ** -(len(decimals) if decimals != "0" else 0)

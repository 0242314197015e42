"""The last row of a table, or the first, that sums up all others and does not say so (*Kabupaten Paser* beside its kecamatan).

Pure. Arithmetic is no proof, so the row stays and a person is asked. The regency beside its kecamatan is named whatever its
figures are: where they are not the sums, both are told.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ckanext.paser.problems import N_, Note, Problem
from ckanext.paser.tables.rules import totals
from ckanext.paser.tables.rules.adding import Sums, closest
from ckanext.paser.tables.rules.kinds import Type
from ckanext.paser.tables.rules.roles import MEASURE, Proposal, propose
from ckanext.paser.tables.rules.table import Column

SAMPLE = 1000
"""Rows by which nearly every column shows that its last figure is no sum: they come to more than it."""
_LEAST = 4
"""Figures beside the row; fewer add up by chance too often."""
_FEWEST = 2
"""Those that are enough where the row is named after the regency, or a row of totals has its figures."""
_EXACT = 2e-9
"""How far the sum may be from an exact figure, as a part of that: fractions are added in binary."""
_ROUNDED = 0.005
"""The same beside the name of the regency, whose figure was rounded by itself (thousands of people of BPS)."""
_REGENCY = re.compile(r"(?i)(?:(?:kab\.|kab|kabupaten) ?)?paser")
_PARTS = re.compile(r"(?i)\b(?:kec|kecamatan|desa|kel|kelurahan)\b")
"""What heads the parts of a regency; *Kabupaten/Kota* heads its neighbours."""
_COUNTED = Proposal(MEASURE)
"""What a column must be to have a sum, as far as its header tells."""


_FACTS = {
    (False, False): N_(
        "Row {row}, the last one, is the sum of all rows above it in every column of figures, but is not called a total. "
        'Look whether it is one; if so, write "Jumlah" as its first cell, so that nothing is counted twice.'
    ),
    (False, True): N_(
        "Row {row}, the last one, is named after the whole regency and is, apart from rounding, the sum of all rows above it "
        "in every column of figures, but is not called a total. "
        'Look whether it is one; if so, write "Jumlah" as its first cell, so that nothing is counted twice.'
    ),
    (True, False): N_(
        "Row {row}, the first one, is the sum of all rows below it in every column of figures, but is not called a total. "
        'Look whether it is one; if so, write "Jumlah" as its first cell, so that nothing is counted twice.'
    ),
    (True, True): N_(
        "Row {row}, the first one, is named after the whole regency and is, apart from rounding, the sum of all rows below it "
        "in every column of figures, but is not called a total. "
        'Look whether it is one; if so, write "Jumlah" as its first cell, so that nothing is counted twice.'
    ),
}
"""What is asked, by whether it is the first row, and whether its figures are rounded."""


@dataclass(frozen=True)
class Figures:
    """What is known of each column of a table, by its position; values in plain form.

    Args:
        own: the value in the row that may sum up the others.
        first: the values in the first ``SAMPLE`` rows.
        whole: what all values come to, the row's own included.
    """

    own: Callable[[int], str | None]
    first: Callable[[int], Iterable[str | None]]
    whole: Callable[[int], float]


def sum_note(
    columns: Sequence[Column],
    rows: int,
    row: int,
    figures: Figures,
    *,
    heading: bool = False,
    totals_: Sequence[Sequence[float | None]] = (),
) -> list[Note]:
    """The question whether the last row is a total; nothing where it is not the sum in every column of figures.

    Beside the name of the regency a sum may be off by what rounding comes to.

    Args:
        rows: how many there are.
        row: the number of the row, as people count.
        heading: it is the first row.
        totals_: of each row of totals, which is no row of the table, the figures in the ``counted_columns``.
    """
    counted = counted_columns(columns)
    own = {i: float(value) for i in counted if (value := figures.own(i))}
    whole, rounded = bool(whole_name(columns, figures)[0]), False
    known = whole or any(own.items() <= {*zip(counted, each, strict=True)} for each in totals_)
    if (rows - 1) * len(own) < (_FEWEST if known else _LEAST) or not any(own.values()):
        return []
    for i, value in own.items():
        near = _rounding(value, rows, figures.first(i)) if whole else _EXACT * abs(value)
        if total(figures.first(i)) > 2 * value + near or (off := abs(figures.whole(i) - 2 * value)) > near:
            return []
        rounded = rounded or off > _EXACT * abs(value)
    return [Note("first_row_sums" if heading else "last_row_sums", _FACTS[heading, rounded], {"row": row})]


def wrong_regency(header: str, sums: Sums, sheet: str = "") -> list[Problem]:
    """What is told of a row that is named after the whole regency, and is not the sum of its kecamatan.

    Without a header that names its parts, and a figure that is their sum, it may be one regency of a province.

    Args:
        header: of the column in which the name stands.
        sums: the row, and the others beside it.
        sheet: where they stand, empty in a text file.
    """
    if sum(group.rows for group in sums.groups) < 2:
        return []
    added = closest(next(sums.near()))
    if not (_PARTS.search(header) or any(added.sum.own[i] for i in added.right)):
        return []
    remedy = N_(
        'The row stays in the table. Correct what is wrong; if it is a total, write "Jumlah" as its first cell, so that nothing '
        "is counted twice."
    )
    return totals.told([added], remedy, sheet)[1]


def whole_name(columns: Sequence[Column], figures: Figures) -> tuple[str, str]:
    """The name of a row that, as no other of the first ones, is called as the whole regency, and the header above it; else empty."""
    for i, column in enumerate(columns):
        name = figures.own(i) if column.type == Type.TEXT.value else None
        if name and _REGENCY.fullmatch(name) and sum(value == name for value in figures.first(i)) < 2:
            return name, column.label
    return "", ""


def _rounding(value: float, rows: int, first: Iterable[str | None]) -> float:
    """How far a sum may be from a figure where all of them are rounded: half a unit of the last decimal each, at least 0.5 %."""
    decimals = max((len(each.partition(".")[2]) for each in first if each), default=0)
    return max(_ROUNDED * abs(value), rows * 0.5 / 10**decimals)


def counted_columns(columns: Sequence[Column]) -> list[int]:
    """The columns that may have a sum, as far as their headers tell."""
    return [i for i, one in enumerate(columns) if propose(one.label, one.type, one.unit) == _COUNTED]


def total(values: Iterable[str | None]) -> float:
    """What values come to."""
    return math.fsum(float(value) for value in values if value)

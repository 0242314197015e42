"""Rows of totals whose figures are not what their rows come to: the table has no such row, but somebody counts on it.

Pure. Which of both is wrong only the agency knows, so both are told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain

from ckanext.paser.problems import N_, Note, Problem
from ckanext.paser.tables.rules.adding import Added, Sums, closest
from ckanext.paser.tables.rules.comparing import compares
from ckanext.paser.tables.rules.footer import PERHAPS_NO_SUM

CORRECT = N_(
    'Correct what is wrong in the file; if there are sums among the rows, write "Jumlah" as their first cell, so that '
    "nothing is counted twice."
)
_MOST = 10
"""Rows that are told each by itself."""
_no_sum = re.compile(PERHAPS_NO_SUM).search


def is_sum(label: str) -> bool:
    """Tell whether a row of totals is a sum by its label, and no mean, percentage or former year."""
    return not (_no_sum(label) or compares(label))


def wrong_totals(sums: Sums, sheet: str = "") -> tuple[list[Note], list[Problem]]:
    """What is told of rows of totals that are not what any rows above or below them come to.

    Args:
        sheet: where they stand, empty in a text file.
    """
    wrong: list[Added] = []
    for i, sides in enumerate(sums.near()):
        ways = [way for way in chain(chain.from_iterable(sides), sums.far(i)) if way.adds_up]
        wrong += mistyped(ways) if ways or not sides else [closest(sides)]
    return told(wrong, CORRECT, sheet)


def mistyped(ways: Iterable[Added]) -> list[Added]:
    """The first of the ways in which a sum adds up, where it does so in none without a figure that is wrong."""
    adding = [way for way in ways if way.adds_up]
    return adding[:1] if all(way.slips for way in adding) else []


def told(sums: Sequence[Added], remedy: str, sheet: str) -> tuple[list[Note], list[Problem]]:
    """One problem for each sum that has a wrong figure; of many, the first ones and how many more there are."""
    wrong = [each for each in sums if each.wrong or each.slips]
    more = N_("Other rows of totals whose figures are not what their rows come to: {count}.")
    notes = [Note("more_wrong_totals", more, {"count": len(wrong) - _MOST})] if len(wrong) > _MOST else []
    return notes, [_problem(each, remedy, sheet) for each in wrong[:_MOST]]


def _problem(added: Added, remedy: str, sheet: str) -> Problem:
    i, *others = added.wrong or added.slips
    figure = added.figures[i]
    fact = N_('"{text}" says {value:,} here, but its rows come to {sum:,}.')
    if others:
        fact = N_(
            '"{text}" says {value:,} here, but its rows come to {sum:,}; more of its figures differ: {count}.'
        )
    where = N_('Row {row}, column "{column}"')
    params = {
        "row": added.sum.row,
        "column": figure.column.label,
        "field": figure.column.id,
        "text": added.sum.label,
        "value": _plain(added.sum.own[i] or 0),
        "sum": _plain(round(added.group.spans[i].total, figure.decimals)),
        "count": len(others),
    }
    if sheet:
        where, params = N_('Sheet "{sheet}", row {row}, column "{column}"'), {**params, "sheet": sheet}
    return Problem("wrong_total", where, fact, remedy, params)


def _plain(number: float) -> int | float:
    return int(number) if number.is_integer() else number

"""Claims about rates: a small count that was emptied is not computed back from them. DATA CONTOH."""

from __future__ import annotations

import pytest

from ckanext.paser.privacy.rules.rates import figure, rates
from ckanext.paser.privacy.rules.sums import emptied

COUNTS = [(3, 9), (12, 7), (1, 22), (15, 2), (8, 8), (4, 30)]
PEOPLE = [1000, 1510, 2030, 1770, 940, 3110]
AREAS = [12.5, 30.1, 8.7, 44.0, 19.3, 27.9]


def table(name: str, times: int, whole: list[float], decimals: int) -> tuple[list[str], dict[int, list]]:
    """Counts by sex, their sum, who lives there, how large it is, and a rate of the sum to one of these."""
    sums = [left + right for left, right in COUNTS]
    rate = [round(times * one / all_, decimals) for one, all_ in zip(sums, whole, strict=True)]
    labels = ["Desa", "L", "P", "Jumlah", "Jumlah Penduduk", "Luas (km2)", name]
    columns = [[left for left, _ in COUNTS], [right for _, right in COUNTS], sums, PEOPLE, AREAS, rate]
    return labels, dict(enumerate(columns, 1))


CASES = [
    ("Per 1000", 1000, PEOPLE, 2),
    ("IR", 100_000, PEOPLE, 1),
    ("Angka", 100_000, PEOPLE, 0),
    ("Kepadatan", 1, AREAS, 2),
    ("Kolom", 100, PEOPLE, 3),
]


@pytest.mark.parametrize("case", CASES, ids=[name for name, *_ in CASES])
def test_a_rate_is_told_by_its_arithmetic_whatever_its_header_says(case):
    labels, figures = table(*case)
    assert rates(labels, figures, {1, 2, 3}) == {6}


@pytest.mark.parametrize("case", CASES, ids=[name for name, *_ in CASES])
def test_it_is_emptied_with_the_count_that_it_is_made_of(case):
    labels, figures = table(*case)
    numbers = {i: figures[i] for i in (1, 2, 3, 4)}
    words = {0: [f"Desa {n}" for n in range(len(COUNTS))]}
    small = [row for row, counts in enumerate(COUNTS) if min(counts) < 5]
    empty = emptied(labels, numbers, words, [1, 2], figures)
    assert {row for row, column in empty if column == 6} >= set(small)
    assert not any(column in (4, 5) for _, column in empty)


def test_what_is_no_quotient_stays():
    labels, figures = table("Ketinggian (m)", 1, PEOPLE, 2)
    figures[6] = [31.0, 12.5, 77.1, 8.0, 45.9, 60.3]
    assert rates(labels, figures, {1, 2, 3}) == set()


def test_two_rows_tell_no_quotient():
    assert rates(["a", "b", "c"], {0: [1, 2], 1: [10, 20], 2: [0.1, 0.1]}, {0}) == set()


@pytest.mark.parametrize(("value", "read"), [("12.5", 12.5), ("-", None), ("", None), ("3", 3.0)])
def test_only_numbers_are_figures(value, read):
    assert figure(value) == read

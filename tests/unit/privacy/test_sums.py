"""Claims about small cells that cannot be computed back. A solver tries it with all that the table still says."""

from __future__ import annotations

import itertools
import random
import time

import pytest

from ckanext.paser.privacy.rules.sums import SMALL, emptied

Row = list[str | int]


def told(labels: list[str], rows: list[Row], secret: list[str]) -> set[tuple[int, int]]:
    """The cells that are emptied in a table whose whole numbers stand in columns of numbers."""
    numbers = {i: [row[i] for row in rows] for i in range(len(labels)) if isinstance(rows[0][i], int)}
    words = {i: [str(row[i]) for row in rows] for i in range(len(labels)) if i not in numbers}
    return set(emptied(labels, numbers, words, [labels.index(name) for name in secret]))


Sum = tuple[tuple[int, int], list[tuple[int, int]]]
"""A cell, and those that it sums up."""


def recovered(rows: list[Row], empty: set[tuple[int, int]], sums: list[Sum]) -> set[tuple[int, int]]:
    """The small cells of which a solver that knows all sums, and that each is 1 to 4, finds the value."""
    small = {(r, c) for r, c in empty if rows[r][c] in SMALL}
    bounds = {
        cell: (1, 4) if cell in small else (0, 10_000) if cell in empty else (rows[cell[0]][cell[1]],) * 2
        for cell in itertools.chain(empty, *([total, *parts] for total, parts in sums))
    }
    for _ in range(50):
        for total, parts in sums:
            low = sum(bounds[part][0] for part in parts)
            high = sum(bounds[part][1] for part in parts)
            bounds[total] = max(bounds[total][0], low), min(bounds[total][1], high)
            for part in parts:
                least, most = bounds[part]
                other_low, other_high = low - least, high - most
                bounds[part] = (
                    max(least, bounds[total][0] - other_high),
                    min(most, bounds[total][1] - other_low),
                )
                low, high = other_low + bounds[part][0], other_high + bounds[part][1]
    return {cell for cell in small if bounds[cell][0] == bounds[cell][1]}


def across(rows: int, total: int, parts: list[int]) -> list[Sum]:
    return [((r, total), [(r, part) for part in parts]) for r in range(rows)]


def down(columns: list[int], total: int, parts: list[int]) -> list[Sum]:
    return [((total, c), [(part, c) for part in parts]) for c in columns]


SEXES = ["Desa", "Laki-laki", "Perempuan", "Jumlah Penderita"]
VILLAGES: list[Row] = [
    ["Contoh A", 3, 20, 23],
    ["Contoh B", 15, 30, 45],
    ["Contoh C", 9, 2, 11],
    ["Contoh D", 0, 12, 12],
]
WITH_TOTAL_ROW: list[Row] = [*VILLAGES, ["Kabupaten Contoh", 27, 64, 91]]
BY_KECAMATAN: list[Row] = [
    ["Kecamatan Contoh", 8, 20, 28],
    ["Contoh A", 3, 8, 11],
    ["Contoh B", 5, 12, 17],
    ["Kecamatan Lain", 13, 17, 30],
    ["Contoh C", 6, 9, 15],
    ["Contoh D", 7, 8, 15],
]
IN_ROWS: list[Row] = [
    [f"Contoh {n}", sex, count]
    for n, counts in enumerate([(3, 20, 23), (15, 30, 45), (9, 12, 21)])
    for sex, count in zip(("L", "P", "Jumlah"), counts, strict=True)
]
CASES = {
    "a total column": (SEXES, VILLAGES, across(4, 3, [1, 2])),
    "a total row too": (
        SEXES,
        WITH_TOTAL_ROW,
        across(5, 3, [1, 2]) + down([1, 2, 3], 4, [0, 1, 2, 3]),
    ),
    "rows for kecamatan above their desa": (
        SEXES,
        BY_KECAMATAN,
        across(6, 3, [1, 2]) + down([1, 2, 3], 0, [1, 2]) + down([1, 2, 3], 3, [4, 5]),
    ),
    "the total among the sexes": (
        ["Desa", "Jenis Kelamin", "Penderita"],
        IN_ROWS,
        [((3 * n + 2, 2), [(3 * n, 2), (3 * n + 1, 2)]) for n in range(3)],
    ),
}


def counting(labels: list[str], rows: list[Row]) -> list[str]:
    return [name for i, name in enumerate(labels) if isinstance(rows[0][i], int)]


@pytest.mark.parametrize(("labels", "rows", "sums"), CASES.values(), ids=CASES)
def test_a_solver_finds_no_small_count_with(labels, rows, sums):
    assert recovered(rows, told(labels, rows, counting(labels, rows)), sums) == set()


@pytest.mark.parametrize(("labels", "rows", "sums"), CASES.values(), ids=CASES)
def test_it_would_find_them_if_nothing_else_were_emptied_with(labels, rows, sums):
    small = {
        (r, c)
        for r, row in enumerate(rows)
        for c, value in enumerate(row)
        if isinstance(value, int) and value in SMALL
    }
    assert recovered(rows, small, sums) == small


@pytest.mark.parametrize("seed", range(25))
def test_a_solver_finds_none_in_any_table_of_kecamatan_and_their_desa(seed):
    draw = random.Random(seed)  # noqa: S311 - figures, not secrets
    rows: list[Row] = []
    sums: list[Sum] = []
    heads: list[int] = []
    for kecamatan in range(draw.randint(2, 4)):
        desa = [[draw.randint(0, 30), draw.randint(0, 30)] for _ in range(draw.randint(2, 6))]
        total = [sum(column) for column in zip(*desa, strict=True)]
        head = len(rows)
        heads.append(head)
        rows += [
            [f"Kecamatan {kecamatan}", *total],
            *([f"Desa {kecamatan}.{n}", *one] for n, one in enumerate(desa)),
        ]
        sums += down([1, 2, 3], head, list(range(head + 1, len(rows))))
    rows.append(["Kabupaten", *(sum(int(rows[head][c]) for head in heads) for c in (1, 2))])
    rows = [[name, man, woman, int(man) + int(woman)] for name, man, woman in rows]
    sums += down([1, 2, 3], len(rows) - 1, heads) + across(len(rows), 3, [1, 2])
    assert recovered(rows, told(SEXES, rows, SEXES[1:]), sums) == set()


def test_a_long_table_takes_no_more_than_its_share_of_memory_and_time():
    rows: list[Row] = [
        [f"Contoh {desa}", str(year), sex, count]
        for desa in range(300)
        for year in range(2015, 2025)
        for sex, count in (("L", desa % 40), ("P", year % 7), ("Jumlah", desa % 40 + year % 7))
    ]
    start = time.process_time()
    found = told(["Desa", "Tahun", "Jenis Kelamin", "Penderita"], rows, ["Penderita"])
    assert time.process_time() - start < 10
    assert {rows[r][2] for r, _ in found} == {"L", "P", "Jumlah"}


def test_nor_does_a_wide_one():
    draw = random.Random(1)  # noqa: S311 - figures, not secrets
    rows: list[Row] = [[*(draw.choice("abc") for _ in range(90)), draw.randint(0, 9)] for _ in range(1000)]
    small = {(r, 90) for r, row in enumerate(rows) if row[90] in SMALL}
    start = time.process_time()
    found = told([*(f"Ciri {n}" for n in range(90)), "Penderita"], rows, ["Penderita"])
    assert time.process_time() - start < 8
    assert found >= small


def test_a_total_is_known_among_very_many_categories_that_say_nothing():
    rows: list[Row] = [[desa, sex, *["sama"] * 40, count] for desa, sex, count in IN_ROWS]
    labels = ["Desa", "Jenis Kelamin", *(f"Ciri {n}" for n in range(40)), "Penderita"]
    assert told(labels, rows, ["Penderita"]) == {(0, 42), (2, 42)}


def test_the_rest_of_the_table_stays():
    assert told(SEXES, WITH_TOTAL_ROW, SEXES[1:]) == {
        (0, 1), (0, 3), (2, 2), (2, 3), (4, 1), (4, 2), (4, 3),
    }  # fmt: skip


def test_without_a_small_count_nothing_is_emptied():
    assert told(SEXES, [["Contoh A", 5, 20, 25], ["Contoh B", 15, 30, 45]], SEXES[1:]) == set()


def test_a_share_beside_an_emptied_count_goes_too():
    rows: list[Row] = [["Contoh A", 3, 8, 38], ["Contoh B", 12, 20, 60]]
    assert told(["Desa", "Kasus", "Diperiksa", "Persentase"], rows, ["Kasus"]) == {(0, 1), (0, 3)}


def test_a_total_is_known_although_some_rows_of_the_file_are_wrong():
    rows: list[Row] = [[f"Contoh {n}", n + 5, n + 7, 2 * n + 12] for n in range(10)]
    rows.append(["Contoh X", 3, 9, 13])
    assert told(SEXES, rows, SEXES[1:3]) == {(10, 1), (10, 3)}


def test_a_total_also_betrays_a_column_that_is_left_out():
    assert (0, 3) in told(SEXES, VILLAGES, ["Laki-laki"])


def test_years_that_happen_to_add_up_in_one_village_are_no_totals():
    rows: list[Row] = [
        [desa, str(year), count]
        for desa, counts in {"A": (2, 9, 11), "B": (7, 8, 9), "C": (12, 10, 14)}.items()
        for year, count in zip((2022, 2023, 2024), counts, strict=True)
    ]
    assert told(["Desa", "Tahun", "Kasus"], rows, ["Kasus"]) == {(0, 2)}

"""Claims about what is told of the columns of a table."""

from __future__ import annotations

import pytest

from ckanext.paser.pages.service import Column
from ckanext.paser.preview.service import contents

FOUND = {
    "rows": 3,
    "missing": 0,
    "distinct": 3,
    "min": "1",
    "max": "3",
    "mean": "2",
    "bins": [[1, 2, 1], [2, 3, 1], [3, 4, 1]],
}


def _column(label: str) -> Column:
    return Column("a", label, "bilangan bulat", "", True, False, False, False, "", "atribut", "integer")


@pytest.mark.parametrize(
    ("label", "told"), [("No. Urut", ("", ())), ("Jumlah", ("2", (100.0, 100.0, 100.0)))]
)
def test_what_merely_numbers_the_rows_has_neither_mean_nor_histogram(label, told):
    (found,) = contents({"a": FOUND}, [_column(label)], lambda column, value: value)
    assert (found.mean, found.bars) == told

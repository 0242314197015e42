"""Claims about columns that merely number the rows."""

from __future__ import annotations

import pytest

from ckanext.paser.tables.rules.numbering import is_called_so, numbers_rows
from ckanext.paser.tables.rules.table import Column

FOUND = {"rows": 10, "missing": 0, "distinct": 10, "min": "1", "max": "10"}


@pytest.mark.parametrize("label", ["No", "NO.", "Nomor", "No. Urut", "nomor_urut", "No Urut"])
def test_the_header_says_so(label):
    assert is_called_so(Column("a", label, "integer"))
    assert numbers_rows(label, "atribut", FOUND)


@pytest.mark.parametrize("label", ["Nomor Rumah", "No. Telepon", "Jumlah", "Nominal", "Urusan"])
def test_other_headers_say_something_else(label):
    assert not is_called_so(Column("a", label, "integer"))


@pytest.mark.parametrize(
    "found",
    [
        {**FOUND, "max": "12"},
        {**FOUND, "min": "0"},
        {**FOUND, "distinct": 9},
        {"rows": 10, "missing": 10, "distinct": 0},
        {**FOUND, "rows": 1, "distinct": 1, "max": "1"},
    ],
)
def test_the_values_bear_it_out(found):
    assert not numbers_rows("No", "atribut", found)


def test_an_identifier_is_none_as_an_officer_has_said_what_it_is():
    assert not numbers_rows("No", "pengenal", FOUND)

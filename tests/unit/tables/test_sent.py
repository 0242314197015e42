"""Claims about rows that are sent through CKAN's API."""

from __future__ import annotations

import pytest

from ckanext.paser.problems import worded
from ckanext.paser.tables.rules.sent import unkept


@pytest.mark.parametrize("value", ["a\0", ["a", "\0"], {"a": [{"\0": 1}]}])
def test_a_nul_character_is_told_with_its_place_however_deep_it_stands(value):
    (problem,) = unkept([{"kode": "A"}, {"kode": "B", "rinci": value}])
    assert worded(problem)["where"] == 'Row 2, column "rinci"'


def test_all_other_values_can_be_kept():
    assert unkept([{"a": "\\u0000", "b": None, "c": 0, "d": [1.5], "e": {"f": "\x01"}}]) == []

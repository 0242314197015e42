"""Claims about rows that are sent through CKAN's API."""

from __future__ import annotations

import pytest

from ckanext.paser.problems import worded
from ckanext.paser.tables.rules.sent import unasked, unkept


@pytest.mark.parametrize("value", ["a\0", ["a", "\0"], {"a": [{"\0": 1}]}])
def test_a_nul_character_is_told_with_its_place_however_deep_it_stands(value):
    (problem,) = unkept([{"kode": "A"}, {"kode": "B", "rinci": value}])
    assert worded(problem)["where"] == 'Row 2, column "rinci"'


def test_all_other_values_can_be_kept():
    assert unkept([{"a": "\\u0000", "b": None, "c": 0, "d": [1.5], "e": {"f": "\x01"}}]) == []


@pytest.mark.parametrize(
    "asked",
    [
        {"filters": {"kode": "A\0"}},
        {"filters": {"kode": [{"gt": "\0"}]}},
        {"filters": '{"kode": "\\u0000"}'},
        {"q": "A\0"},
        {"q": '{"kode": "\\u0000"}'},
        {"resource_id": "\0"},
        {"fields": [{"id": "a\0"}]},
    ],
)
def test_a_nul_character_is_told_of_the_parameter_that_has_it(asked):
    assert [*unasked(asked)] == [*asked]


def test_all_other_questions_can_be_asked():
    assert unasked({"q": "\\u0000", "filters": '{"kode": "\\\\u0000"}', "limit": 5, "sort": None}) == {}

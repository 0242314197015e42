"""Claims about narrowing a search."""

import pytest

from ckanext.paser.pages.rules import any_of, conditions, marked, without


@pytest.mark.parametrize(
    ("fq", "expected"),
    [
        (' tags:"a" +dataset_type:dataset', ' tags:"a" +dataset_type:dataset'),
        (
            ' tags:"a" organization:"x" tags:"b" +dataset_type:dataset',
            'organization:"x" +dataset_type:dataset +tags:("a" OR "b")',
        ),
        (' tags:"a" tags:"a"', '+tags:("a")'),
        (r' tags:"a \"b\"" tags:"c"', r'+tags:("a \"b\"" OR "c")'),
        ("", ""),
    ],
)
def test_values_of_one_facet_are_alternatives(fq, expected):
    assert any_of(fq) == expected


def test_the_conditions_of_each_facet_are_known():
    assert conditions(' tags:"a" tags:"b c" +capacity:public') == {"tags": ["a", "b c"]}


def test_a_facet_can_be_left_out():
    assert (
        without(' tags:"a" organization:"x" +capacity:public', "tags") == 'organization:"x" +capacity:public'
    )


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("penduduk", [("Penduduk", True), (" di kecamatan", False)]),
        ("kec di", [("Penduduk di ", False), ("kec", True), ("amatan", False)]),
        ("camat", [("Penduduk di kecamatan", False)]),
        ("di", [("Penduduk di kecamatan", False)]),
        ("(", [("Penduduk di kecamatan", False)]),
        ("", [("Penduduk di kecamatan", False)]),
    ],
)
def test_words_of_the_search_are_found_where_a_word_begins(query, expected):
    assert marked("Penduduk di kecamatan", query) == expected

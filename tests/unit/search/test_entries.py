"""Claims about what the index may say before a commit, and about comparing it with the database."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ckanext.paser.search import rules
from ckanext.paser.search.rules import Compared, Entry, Step

PUBLIC, AGENCY, OTHER = ["public"], ["member-dinas"], ["member-lain"]


@pytest.mark.parametrize(
    ("wanted", "known", "step"),
    [
        (PUBLIC, PUBLIC, Step.WRITE),
        (AGENCY, PUBLIC, Step.WRITE),
        (AGENCY, AGENCY, Step.WRITE),
        (PUBLIC, AGENCY, Step.WAIT),
        (PUBLIC, [], Step.WAIT),
        (AGENCY, [], Step.WAIT),
        (OTHER, AGENCY, Step.HIDE),
    ],
)
def test_what_shows_a_dataset_to_more_people_waits_for_the_commit_and_what_hides_it_does_not(
    wanted, known, step
):
    assert rules.before_commit(wanted, known) is step


def test_a_search_leaves_out_as_many_datasets_at_once_as_solr_takes():
    filters = rules.left_out([f"id-{number}" for number in range(501)])
    assert [each.count('"') for each in filters] == [1000, 2]
    assert filters[1] == '-id:("id-500")'


def test_an_id_is_no_syntax_to_solr():
    assert rules.left_out(['a" OR "b\\']) == ['-id:("a\\" OR \\"b\\\\")']


def entry(id_: str, *labels: str) -> Entry:
    return Entry(id_, None, "active", "public" not in labels, frozenset(labels))


def test_database_and_index_are_laid_side_by_side_by_id():
    one, two, three = entry("a", "public"), entry("b", "public"), entry("c", "public")
    assert list(rules.compare([one, two], [one, one, three])) == [
        Compared("a", one, (one, one)),
        Compared("b", two, ()),
        Compared("c", None, (three,)),
    ]


@pytest.mark.parametrize(
    ("indexed", "same"),
    [((entry("a", "public"),), True), ((), False), ((entry("a", "member-dinas"),), False)],
)
def test_a_dataset_is_the_same_if_its_one_entry_is(indexed, same):
    assert Compared("a", entry("a", "public"), indexed).same is same


def test_an_entry_of_another_state_is_not_the_same():
    stored = entry("a", "public")
    assert not Compared("a", stored, (replace(stored, state="draft"),)).same


@pytest.mark.parametrize(
    ("stored", "indexed", "too_much"),
    [
        (entry("a", "member-dinas"), (entry("a", "public"),), True),
        (entry("a", "member-dinas"), (entry("a", "member-lain"),), True),
        (None, (entry("a", "member-dinas"),), True),
        (entry("a", "member-dinas"), (entry("a", "member-dinas"), entry("a", "public")), True),
        (entry("a", "public"), (entry("a", "member-dinas"),), False),
        (entry("a", "public"), (), False),
    ],
)
def test_an_entry_shows_too_much_where_others_find_it_than_may(stored, indexed, too_much):
    assert Compared("a", stored, indexed).shows_too_much is too_much

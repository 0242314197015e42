"""Claims about what a published dataset says once its next version takes its place."""

from __future__ import annotations

import pytest

from ckanext.paser.workflow.rules import changed, merged

BASE = {"title": "A", "notes": "n", "tags": [{"name": "x", "id": "1"}]}


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        ({"title": "B"}, {}, {"title": "B"}),
        ({}, {"title": "C"}, {"title": "C"}),
        ({"title": "B"}, {"title": "C"}, {"title": "B"}),
        ({"title": "B"}, {"notes": "m"}, {"title": "B", "notes": "m"}),
        ({"rumus": "r"}, {"skor": 1}, {"rumus": "r", "skor": 1}),
        ({"notes": ""}, {}, {"notes": ""}),
    ],
    ids=["mine", "theirs", "both: mine", "each its own", "new ones", "emptied"],
)
def test_what_a_next_version_has_changed_counts_and_all_else_is_as_published(mine, theirs, expected):
    assert merged(BASE, BASE | mine, BASE | theirs) == BASE | expected


def test_what_sources_note_beside_the_profile_is_lost_by_no_form():
    free = [{"key": "sumber_id", "value": "1"}]
    assert merged({"extras": free}, {"title": "B"}, {"extras": free})["extras"] == free
    mine = {"extras": [{"key": "kunci", "value": "x"}]}
    assert merged({"extras": free}, mine, {"extras": free})["extras"] == free + mine["extras"]


def test_a_field_that_a_next_version_has_taken_out_is_out():
    assert "notes" not in merged(BASE, {"title": "A", "tags": BASE["tags"]}, BASE)


@pytest.mark.parametrize(
    "other", [{"rumus": None}, {"rumus": ""}, {"contact": []}, {"tags": [{"name": "x", "id": "2"}]}]
)
def test_what_says_the_same_is_no_change(other):
    assert changed(BASE, BASE | other) == []

"""Claims about whether a form is of a dataset as it is stored now."""

from __future__ import annotations

import pytest

from ckanext.paser.metadata.rules import stale

SHOWN = {
    "title": "Jiwa",
    "tags": [{"name": "a"}],
    "konsep": ["x"],
    "contact": [{"name": "Layanan"}],
    "rumus": "",
}


@pytest.mark.parametrize(
    ("now", "fields"),
    [
        ({}, []),
        ({"title": "Warga"}, ["title"]),
        ({"tags": []}, ["tags"]),
        ({"konsep": ["x", "y"], "contact": [{"name": "Meja"}]}, ["konsep", "contact"]),
        ({"rumus": None}, []),
    ],
)
def test_the_fields_that_say_something_else_are_known(now, fields):
    assert stale.changed(stale.digests(SHOWN, SHOWN), SHOWN | now) == fields


def test_a_field_that_is_gone_or_was_not_there_says_something_else():
    base = stale.digests(SHOWN, ["title", "ukuran"])
    assert stale.changed(base, {"ukuran": "jumlah"}) == ["title", "ukuran"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (" Jiwa ", "Jiwa"),
        (None, ""),
        (["a", "b"], "a; b"),
        ([{"name": "Layanan", "email": ""}], "Layanan"),
        ([{"name": "a", "display_name": "A"}], "A"),
        ("x" * 300, "x" * 199 + "…"),
    ],
)
def test_a_sentence_quotes_what_a_field_says(value, text):
    assert stale.quoted(value) == text

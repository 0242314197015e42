"""Claims about what two officers have changed."""

from __future__ import annotations

import pytest

from ckanext.paser.desk.rules import changes
from ckanext.paser.desk.rules.changes import MANY, ROWS, Conflict, Field
from ckanext.paser.metadata.rules.vocabularies import NEVER

FIELDS = [
    Field("title"),
    Field("satuan"),
    Field("konsep"),
    Field("tag_string"),
    Field("level_penyajian", MANY),
    Field("contact", ROWS, ("name", "email")),
]
STORED = {
    "title": "Penduduk",
    "satuan": "orang",
    "konsep": ["A", "B"],
    "tag_string": "b,a",
    "level_penyajian": ["kecamatan"],
    "contact": [{"name": "Data", "email": "a@b.id"}],
}
FORM = {
    "title": ["Penduduk"],
    "satuan": ["Orang"],
    "konsep": ["A\r\nB\r\n"],
    "tag_string": ["a, b"],
    "level_penyajian": ["kecamatan"],
    "contact-0-name": ["Data"],
    "contact-0-email": ["a@b.id"],
    "contact-1-name": [""],
}
BASE = changes.digests(STORED, FIELDS)


def test_a_form_sent_as_it_was_shown_changes_nothing():
    assert changes.mine(changes.sent(FORM, FIELDS), STORED, BASE) == {}


@pytest.mark.parametrize(
    ("change", "mine"),
    [
        ({"title": ["Jiwa"]}, {"title": "Jiwa"}),
        ({"satuan": ["ekor"]}, {"satuan": "ekor"}),
        ({"level_penyajian": []}, {"level_penyajian": []}),
        ({"contact-0-email": ["c@d.id"]}, {"contact": [{"name": "Data", "email": "c@d.id"}]}),
    ],
)
def test_what_was_changed_is_mine(change, mine):
    assert changes.mine(changes.sent(FORM | change, FIELDS), STORED, BASE) == mine


def test_what_stands_in_a_form_as_it_was_shown_is_not_put_over_what_somebody_else_says_by_now():
    form = changes.sent(FORM | {"title": ["Jiwa"]}, FIELDS)
    shown = {**STORED, "satuan": "kk", **changes.touched(form, BASE)}
    assert (shown["title"], shown["satuan"], shown["konsep"]) == ("Jiwa", "kk", ["A", "B"])


def test_a_change_of_another_field_by_somebody_else_stays_and_is_no_conflict():
    by_now = STORED | {"satuan": "kk"}
    changed = changes.mine(changes.sent(FORM | {"title": ["Jiwa"]}, FIELDS), by_now, BASE)
    assert changed == {"title": "Jiwa"}
    assert changes.conflicts(changed, by_now, BASE) == []


def test_a_field_that_both_have_changed_is_told_with_both_values():
    by_now = STORED | {"title": "Warga"}
    changed = changes.mine(changes.sent(FORM | {"title": ["Jiwa"]}, FIELDS), by_now, BASE)
    assert changes.conflicts(changed, by_now, BASE) == [Conflict("title", "Jiwa", "Warga")]


def test_the_same_change_by_both_is_no_conflict():
    by_now = STORED | {"title": "Jiwa"}
    assert changes.mine(changes.sent(FORM | {"title": ["Jiwa"]}, FIELDS), by_now, BASE) == {}


@pytest.mark.parametrize(
    ("change", "proposed", "emptied"),
    [
        ({}, ["title"], set()),
        ({"title": [""]}, [], {"title"}),
        ({"jenis": [""]}, ["jenis"], {"jenis"}),
        ({"jenis": [""]}, [], set()),
        ({"level_penyajian": []}, [], {"level_penyajian"}),
        ({"jenis": ["variabel"]}, ["jenis"], set()),
    ],
    ids=["nothing", "what was stored", "what was proposed", "never filled in", "boxes", "something else"],
)
def test_emptied_is_what_was_stored_or_proposed_and_says_nothing_now(change, proposed, emptied):
    form = changes.sent(FORM | change, [*FIELDS, Field("jenis")])
    mine = changes.mine(form, STORED, BASE)
    assert changes.emptied(form, STORED, mine, proposed) == emptied


def test_a_colleagues_new_value_is_not_emptied_by_a_form_in_which_the_field_was_empty():
    form = changes.sent(FORM | {"title": [""]}, FIELDS)
    base = changes.digests(STORED | {"title": ""}, FIELDS)
    assert changes.emptied(form, STORED, changes.mine(form, STORED, base), ["title"]) == set()


@pytest.mark.parametrize(
    ("stored", "kept"),
    [
        ({}, {"frequency": NEVER}),
        ({"jadwal_rilis": "2026-01-01"}, {"frequency": NEVER, "jadwal_rilis": "2027-01-01"}),
    ],
)
def test_data_that_are_never_updated_lose_the_date_that_was_proposed_and_no_other(stored, kept):
    assert changes.without_schedule({"frequency": NEVER, "jadwal_rilis": "2027-01-01"}, stored) == kept


@pytest.mark.parametrize(
    ("title", "by_hand"),
    [("Warga", {}), ("Jiwa", {"title": "Jiwa"}), (STORED["title"], {"title": STORED["title"]})],
    ids=["what was proposed", "something else", "what is stored"],
)
def test_typed_by_hand_is_what_differs_from_what_stood_in_the_form_proposals_included(title, by_hand):
    form = changes.sent(FORM | {"title": [title]}, FIELDS)
    stood = changes.digests(STORED | {"title": "Warga"}, FIELDS)
    assert changes.Typed(form, BASE, stood=stood).by_hand == by_hand

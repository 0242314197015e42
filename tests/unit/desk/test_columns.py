"""Claims about the columns in the form of a draft that two officers have open."""

from __future__ import annotations

from typing import Any

import pytest

from ckanext.paser.desk.rules.columns import (
    Cell,
    Conflict,
    carried,
    is_of_file,
    mark,
    merged,
    standing,
    touched,
)

SHOWN = [
    {"id": "tahun", "label": "Tahun", "peran": "waktu"},
    {"id": "jumlah", "label": "Jumlah", "peran": "ukuran", "satuan": "orang", "desimal": 0},
]
OPEN = "apakah_variabel_bisa_diakses_umum"
AS_SENT = [
    {"id": "jumlah", "label": "Jumlah", "notes": "", "satuan": "Orang", "peran": "ukuran", "desimal": "0", OPEN: None},
    {"id": "tahun", "label": "Tahun", "peran": "waktu", "nilai_hilang": [], OPEN: True},
]  # fmt: skip
LABEL = Cell("jumlah", "label")


def with_said(entries: list[dict], **said: Any) -> list[dict]:
    return [{**one, **said} if one["id"] == "jumlah" else one for one in entries]


MINE, THEIRS = with_said(AS_SENT, label="Punya saya"), with_said(SHOWN, label="Punya rekan")


def stored(sent: list[dict], now: list[dict], theirs: tuple[Cell, ...] = ()) -> tuple[Any, list[Conflict]]:
    """What is stored of the label of a form that was made of ``SHOWN``, and what is told."""
    found = merged(mark("a", SHOWN), sent, now, theirs)
    return found.entries["jumlah"].get("label"), found.conflicts


@pytest.mark.parametrize(
    ("sent", "now", "kept"),
    [
        (AS_SENT, SHOWN, "Jumlah"),
        (MINE, SHOWN, "Punya saya"),
        (AS_SENT, THEIRS, None),
        (MINE, with_said(SHOWN, label="Punya saya"), "Punya saya"),
        (MINE, with_said(SHOWN, notes="Punya rekan"), "Punya saya"),
    ],
    ids=["as it came", "mine alone", "theirs alone", "both the same", "theirs is another cell"],
)
def test_what_one_alone_has_changed_is_kept(sent, now, kept):
    assert stored(sent, now) == (kept, [])


def test_what_a_colleague_has_said_in_another_cell_of_the_column_is_left_as_it_is():
    now = with_said(SHOWN, notes="Punya rekan")
    assert "notes" not in merged(mark("a", SHOWN), MINE, now).entries["jumlah"]


def test_what_both_have_changed_is_told_with_both_values_and_not_stored():
    assert stored(MINE, THEIRS) == (None, [Conflict(LABEL, "Punya saya", "Punya rekan")])


def test_what_is_to_stay_as_a_colleague_has_it_is_not_stored():
    assert stored(MINE, THEIRS, (LABEL,)) == (None, [])


def test_a_column_that_is_closed_is_another_one():
    closed = [{**SHOWN[0], OPEN: False}, SHOWN[1]]
    assert touched(mark("a", SHOWN), closed) == {Cell("tahun", OPEN)}
    assert OPEN not in merged(mark("a", SHOWN), AS_SENT, closed).entries["tahun"]


def test_what_was_typed_stands_beside_what_a_colleague_has_stored():
    now = with_said(SHOWN, notes="Punya rekan", label="Punya rekan")
    stands = standing(MINE, {LABEL}, now)["jumlah"]
    assert (stands["label"], stands["notes"]) == ("Punya saya", "Punya rekan")


def test_what_was_typed_of_a_column_that_is_gone_still_stands():
    assert standing(MINE, {LABEL}, SHOWN[:1])["jumlah"] == {"id": "jumlah", "label": "Punya saya"}


def test_a_form_that_stays_on_the_screen_is_of_what_it_has_stored():
    now = with_said(SHOWN, label="Punya saya")
    assert carried(mark("a", SHOWN), MINE, "a", now) == mark("a", now)


def test_and_of_what_it_was_made_of_where_a_colleague_has_stored_something_else():
    kept = carried(mark("a", SHOWN), AS_SENT, "a", THEIRS)
    assert merged(kept, AS_SENT, THEIRS).entries["jumlah"].get("label") is None
    assert merged(kept, MINE, THEIRS).conflicts == [Conflict(LABEL, "Punya saya", "Punya rekan")]


@pytest.mark.parametrize("marked", ["", "a", "a:no json", "a:[1]", 'a:{"jumlah": 1}'])
def test_of_a_form_without_a_mark_of_ours_nothing_is_written_over(marked):
    assert merged(marked, MINE, SHOWN).conflicts[0] == Conflict(LABEL, "Punya saya", "Jumlah")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("value_domain", [{"kode": "1", "nilai": "Ada"}]),
        ("batasan", {"minimum": 1}),
        ("konsep", ["Penduduk"]),
        ("perlakuan", "hapus"),
    ],
)
def test_whatever_the_form_offers_is_not_lost_where_a_colleague_has_said_something_else(key, value):
    mine = [{**SHOWN[0], key: value}, SHOWN[1]]
    assert touched(mark("a", SHOWN), mine) == {Cell("tahun", key)}
    assert merged(mark("a", SHOWN), mine, THEIRS).entries["tahun"][key] == value


def test_limits_that_say_nothing_are_none():
    bare = [{**SHOWN[0], "batasan": {}}, SHOWN[1]]
    assert touched(mark("a", SHOWN), bare) == set()


def test_a_form_without_a_mark_is_of_no_file():
    assert [is_of_file("", "a"), is_of_file(mark("b", SHOWN), "a"), is_of_file(mark("a", SHOWN), "a")] == [
        False,
        False,
        True,
    ]

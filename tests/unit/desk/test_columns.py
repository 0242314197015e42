"""Claims about the columns in the form of a draft that two officers have open."""

from __future__ import annotations

import pytest

from ckanext.paser.desk.rules.columns import Answer, answer, is_of_file, mark

SHOWN = [
    {"id": "tahun", "label": "Tahun", "peran": "waktu"},
    {"id": "jumlah", "label": "Jumlah", "peran": "ukuran", "satuan": "orang", "desimal": 0},
]
OPEN = "apakah_variabel_bisa_diakses_umum"
AS_SENT = [
    {"id": "jumlah", "label": "Jumlah", "notes": "", "satuan": "Orang", "peran": "ukuran", "desimal": "0", OPEN: None},
    {"id": "tahun", "label": "Tahun", "peran": "waktu", "nilai_hilang": [], OPEN: True},
]  # fmt: skip


def with_label(entries: list[dict], label: str) -> list[dict]:
    return [{**one, "label": label} if one["id"] == "jumlah" else one for one in entries]


MINE, THEIRS = with_label(AS_SENT, "Punya saya"), with_label(SHOWN, "Punya rekan")


@pytest.mark.parametrize(
    ("sent", "file", "now", "expected"),
    [
        (AS_SENT, "a", SHOWN, Answer.SAVE),
        (MINE, "a", SHOWN, Answer.SAVE),
        (AS_SENT, "a", THEIRS, Answer.LEAVE),
        (AS_SENT, "b", SHOWN, Answer.LEAVE),
        (MINE, "a", with_label(SHOWN, "Punya saya"), Answer.LEAVE),
        (MINE, "a", THEIRS, Answer.TELL),
        (MINE, "b", SHOWN, Answer.TELL),
    ],
    ids=["as it came", "mine alone", "theirs alone", "another file, nothing said", "both the same", "both", "another file"],
)  # fmt: skip
def test_what_a_colleague_has_said_is_written_over_by_nobody_who_has_not_seen_it(sent, file, now, expected):
    assert answer(mark("a", SHOWN), sent, file, now) == expected


def test_a_column_that_is_closed_is_another_one():
    closed = [{**SHOWN[0], OPEN: False}, SHOWN[1]]
    assert answer(mark("a", SHOWN), closed, "a", SHOWN) == Answer.SAVE
    assert answer(mark("a", SHOWN), AS_SENT, "a", closed) == Answer.LEAVE


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
    assert answer(mark("a", SHOWN), mine, "a", THEIRS) == Answer.TELL
    assert answer(mark("a", SHOWN), mine, "a", mine) == Answer.LEAVE


def test_limits_that_say_nothing_are_none():
    bare = [{**SHOWN[0], "batasan": {}}, SHOWN[1]]
    assert answer(mark("a", SHOWN), bare, "a", THEIRS) == Answer.LEAVE


def test_a_form_without_a_mark_is_of_no_file():
    assert not is_of_file("", "a")
    assert answer("", MINE, "a", SHOWN) == Answer.TELL

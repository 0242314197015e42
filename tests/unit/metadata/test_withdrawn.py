"""Claims about codes that are not valid any more. The codes are DATA CONTOH."""

from __future__ import annotations

import json
from datetime import date
from importlib.resources import files

import pytest

from ckanext.paser.metadata.rules import vocabulary
from ckanext.paser.metadata.rules.validity import Validity, taken_from
from ckanext.paser.metadata.rules.withdrawn import newly_taken, without
from ckanext.paser.problems import worded

from tests.withdrawn import lists_with_withdrawn_codes

TODAY = date(2026, 11, 30)


@pytest.fixture
def withdrawn(tmp_path):
    with lists_with_withdrawn_codes(tmp_path):
        yield


@pytest.mark.parametrize(
    ("until", "today", "holds"),
    [
        ("", date(2099, 1, 1), True),
        ("2026-06-30", date(2026, 6, 30), True),
        ("2026-06-30", date(2026, 7, 1), False),
        ("2026-06", date(2026, 6, 30), True),
        ("2026", date(2026, 12, 31), True),
        ("2026", date(2027, 1, 1), False),
    ],
)
def test_a_code_holds_until_the_end_of_what_its_list_says(until, today, holds):
    assert Validity(until=until).holds(today) is holds


def test_what_a_row_says_of_validity_is_no_column_of_the_list():
    row = {"code": "a", "berlaku_sampai": "2026", "pengganti": "b; c"}
    assert (taken_from(row), row) == (Validity("", "2026", ("b", "c")), {"code": "a"})


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        (
            "tema_sdi",
            "98",
            "“Tema lama” is not valid any more. Take Perlindungan Sosial dan Kesehatan (04) in its place.",
        ),
        (
            "kode_wilayah",
            ["64.01.04", "64.01.99"],
            "“Kecamatan Lama” is not valid any more. Take Tanah Grogot (64.01.04) in its place.",
        ),
        (
            "level_penyajian",
            ["lama"],
            "“Tingkat lama” is not valid any more. Choose another one of the list.",
        ),
    ],
)
def test_who_takes_one_anew_is_told_what_to_take_instead(withdrawn, field, value, text):
    (found,) = newly_taken({field: value}, {}, TODAY)
    assert (found.field, worded(found.problem)["text"]) == (field, text)


@pytest.mark.parametrize(
    ("dataset", "before"),
    [
        ({"tema_sdi": "98"}, {"tema_sdi": "98"}),
        ({"kode_wilayah": ["64.01.99", "64.01.02"]}, {"kode_wilayah": ["64.01.99"]}),
        ({"tema_sdi": "04", "title": "98"}, {}),
    ],
)
def test_who_has_one_keeps_it(withdrawn, dataset, before):
    assert list(newly_taken(dataset, before, TODAY)) == []


def dictionary(**entry: str) -> dict[str, list[dict[str, str]]]:
    return {
        "kamus_data": [{"id": "kecamatan", "peran": "wilayah"}, {"id": "nilai", "notes": "lama", **entry}]
    }


def test_who_takes_one_anew_in_a_dictionary_is_told_of_which_column(withdrawn):
    (found,) = newly_taken(dictionary(satuan="lama"), dictionary(satuan="orang"), TODAY, file=2)
    text = "Column “nilai”: “Satuan lama” is not valid any more. Take Orang (orang) in its place."
    assert (found.field, found.file, worded(found.problem)["text"]) == ("kamus_data", 2, text)


def test_a_column_keeps_the_one_that_it_has_and_no_other_column_takes_it(withdrawn):
    had = dictionary(satuan="lama")
    other = {"kamus_data": [*had["kamus_data"], {"id": "lain", "satuan": "lama"}]}
    assert list(newly_taken(had, had, TODAY)) == []
    assert [one.problem.params["column"] for one in newly_taken(other, had, TODAY)] == ["lain"]


def test_a_code_can_be_taken_until_its_last_day(withdrawn):
    assert list(newly_taken({"tema_sdi": "98"}, {}, date(2026, 6, 30))) == []


def test_none_of_them_is_remembered_for_the_next_dataset(withdrawn):
    said = {"tema_sdi": "98", "license_id": "cc-lama", "kode_urusan": "1.02"}
    assert without(said, TODAY) == {"kode_urusan": "1.02"}


@pytest.mark.parametrize("withdrawing", [False, True])
def test_a_licence_is_retired_exactly_when_its_list_says_until_when_it_was_valid(withdrawing, request):
    if withdrawing:
        request.getfixturevalue("withdrawn")
    text = files("paser_schemas").joinpath("licenses.json").read_text(encoding="utf-8")
    retired = {one["id"] for one in json.loads(text) if one["status"] == "retired"}
    assert {term.code for term in vocabulary("LISENSI") if term.validity.until} == (
        {"cc-lama"} if withdrawing else retired
    )

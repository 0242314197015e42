"""Claims about columns of which not all can be stored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from ckanext.paser.desk.rules.refused import parted
from ckanext.paser.problems import Problem

STORED = {"jumlah": {"id": "jumlah", "label": "Jumlah", "desimal": 1}}


def clean(entries: Sequence[Any]) -> list[Problem]:
    return []


def with_number(entries: Sequence[Any]) -> list[Problem]:
    found = Problem("personal_data", "", "", "", {"kind": "NIK"})
    return [found for one in entries if "NIK" in str(one.get("notes"))]


def parts(personal=clean, **said: Any) -> tuple[dict[str, Any], list[str]]:
    """What of a column is stored, and the fields at which something is told."""
    entries = {"tahun": {"id": "tahun", "label": "Tahun"}, "jumlah": {"id": "jumlah", **said}}
    found = parted(entries, STORED, personal)
    return next(one for one in found.entries if one["id"] == "jumlah"), [*found.faults.get("jumlah", ())]


def test_what_is_right_is_stored_as_it_is():
    assert parts(label="Banyaknya", desimal="2") == (
        {"id": "jumlah", "label": "Banyaknya", "desimal": "2"},
        [],
    )


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"desimal": "abc"}, "desimal"),
        ({"batasan": {"minimum": "banyak"}}, "minimum"),
        ({"kolom_penimbang": "tidak_ada"}, "kolom_penimbang"),
        ({"agregasi": "rata_rata_tertimbang"}, "kolom_penimbang"),
        ({"id_sds": "salah"}, "id_sds"),
    ],
    ids=["desimal", "batasan", "stranger", "weight", "standard"],
)
def test_what_is_wrong_is_told_at_its_field_and_the_rest_is_stored(said, field):
    assert parts(label="Banyaknya", **said) == ({"id": "jumlah", "label": "Banyaknya"}, [field])


def test_two_that_are_wrong_are_both_told():
    assert parts(desimal="abc", id_sds="salah") == ({"id": "jumlah"}, ["desimal", "id_sds"])


def test_personal_data_are_told_at_the_text_in_which_they_stand():
    assert parts(with_number, label="Jumlah", notes="NIK") == ({"id": "jumlah", "label": "Jumlah"}, ["notes"])


def test_other_columns_are_stored_whole():
    found = parted({"a": {"id": "a", "label": "A"}, "b": {"id": "b", "desimal": "x"}}, {}, clean)
    assert found.entries == [{"id": "a", "label": "A"}, {"id": "b"}]

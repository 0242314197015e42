"""Claims about the Table Schema of a file whose table is there."""

from __future__ import annotations

from typing import Any

import pytest

from ckanext.paser.metadata.rules.demands import of_entry
from ckanext.paser.metadata.rules.known import Content
from ckanext.paser.metadata.rules.obeyed import proven
from ckanext.paser.metadata.rules.tableschemas import MOST_CODES, MOST_COLUMNS, of_table
from ckanext.paser.tables.rules.table import Column

COLUMNS = (
    Column("kode", "Kode", "code", role="wilayah"),
    Column("tahun", "Tahun", "integer", role="waktu"),
    Column("nilai", "Nilai", "number", unit="orang", role="ukuran"),
)
DECIDED = [{"id": "nilai", "batasan": {"minimum": 0, "maximum": 5, "required": True}}]
"""One column of three: the others are as the file has them."""


def content(**said: Any) -> Content:
    return Content(**({"type": "number", "rows": 4, "missing": 0, "distinct": 4} | said))


def test_a_partly_decided_table_is_told_whole_with_types_and_what_is_known_of_its_cells():
    contents = {
        "kode": content(type="code", distinct=2, key=True),
        "tahun": content(type="integer", distinct=2, key=True),
        "nilai": content(least="1", greatest="9"),
    }
    found = of_table(COLUMNS, {"kamus_data": DECIDED}, contents)
    assert found is not None
    assert [(one["name"], one["type"]) for one in found["fields"]] == [
        ("kode", "string"),
        ("tahun", "integer"),
        ("nilai", "number"),
    ]
    assert (found["fields"][2]["constraints"], found["primaryKey"]) == (
        {"minimum": 0, "required": True},
        ["kode", "tahun"],
    )


def test_nothing_is_told_of_cells_of_which_nothing_is_known():
    found = of_table(COLUMNS, {"kamus_data": DECIDED}, {})
    assert found is not None
    assert ("primaryKey" in found, [one for one in found["fields"] if "constraints" in one]) == (False, [])


def test_a_table_that_is_too_wide_for_the_index_has_none():
    columns = [Column(f"k{number}", "", "number") for number in range(MOST_COLUMNS + 1)]
    assert (of_table(columns, {}, {}), of_table(columns[1:], {}, {}) is None) == (None, False)


def test_a_long_list_of_codes_is_not_told_one_by_one():
    codes = [{"kode": str(number), "nilai": ""} for number in range(MOST_CODES + 1)]
    file = {"kamus_data": [{"id": "kode", "value_domain": codes}]}
    found = of_table(COLUMNS, file, {"kode": content(type="code", values=["1"])})
    assert found is not None
    assert not found["fields"][0].get("constraints")


@pytest.mark.parametrize(
    ("limits", "said", "told"),
    [
        ({"required": True}, {"missing": 1}, {}),
        ({"unique": True}, {"missing": 1, "distinct": 3}, {"unique": True}),
        ({"unique": True}, {"distinct": 3}, {}),
        ({"minimum": 1}, {}, {}),
        ({"minimum": 1}, {"least": "1", "greatest": "2"}, {"minimum": 1}),
        ({"maximum": 1}, {"least": "1", "greatest": "2"}, {}),
        ({"enum": ["1", "2"]}, {"values": ["1.0"]}, {"enum": [1, 2]}),
        ({"enum": ["1", "2"]}, {"values": ["1", "3"]}, {}),
        ({"enum": ["1", "2"]}, {}, {}),
    ],
)
def test_a_demand_is_told_when_all_cells_are_known_to_obey_it(limits, said, told):
    assert proven(of_entry({"batasan": limits}, "number"), content(**said)) == told

"""Claims about rows that the database has refused, told in a sentence."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ckanext.paser.problems import worded
from ckanext.paser.tables.rules.refused import endless, problem, unmeant

KINDS = {
    "nama": "text",
    "jumlah": "integer",
    "luas": "number",
    "hari": "date",
    "saat": "zoned",
    "buka": "boolean",
    "rinci": "json",
}
ROW = {
    "nama": "x",
    "jumlah": 1,
    "luas": "1.5",
    "hari": "2024-01-31",
    "saat": "2024-01-31T08:00+08:00",
    "buka": True,
}


@pytest.mark.parametrize(
    ("code", "said", "column", "value"),
    [
        ("22P02", 'invalid input syntax for type bigint: "x"', "jumlah", "x"),
        ("22P02", 'invalid input syntax for type bigint: "1.5"', "jumlah", "1.5"),
        ("22P02", 'invalid input syntax for type numeric: "a"b"', "luas", 'a"b'),
        ("22007", 'invalid input syntax for type date: "x"', "hari", "x"),
        ("22008", 'date/time field value out of range: "2024-13-45"', "hari", "2024-13-45"),
        ("22007", 'invalid input syntax for type timestamp with time zone: "x"', "saat", "x"),
        ("22P02", 'invalid input syntax for type boolean: "x"', "buka", "x"),
        ("22003", 'value "99999999999999999999" is out of range for type bigint', "jumlah", "99999999999999999999"),
        ("22003", "bigint out of range", "jumlah", 2**63),
        ("42804", 'column "jumlah" is of type bigint but expression is of type boolean', "jumlah", True),
        ("42804", 'column "buka" is of type boolean but expression is of type integer', "buka", 1),
        (None, "can't adapt type 'dict'", "nama", {"a": 1}),
    ],
)  # fmt: skip
def test_the_cell_that_a_column_cannot_keep_is_named(code, said, column, value):
    found = problem(code, said, [ROW, {**ROW, column: value}], KINDS)
    assert found is not None
    assert (found.params["row"], found.params["column"]) == (2, column)
    assert found.params["value"] == (value if isinstance(value, str) else json.dumps(value))


def test_a_text_that_is_too_long_is_shown_by_its_beginning_and_its_column_named():
    found = problem(
        "54000",
        'index row size 8200 exceeds btree version 4 maximum 2704 for index "a"',
        [{**ROW, "nama": "a" * 9000}],
        KINDS,
    )
    assert found is not None
    assert worded(found)["text"].startswith('Row 1, column "nama": The text is too long for this column')
    assert len(found.params["value"]) == 60


def test_what_stands_nowhere_in_the_rows_is_told_in_the_words_of_the_database():
    found = problem("22003", "numeric field overflow", [ROW], KINDS)
    assert found is not None
    assert "(numeric field overflow)" in worded(found)["text"]


@pytest.mark.parametrize("code", ["23505", "P0001", "57014"])
def test_what_is_no_matter_of_a_value_is_left_to_ckan(code):
    assert problem(code, "said", [ROW], KINDS) is None


def unfit(value: Any, type_: str) -> list[tuple[str, Any, Any, Any]]:
    told = unmeant(endless([{"a": "5", "b": "Infinity"}, {"a": value}]), {"a": type_, "b": "text"})
    return [(one.code, *(one.params[name] for name in ("row", "column", "value"))) for one in told]


@pytest.mark.parametrize(
    "value", ["NaN", "nan", " Infinity ", "-inf", "+Infinity", float("nan"), float("-inf")]
)
@pytest.mark.parametrize("type_", ["numeric", "NUMERIC", "int4", "bigint"])
def test_what_is_no_number_is_refused_by_a_column_of_numbers(value, type_):
    shown = value.strip() if isinstance(value, str) else json.dumps(value)
    assert unfit(value, type_) == [("not_a_value", 2, "a", shown)]


@pytest.mark.parametrize("type_", ["date", "timestamp", "timestamptz"])
def test_a_day_without_end_is_refused(type_):
    assert unfit("-infinity", type_) == [("not_a_value", 2, "a", "-infinity")]


@pytest.mark.parametrize(
    ("value", "type_"),
    [("NaN", "text"), ("NaN", "float8"), (float("inf"), "float8"), ("infinite", "numeric"), ("1e5", "numeric"), (7, "int4"),
     (True, "bool"), (None, "numeric"), ("NaN", "")],
)  # fmt: skip
def test_texts_and_floats_keep_what_they_are_sent(value, type_):
    assert unfit(value, type_) == []

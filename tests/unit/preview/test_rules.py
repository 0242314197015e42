"""Claims about what the address of a page asks of its table."""

import pytest

from ckanext.paser.preview.rules import address, asked, bars, conditions, order_of, resorted, without
from ckanext.paser.rows.rules.fields import Field, Fields
from ckanext.paser.rows.rules.parameters import parse
from ckanext.paser.rows.rules.query import Condition, Every, Op
from ckanext.paser.tables.rules.table import Column

FIELDS = Fields(
    [
        Field(Column("kecamatan", "Kecamatan", "text"), "text"),
        Field(Column("nilai", "Nilai", "number"), "numeric"),
        Field(Column("tanggal", "Tanggal", "date"), "date"),
        Field(Column("aktif", "Aktif", "boolean"), "bool"),
        Field(Column("rincian", "Rincian", "text"), "json"),
    ]
)


def form(column: str, comparison: str, value: str) -> list[tuple[str, str]]:
    return [("saring.kolom", column), ("saring.banding", comparison), ("saring.nilai", value)]


def test_what_is_not_for_the_table_is_passed_over():
    pairs = [
        ("utm_source", "x"),
        ("urut", "nilai"),
        ("nilai__gte", "5"),
        ("nilai__no", "5"),
        ("batas", "9999"),
    ]
    assert asked(pairs, FIELDS, "id") == [("urut", "nilai"), ("nilai__gte", "5")]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (form("kecamatan", "contains", "kuaro"), ("kecamatan__contains", "kuaro")),
        (form("kecamatan", "eq", "Kuaro"), ("kecamatan", "Kuaro")),
        (form("nilai", "gte", "1.234,5"), ("nilai__gte", "1234.5")),
        (form("nilai", "contains", "5"), ("nilai", "5")),
        (form("tanggal", "lte", "31/12/2024"), ("tanggal__lte", "2024-12-31")),
        (form("tanggal", "eq", "3 Maret 2025"), ("tanggal", "2025-03-03")),
        (form("kecamatan", "nonsense", " Kuaro "), ("kecamatan__contains", "Kuaro")),
    ],
)
def test_the_form_adds_a_condition_as_its_column_can_be_compared_and_its_reader_writes(given, expected):
    assert asked(given, FIELDS, "id") == [expected]


def test_in_english_a_dot_stands_before_decimals():
    assert asked(form("nilai", "gte", "1.5"), FIELDS, "en") == [("nilai__gte", "1.5")]


def test_a_value_with_a_comma_is_one_value():
    pairs = asked(form("kecamatan", "eq", 'Kuaro, "Long" Ikis'), FIELDS, "id")
    assert parse(pairs, FIELDS).where == Every(
        (Condition("kecamatan", Op.EQ, ('Kuaro, "Long" Ikis',), where="kecamatan"),)
    )


@pytest.mark.parametrize("given", [form("tiada", "eq", "1"), form("kecamatan", "eq", " ")])
def test_a_form_that_asks_nothing_adds_nothing(given):
    assert asked(given, FIELDS, "id") == []


def test_a_new_condition_begins_at_the_first_page():
    given = [("sesudah", "abc"), ("urut", "nilai"), *form("kecamatan", "contains", "a")]
    assert asked(given, FIELDS, "id") == [("urut", "nilai"), ("kecamatan__contains", "a")]


def test_the_head_of_a_column_sorts_up_then_down_then_not():
    once = resorted([("nilai__gte", "5"), ("sesudah", "abc")], "kecamatan")
    twice = resorted(once, "kecamatan")
    assert (order_of(once), order_of(twice)) == (("kecamatan", False), ("kecamatan", True))
    assert resorted(twice, "kecamatan") == [("nilai__gte", "5")]


def test_another_head_takes_over():
    assert order_of(resorted([("urut", "-nilai")], "kecamatan")) == ("kecamatan", False)


def test_order_and_place_are_no_conditions():
    pairs = [("urut", "nilai"), ("sesudah", "abc"), ("nilai", "5")]
    assert conditions(pairs) == [("nilai", "5")]
    assert without(pairs, "urut", "nilai") == [("sesudah", "abc")]


def test_an_address_is_encoded():
    assert address([("kecamatan__contains", "a&b=c")]) == "?kecamatan__contains=a%26b%3Dc"


def test_whatever_has_a_value_is_seen_in_a_histogram():
    assert bars([1000, 1, 0]) == [100.0, 4.0, 0.0]
    assert bars([]) == []

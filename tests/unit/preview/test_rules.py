"""Claims about what the address of a page asks of its table."""

import pytest

from ckanext.paser.preview.rules import (
    address,
    asked,
    bars,
    conditions,
    first_row,
    order_of,
    resorted,
    without,
)
from ckanext.paser.rows.rules.fields import Field, Fields
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


def test_a_comparison_of_a_column_that_is_gone_is_asked_so_that_it_is_refused():
    assert asked([("gone__gte", "5"), ("gone", "5"), ("__gte", "5")], FIELDS) == [("gone__gte", "5")]


def test_what_is_not_for_the_table_is_passed_over():
    pairs = [
        ("utm_source", "x"),
        ("urut", "nilai"),
        ("nilai__gte", "5"),
        ("nilai__no", "5"),
        ("batas", "9999"),
    ]
    assert asked(pairs, FIELDS) == [("urut", "nilai"), ("nilai__gte", "5")]


@pytest.mark.parametrize(
    ("given", "first"),
    [
        ({"sesudah": "abc", "saring.dari": "26"}, 26),
        ({"saring.dari": "26"}, 1),
        ({"sesudah": "abc", "saring.dari": "9999"}, 1),
        ({"sesudah": "abc", "saring.dari": "<b>"}, 1),
        ({"sesudah": "abc"}, 1),
    ],
)
def test_the_number_of_the_first_row_is_told_where_it_can_be_true(given, first):
    assert first_row(given.items(), 120) == first


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

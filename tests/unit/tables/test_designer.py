"""Claims about what Table Designer's forms say of what is refused. DATA CONTOH."""

from __future__ import annotations

import pytest

from ckanext.paser.tables.rules.designer import of_names, of_row

TYPES = {"kode": "text", "nilai": "integer", "luas": "number", "tanggal": "date", "waktu": "timestamp"}


@pytest.mark.parametrize(
    ("said", "value", "column", "words"),
    [
        ('invalid input syntax for type bigint: "1.250"', "1.250", "nilai", "This is no whole number."),
        ('value "99999999999999999999" is out of range for type bigint', "9" * 20, "nilai", "This is no whole number."),
        ('invalid input syntax for type numeric: "7,5"', "7,5", "luas", "This is no number."),
        ('date/time field value out of range: "31/12/2024"', "31/12/2024", "tanggal", "This is no day."),
        ('invalid input syntax for type timestamp: "pagi"', "pagi", "waktu", "This is no moment."),
    ],
)  # fmt: skip
def test_a_value_of_another_type_is_told_at_its_column_with_how_it_is_written(said, value, column, words):
    ((told, text, _),) = of_row(said, {"kode": "A", column: value}, TYPES)
    assert (told, text.startswith(words)) == (column, True)


def test_one_that_is_not_quoted_is_told_at_the_first_column():
    ((column, _, _),) = of_row("invalid input syntax for type json", {"kode": "A"}, TYPES)
    assert column == "kode"


def test_what_the_rules_of_a_table_say_is_taken_apart_so_that_it_can_be_translated():
    said = 'TAB-DELIMITED\tkode\tMissing value\tnilai\tBelow minimum: "5"'
    assert of_row(said, {}, TYPES) == [("kode", "Missing value", ""), ("nilai", "Below minimum", ': "5"')]


def test_of_an_identifier_that_is_taken_ckan_speaks_itself():
    assert of_row('duplicate key value violates unique constraint "x"', {"kode": "A"}, TYPES) == []


def test_a_name_that_another_column_has_or_that_is_too_long_is_told():
    found = of_names(["kode", "nilai", "kode", "é" * 32, "", ""])
    assert [text[:7] for text in found] == ["", "", "Another", "The nam", "", ""]

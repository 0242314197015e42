"""Claims about what Table Designer's forms say of what is refused. DATA CONTOH."""

from __future__ import annotations

from ckanext.paser.tables.rules.designer import of_names, of_row


def test_what_the_rules_of_a_table_say_is_taken_apart_so_that_it_can_be_translated():
    said = 'TAB-DELIMITED\tkode\tMissing value\tnilai\tBelow minimum: "5"'
    assert of_row(said) == [("kode", "Missing value", ""), ("nilai", "Below minimum", ': "5"')]


def test_of_an_identifier_that_is_taken_ckan_speaks_itself():
    assert of_row('duplicate key value violates unique constraint "x"') == []


def test_a_name_that_another_column_has_or_that_is_too_long_is_told():
    found = of_names(["kode", "nilai", "kode", "é" * 32, "", ""])
    assert [text[:7] for text in found] == ["", "", "Another", "The nam", "", ""]

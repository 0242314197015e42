"""Claims about the form of a file's columns."""

from __future__ import annotations

from pathlib import Path

import pytest

import ckanext.paser.tables
from ckanext.paser.tables.rules import form

PAGE = Path(ckanext.paser.tables.__file__).parents[1] / "templates" / "paser" / "tables" / "column.html"


@pytest.mark.parametrize("key", [*form.FIELDS, form.LINES, form.DOMAIN, "nilai_hilang", form.OPEN])
def test_a_field_is_called_as_the_page_calls_it(key):
    assert f"_('{form.WORDS[key]}')" in PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "called"),
    [("3-notes", ("luas", "Definition")), ("4-notes", None), ("notes", None), ("3-id", None)],
)
def test_a_field_is_called_by_its_column_and_its_word(name, called):
    assert form.called(name, {"3-id": "luas", name: "x"}) == called


def test_a_line_is_a_value_and_what_it_means_and_a_value_alone_means_itself():
    (entry,) = form.entries(
        {"0-id": "jk", "0-value_domain": "1 = Laki-laki\n\nP=Perempuan = wanita\nlain"}, {}
    )
    assert entry["value_domain"] == [
        {"kode": "1", "nilai": "Laki-laki"},
        {"kode": "P", "nilai": "Perempuan = wanita"},
        {"kode": "lain", "nilai": "lain"},
    ]

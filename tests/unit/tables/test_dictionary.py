"""Claims about the data dictionary and the mark of a table."""

from __future__ import annotations

import pytest

from ckanext.paser.tables.rules import dictionary
from ckanext.paser.tables.rules.mark import Mark, version
from ckanext.paser.tables.rules.table import Column

LUAS = Column("luas", "Luas (km²)", "number", "km²")
INFO = {"label": "Luas (km²)", "unit": "km²", "notes": "", "type_override": ""}
SAID = {"label": "Luas (km²)", "unit": "km²", "type": "number"}


def renewed(column: Column, kept: dict[str, object]) -> dict[str, object]:
    return dictionary.parse(dictionary.renewed(column, kept))


def test_a_new_column_says_what_the_file_says():
    assert renewed(LUAS, {}) == {"_info": INFO, "paser": SAID}


def test_what_a_person_wrote_stays():
    written = {**INFO, "label": "Luas", "notes": "Menurut RKPD"}
    assert renewed(LUAS, {"_info": written, "paser": SAID})["_info"] == written


def test_what_nobody_changed_follows_the_file():
    column = Column("luas", "LUAS (ha)", "number", "ha")
    assert renewed(column, {"_info": INFO, "paser": SAID})["_info"] == {
        **INFO,
        "label": "LUAS (ha)",
        "unit": "ha",
    }


def test_entries_of_other_plugins_stay():
    assert renewed(LUAS, {"lain": {"a": 1}})["lain"] == {"a": 1}


def test_the_text_begins_as_ckan_knows_it():
    assert dictionary.renewed(LUAS, {}).startswith(" {")


@pytest.mark.parametrize("comment", [None, "", "tabel lama", "[1]", "{"])
def test_a_comment_that_is_no_entry_is_none(comment):
    assert dictionary.parse(comment) == {}


@pytest.mark.parametrize(
    ("pg_type", "entry", "column"),
    [
        ("text", {"_info": INFO, "paser": {"type": "code"}}, Column("luas", "Luas (km²)", "code", "km²")),
        ("int4", {}, Column("luas", "luas", "integer")),
        ("nested", {"_info": None}, Column("luas", "luas", "text")),
    ],
)
def test_a_public_column_is_told_by_its_entry_or_else_by_its_type(pg_type, entry, column):
    assert dictionary.column("luas", pg_type, entry) == column


def test_a_mark_comes_back_from_its_text():
    mark = Mark("v", "f", "s", "d", 3, "l", searchable=True)
    assert Mark.parse(str(mark)) == mark


@pytest.mark.parametrize("comment", [None, "", "catatan", "{}", '{"rows": 1}'])
def test_a_comment_of_somebody_else_is_no_mark(comment):
    assert Mark.parse(comment) is None


def test_the_same_content_that_comes_back_has_another_version():
    assert version("abc", "load-one") != version("abc", "load-two")

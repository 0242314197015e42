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


class TestOfTheFile:
    """What ``kamus_data`` says goes before what stands in CKAN's dictionary and in the file."""

    DECIDED = {
        "id": "luas",
        "label": "Luas daratan",
        "notes": "Tanpa laut.",
        "satuan": "ha",
        "peran": "ukuran",
    }

    def info(
        self, column: Column, kept: dict[str, object], decided: dict[str, object] | None
    ) -> dict[str, object]:
        return dictionary.parse(dictionary.renewed(column, kept, decided))["_info"]

    def test_its_words_are_found_by_every_client_of_ckan(self):
        assert self.info(LUAS, {}, self.DECIDED) == {
            "label": "Luas daratan",
            "notes": "Tanpa laut.",
            "unit": "hektare",
            "peran": "ukuran",
            "type_override": "",
        }

    def test_it_goes_before_what_was_written_into_ckans_dictionary(self):
        kept = {"_info": {**INFO, "label": "Lama", "sumber": "RKPD"}, "paser": SAID}
        info = self.info(LUAS, kept, self.DECIDED)
        assert (info["label"], info["sumber"]) == ("Luas daratan", "RKPD")

    def test_when_it_says_no_more_the_file_is_heard_again(self):
        kept = dictionary.parse(dictionary.renewed(LUAS, {}, self.DECIDED))
        assert dictionary.parse(dictionary.reworded(kept, None)) == {"_info": INFO, "paser": SAID}
        assert dictionary.parse(dictionary.renewed(LUAS, kept, None)) == {"_info": INFO, "paser": SAID}

    def test_words_are_changed_without_the_file_as_they_would_be_with_it(self):
        first = dictionary.parse(dictionary.renewed(LUAS, {}, {"id": "luas", "label": "Luas"}))
        without = dictionary.reworded(first, self.DECIDED)
        assert dictionary.parse(without) == dictionary.parse(dictionary.renewed(LUAS, first, self.DECIDED))

    def test_a_column_of_years_has_its_unit(self):
        assert self.info(Column("a", "A", "integer"), {}, {"id": "a", "tipe_data": "YEAR"})["unit"] == "tahun"

    def test_a_unit_that_is_on_no_list_stays_as_it_is_written(self):
        assert self.info(LUAS, {}, {"id": "luas", "satuan": "petak Lama"})["unit"] == "petak Lama"


@pytest.mark.parametrize(
    ("pg_type", "entry", "column"),
    [
        (
            "text",
            {"_info": INFO, "paser": {"type": "code", "kind": "code"}},
            Column("luas", "Luas (km²)", "code", "km²", kind="code", role="dimensi"),
        ),
        ("int4", {}, Column("luas", "luas", "integer", role="ukuran")),
        (
            "int4",
            {"_info": {"agregasi": "jumlah"}},
            Column("luas", "luas", "integer", role="ukuran", aggregation="jumlah"),
        ),
        (
            "numeric",
            {"_info": {"label": "Indeks"}},
            Column("luas", "Indeks", "number", role="ukuran", aggregation="tidak_boleh"),
        ),
        ("nested", {"_info": None}, Column("luas", "luas", "text", kind="json", role="dimensi")),
        ("jsonb", {}, Column("luas", "luas", "text", kind="json", role="dimensi")),
        ("timestamptz", {}, Column("luas", "luas", "timestamp", kind="zoned", role="waktu")),
        (
            "numeric",
            {"_info": {"peran": "ukuran", "agregasi": "terakhir", "notes": "Arti."}},
            Column("luas", "luas", "number", definition="Arti.", role="ukuran", aggregation="terakhir"),
        ),
        ("numeric", {"_info": {"peran": "atribut"}}, Column("luas", "luas", "number", role="atribut")),
    ],
)
def test_a_public_column_is_told_by_its_entry_or_else_by_its_type_and_header(pg_type, entry, column):
    assert dictionary.column("luas", pg_type, entry) == column


def test_a_mark_comes_back_from_its_text():
    mark = Mark("v", "f", "s", "d", 3, "l", searchable=True, edits={"e": 1.5})
    assert Mark.parse(str(mark)) == mark


def test_a_mark_that_a_later_version_wrote_is_read_too():
    mark = Mark("v", "f", "s", "d", 3, "l", searchable=True)
    assert Mark.parse(str(mark).replace("{", '{"baru": 1, ', 1)) == mark


@pytest.mark.parametrize("comment", [None, "", "catatan", "1", "[1]", '["ab"]', "{}", '{"rows": 1}'])
def test_a_comment_of_somebody_else_is_no_mark(comment):
    assert Mark.parse(comment) is None


def test_the_same_content_that_comes_back_has_another_version():
    assert version("abc", "load-one") != version("abc", "load-two")


@pytest.mark.parametrize(
    ("name", "pg_type", "unit"),
    [
        ("Tahun", "int4", "tahun"),
        ("thn", "numeric", "tahun"),
        ("tahun", "text", ""),
        ("Tahun 2021", "int4", ""),
    ],
)
def test_numbers_below_a_header_of_years_are_years_in_tables_of_the_api_too(name, pg_type, unit):
    assert dictionary.column(name, pg_type, {}).unit == unit


def test_a_unit_that_somebody_wrote_goes_before_that_of_a_header():
    assert dictionary.column("tahun", "int4", {"_info": {"unit": "masa"}}).unit == "masa"


@pytest.mark.parametrize(
    ("type_", "kind", "written"),
    [
        ("number", "number_id", "id"),
        ("number", "number_en", "en"),
        ("number", "decimal", "mesin"),
        ("integer", "integer", "mesin"),
        ("number", "", "mesin"),
        ("code", "", None),
        ("date", "", None),
    ],
)
def test_how_numbers_are_written_follows_from_how_they_were_read(type_, kind, written):
    assert dictionary.inferred(Column("a", "A", type_, kind=kind)).get("format_angka") == written

"""Claims about what is only derived in a draft, and follows that from which it was derived."""

from __future__ import annotations

import pytest

from ckanext.paser.desk.rules import derived
from ckanext.paser.desk.rules.columns import Cell, mark, merged
from ckanext.paser.desk.rules.proposals import Proposal
from ckanext.paser.metadata.rules.stale import digest
from ckanext.paser.problems import Note
from ckanext.paser.tables.rules.table import Column

NOTE = Note("proposal", "x")
COUNT = Column("unit", "Jumlah", "integer", role="ukuran")
AREA = Column("kode", "Kode Wilayah", "code", role="wilayah")
SHOWN = [
    {"id": "unit", "label": "Jumlah", "peran": "ukuran", "satuan": "Unit"},
    {"id": "kode", "label": "Kode Wilayah", "peran": "wilayah", "kode_referensi": "wilayah_kemendagri"},
]
SUM, ROLE = Cell("unit", "agregasi"), Cell("unit", "peran")
ALL = {Cell(one["id"], key) for one in SHOWN for key in derived.CELLS}


def stored(said: dict, free=ALL, shown: dict | None = None, column: Column = COUNT) -> dict:
    """What is stored of a column of which this is said, and that before."""
    before = [{**SHOWN[0], **(shown or {})}, SHOWN[1]]
    entries = {"unit": {"id": "unit", **said}}
    return derived.anew(entries, before, free, [column, AREA], {"kode": ["64.01.04"]})["unit"]


class TestCells:
    def test_a_unit_that_is_no_count_says_that_its_figures_have_no_sum(self):
        assert stored({"satuan": "Unit per kecamatan"})["agregasi"] == "tidak_boleh"

    def test_and_the_right_one_takes_that_back(self):
        wrong = {"satuan": "Unit per kecamatan", "agregasi": "tidak_boleh"}
        assert stored({"satuan": "Unit", "agregasi": "tidak_boleh"}, shown=wrong)["agregasi"] == ""

    @pytest.mark.parametrize("chosen", ["tidak_boleh", "jumlah"])
    def test_what_an_officer_has_chosen_stays(self, chosen):
        wrong = {"satuan": "Unit per kecamatan", "agregasi": chosen}
        assert stored({"satuan": "Unit", "agregasi": chosen}, ALL - {SUM}, wrong)["agregasi"] == chosen

    def test_a_role_and_what_follows_from_it_follow_the_type(self):
        share = {"satuan": "persen", "agregasi": "tidak_boleh"}
        found = stored({"tipe_data": "CHARACTER"}, shown=share)
        assert (found["peran"], found["agregasi"]) == ("dimensi", "")
        text, wrong = Column("unit", "Jumlah", "text"), {"tipe_data": "CHARACTER", "peran": "dimensi"}
        assert stored({"tipe_data": "NUMERIC"}, shown=wrong, column=text)["peran"] == "ukuran"

    def test_a_better_label_makes_no_other_role(self):
        assert stored({"label": "Tahun", "peran": "ukuran"})["peran"] == "ukuran"

    def test_the_code_list_of_areas_goes_with_their_role(self):
        entries = {"kode": {"id": "kode", "peran": "dimensi"}}
        found = derived.anew(entries, SHOWN, ALL, [COUNT, AREA], {"kode": ["64.01.04"]})
        assert found["kode"]["kode_referensi"] == ""

    @pytest.mark.parametrize(
        ("said", "noted", "is_open"),
        [
            ({}, {}, True),
            ({"agregasi": "tidak_boleh"}, {}, False),
            ({"agregasi": "tidak_boleh"}, {"f/unit/agregasi": digest("tidak_boleh")}, True),
            ({"agregasi": "jumlah"}, {"f/unit/agregasi": digest("tidak_boleh")}, False),
        ],
        ids=["nothing", "chosen", "derived", "chosen since"],
    )
    def test_what_says_just_what_was_derived_was_chosen_by_nobody(self, said, noted, is_open):
        assert (SUM in derived.open_cells("f", ["unit"], {"unit": said}, noted)) is is_open

    def test_what_is_kept_is_what_was_derived_and_what_was_chosen_now(self):
        entries = [{"id": "unit", "peran": "ukuran", "agregasi": "jumlah", "satuan": "Unit"}]
        assert derived.noted("f", entries, {ROLE}, {SUM, Cell("unit", "satuan")}) == (
            {"f/unit/peran": digest("ukuran")},
            ["f/unit/agregasi"],
        )

    def test_whoever_chooses_what_was_only_derived_writes_over_nobody(self):
        now = [{**SHOWN[0], "agregasi": "tidak_boleh"}, SHOWN[1]]
        mine = [{**SHOWN[0], "agregasi": "jumlah"}, SHOWN[1]]
        assert merged(mark("a", SHOWN), mine, now).conflicts
        found = merged(mark("a", SHOWN), mine, now, derived={SUM})
        assert (found.entries["unit"]["agregasi"], found.conflicts) == ("jumlah", [])


class TestFields:
    NOW = {"title": Proposal("Dari Baris", NOTE), "tag_string": Proposal("b,a", NOTE)}
    EARLY = {"title": Proposal("Dari Nama", NOTE)}

    @pytest.mark.parametrize(
        ("title", "names"),
        [
            ("Dari Baris", {"title", "tag_string"}),
            ("dari nama", {"title", "tag_string"}),
            ("Judul Saya", {"tag_string"}),
        ],
    )
    def test_a_field_that_says_what_its_file_proposes_is_of_that_file(self, title, names):
        said = {"title": title, "tag_string": "a,b"}
        assert derived.from_file(said, self.NOW, self.EARLY).keys() == names

    def test_it_is_as_long_as_it_says_just_that(self):
        noted = derived.from_file({"title": "Dari Baris"}, self.NOW)
        assert derived.still(noted, {"title": "Dari Baris"}) == {"title"}
        assert derived.still(noted, {"title": "Judul Saya"}) == set()

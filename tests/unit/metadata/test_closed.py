"""Claims about which columns are not for the public."""

from __future__ import annotations

import pytest

from ckanext.paser.catalogue.rules import indah, selection
from ckanext.paser.metadata.rules import computed, crossfields, dictionaries, known
from ckanext.paser.metadata.rules.closed import for_public, is_closed
from ckanext.paser.tables.rules.wishes import Wishes

SAID = {"id": "nik", "peran": "ukuran", "apakah_variabel_bisa_diakses_umum": False}
REMOVED = {"id": "nik", "peran": "ukuran", "perlakuan": "hapus"}
KEPT = {
    "id": "desa",
    "peran": "wilayah",
    "tipe_data": "CHARACTER",
    "kelas_data_pribadi": "umum",
    "perlakuan": "masking",
}


@pytest.fixture(params=[SAID, REMOVED, {**REMOVED, "apakah_variabel_bisa_diakses_umum": True}])
def dictionary(request) -> list[dict]:
    """Two columns, one of which is closed in one of the ways there are."""
    return [request.param, KEPT]


@pytest.mark.parametrize("open_", [{}, {"apakah_variabel_bisa_diakses_umum": True}])
@pytest.mark.parametrize("treatment", [{}, {"perlakuan": "masking"}, {"perlakuan": "agregasi"}])
def test_a_column_that_is_neither_closed_nor_removed_is_for_everybody(open_, treatment):
    assert not is_closed({"id": "nik", **open_, **treatment})


@pytest.mark.parametrize("nothing", [None, "", "hapus", {"id": "nik"}, ["nik"]])
def test_what_is_no_dictionary_has_no_columns_for_everybody(nothing):
    assert for_public(nothing) == []


class TestEverywhereAlike:
    def test_it_is_kept_out_of_the_table(self, dictionary):
        assert Wishes.of({"kamus_data": dictionary}).closed == ("nik",)

    def test_it_is_kept_out_of_the_catalogue(self, dictionary):
        assert [one["id"] for one in selection.columns({"kamus_data": dictionary})] == ["desa"]

    def test_it_is_kept_out_of_the_table_schema(self, dictionary):
        schema = computed.of_file({"kamus_data": dictionary}, {})["schema"]
        assert [one["name"] for one in schema["fields"]] == ["desa"]

    def test_the_national_metadata_say_that_it_is_not_open(self, dictionary):
        told = [one["apakah_variabel_bisa_diakses_umum"] for one in map(indah.variable, dictionary)]
        assert told == [False, True]

    def test_it_is_not_what_a_public_table_measures(self, dictionary):
        file = {"format": "CSV", "jenis_resource": "data", "kamus_data": dictionary}
        found = crossfields.variable({"jenis": "variabel", "resources": [file]}, {})
        assert "kamus_data" in [one.field for one in found]

    def test_nobody_is_asked_what_was_done_about_it(self, dictionary):
        (closed, _) = dictionary
        table = known.Table(columns=({"id": "nik"},))
        file = {"id": "1", "format": "CSV", "jenis_resource": "data"}
        whole = {"resources": [{**file, "kamus_data": [{**closed, "kelas_data_pribadi": "spesifik"}]}]}
        found = dictionaries.incomplete(whole, {"1": table})
        assert "perlakuan" not in [one.problem.params["key"] for one in found]

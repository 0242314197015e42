"""Claims about datasets in the profile paser-sdi."""

from __future__ import annotations

import pytest

import ckan.plugins.toolkit as tk
from ckan.tests.helpers import call_action

from .conftest import FILE

pytestmark = pytest.mark.usefixtures("non_clean_db", "with_plugins")


def own_fields(shown: dict, dataset: dict) -> dict:
    """What CKAN shows of the fields that were given, keywords apart."""
    return {name: shown.get(name) for name in dataset if name not in {"tag_string", "owner_org"}}


class TestRoundTrip:
    def test_every_field_comes_back_as_it_was_given(self, dataset):
        shown = call_action("package_create", **dataset)
        given = {name: value for name, value in dataset.items() if name not in {"tag_string", "owner_org"}}
        assert own_fields(shown, dataset) == given

    def test_updating_with_what_is_shown_changes_nothing(self, dataset):
        shown = call_action("package_show", id=call_action("package_create", **dataset)["id"])
        again = call_action("package_show", id=call_action("package_update", **shown)["id"])
        assert own_fields(again, dataset) == own_fields(shown, dataset)
        assert [tag["name"] for tag in again["tags"]] == ["kemiskinan", "kesejahteraan"]

    def test_patching_one_field_leaves_the_others(self, dataset):
        shown = call_action("package_create", **dataset)
        patched = call_action("package_patch", id=shown["id"], tema_sdi="09")
        assert own_fields(patched, dataset) == own_fields(shown, dataset) | {"tema_sdi": "09"}

    def test_a_resource_keeps_what_harvesters_note_on_it(self, dataset):
        resource = FILE | {"sumber_id": "a.csv"}
        shown = call_action("package_create", **dataset, resources=[resource])
        assert {name: shown["resources"][0][name] for name in resource} == resource


class TestSeveral:
    @pytest.mark.parametrize(
        ("action", "private"), [("bulk_update_private", True), ("bulk_update_public", False)]
    )
    def test_several_are_hidden_or_published_at_once(self, dataset, action, private):
        created = call_action("package_create", **dataset, private=not private)
        call_action(action, datasets=[created["id"]], org_id=created["owner_org"])
        assert call_action("package_show", id=created["id"])["private"] is private


class TestImpersonal:
    TOLD = "Seorang penduduk (6401015708900001)"

    @pytest.mark.parametrize(
        "texts",
        [
            {"title": TOLD},
            {"name": "data-6401015708900001"},
            {"tag_string": "penduduk,6401015708900001"},
            {"tags": [{"name": "6401015708900001"}]},
            {"konsep": ["Kemiskinan", TOLD]},
            {"definisi": TOLD},
            {"satuan": TOLD},
            {"contact": [{"name": TOLD, "email": "data@dinkes.paserkab.invalid"}]},
            {"sumber_data": TOLD},
            {"catatan_mutu": TOLD},
            {"author": TOLD},
            {"extras": [{"key": "penanggung_jawab", "value": TOLD}]},
        ],
        ids=lambda texts: next(iter(texts)),
    )
    def test_a_number_of_a_person_is_refused_at_its_field(self, dataset, texts):
        with pytest.raises(tk.ValidationError, match="NIK or KK") as refused:
            call_action("package_create", **{**dataset, **texts})
        assert set(texts) <= set(refused.value.error_dict)

    @pytest.mark.parametrize("field", ["name", "description", "catatan_rilis", "sheet", "format"])
    def test_at_that_of_a_resource_too(self, dataset, field):
        resource = FILE | {field: self.TOLD}
        with pytest.raises(tk.ValidationError, match="NIK or KK"):
            call_action("package_create", **dataset, resources=[resource])

    def test_a_telephone_number_and_a_mailbox_are_whom_to_ask(self, dataset):
        contact = [{"name": "Layanan Data, 081234567890", "email": "data@dinkes.paserkab.invalid"}]
        assert call_action("package_create", **{**dataset, "contact": contact})["contact"] == contact


class TestDefaults:
    def test_the_origin_is_local_and_the_data_are_real_and_open_unless_said(self, dataset):
        del dataset["data_contoh"], dataset["sistem_asal"]
        shown = call_action("package_create", **dataset)
        assert (shown["data_contoh"], shown["sistem_asal"], shown["akses_level"]) == (
            False,
            "lokal",
            "terbuka",
        )

    def test_statistics_are_sectoral_and_compiled_unless_said(self, dataset):
        shown = call_action("package_create", **dataset)
        said = (shown["jenis_statistik"], shown["cara_pengumpulan_data"])
        assert said == ("STATISTIK_SEKTORAL", "KOMPILASI_PRODUK_ADMINISTRASI")

    def test_other_data_are_no_kind_of_statistics(self, dataset):
        shown = call_action("package_create", **dataset | {"jenis_data": "lainnya"})
        assert not {"jenis_statistik", "cara_pengumpulan_data"} & set(shown)


class TestValues:
    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("tema_sdi", "11"),
            ("frequency", "ANNUAL"),
            ("kode_wilayah", ["64.71"]),
            ("level_penyajian", ["rt"]),
            ("license_id", "gfdl"),
            ("jadwal_rilis", "besok"),
            ("ukuran", "banyak"),
        ],
    )
    def test_a_value_outside_its_list_is_refused(self, dataset, field, value):
        with pytest.raises(tk.ValidationError) as refused:
            call_action("package_create", **dataset | {field: value})
        assert list(refused.value.error_dict) == [field]

    @pytest.mark.parametrize(
        ("row", "wrong"),
        [
            ({"start": "tahun lalu", "end": "2020"}, "start"),
            ({"start": "2020", "end": "2020-13"}, "end"),
            ({"start": "2021", "end": "2020"}, "end"),
            ({"start": "2021", "end": ""}, "end"),
        ],
    )
    def test_a_period_must_be_one(self, dataset, row, wrong):
        with pytest.raises(tk.ValidationError) as refused:
            call_action("package_create", **dataset | {"temporal_coverage": [row]})
        assert [list(one) for one in refused.value.error_dict["temporal_coverage"]] == [[wrong]]

    @pytest.mark.parametrize(
        ("said", "stored"), [("Kilometer persegi", "km2"), ("KM2", "km2"), ("ekor", "ekor")]
    )
    def test_a_unit_is_stored_by_its_code_where_it_has_one(self, dataset, said, stored):
        assert call_action("package_create", **dataset | {"satuan": said})["satuan"] == stored

    def test_concepts_may_be_given_one_to_a_line(self, dataset):
        shown = call_action("package_create", **dataset | {"konsep": "Kemiskinan\r\n\r\n Garis kemiskinan "})
        assert shown["konsep"] == ["Kemiskinan", "Garis kemiskinan"]

    def test_the_licence_has_the_name_that_people_know(self, dataset):
        shown = call_action("package_create", **dataset)
        assert shown["license_title"] == "Creative Commons Atribusi 4.0 (CC BY 4.0)"
        assert shown["isopen"] is True


class TestIndex:
    @pytest.fixture
    def found(self, dataset):
        """Search for the words among this one dataset."""

        def search(words: str = "*:*", **more):
            return call_action("package_search", q=words, fq=f"name:{dataset['name']}", **more)

        return search

    @pytest.mark.parametrize(
        ("field", "counts"),
        [
            ("vocab_kode_wilayah", {"64.01": 1, "64.01.04": 1}),
            ("vocab_level_penyajian", {"kabupaten": 1, "kecamatan": 1}),
            ("vocab_tahun_data", {"2017": 1, "2018": 1, "2020": 1, "2021": 1}),
            ("vocab_tema_sdi", {"04": 1}),
            ("vocab_jenis", {"indikator": 1}),
            ("tema_sdi", {"04": 1}),
        ],
    )
    def test_people_filter_by_every_value_of_a_field(self, dataset, found, field, counts):
        call_action("package_create", **dataset)
        assert found(**{"facet.field": [field]})["facets"][field] == counts

    @pytest.mark.parametrize(
        "words", ["Garis kemiskinan", "di bawah garis", "konfirmasi Walidata", "Tanah Grogot"]
    )
    def test_concepts_definitions_notes_and_areas_are_searched(self, dataset, found, words):
        call_action("package_create", **dataset)
        assert found(words)["count"] == 1

    def test_the_address_of_the_contact_is_not_searched(self, dataset, found):
        call_action("package_create", **dataset)
        assert found("paserkab")["count"] == 0

    def test_a_definition_of_any_length_can_be_indexed(self, dataset, found):
        call_action("package_create", **dataset | {"definisi": "panjang sekali " * 4000})
        assert found("panjang")["count"] == 1


@pytest.mark.parametrize("type_", ["showcase", "harvest", "", None, ["dataset"], "Dataset"])
def test_a_dataset_of_a_type_that_the_portal_does_not_have_is_refused(dataset, type_):
    with pytest.raises(tk.ValidationError) as refused:
        call_action("package_create", **dataset | {"type": type_, "private": True})
    assert list(refused.value.error_dict) == ["type"]

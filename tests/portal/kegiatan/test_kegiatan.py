"""Claims about activities as the portal stores them."""

from __future__ import annotations

import pytest

import ckan.plugins.toolkit as tk
from ckan.tests.helpers import call_action

pytestmark = pytest.mark.usefixtures("non_clean_db", "with_plugins")

BESIDES = {
    "identifier": "KEG-1",
    "id_mskeg": "12",
    "kode_kegiatan": "64.01",
    "ii_unit_eselon1": "-",
    "iv_metode_pengumpulan_data": ["wawancara", "lainnya"],
    "iv_metode_pengumpulan_data_lainnya": "Citra satelit",
    "iv_sarana_pengumpulan_data": ["papi", "lainnya"],
    "iv_sarana_pengumpulan_data_lainnya": "Gawai pribadi",
    "iv_unit_pengumpulan_data": ["lainnya"],
    "iv_unit_pengumpulan_data_lainnya": "Perpustakaan",
    "vi_metode_pemeriksaan_kualitas_pengumpulan_data": ["lainnya"],
    "vi_metode_pemeriksaan_kualitas_pengumpulan_data_lainnya": "Pencocokan",
    "viii_ketersediaan_produk_mikrodata": True,
    "viii_rencana_jadwal_rilis_produk_mikrodata": ["2026-05-01"],
}


def own_fields(shown: dict, given: dict) -> dict:
    return {name: shown.get(name) for name in given}


class TestRoundTrip:
    @pytest.fixture
    def full(self, survey):
        """An activity in which every field of the form is filled in."""
        return survey | BESIDES | {"judul_kegiatan": survey["title"]}

    def test_every_field_is_there(self, full):
        schema = tk.h.scheming_get_dataset_schema("kegiatan")
        assert {field["field_name"] for field in schema["dataset_fields"]} <= set(full)

    def test_every_field_comes_back_through_create_show_update_show(self, full):
        created = call_action("package_create", **full)
        shown = call_action("package_show", id=created["id"])
        assert own_fields(shown, full) == full
        call_action("package_update", **shown | {"i_telepon": "0000-999999"})
        again = call_action("package_show", id=created["id"])
        assert own_fields(again, full) == full | {"i_telepon": "0000-999999"}

    def test_patching_one_field_leaves_the_others(self, full):
        created = call_action("package_create", **full)
        call_action("package_patch", id=created["id"], tahun_kegiatan=2025)
        shown = call_action("package_show", id=created["id"])
        assert own_fields(shown, full) == full | {"tahun_kegiatan": 2025}


class TestTitle:
    @pytest.mark.parametrize("sent", ["title", "judul_kegiatan"])
    def test_either_name_of_the_title_changes_both(self, compilation, sent):
        created = call_action("package_create", **compilation)
        call_action("package_patch", id=created["id"], **{sent: "DATA CONTOH: Judul Lain"})
        shown = call_action("package_show", id=created["id"])
        assert (shown["title"], shown["judul_kegiatan"]) == ("DATA CONTOH: Judul Lain",) * 2

    def test_the_national_name_is_enough(self, compilation):
        title = compilation.pop("title")
        assert call_action("package_create", **compilation, judul_kegiatan=title)["title"] == title

    def test_without_any_it_is_refused(self, compilation):
        del compilation["title"]
        with pytest.raises(tk.ValidationError) as refused:
            call_action("package_create", **compilation)
        assert list(refused.value.error_dict) == ["title"]


class TestDraft:
    @pytest.mark.parametrize("state", [{"private": True}, {"state": "draft"}])
    def test_a_draft_or_private_activity_may_lack_everything_else(self, agency, state):
        few = {"name": f"rancangan-{agency['name']}", "title": "DATA CONTOH", "owner_org": agency["id"]}
        assert call_action("package_create", **few, type="kegiatan", **state)["title"] == "DATA CONTOH"

    def test_what_a_public_one_lacks_is_told_all_at_once(self, compilation):
        for name in ("i_alamat", "vi_apakah_melakukan_uji_coba", "iii_jadwal_desain", "vii_unit_analisis"):
            del compilation[name]
        compilation["iii_variabel_yang_dikumpulkan"] = [{"nama": "Pengaduan"}]
        compilation["iv_sarana_pengumpulan_data"] = ["papi"]
        with pytest.raises(tk.ValidationError) as refused:
            call_action("package_create", **compilation)
        assert set(refused.value.error_dict) == {
            "i_alamat",
            "vi_apakah_melakukan_uji_coba",
            "iii_jadwal_desain",
            "vii_unit_analisis",
            "iii_variabel_yang_dikumpulkan",
            "vi_petugas_pengumpulan_data",
            "vi_persyaratan_pendidikan_terendah_petugas_pengumpulan_data",
            "vi_jumlah_petugas_supervisor",
            "vi_jumlah_petugas_enumerator",
            "vi_apakah_melakukan_pelatihan_petugas",
        }

    def test_making_it_public_asks_for_what_is_missing(self, compilation):
        del compilation["i_alamat"]
        created = call_action("package_create", **compilation, private=True)
        with pytest.raises(tk.ValidationError, match="i_alamat"):
            call_action("package_patch", id=created["id"], private=False)
        call_action("package_patch", id=created["id"], i_alamat="Tanah Grogot", private=False)

    def test_a_public_one_does_not_lose_what_it_needs(self, compilation):
        created = call_action("package_create", **compilation)
        with pytest.raises(tk.ValidationError, match="i_alamat"):
            call_action("package_patch", id=created["id"], i_alamat="")

    @pytest.mark.parametrize("lacking", [True, False])
    def test_many_are_made_public_at_once_only_when_each_is_complete(self, agency, compilation, lacking):
        if lacking:
            del compilation["i_alamat"]
        created = call_action("package_create", **compilation, private=True)
        publish = {"datasets": [created["id"]], "org_id": agency["id"]}
        if lacking:
            with pytest.raises(tk.ValidationError, match="i_alamat"):
                call_action("bulk_update_public", **publish)
        else:
            call_action("bulk_update_public", **publish)
        assert call_action("package_show", id=created["id"])["private"] is lacking


class TestValues:
    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("sektor_kegiatan", "23"),
            ("iv_sarana_pengumpulan_data", ["telepati"]),
            ("vi_apakah_melakukan_uji_coba", "mungkin"),
            ("tahun_kegiatan", "dua ribu"),
            ("tahun_kegiatan", "26"),
            ("submission_period", 2018),
            ("i_email", "kantor"),
            ("iii_jadwal_desain", [{"awal": "besok", "akhir": "2026-01-30"}]),
            ("iii_jadwal_desain", [{"awal": "2026-01-30", "akhir": "2026-01-19"}]),
            ("viii_rencana_jadwal_rilis_produk_digital", ["2026-02-30"]),
            ("i_alamat", "Rumah 6401015708900001"),
            ("iii_variabel_yang_dikumpulkan", [{"nama": "6401015708900001"}]),
            ("resources", [{"url": "https://a.test/a.csv"}]),
        ],
    )
    def test_what_cannot_be_is_refused_at_its_field_though_it_is_private(self, compilation, field, value):
        with pytest.raises(tk.ValidationError) as refused:
            call_action("package_create", **compilation | {field: value}, private=True)
        assert list(refused.value.error_dict) == [field]

    @pytest.mark.parametrize(
        ("field", "said", "stored"),
        [
            ("vi_apakah_melakukan_uji_coba", "2", False),
            ("vi_apakah_melakukan_uji_coba", "Ya", True),
            ("iii_jadwal_desain", [{"awal": "19/1/2026", "akhir": "2026-1-30"}], None),
            ("viii_rencana_jadwal_rilis_produk_digital", ["", "24/07/2026"], ["2026-07-24"]),
            ("viii_rencana_jadwal_rilis_produk_digital", "2026-07-24", ["2026-07-24"]),
            ("iv_metode_pengumpulan_data", "pengamatan", ["pengamatan"]),
            ("iv_metode_pengumpulan_data", ["", "pengamatan"], ["pengamatan"]),
        ],
    )
    def test_the_ways_of_the_paper_form_are_understood(self, compilation, field, said, stored):
        wanted = stored if stored is not None else [{"awal": "2026-01-19", "akhir": "2026-01-30"}]
        assert call_action("package_create", **compilation | {field: said})[field] == wanted


class TestIndex:
    @pytest.fixture
    def found(self, compilation):
        call_action("package_create", **compilation)

        def search(words: str = "*:*", **more):
            return call_action("package_search", q=words, fq=f"name:{compilation['name']}", **more)

        return search

    @pytest.mark.parametrize("words", ["tepat waktu", "Kompilasi Produk Administrasi", "pengaduan selesai"])
    def test_purpose_codes_and_variables_are_searched(self, found, words):
        assert found(words)["count"] == 1

    def test_answers_to_the_form_are_not(self, found):
        assert found("KALIMANTAN")["count"] == 0

    def test_a_purpose_of_any_length_can_be_indexed(self, compilation):
        long = compilation | {"iii_tujuan_kegiatan": "panjang sekali " * 4000}
        assert call_action("package_create", **long)["name"]

    def test_people_narrow_the_list_by_year_and_kind(self, found):
        fields = ["vocab_tahun_kegiatan", "vocab_cara_pengumpulan_data", "vocab_sektor_kegiatan"]
        assert found(**{"facet.field": fields})["facets"] == {
            "vocab_tahun_kegiatan": {"2026": 1},
            "vocab_cara_pengumpulan_data": {"KOMPILASI_PRODUK_ADMINISTRASI": 1},
            "vocab_sektor_kegiatan": {"18": 1},
        }

"""Claims about the whole profile: what is kept, what is computed, and what keeps a dataset from being public."""

from __future__ import annotations

import threading
from typing import Any
from uuid import uuid4

import pytest

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests.helpers import call_action

from ckanext.paser import datasets
from ckanext.paser.metadata import store
from ckanext.paser.metadata.rules import profile
from ckanext.paser.metadata.rules.requirements import NEVER_MISSING
from ckanext.paser.workflow import rules

from .conftest import FILE

pytestmark = [
    pytest.mark.usefixtures("non_clean_db", "with_plugins"),
    pytest.mark.ckan_config("ckan.plugins", "paser scheming_datasets scheming_organizations datastore"),
]
MISSING = "This has to be filled in before the dataset is public. Fill it in, or keep the dataset private until then."
NOT_ASKED = {"tag_string", "owner_org", "kegiatan"}


def refused(action: str, **data: Any) -> dict[str, Any]:
    with pytest.raises(tk.ValidationError) as told:
        call_action(action, **data)
    return told.value.error_dict


def new(dataset: dict[str, Any]) -> dict[str, Any]:
    return dataset | {"name": f"baru-{uuid4()}"}


class TestNothingIsLost:
    def test_the_example_fills_in_every_field_that_people_are_asked_for(self, full):
        schema = call_action("scheming_dataset_schema_show", type="dataset")
        for part, said in (("dataset_fields", full), ("resource_fields", full["resources"][0])):
            asked = {one["field_name"] for one in schema[part] if one["ask"] not in ("computed", "system")}
            assert asked - set(said) - {"kegiatan"} == set()

    def test_every_field_survives_create_show_update_and_show(self, full):
        made = call_action("package_create", **full)
        updated = call_action("package_update", **call_action("package_show", id=made["id"]))
        shown = call_action("package_show", id=updated["id"])
        given = {name: value for name, value in full.items() if name not in {*NOT_ASKED, "resources"}}
        assert {name: shown.get(name) for name in given} == given
        file = full["resources"][0]
        assert {name: shown["resources"][0].get(name) for name in file} == file

    def test_saving_what_is_shown_changes_nothing(self, full):
        made = call_action("package_show", id=call_action("package_create", **full)["id"])
        assert call_action("package_update", **made)["metadata_modified"] == made["metadata_modified"]

    def test_nor_does_it_with_a_public_dataset_of_which_all_files_are_looked_at(self, dataset):
        made = call_action("package_create", **dataset, resources=[FILE])
        shown = call_action("package_show", id=made["id"])
        again = call_action("package_update", **shown)
        assert again == shown

    def test_rows_that_nobody_filled_in_are_left_out(self, dataset):
        rows = [{"nama": "", "sumber": ""}, {"nama": "Kecamatan"}, {"nama": ""}]
        shown = call_action("package_create", **dataset | {"variabel_disaggregasi": rows})
        assert shown["variabel_disaggregasi"] == [{"nama": "Kecamatan"}]

    def test_an_edit_of_a_file_keeps_what_no_form_shows(self, full):
        made = call_action("package_create", **full)["resources"][0]
        kept = (
            "hash",
            "size",
            "mimetype",
            "character_encoding",
            "sumber_url",
            "sumber_id",
            "diambil_pada",
            "kamus_data",
        )
        call_action("resource_update", **{name: value for name, value in made.items() if name not in kept})
        shown = call_action("resource_show", id=made["id"])
        assert {name: shown.get(name) for name in kept} == {name: made[name] for name in kept}

    def test_the_key_of_a_source_is_not_stored(self, dataset):
        link = "https://webapi.bps.go.id/v1/api/list/key/abc123/?model=data&token=xyz"
        shown = call_action("package_create", **dataset, resources=[FILE | {"sumber_url": link}])
        assert shown["resources"][0]["sumber_url"] == "https://webapi.bps.go.id/v1/api/list/?model=data"


class TestComputed:
    def test_a_dataset_shows_what_follows_from_its_fields(self, dataset):
        call_action("organization_patch", id=dataset["owner_org"], kode_opd="1.02")
        made = call_action("package_create", **dataset, resources=[FILE])
        shown, site = call_action("package_show", id=made["id"]), tk.config["ckan.site_url"]
        assert shown["dcat_type"] == f"{site}/kode-referensi/jenis/indikator"
        assert shown["tahun_data"] == ["2017", "2018", "2020", "2021"]
        assert shown["pembina_data"] == "bps-6401"
        assert (shown["creator"][0]["name"], shown["creator"][0]["identifier"]) == ("Dinas Kesehatan", "1.02")
        file = shown["resources"][0]
        assert (file["bintang"], file["temporal_resolution"]) == (3, "P1Y")

    def test_the_walidata_publishes_what_an_agency_makes(self, dataset, organization_factory, agency):
        other = agency | {"name": f"aa-{uuid4()}", "title": "DKISP", "peran_sdi": ["walidata"]}
        organization_factory(**other)
        shown = call_action("package_create", **dataset)
        assert [one["name"] for one in shown["publisher"]] == ["DKISP"]

    def test_what_is_sent_in_a_computed_field_is_not_stored(self, dataset):
        sent = {
            "theme": ["https://a.test/"],
            "dcat_type": "x",
            "creator": [{"name": "Saya"}],
            "access_rights": "y",
        }
        file = FILE | {"bintang": 5, "schema": {"fields": []}, "license": "z", "jumlah_baris": 9}
        shown = call_action("package_create", **dataset, **sent, resources=[file])
        stored = model.Package.get(shown["id"])
        assert not set(sent) & set(stored.extras)
        assert not {"bintang", "schema", "license", "jumlah_baris"} & set(stored.resources[0].extras)
        assert all(shown[name] != value for name, value in sent.items())

    def test_an_agency_has_the_codes_of_paser(self, dataset):
        shown = call_action("organization_show", id=dataset["owner_org"])
        assert (shown["province_code"], shown["city_code"]) == ("64", "6401")

    def test_what_is_found_by_a_search_is_computed_too(self, dataset):
        call_action("package_create", **dataset)
        found = call_action("package_search", fq=f"name:{dataset['name']}")["results"][0]
        assert found["theme"]
        assert found["creator"]


class TestSystem:
    FIELDS = (
        "identifier",
        "status_sdi",
        "catatan_verifikasi",
        "diverifikasi_pada",
        "diperiksa_pembina_pada",
        "skor_mutu",
    )

    def test_what_is_sent_in_a_field_of_the_system_is_ignored(self, dataset):
        sent = dict.fromkeys(self.FIELDS, "terbit") | {"issued": "1999-01-01"}
        file = FILE | {"pii_scan_status": "bersih"}
        shown = call_action("package_create", **dataset | {"private": True}, **sent, resources=[file])
        assert shown["status_sdi"] == "draf"
        assert {name: shown.get(name) for name in sent} != sent
        assert "terbit" not in {shown.get(name) for name in self.FIELDS}
        assert "pii_scan_status" not in shown["resources"][0]

    def test_what_is_stored_in_one_stays(self, dataset):
        made = call_action("package_create", **dataset)
        package = model.Package.get(made["id"])
        package.extras = {**package.extras, "status_sdi": "diajukan", "catatan_verifikasi": "Perbaiki."}
        model.Session.commit()
        call_action("package_update", **made | {"title": "Judul Lain Sama Sekali", "status_sdi": "terbit"})
        stored = model.Package.get(made["id"]).extras
        assert (stored["status_sdi"], stored["catatan_verifikasi"]) == ("diajukan", "Perbaiki.")

    def test_notes_of_reviewers_are_shown_to_nobody(self, dataset):
        made = call_action("package_create", **dataset)
        package = model.Package.get(made["id"])
        package.extras = {**package.extras, "catatan_verifikasi": "RAHASIA"}
        model.Session.commit()
        call_action("package_patch", id=made["id"], notes="Deskripsi yang lain sama sekali.")
        found = call_action("package_search", q="RAHASIA")
        assert "catatan_verifikasi" not in call_action("package_show", id=made["id"])
        assert found["count"] == 0

    def test_the_day_of_the_first_release_stays(self, dataset):
        made = call_action("package_create", **dataset | {"private": True})
        assert "issued" not in made
        public = call_action("package_patch", id=made["id"], private=False)
        assert len(public["issued"]) == 10
        package = model.Package.get(made["id"])
        package.extras = {**package.extras, "issued": "2020-05-05"}
        model.Session.commit()
        assert call_action("package_patch", id=made["id"], private=True)["issued"] == "2020-05-05"


class TestIdentifier:
    def test_a_dataset_gets_the_next_code_of_its_affair_and_keeps_it(self, dataset):
        first = call_action("package_create", **dataset)
        second = call_action("package_create", **new(dataset))
        numbers = [int(one["identifier"].removeprefix("6401-1.06-")) for one in (first, second)]
        assert numbers[1] == numbers[0] + 1
        moved = call_action("package_patch", id=first["id"], kode_urusan="1.02")
        assert moved["identifier"] == first["identifier"]

    def test_a_draft_without_an_affair_gets_it_later(self, dataset):
        made = call_action("package_create", **dataset | {"private": True, "kode_urusan": ""})
        assert "identifier" not in made
        assert call_action("package_patch", id=made["id"], kode_urusan="1.06")["identifier"].startswith(
            "6401-1.06-"
        )

    def test_two_who_ask_at_once_get_two_codes(self):
        series, given = f"uji-{uuid4()}", []

        def ask() -> None:
            given.append(store.next_number(series))
            model.Session.commit()
            model.Session.remove()

        askers = [threading.Thread(target=ask) for _ in range(8)]
        for asker in askers:
            asker.start()
        for asker in askers:
            asker.join()
        assert sorted(given) == list(range(1, 9))


class TestPublic:
    MANDATORY = [
        name
        for name, need in profile.needs("dataset").items()
        if need == "M"
        and name not in {"title", "name", "owner_org", "contact", "temporal_coverage", *NEVER_MISSING}
    ]

    @pytest.mark.parametrize("field", [*MANDATORY, "konsep", "rumus", "jadwal_rilis", "variabel_pembangun"])
    def test_a_field_that_is_needed_is_asked_for(self, dataset, field):
        del dataset[field]
        told = refused("package_create", **dataset)
        assert told == {field: [{"nama": [MISSING]}] if field == "variabel_pembangun" else [MISSING]}

    @pytest.mark.parametrize(("field", "first"), [("temporal_coverage", "start"), ("contact", "name")])
    @pytest.mark.parametrize("rows", [None, []])
    def test_a_field_of_rows_needs_a_row(self, dataset, field, first, rows):
        dataset[field] = rows
        if rows is None:
            del dataset[field]
        assert refused("package_create", **dataset) == {field: [{first: [MISSING]}]}

    def test_all_that_is_missing_is_told_at_once_by_field(self, dataset):
        file = {"name": "Tabel", "url": "https://a.test/a.csv", "format": "CSV"}
        del dataset["tema_sdi"], dataset["rumus"]
        told = refused("package_create", **dataset, resources=[FILE, file])
        assert set(told) == {"tema_sdi", "rumus", "resources"}
        assert [set(one) for one in told["resources"]] == [
            set(),
            {"periode_mulai", "periode_selesai", "level_penyajian"},
        ]

    @pytest.mark.parametrize("kept", [{"private": True}, {"state": "draft"}])
    def test_a_draft_and_a_private_dataset_may_lack_anything_but_a_name_and_an_agency(self, dataset, kept):
        little = {name: dataset[name] for name in ("title", "name", "owner_org")}
        assert call_action("package_create", **little, **kept)["title"] == dataset["title"]

    @pytest.mark.parametrize(
        ("kept", "public"),
        [({"private": True}, {"private": False}), ({"state": "draft"}, {"state": "active"})],
    )
    def test_a_dataset_that_becomes_public_is_complete_with_all_its_files(self, dataset, kept, public):
        files = [
            {"name": "Tabel", "url": "https://a.test/a.csv"},
            FILE,
            {"name": "B", "url": "https://a.test/b.csv"},
        ]
        made = call_action("package_create", **dataset | kept, resources=files)
        told = refused("package_patch", id=made["id"], **public)
        assert [bool(one) for one in told["resources"]] == [True, False, True]
        assert call_action("package_show", id=made["id"])["state"] == made["state"]

    def test_all_files_of_a_public_dataset_count_for_its_rules_though_one_is_changed(self, dataset):
        strict = FILE | {"kamus_data": [{"id": "nama", "kelas_data_pribadi": "umum"}]}
        made = call_action("package_create", **dataset | {"private": True}, resources=[strict, FILE])
        told = refused("package_patch", id=made["id"], private="False")
        assert list(told) == ["klasifikasi_data_pribadi"]

    def test_what_a_dataset_has_one_answer_to_its_files_need_not_say(self, dataset):
        one = {"temporal_coverage": [{"start": "2020", "end": "2021"}], "level_penyajian": ["desa"]}
        shown = call_action("package_create", **dataset | one, resources=[{"url": "https://a.test/a.csv"}])
        file = shown["resources"][0]
        said = [
            file[name]
            for name in ("periode_mulai", "periode_selesai", "level_penyajian", "status_angka", "name")
        ]
        assert said == ["2020", "2021", "desa", "tetap", "a.csv"]

    def test_a_rule_between_fields_is_told_at_its_field(self, dataset):
        assert list(refused("package_create", **dataset | {"subtema_rad": "06.01"})) == ["subtema_rad"]
        assert list(refused("package_create", **dataset | {"klasifikasi_data_pribadi": "umum"})) == [
            "akses_level"
        ]

    def test_data_that_are_not_open_cannot_be_public(self, dataset):
        closed = {"kategori_informasi": "setiap_saat", "akses_level": "terbatas", "dasar_pembatasan": "BA"}
        assert list(refused("package_create", **dataset | closed, resources=[FILE])) == ["private"]
        assert call_action("package_create", **dataset | closed)["akses_level"] == "terbatas"


class TestOlderDatasets:
    @pytest.fixture
    def older(self, dataset) -> dict[str, Any]:
        """A dataset that was public before more was asked for."""
        made = call_action("package_create", **dataset, resources=[FILE])
        package = model.Package.get(made["id"])
        package.extras = {
            name: value for name, value in package.extras.items() if name != "kategori_informasi"
        }
        model.Session.commit()
        datasets.index(made["id"])
        return made

    def test_it_stays_public_when_the_portal_itself_writes(self, older):
        site = {"user": call_action("get_site_user")["name"]}
        shown = call_action("package_patch", dict(site), id=older["id"], sumber_data="Sumber lain")
        assert (shown["private"], shown["sumber_data"]) == (False, "Sumber lain")

    def test_what_a_source_says_of_it_is_judged_whole(self, older):
        source = {"user": call_action("get_site_user")["name"], rules.OF_SOURCE: ""}
        with pytest.raises(tk.ValidationError) as told:
            call_action("package_patch", source, id=older["id"], sumber_data="Sumber lain")
        assert told.value.error_dict == {"kategori_informasi": [MISSING]}
        assert call_action("package_show", id=older["id"])["sumber_data"] == older["sumber_data"]

    def test_a_person_who_edits_it_is_told_what_it_lacks(self, older):
        assert refused("package_patch", id=older["id"], sumber_data="Lain") == {
            "kategori_informasi": [MISSING]
        }
        assert refused("resource_patch", id=older["resources"][0]["id"], description="Lain")
        assert call_action("package_show", id=older["id"])["private"] is False

    def test_so_is_whoever_edits_something_else_than_the_file_that_lacks_it(self, older):
        resource = model.Resource.get(older["resources"][0]["id"])
        resource.extras = {name: value for name, value in resource.extras.items() if name != "periode_mulai"}
        model.Session.commit()
        datasets.index(older["id"])
        told = refused("package_patch", id=older["id"], sumber_data="Lain", kategori_informasi="berkala")
        assert told == {"resources": [{"periode_mulai": [MISSING]}]}

    def test_an_edit_of_one_file_says_that_another_one_lacks_something(self, dataset):
        made = call_action("package_create", **dataset, resources=[FILE, FILE])
        resource = model.Resource.get(made["resources"][0]["id"])
        resource.extras = {name: value for name, value in resource.extras.items() if name != "periode_mulai"}
        model.Session.commit()
        datasets.index(made["id"])
        told = refused("resource_patch", id=made["resources"][1]["id"], description="Lain")
        assert told["resources"][0].startswith("Another file of this dataset")

    def test_it_may_be_made_private_as_it_is(self, older):
        assert call_action("package_patch", id=older["id"], private=True)["private"] is True

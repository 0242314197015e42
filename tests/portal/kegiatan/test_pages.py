"""Claims about the pages of activities."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup

import ckan.plugins.toolkit as tk
from ckan.tests.helpers import call_action

from ckanext.paser.kegiatan import service

from tests.forms import filled, form_of

from .conftest import token_of

pytestmark = pytest.mark.usefixtures("non_clean_db", "with_plugins")


@pytest.fixture
def headers(officer, agency):
    return token_of(officer)


def soup(page) -> BeautifulSoup:
    return BeautifulSoup(page.body, "html.parser")


def text(page) -> str:
    return " ".join(soup(page).select_one("main").get_text(" ").split())


@pytest.fixture
def dataset_of(profile_dataset):
    """Have the dataset name an activity as its own."""

    def name(activity: str) -> dict[str, Any]:
        call_action("package_patch", id=profile_dataset["id"], kegiatan=activity)
        return profile_dataset

    return name


class TestPage:
    def test_answers_are_read_in_words_under_their_blocks(self, app, survey):
        page = app.get(f"/kegiatan/{call_action('package_create', **survey)['name']}")
        headings = [one.get_text(strip=True) for one in soup(page).select("main section h2.ps-judul")]
        assert headings[:2] == ["Keterangan umum", "Blok I. Penyelenggara"]
        assert headings[-1] == "Blok VIII. Diseminasi hasil"
        for said in (
            "Cara Pengumpulan Data Survei",
            "Jadwal: Desain 16 Februari 2026 – 27 Februari 2026",
            "Jadwal: Evaluasi 20 April 2026",
            "Apakah mendapat rekomendasi BPS? Ya",
            "Apakah data mikro tersedia untuk umum? Tidak",
            "Jumlah Supervisor 0",
            "Rencana Rilis Produk Digital 17 April 2026",
            "Kepuasan masyarakat",
        ):
            assert said in text(page)

    def test_blocks_without_an_answer_are_left_out(self, app, compilation):
        page = app.get(f"/kegiatan/{call_action('package_create', **compilation)['name']}")
        assert "Blok V." not in text(page)

    def test_its_editors_are_told_what_is_not_public(self, app, compilation, headers):
        page = text(
            app.get(f"/kegiatan/{call_action('package_create', **compilation)['name']}", headers=headers)
        )
        assert "Nama Penanggung Jawab Teknis Nama Contoh Kompilasi Tidak untuk publik" in page

    def test_a_private_one_is_not_there(self, app, compilation):
        name = call_action("package_create", **compilation, private=True)["name"]
        assert app.get(f"/kegiatan/{name}").status_code == 404

    def test_scripts_in_it_are_text(self, app, compilation):
        bad = "<script>alert(1)</script>"
        rows = [{"nama": bad, "konsep": bad, "definisi": bad, "referensi_waktu": bad}]
        activity = compilation | {"iii_tujuan_kegiatan": bad, "iii_variabel_yang_dikumpulkan": rows}
        page = app.get(f"/kegiatan/{call_action('package_create', **activity)['name']}").body
        assert bad not in page


class TestLinks:
    @pytest.mark.parametrize("part", ["name", "id"])
    def test_a_dataset_names_its_activity_by_the_address_of_its_page(
        self, compilation, profile_dataset, part
    ):
        activity = call_action("package_create", **compilation)
        shown = call_action("package_patch", id=profile_dataset["id"], kegiatan=activity[part])
        assert shown["kegiatan"] == activity["name"]

    def test_another_dataset_is_no_activity(self, profile_dataset):
        with pytest.raises(tk.ValidationError) as told:
            call_action("package_patch", id=profile_dataset["id"], kegiatan=profile_dataset["name"])
        assert told.value.error_dict["kegiatan"][0].startswith("There is no statistical activity")

    def test_an_activity_leads_to_its_datasets(self, app, compilation, dataset_of):
        activity = call_action("package_create", **compilation)
        dataset = dataset_of(activity["name"])
        page = soup(app.get(f"/kegiatan/{activity['name']}"))
        assert page.select_one(f'main a[href="/dataset/{dataset["name"]}"]')

    def test_a_dataset_leads_to_its_activity(self, compilation, with_request_context):
        activity = call_action("package_create", **compilation)
        found = service.of_dataset({"kegiatan": activity["name"]})
        shown = tk.render("paser/kegiatan/of_dataset.html", {"pkg": {"kegiatan": activity["name"]}})
        link = BeautifulSoup(shown, "html.parser").select_one(f'a[href$="/kegiatan/{activity["name"]}"]')
        assert found["id"] == activity["id"]
        assert link.text == activity["title"]

    def test_what_is_private_is_not_told(self, app, compilation, dataset_of):
        activity = call_action("package_create", **compilation, private=True)
        dataset = dataset_of(activity["name"])
        assert activity["title"] not in app.get(f"/dataset/{dataset['name']}").body
        call_action("package_patch", id=activity["id"], private=False)
        call_action("package_patch", id=dataset["id"], private=True)
        assert dataset["title"] not in app.get(f"/kegiatan/{activity['name']}").body

    @pytest.mark.parametrize("name", ["tidak-ada", 'x" OR *:*', "", None, 7])
    def test_a_dataset_may_name_what_is_no_activity(self, name, with_request_context):
        assert service.of_dataset({"kegiatan": name}) is None


class TestLists:
    @pytest.fixture
    def both(self, compilation, profile_dataset):
        """An activity and a dataset of one agency."""
        agency = profile_dataset["organization"]
        activity = call_action("package_create", **compilation | {"owner_org": agency["id"]})
        return activity, profile_dataset, agency

    @pytest.mark.parametrize("path", ["/dataset/?organization={org}", "/organization/{org}"])
    def test_datasets_are_listed_without_activities(self, app, both, path):
        activity, dataset, agency = both
        page = app.get(path.format(org=agency["name"])).body
        assert f'href="/dataset/{dataset["name"]}"' in page
        assert activity["name"] not in page
        assert "1 dataset" in text(app.get(path.format(org=agency["name"])))

    def test_the_agencies_count_their_datasets(self, app, both):
        page = soup(app.get("/organization/?q=" + both[2]["name"]))
        entries = [" ".join(one.get_text(" ").split()) for one in page.select("main .ps-opd li")]
        assert entries == [f"{both[2]['title']} 1 dataset"]

    def test_activities_have_a_list_with_filters_in_words(self, app, both):
        activity, dataset, agency = both
        page = app.get(f"/kegiatan/?organization={agency['name']}")
        assert f'href="/kegiatan/{activity["name"]}"' in page.body
        assert dataset["name"] not in page.body
        assert "Kompilasi Produk Administrasi" in text(page)
        assert soup(page).select_one('form[role=search][action="/kegiatan/"]')

    def test_several_values_of_a_filter_are_alternatives_with_their_counts(self, app, both):
        years = "vocab_tahun_kegiatan=2026&vocab_tahun_kegiatan=1999"
        page = app.get(f"/kegiatan/?organization={both[2]['name']}&{years}")
        assert both[0]["name"] in page.body

    def test_an_empty_list_says_so(self, app):
        assert "Tampilkan semua kegiatan" in text(app.get("/kegiatan/?q=qwertyuiop"))

    def test_an_activity_is_suggested_as_one(self, app, compilation):
        activity = call_action("package_create", **compilation | {"title": "DATA CONTOH: Sensus Rusa"})
        items = app.get("/saran?q=sensus%20rusa").json["items"]
        wanted = {"kind": "kegiatan", "title": activity["title"], "url": f"/kegiatan/{activity['name']}"}
        assert items == [wanted]
        pattern = f'template[data-kind="{items[0]["kind"]}"]'
        assert soup(app.get("/dataset/")).select_one(pattern)


class TestForm:
    def test_its_blocks_are_sections_of_which_the_first_two_are_open(self, app, headers):
        blocks = form_of(app.get("/kegiatan/new", headers=headers).body).select("details.ps-blok")
        assert [one.has_attr("open") for one in blocks] == [True, True] + [False] * 7

    def test_every_field_is_asked_and_has_a_label(self, app, headers):
        form = form_of(app.get("/kegiatan/new", headers=headers).body)
        names = {one["name"].split("-")[0] for one in form.select("[name]")}
        fields = tk.h.scheming_get_dataset_schema("kegiatan")["dataset_fields"]
        assert {one["field_name"] for one in fields} - names == {"judul_kegiatan"}
        labelled = {label["for"] for label in form.select("label[for]")}
        inputs = form.select("input[name]:not([type=hidden]), select[name], textarea[name]")
        assert [
            one["name"] for one in inputs if one.get("id") not in labelled and not one.get("aria-label")
        ] == []

    def test_a_title_is_enough_to_begin_and_leads_to_the_page(self, app, headers, agency):
        sent = filled(app.get("/kegiatan/new", headers=headers).body)
        name = f"mulai-{agency['name']}"
        sent |= {"title": ["DATA CONTOH"], "name": [name], "owner_org": [agency["id"]]}
        sent |= {"private": ["True"], "save": [""]}
        answer = app.post("/kegiatan/new", data=sent, headers=headers, follow_redirects=False)
        assert answer.status_code == 302
        assert answer.location.endswith(f"/kegiatan/{name}")
        stored = call_action("package_show", id=name)
        assert (stored["type"], stored["state"], stored["private"]) == ("kegiatan", "active", True)

    def test_saving_without_a_change_changes_nothing(self, app, headers, survey):
        before = call_action("package_create", **survey)
        address = f"/kegiatan/edit/{before['name']}"
        sent = filled(app.get(address, headers=headers).body) | {"save": [""]}
        assert app.post(address, data=sent, headers=headers, follow_redirects=False).status_code == 302
        after = call_action("package_show", id=before["id"])
        assert {name: after.get(name) for name in survey if name != "owner_org"} == {
            name: survey[name] for name in survey if name != "owner_org"
        }

    def test_one_more_row_can_be_filled_in_at_each_save_and_keeps_its_place(self, app, headers, survey):
        row = survey["iii_variabel_yang_dikumpulkan"][0]
        survey["iii_variabel_yang_dikumpulkan"] = [{**row, "nama": f"Variabel {n}"} for n in range(11)]
        activity = call_action("package_create", **survey)
        address = f"/kegiatan/edit/{activity['name']}"
        sent = filled(app.get(address, headers=headers).body) | {"save": [""]}
        sent |= {
            f"iii_variabel_yang_dikumpulkan-91-{part}": [value]
            for part, value in {**row, "nama": "Variabel 11"}.items()
        }
        app.post(address, data=sent, headers=headers, follow_redirects=False)
        rows = call_action("package_show", id=activity["id"])["iii_variabel_yang_dikumpulkan"]
        assert [one["nama"] for one in rows] == [f"Variabel {n}" for n in range(12)]

    def test_when_something_is_missing_its_block_is_open_and_nothing_typed_is_lost(
        self, app, headers, survey
    ):
        activity = call_action("package_create", **survey)
        address = f"/kegiatan/edit/{activity['name']}"
        wanted = filled(app.get(address, headers=headers).body)
        wanted |= {
            "vi_jumlah_petugas_enumerator": [""],
            "vii_unit_analisis": [""],
            "iii_jadwal_desain-0-awal": [""],
        }
        page = app.post(address, data=wanted | {"save": [""]}, headers=headers)
        assert filled(page.body) == wanted
        opened = [one.h2.text.partition(".")[0] for one in form_of(page.body).select("details[open]")]
        assert opened == ["Keterangan umum", "Blok I", "Blok III", "Blok VI", "Blok VII"]
        assert "Ini wajib bila petugas yang mengumpulkan datanya" in text(page)

    def test_a_draft_made_by_a_program_is_finished_in_the_form(self, app, headers, agency):
        name = f"draf-{agency['name']}"
        call_action(
            "package_create", name=name, title="DRAF", owner_org=agency["id"], type="kegiatan", state="draft"
        )
        page = app.get(f"/kegiatan/edit/{name}", headers=headers).body
        target = {one.get("formaction") for one in form_of(page).select("[type=submit]")}
        assert len(target) == 1
        sent = filled(page) | {"save": [""], "private": ["True"]}
        answer = app.post(target.pop(), data=sent, headers=headers, follow_redirects=False)
        assert answer.status_code == 302
        assert call_action("package_show", id=name)["state"] == "active"

    @pytest.mark.parametrize("address", ["/kegiatan/new", "/kegiatan/edit/{name}"])
    def test_enter_does_as_the_main_button(self, app, headers, compilation, address):
        stored = call_action("package_create", **compilation)
        page = soup(app.get(address.format(**stored), headers=headers))
        first, main = (
            page.select_one(f"main form[method=post] {one}") for one in ("[type=submit]", ".btn-primary")
        )
        assert [first.get(one, "") for one in ("name", "value", "formaction")] == [
            main.get(one, "") for one in ("name", "value", "formaction")
        ]

    def test_an_editor_of_another_agency_cannot_edit(self, app, compilation, stranger):
        stored = call_action("package_create", **compilation)
        address = f"/kegiatan/edit/{stored['name']}"
        assert app.get(address, headers=token_of(stranger)).status_code == 403

"""Claims about what editors see and press, without JavaScript."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest

from ckan import model
from ckan.tests.helpers import call_action

from ckanext.paser.privacy import files
from ckanext.paser.privacy import service as privacy
from ckanext.paser.privacy.helpers import paser_privacy_waiting
from ckanext.paser.releases import files as kept_files
from ckanext.paser.tables import service

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "paser datastore"),
    pytest.mark.ckan_config("WTF_CSRF_ENABLED", True),
    pytest.mark.ckan_config("ckan.site_url", "http://localhost"),
    pytest.mark.ckan_config("ckan.locale_default", "id"),
]

NIKS = [f"64010157{month:02}900001" for month in range(1, 6)]
PERSONAL = "Desa;NIK\n" + "".join(f"Contoh {n};{nik}\n" for n, nik in enumerate(NIKS))

BORN = "Nama;Tanggal Lahir;Desa\n" + "".join(
    f"{name};1{n}/03/1990;Contoh\n"
    for n, name in enumerate(("Siti Contoh", "Budi Contoh", "Rina Contoh", "Andi Contoh"))
)


@pytest.fixture
def browser(app, people) -> Callable[..., Any]:
    """The application as somebody's browser sees it."""

    def sign_in(role: str) -> Any:
        app.set_session_user(people[role]["id"])
        return app

    return sign_in


@pytest.fixture
def page(people) -> Callable[[str], str]:
    return lambda resource_id: f"/dataset/{people['dataset']['name']}/resource/{resource_id}"


def panel(body: str) -> str:
    found = re.search(r'<section id="data-pribadi".*?</section>', body, re.DOTALL)
    return unescape(found[0]) if found else ""


def test_that_the_file_of_a_former_release_holds_is_read_by_its_editors_alone(load, browser, page, let_pass):
    id_ = load("Desa;Jumlah\nContoh;12\n")
    load("Desa;Jumlah\nContoh;13\n", id=id_)
    let_pass(id_, PERSONAL)
    for kept in kept_files.unseen():
        kept_files.look(kept)
    words = "Berkas rilis ini mungkin memuat data pribadi."
    roles = ("editor", "member", "stranger")
    told = [role for role in roles if words in browser(role).get(f"{page(id_)}/rilis/1").body]
    assert told == ["editor"]


class TestPanel:
    def test_an_editor_reads_what_was_found_where_and_not_what(self, load, browser, page):
        shown = panel(browser("editor").get(page(load(PERSONAL))).body)
        assert "Nomor Induk Kependudukan (NIK)" in shown
        assert 'kolom "NIK"' in shown
        assert "B2, B3, B4, B5, B6" in shown
        assert [nik for nik in NIKS if nik in shown] == []

    def test_of_a_geojson_the_feature_and_its_property_are_named(self, load, browser, page):
        features = [
            {"type": "Feature", "properties": {"desa": "Contoh", "nik": nik}, "geometry": None}
            for nik in NIKS
        ]
        id_ = load(json.dumps({"type": "FeatureCollection", "features": features}), "data.geojson")
        shown = panel(browser("editor").get(page(id_)).body)
        assert ('properti "nik"' in shown, "fitur 1, 2, 3, 4, 5" in shown) == (True, True)

    @pytest.mark.parametrize("role", ["member", "stranger"])
    def test_others_see_nothing_of_it(self, load, browser, page, role):
        assert panel(browser(role).get(page(load(PERSONAL))).body) == ""

    def test_a_clean_file_has_none(self, load, browser, page):
        assert panel(browser("editor").get(page(load("Desa;Jumlah\nContoh;12\n"))).body) == ""

    def test_three_answers_are_offered_and_leaving_out_is_chosen_beforehand(self, load, browser, page):
        shown = panel(browser("editor").get(page(load(PERSONAL))).body)
        answers = re.findall(r'type="radio" name="decision" value="(\w+)"[^>]*?( checked)?>', shown)
        assert answers == [("drop_column", " checked"), ("mask", ""), ("aggregate", "")]
        ticked = re.findall(r'name="columns-(\w+)" value="(\w+)"[^>]* checked', shown)
        assert ticked == [("drop_column", "nik"), ("mask", "nik"), ("aggregate", "desa")]

    def test_of_each_kind_the_mask_says_what_is_left(self, load, browser, page):
        shown = panel(browser("editor").get(page(load(BORN))).body)
        assert "Nama dengan tanggal lahir: dari nama tersisa inisialnya (B••• C•••)" in shown
        assert "empat angka" not in shown

    def test_for_small_cells_emptying_is(self, load, browser, page):
        shown = panel(browser("editor").get(page(load("Desa;Penderita HIV\nContoh A;3\nContoh B;12\n"))).body)
        assert re.findall(r'type="radio" name="decision" value="(\w+)"', shown) == [
            "suppress_small",
            "drop_column",
        ]

    def test_of_a_document_nothing_can_be_left_out(self, send, browser, page):
        id_ = send(f"NIK {NIKS[0]}", "catatan.txt")["id"]
        files.look(id_)
        shown = panel(browser("admin").get(page(id_)).body)
        assert "Umum tidak dapat mengunduhnya." in shown
        assert re.findall(r'name="decision" value="(\w+)"', shown) == ["override"]

    def test_of_a_document_from_before_nothing_is_said(self, send, browser, page):
        id_ = send("Data terbuka.", "catatan.txt")["id"]
        assert "sedang dibaca" in panel(browser("editor").get(page(id_)).body)
        privacy.forget(id_)
        model.Session.commit()
        assert panel(browser("editor").get(page(id_)).body) == ""

    def test_of_a_header_alone_nobody_reads_that_the_file_could_not_be_read(self, load, browser, page):
        shown = browser("editor").get(page(load("Desa;Jumlah\n"))).body
        assert "Berkas ini tidak menjadi tabel, sehingga belum diperiksa" in panel(shown)
        assert "tidak dapat dibaca" not in shown

    @pytest.mark.parametrize(("role", "may"), [("editor", False), ("admin", True)])
    def test_only_an_administrator_is_offered_to_publish_the_file(self, load, browser, page, role, may):
        assert ('value="override"' in panel(browser(role).get(page(load(PERSONAL))).body)) == may

    def test_visitors_are_not_sent_to_download_a_file_that_is_held(self, load, app, page):
        shown = app.get(page(load(PERSONAL))).body
        words = ("Berkas ini belum menjadi tabel.", "Unduh di bawah ini")
        assert [word in shown for word in words] == [True, False]

    def test_visitors_are_told_that_a_table_is_of_the_file_before_the_held_one(self, load, app, page):
        id_ = load("Desa;Jumlah\nContoh;12\n")
        load(PERSONAL, id=id_)
        assert "Ini tabel dari berkas sebelumnya." in app.get(page(id_)).body

    def test_a_choice_that_fails_makes_no_previous_file_of_the_same_one(self, load, browser, page):
        id_ = load("Desa;Jumlah\nContoh;12\n")
        chosen = json.dumps([{"id": "desa", "tipe_data": "INTEGER"}])
        call_action("resource_patch", id=id_, kamus_data=chosen)
        service.load_upload(id_)
        words = ("Ini tabel dari berkas sebelumnya.", "Ini tabel berkas ini seperti yang dibaca sebelumnya.")
        told = [
            [word in browser(role).get(page(id_)).body for word in words] for role in ("editor", "stranger")
        ]
        assert told == [[False, True], [False, False]]

    def test_of_a_held_document_nobody_reads_that_it_can_be_downloaded(self, send, browser, page):
        id_ = send(f"NIK {NIKS[0]}", "catatan.txt")["id"]
        files.look(id_)
        shown = browser("stranger").get(page(id_)).body
        assert "Berkas ini tidak dibuka untuk umum" in shown
        assert "tersedia sebagai berkas" not in shown

    def test_the_lower_box_of_a_held_file_points_to_what_stands_above(self, load, browser, page):
        shown = browser("editor").get(page(load(PERSONAL))).body
        reading = unescape(shown[shown.index('<section id="pembacaan"') :])
        assert "Penyuntingnya" not in reading
        assert "putuskan di sana." in reading

    def test_names_that_stay_public_are_told_and_can_be_left_out_too(self, load, decide, browser, page):
        people = "NIK;Nama;Kecamatan\n" + "".join(f"{nik};Contoh;Kuaro\n" for nik in NIKS)
        id_ = load(people)
        words = "Nama orang tidak ikut dihilangkan dengan sendirinya: nama."
        decide(id_, "drop_column", columns=["nik"])
        assert words in panel(browser("editor").get(page(id_)).body)
        decide(id_, "drop_column", columns=["nama"])
        assert words not in panel(browser("editor").get(page(id_)).body)
        assert [column.id for column in service.preview(id_).columns] == ["kecamatan"]

    def test_both_columns_that_tell_of_a_person_together_are_chosen_beforehand(self, load, browser, page):
        shown = panel(browser("editor").get(page(load(BORN))).body)
        assert re.findall(r'name="columns-drop_column" value="(\w+)"[^>]* checked', shown) == [
            "nama",
            "tanggal_lahir",
        ]

    def test_of_one_of_them_that_stays_alone_is_told(self, load, decide, browser, page):
        id_ = load(BORN)
        decide(id_, "drop_column", columns=["nama"])
        words = "Kolom ini tetap apa adanya, padahal berpasangan dengan kolom yang dihilangkan atau disamarkan: {}."
        assert words.format("tanggal_lahir") in panel(browser("editor").get(page(id_)).body)

    def test_after_an_upload_the_dataset_says_that_the_file_is_checked_and_then_held(self, send, page):
        resource = send(PERSONAL)
        assert paser_privacy_waiting([resource]) == [{"resource": resource, "held": False, "seen": False}]
        service.load_upload(resource["id"])
        assert paser_privacy_waiting([resource]) == [{"resource": resource, "held": True, "seen": True}]


class TestButtons:
    def press(self, browser, page, resource_id: str, role: str = "editor", **form: Any) -> Any:
        client = browser(role)
        shown = client.get(page(resource_id)).body
        token = re.search(r'name="_csrf_token" value="([^"]+)"', panel(shown) or shown)
        assert token
        values = {"_csrf_token": token[1], **form}
        return client.post(f"{page(resource_id)}/data-pribadi", data=values, follow_redirects=False)

    def test_a_column_is_left_out(self, load, browser, page):
        id_ = load(PERSONAL)
        answer = self.press(browser, page, id_, decision="drop_column", **{"columns-drop_column": ["nik"]})
        assert (answer.status_code, answer.headers["Location"].endswith("#data-pribadi")) == (302, True)
        service.load_upload(id_)
        assert [column.id for column in service.preview(id_).columns] == ["desa"]
        assert "Kolom yang dihilangkan: nik." in browser("editor").get(page(id_)).body

    def test_an_override_is_taken_back_by_another_answer(self, load, decide, browser, page):
        id_ = load(PERSONAL)
        decide(id_, "override", reason="Contoh.")
        shown = panel(browser("editor").get(page(id_)).body)
        assert ("Putuskan lagi" in shown, "apa adanya" in shown) == (True, True)
        self.press(browser, page, id_, decision="mask", **{"columns-mask": ["nik"]})
        service.load_upload(id_)
        assert service.preview(id_).rows[0] == ("Contoh 0", "6401•••")
        assert "Tabel terbuka untuk umum sesuai keputusan Anda." in panel(
            browser("editor").get(page(id_)).body
        )

    def test_an_administrator_may_open_the_file_after_everything_is_answered(
        self, load, decide, browser, page
    ):
        id_ = load(PERSONAL)
        decide(id_, "drop_column", columns=["nik"])
        service.load_upload(id_)
        shown = [panel(browser(role).get(page(id_)).body) for role in ("editor", "admin")]
        assert ["Putuskan lagi" in text for text in shown] == [True, True]
        assert ['value="override"' in text for text in shown] == [False, True]

    def test_one_about_what_stands_outside_the_table_too(self, load, decide, browser, page):
        id_ = load(f"Daftar NIK {NIKS[0]};\nDesa;Jumlah\nContoh A;12\nContoh B;15\n")
        decide(id_, "override", reason="Contoh.")
        self.press(browser, page, id_, decision="drop_column")
        service.load_upload(id_)
        assert not call_action("paser_privacy_report", resource_id=id_)["file_public"]

    def test_without_a_column_the_page_says_what_is_missing(self, load, app, browser, page):
        id_ = load(PERSONAL)
        self.press(browser, page, id_, decision="mask")
        assert "Pilih paling sedikit satu kolom." in app.get(page(id_)).body
        assert call_action("paser_privacy_report", resource_id=id_)["decisions"] == []

    def test_an_editor_cannot_publish_the_file(self, load, browser, page):
        assert self.press(browser, page, load(PERSONAL), decision="override", reason="x").status_code == 403

    def test_without_the_token_nothing_is_decided(self, load, browser, page):
        id_ = load(PERSONAL)
        asked = {"decision": "drop_column", "columns-drop_column": ["nik"]}
        answer = browser("editor").post(f"{page(id_)}/data-pribadi", data=asked, follow_redirects=False)
        assert answer.status_code == 400
        assert call_action("paser_privacy_report", resource_id=id_)["decisions"] == []

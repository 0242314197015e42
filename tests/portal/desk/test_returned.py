"""Claims about a dataset that was returned, at the desk of its officer."""

from __future__ import annotations

import io

import pytest
from bs4 import BeautifulSoup

from ckan.tests import factories
from ckan.tests.helpers import call_action

from tests.portal.desk.conftest import TABLE
from tests.portal.desk.test_draft import ANSWERS

pytestmark = pytest.mark.usefixtures("non_clean_db", "with_plugins")
NOTE = "Muara Samu kosong."


@pytest.fixture
def returned(officer, read) -> str:
    """The id of a dataset that Walidata has returned, with remarks on two fields and on its file."""
    dataset_id = read()
    call_action("package_patch", id=dataset_id, **ANSWERS)
    answer = officer.save(dataset_id, officer.form(dataset_id), "ajukan")
    assert answer.status_code == 302, BeautifulSoup(answer.text, "html.parser").select_one("#siap")
    (file,) = call_action("package_show", id=dataset_id)["resources"]
    walidata = {"user": factories.Sysadmin()["name"], "ignore_auth": False}
    comments = {
        "definisi": "Terlalu pendek.",
        "tag_string": "Tambah satu.",
        "akses_level": "Sudah tepat?",
        f"file-{file['id']}": "Baris terakhir jumlah.",
    }
    said = {"to": "perlu_perbaikan", "note": NOTE, "comments": comments}
    call_action("paser_workflow_transition", walidata, id=dataset_id, to="diperiksa_walidata")
    call_action("paser_workflow_transition", walidata, id=dataset_id, **said)
    return dataset_id


def test_says_why_on_the_desk_and_is_submitted_again(officer, returned):
    assert NOTE in officer.get("/meja").select_one(".ps-tugas .wsp").get_text()
    longer = {"definisi": ["Lebih panjang. DATA CONTOH"]}
    officer.save(returned, officer.form(returned) | longer, "ajukan")
    assert call_action("package_show", id=returned)["status_sdi"] == "diperbaiki"


def test_is_refused_unchanged_in_words_without_the_name_of_a_parameter(officer, returned):
    page = officer.save(returned, officer.form(returned), "ajukan")
    told = BeautifulSoup(page.text, "html.parser").select_one(".error-explanation").get_text(" ", strip=True)
    assert told.startswith("Belum ada yang diubah")


@pytest.mark.parametrize(
    ("place", "remark"),
    [
        ("[data-field=definisi]", "Terlalu pendek."),
        ("[data-field=tag_string]", "Tambah satu."),
        ("#berkas-draf", "Baris terakhir jumlah."),
        ("details[open] [data-field=akses_level]", "Sudah tepat?"),
    ],
)
def test_each_remark_stands_where_it_is_about_and_is_seen(officer, returned, place, remark):
    assert remark in officer.get(f"/meja/terbitkan/{returned}").select_one(place).get_text()


def test_the_note_stands_above_all_with_a_way_to_each_remark(officer, returned):
    told = officer.get(f"/meja/terbitkan/{returned}").select_one("#dikembalikan")
    assert NOTE in told.get_text()
    places = {"#isian-definisi", "#isian-tag_string", "#isian-akses_level", "#berkas-draf"}
    assert {one["href"] for one in told.select("a")} == places


def test_it_stands_on_the_page_of_a_new_period_too_and_leads_to_the_fields(officer, returned):
    told = officer.get(f"/meja/{returned}/periode").select_one("#dikembalikan")
    assert NOTE in told.get_text()
    places = ("berkas-draf", "isian-tag_string", "isian-definisi", "isian-akses_level")
    links = [f"/meja/terbitkan/{returned}#{place}" for place in places]  # in the order of that page
    assert [one["href"] for one in told.select("a")] == links


def test_a_draft_that_nobody_has_returned_tells_none(officer, read):
    assert officer.get(f"/meja/terbitkan/{read()}").select_one("#dikembalikan") is None


def test_a_remark_keeps_the_name_of_its_file_where_another_has_taken_its_place(officer, returned):
    (file,) = call_action("package_show", id=returned)["resources"]
    berkas = (io.BytesIO(TABLE.encode()), "kunjungan_betul.csv")
    officer.post(f"/id/meja/{returned}/periode?berkas={file['id']}", {"berkas": berkas})
    told = officer.get(f"/id/meja/terbitkan/{returned}")
    assert "kunjungan_2025.csv: Baris terakhir jumlah." in told.select_one("#dikembalikan").get_text()
    assert "(tentang kunjungan_2025.csv) Baris terakhir" in told.select_one("#berkas-draf").get_text()
    history = officer.get(f"/id/dataset/{returned}/alur").select_one(".ps-linimasa").get_text()
    assert "kunjungan_2025.csv: Baris terakhir jumlah." in history
    assert "kunjungan_betul.csv" not in history


def test_the_history_has_remarks_in_the_order_of_the_form(officer, returned):
    told = officer.get(f"/id/dataset/{returned}/alur").select(".ps-linimasa li li b")
    assert [one.get_text() for one in told] == [
        "Kata Kunci",
        "Definisi",
        "Level Akses",
        "kunjungan_2025.csv",
    ]

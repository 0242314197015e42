"""Claims about a first draft whose file is replaced, and about a cell that was derived from another which was wrong."""

from __future__ import annotations

import io

import pytest

from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.paser.releases import service as releases
from ckanext.paser.tables import service as tables

from tests.portal.desk.conftest import TABLE
from tests.portal.desk.test_draft import ANSWERS

pytestmark = pytest.mark.usefixtures("non_clean_db", "with_plugins")
WRONG = TABLE.replace("JUMLAH KUNJUNGAN PUSKESMAS", "JUMLAH GAJI PEGAWAI")
TITLE = "Jumlah Kunjungan Puskesmas Menurut Kecamatan"


@pytest.fixture
def replaced(officer):
    """Put another file in the place of that of a draft, and have it read; the address of the page that follows."""

    def make(dataset_id: str, content: str = TABLE, name: str = "terolah-2025.csv") -> str:
        (file,) = call_action("package_show", id=dataset_id)["resources"]
        sent = {"berkas": (io.BytesIO(content.encode()), name)}
        answer = officer.post(f"/id/meja/{dataset_id}/periode?berkas={file['id']}", sent)
        assert answer.status_code == 302, answer.text
        assert tables.load_upload(file["id"])
        releases.take(file["id"])
        return answer.headers["Location"]

    return make


def marks(page) -> dict[str, str]:
    """Where what stands in the fields of a page comes from."""
    return {
        one.find_parent(attrs={"data-field": True})["data-field"]: one.get_text(strip=True)
        for one in page.select(".ps-asal")
    }


@pytest.fixture
def wrong(read) -> str:
    return read(WRONG, "rahasia-keliru.csv")


@pytest.mark.parametrize("is_saved", [False, True])
def test_a_title_that_nobody_has_chosen_follows_the_new_file(officer, wrong, replaced, is_saved):
    if is_saved:
        officer.save(wrong, officer.form(wrong))
    replaced(wrong)
    page = officer.get(f"/id/meja/terbitkan/{wrong}")
    assert officer.sent(page)["title"] == [TITLE]
    assert marks(page)["title"] == "dibaca dari baris judul di berkas"


def test_what_was_read_in_the_wrong_file_follows_too(officer, wrong, replaced):
    officer.save(wrong, officer.form(wrong))
    replaced(wrong)
    officer.save(wrong, officer.form(wrong))
    dataset = call_action("package_show", id=wrong)
    words = {one["name"] for one in dataset["tags"]}
    assert words == {"kunjungan", "puskesmas", "kecamatan"}
    assert dataset["konsep"] == ["Kunjungan Puskesmas"]


def test_the_title_of_the_wrong_file_is_not_stored_while_the_right_one_is_read(officer, read, replaced):
    dataset_id = read(WRONG, "rahasia-keliru.csv")
    replaced(dataset_id)
    assert call_action("package_show", id=dataset_id)["title"] == "Terolah"


def test_a_title_that_an_officer_has_chosen_stays(officer, wrong, replaced):
    officer.save(wrong, officer.form(wrong) | {"title": ["Judul Saya"]})
    replaced(wrong)
    page = officer.get(f"/id/meja/terbitkan/{wrong}")
    assert officer.sent(page)["title"] == ["Judul Saya"]
    assert "title" not in marks(page)


def test_so_does_one_that_was_taken_back_from_what_the_new_file_proposes(officer, wrong, replaced):
    officer.save(wrong, officer.form(wrong))
    replaced(wrong)
    before = call_action("package_show", id=wrong)["title"]
    officer.save(wrong, officer.form(wrong) | {"title": [before]})
    assert officer.form(wrong)["title"] == [before]


def test_the_page_that_follows_asks_for_the_title_and_is_not_headed_new_period(officer, wrong, replaced):
    officer.save(wrong, officer.form(wrong))
    page = officer.get(replaced(wrong))
    assert page.select_one("h1").get_text() == "Ganti berkas"
    assert page.select_one("#terbitkan [name=title]")["value"] == TITLE
    assert marks(page)["title"] == "dibaca dari baris judul di berkas"


def test_it_is_stored_where_the_officer_submits_there(officer, wrong, replaced):
    call_action("package_patch", id=wrong, **ANSWERS)
    officer.save(wrong, officer.form(wrong))
    address = replaced(wrong)
    sent = officer.sent(officer.get(address))
    answer = officer.post(address, sent | {"aksi": "ajukan"})
    assert answer.status_code == 302, (officer.page(answer).select_one("#siap"), answer.text[:3000])
    dataset = call_action("package_show", id=wrong)
    assert (dataset["status_sdi"], dataset["title"]) == ("diajukan", TITLE)
    assert dataset["name"].startswith("jumlah-kunjungan-puskesmas-menurut-kecamatan")


def test_the_address_of_what_was_returned_follows_too(officer, wrong, replaced):
    call_action("package_patch", id=wrong, **ANSWERS)
    answer = officer.save(wrong, officer.form(wrong), "ajukan")
    assert answer.status_code == 302, officer.page(answer).select_one("#siap")
    assert call_action("package_show", id=wrong)["name"].startswith("jumlah-gaji-pegawai")
    walidata = {"user": factories.Sysadmin()["name"], "ignore_auth": False}
    for to in ("diperiksa_walidata", "perlu_perbaikan"):
        call_action("paser_workflow_transition", walidata, id=wrong, to=to, note="Berkas keliru.")
    replaced(wrong)
    answer = officer.save(wrong, officer.form(wrong), "ajukan")
    assert answer.status_code == 302, officer.page(answer).select_one("#siap")
    assert call_action("package_show", id=wrong)["name"].startswith("jumlah-kunjungan")


def test_an_address_that_somebody_has_chosen_stays(officer, wrong, replaced):
    call_action("package_patch", id=wrong, name=f"pilihan-{wrong[:8]}", **ANSWERS)
    officer.save(wrong, officer.form(wrong))
    replaced(wrong)
    assert officer.save(wrong, officer.form(wrong), "ajukan").status_code == 302
    assert call_action("package_show", id=wrong)["name"] == f"pilihan-{wrong[:8]}"


TWO_UNITS = """JUMLAH KUNJUNGAN PUSKESMAS MENURUT KECAMATAN

Kode Wilayah;Kecamatan;Bulan;Kunjungan (orang);Luas (ha)
64.01.04;Tanah Grogot;2025-06;120;7
64.01.07;Muara Komam;2025-06;80;9
64.01.10;Muara Samu;2025-07;30;11
"""


class TestWhatTheNewFileDoesNotTell:
    @pytest.fixture
    def draft(self, officer, wrong, replaced) -> str:
        """A draft whose figures were all of people, by a file that another one with two units has replaced."""
        call_action("package_patch", id=wrong, **ANSWERS)
        officer.save(wrong, officer.form(wrong))
        assert call_action("package_show", id=wrong)["satuan"] == "orang"
        replaced(wrong, TWO_UNITS)
        return wrong

    def test_is_emptied_and_asked_for_where_it_is_needed(self, officer, draft):
        page = officer.get(f"/id/meja/terbitkan/{draft}")
        assert officer.sent(page)["satuan"] == [""]
        assert "berkas yang baru tidak menyebutnya" in marks(page)["satuan"]
        assert page.select_one("#siap a[href='#isian-satuan']")
        officer.save(draft, officer.form(draft))
        assert not call_action("package_show", id=draft).get("satuan")

    def test_is_asked_for_on_the_page_that_follows(self, officer, draft):
        page = officer.get(f"/id/meja/{draft}/periode?sejak=1")
        assert page.select_one("#terbitkan [data-field=satuan]")
        officer.post(f"/id/meja/{draft}/periode?sejak=1", officer.sent(page) | {"aksi": "ajukan"})
        dataset = call_action("package_show", id=draft)
        assert (dataset["status_sdi"], dataset.get("satuan") or "") == ("draf", "")

    def test_stays_where_somebody_has_chosen_it(self, officer, wrong, replaced):
        officer.save(wrong, officer.form(wrong) | {"satuan": ["unit"]})
        replaced(wrong, TWO_UNITS)
        assert officer.form(wrong)["satuan"] == ["Unit"]

    def test_is_proposed_again_by_a_later_file_that_tells_it(self, officer, draft, replaced):
        officer.save(draft, officer.form(draft))
        replaced(draft)
        assert officer.form(draft)["satuan"] == ["Orang"]


class TestCells:
    """The number of a column in the form is that of its place in the file."""

    @pytest.fixture
    def draft(self, officer, read) -> str:
        dataset_id = read()
        officer.save(dataset_id, officer.form(dataset_id))
        return dataset_id

    def say(self, officer, dataset_id: str, **said: str) -> dict:
        """Save the form with this said of the column of visits; the column as it is stored then."""
        sent = officer.form(dataset_id) | {f"3-{key}": [value] for key, value in said.items()}
        assert officer.save(dataset_id, sent).status_code == 302
        (file,) = call_action("package_show", id=dataset_id)["resources"]
        return next(one for one in file["kamus_data"] if one["id"] == "kunjungan_orang")

    def test_that_a_wrong_unit_has_no_sum_goes_with_the_wrong_unit(self, officer, draft):
        wrong = self.say(officer, draft, satuan="Unit per kecamatan")
        assert wrong["agregasi"] == "tidak_boleh"
        assert "agregasi" not in self.say(officer, draft, satuan="Unit")
        assert officer.form(draft)["3-agregasi"] == [""]

    def test_what_an_officer_has_chosen_stays(self, officer, draft):
        self.say(officer, draft, satuan="Unit", agregasi="tidak_boleh")
        self.say(officer, draft, satuan="Unit per kecamatan")
        assert self.say(officer, draft, satuan="Unit")["agregasi"] == "tidak_boleh"

    def test_whoever_chooses_after_it_was_derived_sees_no_colleague(self, officer, draft):
        form = officer.form(draft)
        told = officer.save(draft, form | {"3-satuan": ["Unit per kecamatan"]}, "otomatis").json
        again = form | {
            "3-satuan": ["Unit per kecamatan"],
            "3-agregasi": ["jumlah"],
            "keadaan": [told["columns"]],
        }
        assert officer.save(draft, again, "otomatis").json["stopped"] is False
        assert officer.form(draft)["3-agregasi"] == ["jumlah"]

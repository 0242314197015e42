"""Claims about drafts of files that name no period: what is said of it later is that of the file, and what is lacking has a place."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from ckan import model
from ckan.lib import search
from ckan.tests.helpers import call_action

from tests.portal.desk.test_draft import ANSWERS

pytestmark = pytest.mark.usefixtures("non_clean_db", "with_plugins")
TABLE = "kecamatan;jumlah_dokter\nTanah Grogot;12\nMuara Komam;3\nMuara Samu;2\n"
PERIOD = {"temporal_coverage-0-start": ["2026-10"], "temporal_coverage-0-end": ["2026-10"]}
REST = {
    "title": ["Jumlah Dokter Menurut Kecamatan"],
    "frequency": ["http://publications.europa.eu/resource/authority/frequency/MONTHLY"],
    "temporal_resolution": ["P1M"],
    "jadwal_rilis": ["2026-01-01"],
    "kategori_informasi": ["berkala"],
    "satuan": ["Orang"],
    "ukuran": ["jumlah"],
}


@pytest.fixture
def saved(officer, read) -> str:
    """A draft of a file that names no period, saved with all but that."""
    dataset_id = read(TABLE, "dokter.csv")
    call_action("package_patch", id=dataset_id, **ANSWERS)
    answer = officer.save(dataset_id, officer.form(dataset_id) | REST)
    assert answer.status_code == 302, answer.text
    return dataset_id


def _file(dataset_id: str) -> dict:
    return call_action("package_show", id=dataset_id)["resources"][0]


def _submit(officer, dataset_id: str, said: dict | None = None):
    return officer.save(dataset_id, officer.form(dataset_id) | (said or {}), "ajukan")


def _panel(answer) -> str:
    return BeautifulSoup(answer.text, "html.parser").select_one("#siap").get_text(" ", strip=True)


def test_a_period_that_is_said_after_the_first_save_is_that_of_the_file_and_it_is_submitted(officer, saved):
    assert not _file(saved).get("periode_mulai")
    answer = _submit(officer, saved, PERIOD)
    assert answer.status_code == 302, _panel(answer)
    assert (_file(saved)["periode_mulai"], _file(saved)["periode_selesai"]) == ("2026-10", "2026-10")
    assert call_action("package_show", id=saved)["status_sdi"] == "diajukan"


@pytest.mark.parametrize(
    "wrong",
    [
        {"temporal_coverage-0-start": ["2026-11"], "temporal_coverage-0-end": ["2026-10"]},
        {"temporal_coverage-0-start": ["Oktober 2026"], "temporal_coverage-0-end": ["2026-10"]},
    ],
    ids=["ends before it begins", "no period"],
)
def test_a_wrong_period_that_is_put_right_keeps_nothing_from_being_submitted(officer, saved, wrong):
    assert _submit(officer, saved, wrong).status_code == 200
    answer = _submit(officer, saved, PERIOD)
    assert answer.status_code == 302, _panel(answer)


def test_a_draft_whose_file_was_left_behind_is_freed_by_its_next_save(officer, saved):
    officer.save(saved, officer.form(saved) | PERIOD)
    left = {"periode_mulai": "", "periode_selesai": ""}
    _leave_behind(_file(saved)["id"], left)
    assert not _file(saved).get("periode_mulai")
    answer = _submit(officer, saved)
    assert answer.status_code == 302, _panel(answer)


def _leave_behind(resource_id: str, said: dict) -> None:
    """As drafts were left before files followed their dataset."""
    resource = model.Resource.get(resource_id)
    assert resource is not None
    resource.extras = {name: value for name, value in (resource.extras or {}).items() if name not in said}
    model.Session.commit()
    search.rebuild(resource.package_id)


def test_a_period_that_an_officer_has_said_of_the_file_stays(officer, saved):
    call_action("resource_patch", id=_file(saved)["id"], periode_mulai="2026-09", periode_selesai="2026-10")
    wider = {"temporal_coverage-0-start": ["2026-09"], "temporal_coverage-0-end": ["2026-11"]}
    assert _submit(officer, saved, wider).status_code == 302
    assert (_file(saved)["periode_mulai"], _file(saved)["periode_selesai"]) == ("2026-09", "2026-10")


def test_what_a_file_lacks_is_told_beside_it_and_in_the_panel_as_it_is_submitted(officer, saved):
    two = {
        "temporal_coverage-0-start": ["2024"],
        "temporal_coverage-0-end": ["2024"],
        "temporal_coverage-1-start": ["2026"],
        "temporal_coverage-1-end": ["2026"],
    }
    answer = _submit(officer, saved, two)
    assert answer.status_code == 200
    page = BeautifulSoup(answer.text, "html.parser")
    told = [one.get_text() for one in page.select("#berkas-draf .error-block")]
    assert told == [
        f"{field}: Ini wajib diisi sebelum dataset menjadi publik. Isi, atau biarkan datasetnya privat sampai terisi."
        for field in ("Periode Mulai", "Periode Selesai")
    ]
    assert page.select_one("#berkas-draf a[href*='/edit']")
    assert len(page.select("#siap .gagal")) == 2
    again = officer.get(f"/id/meja/terbitkan/{saved}")
    assert len(again.select("#siap .gagal")) == 2


def test_what_the_table_says_against_the_period_is_told_before_it_is_submitted(officer, read):
    dataset_id = read("kecamatan;tahun;jumlah\nTanah Grogot;2024;5\nMuara Komam;2025;6\n", "dokter.csv")
    call_action("package_patch", id=dataset_id, **ANSWERS)
    officer.save(dataset_id, officer.form(dataset_id) | REST | PERIOD)
    before = [
        one.get_text() for one in officer.get(f"/id/meja/terbitkan/{dataset_id}").select("#siap .gagal")
    ]
    answer = _submit(officer, dataset_id)
    after = [one.get_text() for one in BeautifulSoup(answer.text, "html.parser").select("#siap .gagal")]
    assert before == after != []


class TestRefused:
    @pytest.fixture
    def panel(self, officer, saved) -> BeautifulSoup:
        """The panel of a draft that lacks nothing, of which one field was sent that cannot be stored."""
        officer.save(saved, officer.form(saved) | PERIOD)
        assert "Semuanya lengkap" in officer.get(f"/id/meja/terbitkan/{saved}").select_one("#siap").get_text()
        form = officer.form(saved) | {"contact-0-email": ["bukan surel"]}
        answer = officer.post(f"/id/meja/terbitkan/{saved}", form | {"aksi": "simpan"})
        return BeautifulSoup(answer.text, "html.parser").select_one("#siap")

    def test_a_field_that_is_not_stored_is_listed_in_the_panel_with_the_way_to_it(self, panel):
        (link,) = panel.select(".gagal a")
        assert link["href"] == "#isian-contact"

    def test_nothing_is_said_to_be_complete_then(self, panel):
        assert "Semuanya lengkap" not in panel.get_text()

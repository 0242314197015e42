"""Claims about the desk of an officer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup

from ckan import model
from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.paser.desk import service
from ckanext.paser.workflow import service as workflow

from tests.portal.desk.test_draft import ANSWERS

pytestmark = pytest.mark.usefixtures("non_clean_db", "with_plugins")


@contextmanager
def _counted() -> Iterator[list[str]]:
    asked: list[str] = []

    def note(connection, cursor, statement, *_):
        asked.append(statement)

    sa.event.listen(model.meta.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        sa.event.remove(model.meta.engine, "before_cursor_execute", note)


def test_all_datasets_of_an_agency_are_one_query(officer, read):
    read()
    officer.upload()
    with _counted() as asked:
        entries = service.desk(officer.agency["id"])
    assert len(entries) == 2
    assert len(asked) == 1


def test_the_desk_shows_where_each_dataset_stands_and_what_comes_next(officer, read):
    dataset_id = read()
    page = officer.get("/id/meja")
    assert page.h1.get_text() == "Meja kerja Dinas Contoh"
    row = page.select_one(".ps-tabel-meja tbody tr").get_text(" ", strip=True)
    assert "Draf" in row
    assert {one["href"] for one in page.select(".ps-tabel-meja .btn")} == {
        f"/id/meja/terbitkan/{dataset_id}",
        f"/id/meja/{dataset_id}/periode",
        f"/id/dataset/delete/{call_action('package_show', id=dataset_id)['name']}",
    }


@pytest.mark.parametrize(("until", "told"), [("2020-06-30", 1), ("2099-06-30", 0)])
def test_an_exemption_that_has_run_out_needs_its_agency(officer, read, until, told):
    dataset_id = read()
    exempted = {"kategori_informasi": "dikecualikan", "masa_pengecualian": until}
    call_action("package_patch", id=dataset_id, **exempted)
    page = officer.get("/id/meja")
    tasks = [one.get_text(" ", strip=True) for one in page.select(".ps-tugas li")]
    assert sum("Masa pengecualiannya habis pada 30 Juni 2020" in one for one in tasks) == told
    assert ("1 dataset" in page.select_one(".ps-lead").get_text()) == bool(told)


def test_a_new_file_of_what_was_never_public_is_called_what_its_page_is(officer, read):
    dataset_id = read()
    link = officer.get("/id/meja").select_one(f".ps-tabel-meja a[href='/id/meja/{dataset_id}/periode']")
    assert link.find(string=True).get_text() == "Ganti berkas"
    assert officer.get(link["href"]).h1.get_text() == "Ganti berkas"


class TestWhatDoesNotLeadOnByItself:
    """What was rejected or withdrawn is begun anew by its agency."""

    WHY = "Angka Muara Samu keliru."

    @pytest.fixture
    def step(self):
        """Take steps as somebody of all offices."""
        who = {"user": factories.Sysadmin()["name"], "ignore_auth": False}

        def take(dataset_id: str, *to: str) -> None:
            for one in to:
                note = self.WHY if one in ("ditolak", "ditarik") else ""
                call_action("paser_workflow_transition", {**who}, id=dataset_id, to=one, note=note)

        return take

    @pytest.fixture
    def submitted(self, officer, read) -> str:
        dataset_id = read()
        call_action("package_patch", id=dataset_id, **ANSWERS)
        assert officer.save(dataset_id, officer.form(dataset_id), "ajukan").status_code == 302
        return dataset_id

    @pytest.fixture
    def public(self, submitted, step) -> str:
        step(submitted, "diperiksa_walidata", "disetujui", "terbit")
        return submitted

    def row(self, page, dataset_id: str):
        name = call_action("package_show", id=dataset_id)["name"]
        return page.select_one(f".ps-tabel-meja th a[href='/id/dataset/{name}']").find_parent("tr")

    def ways(self, part) -> list[str]:
        return [one["href"] for one in part.select(".btn")]

    def test_what_was_rejected_needs_its_agency_which_reads_why(self, officer, submitted, step):
        step(submitted, "diperiksa_walidata", "ditolak")
        page = officer.get("/id/meja")
        (task,) = page.select(".ps-tugas li")
        for part in (task, self.row(page, submitted)):
            assert self.WHY in part.get_text()
            assert self.ways(part) == [f"/id/dataset/{submitted}/alur"]

    def test_what_was_withdrawn_says_why_and_how_to_begin_anew_and_is_no_duty(self, officer, public, step):
        step(public, "ditarik")
        page = officer.get("/id/meja")
        assert not page.select(".ps-tugas li")
        assert self.WHY in self.row(page, public).get_text()
        assert self.ways(self.row(page, public)) == [f"/id/dataset/{public}/alur"]

    def test_a_rejected_version_in_the_way_of_a_new_period_is_told_and_led_to(self, officer, public, step):
        assert officer.post(f"/dataset/{public}/alur", {"to": "draf"}).status_code == 302
        version = workflow.next_version(public).id
        officer.save(version, officer.form(version) | {"notes": ["Diubah. DATA CONTOH"]}, "ajukan")
        step(version, "diperiksa_walidata", "ditolak")
        row = self.row(officer.get("/id/meja"), public)
        assert "Versi barunya ditolak" in row.get_text()
        assert self.ways(row) == [f"/id/dataset/{version}/alur"]


class TestDiscarding:
    @pytest.mark.parametrize("address", ["/id/meja", "/id/meja/terbitkan/{id}"])
    def test_a_draft_that_was_never_submitted_is_discarded_after_a_question(self, officer, address):
        dataset_id = officer.upload("<html>", "laporan.xls")
        (link,) = officer.get(address.format(id=dataset_id)).select("a[href*='/dataset/delete/']")
        assert link.get_text(" ", strip=True).startswith("Buang draf")
        form = officer.get(link["href"]).select_one("form[action*='/dataset/delete/']")
        assert form["method"].lower() == "post"
        answer = officer.post(form["action"], {"delete": "Konfirmasi"})
        assert answer.status_code == 302
        assert service.desk(officer.agency["id"]) == []

    def test_a_draft_that_has_its_address_already_is_offered_too(self, officer, read):
        dataset_id = read()
        call_action("package_patch", id=dataset_id, name=f"kunjungan-{dataset_id}")
        for address in ("/id/meja", f"/id/meja/terbitkan/{dataset_id}"):
            assert officer.get(address).select(f"a[href*='/dataset/delete/kunjungan-{dataset_id}']")


@pytest.mark.parametrize(
    ("status", "issued", "is_version", "can_be"),
    [
        ("draf", "", False, True),
        ("draf", "2026-01-01", False, False),  # withdrawn, and in work again
        ("draf", "2026-01-01", True, True),
        ("perlu_perbaikan", "", False, False),
        ("diajukan", "", False, False),
        ("terbit", "2026-01-01", False, False),
    ],
)
def test_only_what_the_public_would_not_miss_can_be_discarded(status, issued, is_version, can_be):
    assert service.can_be_discarded(status, {"issued": issued}, is_version=is_version) is can_be


def test_somebody_without_an_agency_is_told_whom_to_ask_and_what_they_can_do(app):
    headers = {"Authorization": factories.UserWithToken()["token"]}
    page = BeautifulSoup(app.get("/id/meja", headers=headers).text, "html.parser")
    assert "Mintalah administrator" in page.select_one(".ps-lead").get_text()
    ways = {one["href"] for one in page.select("[aria-labelledby=h-lain] a")}
    assert {"/id/dataset/", "/id/organization/"} <= ways


def test_a_deputy_sees_what_they_may_do_and_no_way_to_change_anything(app, officer, agency, read):
    dataset = call_action("package_show", id=read())
    member = factories.UserWithToken()
    call_action("organization_member_create", id=agency["id"], username=member["name"], role="member")
    call_action("paser_workflow_deputy_name", organization=agency["id"], user=member["name"])
    headers = {"Authorization": member["token"]}
    page = BeautifulSoup(app.get("/id/meja", headers=headers).text, "html.parser").main
    assert "Wakil Dinas Contoh" in page.get_text()
    assert "Mintalah administrator" not in page.get_text()
    ways = {one["href"] for one in page.select(".ps-tugas a")}
    assert f"/id/dataset/{dataset['name']}/alur" in ways
    assert not [way for way in ways if "terbitkan" in way or "periode" in way]


@pytest.mark.ckan_config("ckan.auth.route_after_login", "paser_desk.index")
def test_whoever_logs_in_comes_to_the_desk(app):
    person = factories.User(password="DATA-contoh-12345")  # noqa: S106
    sent = {"login": person["name"], "password": "DATA-contoh-12345"}
    answer = app.post("/user/login", data=sent, follow_redirects=False)
    assert answer.headers["Location"].endswith("/meja")


def test_another_agency_is_on_nobody_elses_desk(officer, read, new_agency):
    read()
    other = new_agency("Dinas Lain")
    assert other["title"] not in officer.get(f"/meja?perangkat={other['name']}").h1.get_text()


def test_the_menu_of_whoever_is_logged_in_leads_to_the_desk(officer):
    assert officer.get("/").select_one(".ps-akun a[href='/meja']")


@pytest.mark.parametrize("status", ["draf"])
def test_a_draft_is_never_late(officer, read, status):
    dataset_id = read()
    call_action("package_patch", id=dataset_id, jadwal_rilis="2020-01-01")
    (entry,) = service.desk(officer.agency["id"])
    assert (entry.status, entry.due) == (status, None)

"""Claims about the queue of those who check, as a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup, Tag

from ckan import model
from ckan.tests import factories
from ckan.tests.helpers import CKANTestApp

from ckanext.paser.jobs import service as jobs
from ckanext.paser.privacy.model import Scan

from .conftest import APPROVED, PRIORITY, PUBLISHED, agency

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "paser scheming_datasets scheming_organizations datastore"),
    pytest.mark.ckan_config("ckan.locale_default", "id"),
]

QUEUE = "/meja/verifikasi"
ANNUAL = "http://publications.europa.eu/resource/authority/frequency/ANNUAL"
MOST_STATEMENTS = 25


@pytest.fixture
def visit(app: CKANTestApp, people) -> Callable[..., BeautifulSoup]:
    """Open a page as one of these people."""
    tokens: dict[str, str] = {}

    def open_(person: str, address: str = QUEUE, status: int = 200) -> BeautifulSoup:
        if person not in tokens:
            tokens[person] = factories.APIToken(user=getattr(people, person))["token"]
        headers = {"Authorization": tokens[person]}
        return BeautifulSoup(app.get(address, headers=headers, status=status).text, "html.parser")

    return open_


@pytest.fixture
def submitted(people, make) -> Callable[..., dict[str, Any]]:
    """A dataset that its officer has submitted."""

    def make_one(*further: tuple[str, str], person: str = "officer", **said: Any) -> dict[str, Any]:
        made = make(person, **said)
        people.steps(made["id"], ("officer", "diajukan"), *further)
        jobs.run_pending()
        return made

    return make_one


@contextmanager
def counted() -> Iterator[list[str]]:
    asked: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        asked.append(statement)

    sa.event.listen(model.meta.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        sa.event.remove(model.meta.engine, "before_cursor_execute", note)


def entry(page: BeautifulSoup, made: dict[str, Any]) -> Tag | None:
    return next(
        (one for one in page.select(".ps-tugas li") if one.select(f"a[href$='/{made['name']}']")), None
    )


def words(tag: Tag | None) -> str:
    assert tag
    return " ".join(tag.get_text(" ").split())


def of_agency(people) -> str:
    return f"{QUEUE}?organisasi={model.Group.get(people.agency).name}"


class TestWhoMay:
    @pytest.mark.parametrize("person", ["officer", "stranger"])
    def test_others_are_told_whose_page_it_is(self, visit, person):
        assert "Walidata" in words(visit(person, status=403).main)
        assert "Walidata" in words(visit(person, f"{QUEUE}/terlambat", status=403).main)

    @pytest.mark.parametrize("person", ["walidata", "pembina", "sysadmin"])
    def test_the_two_offices_and_sysadmins_have_one(self, visit, person):
        assert visit(person).h1.text == "Verifikasi"

    def test_visitors_are_sent_to_the_login(self, app, people):
        answer = app.get(QUEUE, follow_redirects=False)
        assert (answer.status_code, "/user/login" in answer.headers["Location"]) == (302, True)

    def test_who_may_not_check_begins_nothing(self, app, people, submitted):
        made = submitted()
        headers = {"Authorization": factories.APIToken(user=people.officer)["token"]}
        assert app.post(QUEUE, data={"id": made["id"]}, headers=headers).status_code == 403
        assert people.does("officer", "paser_workflow_show", id=made["id"])["status"] == "diajukan"


class TestWhatWaits:
    def test_is_told_with_agency_score_and_who_submitted_it(self, visit, people, submitted):
        made = submitted()
        told = words(entry(visit("walidata", of_agency(people)), made))
        title = model.Group.get(people.agency).title
        officer = model.User.get(people.officer).display_name
        for word in (title, "Diajukan", "sejak hari ini", "Mutu", "catatan profil", officer, "pertama kali"):
            assert word in told

    def test_the_longest_waiting_stands_first(self, visit, people, submitted):
        first, second = submitted(), submitted()
        names = [
            one.a["href"].rpartition("/")[2]
            for one in visit("walidata", of_agency(people)).select(".ps-tugas li > div > b")
        ]
        assert names == [first["name"], second["name"]]

    def test_priority_data_are_marked_and_wait_for_the_pembina_in_turn(self, visit, people, submitted):
        made = submitted(("walidata", "diperiksa_walidata"), ("walidata", "diperiksa_pembina"), **PRIORITY)
        assert "Data prioritas" in words(entry(visit("pembina", of_agency(people)), made))
        assert entry(visit("walidata", of_agency(people)), made) is None

    def test_files_held_for_personal_data_are_told(self, visit, people, submitted):
        made = submitted()
        state = {"source": "1", "sha256": "a", "outcome": "temuan", "file_public": False}
        known = {"findings": [], "treatment": {}, "rules": 1, "columns": [], "scanned": sa.func.now()}
        model.Session.add(Scan(resource_id=made["resources"][0]["id"], **state, **known))
        model.Session.commit()
        assert "data pribadi" in words(entry(visit("walidata", of_agency(people)), made))

    def test_what_was_returned_and_comes_again_says_what_was_asked_and_that_it_changed(
        self, visit, people, submitted
    ):
        made = submitted(("walidata", "diperiksa_walidata"))
        asked = {"to": "perlu_perbaikan", "note": "Judul terlalu umum.", "comments": {"title": "Umum."}}
        people.does("walidata", "paser_workflow_transition", id=made["id"], **asked)
        people.does("officer", "package_patch", id=made["id"], title="Jumlah Pusat Kesehatan")
        people.steps(made["id"], ("officer", "diperbaiki"))
        told = words(entry(visit("walidata", of_agency(people)), made))
        for word in ("Judul terlalu umum.", "1 isian diberi catatan", "Berubah sejak itu"):
            assert word in told

    def test_a_title_with_a_script_is_text(self, visit, people, submitted):
        page = visit("walidata", of_agency(people) + f"&q={submitted(title='<script>x</script>')['title']}")
        assert "<script>x</script>" in words(page.select_one(".ps-tugas"))

    def test_words_and_agency_narrow_it(self, visit, people, submitted):
        made = submitted(title=f"Saring {people.officer}")
        other = agency("produsen")
        assert entry(visit("walidata", f"{QUEUE}?q=saring+{people.officer}"), made)
        assert entry(visit("walidata", f"{QUEUE}?organisasi={other['name']}"), made) is None

    def test_nothing_that_waits_is_said_kindly(self, visit, people):
        page = visit("walidata", of_agency(people))
        assert "Tidak ada yang cocok" in words(page.select_one(".ps-kosong"))

    def test_it_is_paged(self, visit, people, submitted, monkeypatch):
        monkeypatch.setattr("ckanext.paser.workflow.verification.ON_A_PAGE", 1)
        first, second = submitted(), submitted()
        page = visit("walidata", of_agency(people))
        assert entry(page, first)
        assert page.select_one(".ps-halaman")
        assert entry(visit("walidata", of_agency(people) + "&page=2"), second)


class TestBeginning:
    def test_leads_to_the_page_where_it_is_decided(self, app, visit, people, submitted):
        made = submitted()
        form = entry(visit("walidata", of_agency(people)), made).form  # pyright: ignore[reportOptionalMemberAccess]
        assert form.select_one("button")["value"] == made["id"]
        headers = {"Authorization": factories.APIToken(user=people.walidata)["token"]}
        answer = app.post(form["action"], data={"id": made["id"]}, headers=headers, follow_redirects=False)
        assert answer.headers["Location"].endswith(f"/dataset/{made['name']}/alur")
        assert people.does("walidata", "paser_workflow_show", id=made["id"])["status"] == "diperiksa_walidata"

    def test_what_is_being_checked_has_the_way_to_the_decision_and_no_button(self, visit, people, submitted):
        made = submitted(("walidata", "diperiksa_walidata"))
        told = entry(visit("walidata", of_agency(people)), made)
        assert told.form is None  # pyright: ignore[reportOptionalMemberAccess]
        assert told.select_one(f"a[href$='/{made['name']}/alur']").text.startswith("Putuskan")  # pyright: ignore[reportOptionalMemberAccess]

    def test_nobody_begins_with_their_own_work(self, visit, people, submitted):
        made = submitted(person="sysadmin")
        told = entry(visit("sysadmin", of_agency(people)), made)
        assert told.form is None  # pyright: ignore[reportOptionalMemberAccess]
        assert "ikut mengerjakan" in words(told)

    def test_what_has_moved_on_meanwhile_is_refused_with_the_reason(self, app, people, submitted):
        made = submitted(*APPROVED[1:])
        headers = {"Authorization": factories.APIToken(user=people.walidata)["token"]}
        answer = app.post(QUEUE, data={"id": made["id"]}, headers=headers, follow_redirects=False)
        assert answer.headers["Location"].endswith(QUEUE)
        assert people.does("walidata", "paser_workflow_show", id=made["id"])["status"] == "disetujui"


class TestDeciding:
    def test_the_pembina_who_returns_is_told_so_and_is_back_at_the_queue(self, app, people, submitted):
        made = submitted(("walidata", "diperiksa_walidata"), ("walidata", "diperiksa_pembina"), **PRIORITY)
        headers = {"Authorization": factories.APIToken(user=people.pembina)["token"]}
        sent = {"to": "perlu_perbaikan", "note": "Angkanya lain."}
        answer = app.post(f"/id/dataset/{made['name']}/alur", data=sent, headers=headers)
        assert answer.request.path.endswith(QUEUE)
        assert "Status dataset sekarang: Perlu perbaikan." in answer.text


class TestLate:
    def test_whose_data_are_overdue_stands_there(self, visit, people, make, monkeypatch):
        made = make(frequency=ANNUAL, jadwal_rilis="2030-01-01")
        people.steps(made["id"], *PUBLISHED)
        monkeypatch.setattr("ckanext.paser.workflow.verification.today", lambda: date(2030, 1, 31))
        name = model.Group.get(people.agency).name
        told = words(entry(visit("walidata", f"{QUEUE}/terlambat?organisasi={name}"), made))
        assert "30 hari terlambat" in told

    def test_nobody_late_is_said_kindly(self, visit):
        other = agency("produsen")
        page = visit("walidata", f"{QUEUE}/terlambat?organisasi={other['name']}")
        assert page.select_one(".ps-kosong")

    @pytest.mark.parametrize("agency", ["%22%20OR%201", "dinas-tidak-ada"])
    def test_an_agency_that_there_is_not_is_refused(self, visit, agency):
        page = visit("walidata", f"{QUEUE}/terlambat?organisasi={agency}", status=400)
        assert page.select_one(".ps-galat-halaman a.btn")["href"] == f"{QUEUE}/terlambat"


class TestExemptions:
    """Beside what is late: exemptions that have run out."""

    EXEMPTED: dict[str, Any] = {
        "kategori_informasi": "dikecualikan",
        "akses_level": "terbatas",
        "dasar_pembatasan": "SK 1",
        "dasar_pengecualian": ["h"],
        "nomor_uji_konsekuensi": "01/PPID/2025",
    }

    @pytest.fixture
    def late(self, visit, people) -> Callable[..., str]:
        """What stands there of a dataset; empty where it does not."""
        name = model.Group.get(people.agency).name

        def read(made: dict[str, Any], person: str = "walidata") -> str:
            told = entry(visit(person, f"{QUEUE}/terlambat?organisasi={name}"), made)
            return words(told) if told else ""

        return read

    def test_one_that_has_run_out_stands_there_with_its_last_day(self, late, submitted):
        made = submitted(**self.EXEMPTED, masa_pengecualian="2020-06-30")
        assert "dikecualikan sampai 30 Juni 2020" in late(made)

    def test_one_that_still_holds_does_not(self, late, submitted):
        assert not late(submitted(**self.EXEMPTED, masa_pengecualian="2099-06-30"))

    def test_the_pembina_is_not_told_of_what_is_being_checked(self, late, submitted):
        assert not late(submitted(**self.EXEMPTED, masa_pengecualian="2020-06-30"), "pembina")

    def test_nor_does_a_draft_that_nobody_has_submitted(self, late, make):
        assert not late(make(**self.EXEMPTED, masa_pengecualian="2020-06-30", private=True))


class TestWhatItCosts:
    def test_the_page_asks_the_database_as_little_for_many_as_for_one(self, visit, people, submitted):
        for _ in range(4):
            submitted()
        address = of_agency(people)
        visit("walidata", address)
        with counted() as many:
            visit("walidata", address)
        with counted() as few:
            visit("walidata", address + "&q=tidak+ada")
        assert len(many) <= MOST_STATEMENTS, many
        assert len(many) - len(few) <= 4  # histories, scores, held files, names

    def test_the_number_in_the_menu_is_one_query_of_each_page(self, visit, people):
        visit("walidata", "/about")
        with counted() as asked:
            visit("walidata", "/about")
        assert sum("WITH acts" in one for one in asked) == 1


class TestTheMenu:
    def test_leads_those_with_the_role_there_with_the_number_that_waits(self, visit, submitted):
        submitted()
        link = visit("walidata", "/about").select_one(f".ps-akun a[href='{QUEUE}']")
        assert words(link).startswith("Verifikasi ")
        assert int(words(link).split()[1].replace(".", "")) >= 1

    def test_does_not_show_others_what_is_not_theirs(self, visit):
        assert visit("officer", "/about").select_one(f"a[href='{QUEUE}']") is None

"""Claims about the mail that people get of steps. DATA CONTOH."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest
import sqlalchemy as sa

from ckan import model
from ckan.tests.helpers import call_action

from ckanext.paser.notices import service
from ckanext.paser.notices.rules.timing import Wish

from tests.portal.notices.conftest import DAY, SOON, at_seven
from tests.portal.workflow.conftest import APPROVED, PRIORITY

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "paser scheming_datasets scheming_organizations datastore"),
    pytest.mark.ckan_config("ckan.locale_default", "id"),
]
RETURNED = (
    "INSERT INTO package (id, name, title, type, state, private, owner_org, extras)"
    " SELECT :mark || number, :mark || number, 'Jumlah ' || number, 'dataset', 'active', true, :agency,"
    " jsonb_build_object('status_sdi', 'perlu_perbaikan') FROM generate_series(1, 200) AS number",
    'INSERT INTO paser_workflow_event (dataset_id, number, kind, actor, role, "from", "to")'
    " SELECT :mark || number, 1, 'langkah', :actor, 'walidata', 'diperiksa_walidata', 'perlu_perbaikan'"
    " FROM generate_series(1, 200) AS number",
)


@pytest.fixture
def two_hundred(post, people) -> Iterator[None]:
    """Two hundred datasets of an agency that Walidata has returned, without waiting for two hundred forms."""
    walidata = model.User.get(people.walidata)
    assert walidata
    said = {"actor": walidata.id, "agency": people.agency, "mark": str(uuid4())}
    for command in RETURNED:
        model.Session.execute(sa.text(command), said)
    model.Session.commit()
    yield
    model.Session.execute(sa.text("DELETE FROM package WHERE starts_with(id, :mark)"), said)
    model.Session.commit()


class TestWho:
    def test_walidata_hears_of_what_was_submitted_and_nobody_else(self, post, people, make):
        made = make()
        people.steps(made["id"], ("officer", "diajukan"))
        post.send()
        assert "Menunggu Anda (1)" in post.text("walidata")
        assert f"/dataset/{made['name']}/alur" in post.text("walidata")
        assert post.text("walidata_second")
        assert [post.of(who) for who in ("officer", "colleague", "stranger", "pembina")] == [[], [], [], []]

    def test_a_deputy_of_walidata_hears_of_it_too(self, post, people, make):
        office = call_action("organization_list_for_user", {"user": people.walidata}, permission="read")[0][
            "id"
        ]
        call_action("organization_member_create", id=office, username=people.stranger, role="member")
        call_action(
            "paser_workflow_deputy_name", {"user": people.sysadmin}, organization=office, user=people.stranger
        )
        people.steps(make()["id"], ("officer", "diajukan"))
        post.send()
        assert "Menunggu Anda (1)" in post.text("stranger")

    def test_the_agency_hears_of_what_was_returned_with_the_reasons_field_by_field(self, post, people, make):
        made = make()
        people.steps(made["id"], *APPROVED[:2])
        asked = {
            "id": made["id"],
            "to": "perlu_perbaikan",
            "note": "Judul.",
            "comments": {"title": "Tanpa tahun."},
        }
        people.does("walidata", "paser_workflow_transition", **asked)
        post.send()
        text = post.text("officer")
        assert "> Judul." in text
        assert "- Judul: Tanpa tahun." in text
        assert f"/meja/terbitkan/{made['id']}" in text
        assert "Judul." in post.text("colleague")

    def test_the_agency_hears_of_remarks_that_came_without_a_note(self, post, people, make):
        made = make()
        people.steps(made["id"], *APPROVED[:2])
        asked = {"id": made["id"], "to": "perlu_perbaikan", "comments": {"title": "Tanpa tahun."}}
        people.does("walidata", "paser_workflow_transition", **asked)
        post.send()
        assert "- Judul: Tanpa tahun." in post.text("officer")

    def test_priority_data_are_told_to_the_pembina_and_then_again_to_walidata(self, post, people, make):
        made = make(**PRIORITY)
        people.steps(made["id"], *APPROVED[:2], ("walidata", "diperiksa_pembina"))
        post.send()
        assert "Setujui, atau kembalikan" in post.text("pembina")
        assert post.of("walidata") == []
        people.steps(made["id"], ("pembina", "disetujui"))
        post.send()
        assert "Terbitkan." in post.text("walidata")

    def test_news_wait_for_the_morning(self, post, people, make):
        made = make()
        people.steps(made["id"], *APPROVED, ("walidata", "terbit"))
        post.send()
        assert post.of("officer") == []
        post.send(at_seven(post.at) - post.at)
        assert "Diterbitkan." in post.text("officer")
        assert post.of("walidata") == []

    def test_who_holds_two_roles_gets_one_mail_that_names_a_dataset_once(self, post, people, make):
        office = call_action("organization_list_for_user", {"user": people.walidata}, permission="read")[0][
            "id"
        ]
        call_action("organization_member_create", id=office, username=people.colleague, role="editor")
        people.steps(make(title="Jumlah Sekolah")["id"], ("officer", "diajukan"))
        post.send()
        assert post.text("colleague").count("Jumlah Sekolah") == 1

    def test_who_has_taken_the_step_is_not_told(self, post, people, make):
        made = make()
        people.steps(made["id"], *APPROVED[:2], ("walidata", "ditolak"))
        post.send(DAY)
        assert post.of("walidata") == []
        assert "Ditolak" in post.text("officer")

    @pytest.mark.parametrize("change", [{"state": "deleted"}, {"state": "pending"}, {"email": ""}])
    def test_who_cannot_be_written_to_is_left_out(self, post, people, make, change):
        user = model.User.get(people.walidata)
        assert user
        address = str(user.email)
        for name, value in change.items():
            setattr(user, name, value)
        model.Session.commit()
        made = make()
        people.steps(made["id"], ("officer", "diajukan"))
        post.send()
        assert post.box.to(address) == []
        assert post.of("walidata_second")

    def test_who_has_left_an_office_before_the_mail_went_out_is_told_nothing(self, post, people, make):
        made = make()
        people.steps(made["id"], ("officer", "diajukan"))
        service.gather()
        office = call_action("organization_list_for_user", {"user": people.walidata}, permission="read")[0][
            "id"
        ]
        admin = {"user": people.sysadmin}
        call_action("organization_member_delete", admin, id=office, username=people.walidata)
        post.send()
        assert post.of("walidata") == []


class TestDigest:
    def test_two_hundred_steps_in_a_day_are_one_mail(self, two_hundred, post):
        post.send()
        post.send(DAY)
        text = post.text("officer")
        assert "Menunggu Anda (200)" in text
        assert "Dan 180 lagi." in text

    def test_of_several_steps_of_a_dataset_the_last_is_told(self, post, people, make):
        made = make(title="Jumlah Sekolah")
        people.steps(made["id"], *APPROVED, ("walidata", "terbit"))
        post.send(DAY)
        assert post.text("officer").count("Jumlah Sekolah") == 1
        assert "Diterbitkan." in post.text("officer")

    def test_what_was_told_is_not_told_again(self, post, people, make):
        people.steps(make()["id"], ("officer", "diajukan"))
        for _ in range(3):
            post.send(DAY)
        assert len(post.of("walidata")) == 1

    def test_what_was_taken_back_waits_for_nobody(self, post, people, make):
        people.steps(make()["id"], ("officer", "diajukan"), ("officer", "draf"))
        post.send(DAY)
        assert post.of("walidata") == []

    def test_a_step_that_was_rolled_back_is_told_to_nobody(self, post, people, make):
        made = make()
        event = (
            'INSERT INTO paser_workflow_event (dataset_id, number, kind, actor, role, "from", "to")'
            " VALUES (:id, 100, 'langkah', '', 'produsen', 'draf', 'diajukan')"
        )
        model.Session.execute(sa.text(event), {"id": made["id"]})
        model.Session.rollback()
        assert service.gather() == 0

    def test_a_title_reaches_neither_the_headers_nor_the_page_as_markup(self, post, people, make):
        made = make(title="Jumlah <img src=x onerror=alert(1)> & Puskesmas")
        user = model.User.get(people.walidata)
        assert user
        user.fullname = "Siti\r\nBcc: semua@contoh.invalid"
        model.Session.commit()
        people.steps(made["id"], ("officer", "diajukan"))
        post.send()
        (mail,) = post.of("walidata")
        assert mail["Bcc"] is None
        assert mail["Subject"] == "Satu Data Paser: menunggu: 1"
        assert mail["To"].addresses[0].display_name == "Siti Bcc: semua@contoh.invalid"
        page = post.text("walidata", "html")
        assert "<img" not in page
        assert "&lt;img src=x onerror=alert(1)&gt; &amp; Puskesmas" in page

    def test_mail_programs_are_told_that_no_person_wrote_it_and_where_it_is_changed(self, post, people, make):
        people.steps(make()["id"], ("officer", "diajukan"))
        post.send()
        (mail,) = post.of("walidata")
        assert mail["Auto-Submitted"] == "auto-generated"
        assert mail["List-Unsubscribe"].endswith("/meja/pemberitahuan>")
        assert mail["List-Unsubscribe"].startswith("<http")


class TestWish:
    @pytest.mark.parametrize(
        ("wish", "counts"), [("langsung", (1, 1)), ("harian", (0, 1)), ("tidak", (0, 0))]
    )
    def test_each_is_told_as_they_wish(self, post, people, make, wish, counts):
        people.does("walidata", "paser_notice_setting_update", wish=wish)
        people.steps(make()["id"], ("officer", "diajukan"))
        post.send(SOON)
        soon = len(post.of("walidata"))
        post.send(at_seven(post.at) - post.at)
        assert (soon, len(post.of("walidata"))) == counts

    def test_who_declines_afterwards_is_told_nothing_of_before(self, post, people, make):
        people.steps(make()["id"], ("officer", "diajukan"))
        service.gather()
        people.does("walidata", "paser_notice_setting_update", wish=Wish.TIDAK.value)
        post.send(DAY)
        assert post.of("walidata") == []

    def test_each_reads_their_own_language(self, post, people, make):
        people.does("walidata", "paser_notice_setting_update", wish="langsung", language="en")
        people.steps(make()["id"], ("officer", "diajukan"))
        post.send()
        assert "Waits for you (1)" in post.text("walidata")
        assert "See all of it in the portal" in post.text("walidata", "html")
        assert "Menunggu Anda (1)" in post.text("walidata_second")
        assert 'lang="id"' in post.text("walidata_second", "html")

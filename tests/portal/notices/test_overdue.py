"""Claims about overdue data: one rule for the list, the desk and the mail. DATA CONTOH."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from ckan import model
from ckan.lib import search

from ckanext.paser.desk import service as desk
from ckanext.paser.desk.rules.due import Standing
from ckanext.paser.notices import service
from ckanext.paser.registers import service as registers

from tests.portal.notices.conftest import DAY
from tests.portal.workflow.conftest import FILE, PUBLISHED

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "paser scheming_datasets scheming_organizations datastore"),
    pytest.mark.ckan_config("ckan.locale_default", "id"),
    pytest.mark.usefixtures("clean_index"),
]
MONTHLY = "http://publications.europa.eu/resource/authority/frequency/MONTHLY"


OLD = (
    "UPDATE package SET extras = extras - 'jadwal_rilis' WHERE id = :id",
    "UPDATE resource SET created = now() AT TIME ZONE 'UTC' - interval '40 days', last_modified = NULL WHERE id = :file",
)


@pytest.fixture
def overdue(post, people, make) -> dict:
    """A monthly dataset whose data are forty days old, with a document of today."""
    made = make(
        frequency=MONTHLY,
        jadwal_rilis="2099-02-01",
        resources=[FILE, {**FILE, "name": "Pedoman", "jenis_resource": "dokumentasi"}],
    )
    people.steps(made["id"], *PUBLISHED)
    for command in OLD:
        model.Session.execute(sa.text(command), {"id": made["id"], "file": made["resources"][0]["id"]})
    model.Session.commit()
    search.rebuild(made["id"])
    service.gather()
    service.store.end_all("uji")
    model.Session.commit()
    return made


def test_desk_and_list_of_data_name_the_same_day(overdue, people):
    (listed,) = [one for one in registers.overdue() if one.id == overdue["id"]]
    (entry,) = [one for one in desk.desk(people.agency) if one.id == overdue["id"]]
    assert (entry.due, entry.standing) == (listed.due, Standing.LATE)
    assert entry.due
    assert entry.due < date.today() - timedelta(days=5)


def test_overdue_data_are_told_to_their_agency_and_to_walidata(overdue, post):
    service.note_overdue()
    post.send(DAY)
    assert f"/meja/{overdue['id']}/periode" in post.text("officer")
    assert "Terlambat menurut frekuensinya sendiri (1)" in post.text("walidata")
    assert "/meja/verifikasi/terlambat" in post.text("walidata")
    assert post.of("stranger") == []


def test_a_missed_day_is_told_once(overdue, post):
    for _ in range(3):
        service.note_overdue()
        post.send(DAY)
    assert len(post.of("officer")) == 1


class TestWhatStaysOverdue:
    @pytest.fixture
    def told(self, overdue, post):
        """What was told two weeks ago."""
        service.note_overdue()
        post.send(DAY)
        model.Session.execute(
            sa.text("UPDATE paser_notice SET at = at - interval '14 days' WHERE due IS NOT NULL")
        )
        model.Session.commit()
        post.box.taken.clear()
        return overdue

    def test_its_agency_is_reminded_of_once_a_week_and_the_walidata_is_not(self, told, post):
        for _ in range(3):
            service.note_overdue()
            post.send(DAY)
        assert f"/meja/{told['id']}/periode" in post.text("officer")
        assert post.of("walidata") == []

    def test_nobody_is_reminded_of_when_it_was_updated(self, told, post):
        service.note_overdue()
        model.Session.execute(
            sa.text("UPDATE resource SET created = now() AT TIME ZONE 'UTC' WHERE id = :file"),
            {"file": told["resources"][0]["id"]},
        )
        model.Session.commit()
        search.rebuild(told["id"])
        service.note_overdue()
        post.send(DAY)
        assert post.of("officer") == []


def test_what_is_withdrawn_before_the_mail_goes_out_is_overdue_no_more(overdue, post, people):
    service.note_overdue()
    people.steps(overdue["id"], ("walidata", "ditarik"))
    post.send(DAY)
    assert "Terlambat" not in post.text("officer")

"""Claims about the desk of an officer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from ckan import model
from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.paser.desk import service

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
    }


def test_somebody_without_an_agency_is_told_whom_to_ask(app):
    headers = {"Authorization": factories.UserWithToken()["token"]}
    assert "Mintalah administrator" in app.get("/id/meja", headers=headers).text


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

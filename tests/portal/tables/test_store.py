"""Claims about loads that wait."""

from __future__ import annotations

import threading

import pytest
import sqlalchemy as sa

from ckan import model

from ckanext.paser.tables import service, store

pytestmark = pytest.mark.ckan_config("ckan.plugins", "paser datastore")

FILE = "kode;nilai\nA;1\n"


def waiting(resource_id: str) -> list[str]:
    """The ids of the loads that wait, the newest first."""
    model.Session.rollback()
    return [load.id for load in store.recent(resource_id, 10) if load.status == "queued"]


def test_two_who_ask_at_once_wait_for_one_load(load):
    resource_id, _ = load(FILE)

    def ask() -> None:
        service.request_load(resource_id)
        model.Session.commit()
        model.Session.remove()

    other = threading.Thread(target=ask)
    service.request_load(resource_id)
    other.start()
    other.join(0.5)
    model.Session.commit()
    other.join()
    assert len(waiting(resource_id)) == 1


def test_a_load_that_is_asked_for_again_is_of_the_newest_file(upload):
    resource_id = upload(FILE)["id"]
    first = waiting(resource_id)
    store.request([{"resource_id": resource_id, "source": "baru", "said": "", "requested_by": ""}])
    model.Session.commit()
    newest = store.latest(resource_id)
    assert newest
    assert (newest.source, waiting(resource_id)) == ("baru", first)


def test_of_several_that_waited_before_it_could_not_be_the_newest_stays(upload, migrate_db_for):
    resource_id = upload(FILE)["id"]
    model.Session.remove()
    migrate_db_for("paser", version="012_said", forward=False)
    older = sa.text(
        "INSERT INTO paser_table_load (id, resource_id, status, queued)"
        " VALUES ('lama', :id, 'queued', now() - interval '1 hour')"
    )
    with model.ensure_engine().begin() as connection:
        connection.execute(older, {"id": resource_id})
    migrate_db_for("paser")
    (left,) = waiting(resource_id)
    assert left != "lama"

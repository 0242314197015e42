"""Claims about a table that shows what was decided since not to be shown, and a fall while it is taken away. DATA CONTOH."""

from __future__ import annotations

import pytest

from ckan import model
from ckan.tests.helpers import call_action

from ckanext.datastore.backend.postgres import DatastorePostgresqlBackend
from ckanext.paser.releases import hooks
from ckanext.paser.releases import service as releases
from ckanext.paser.tables import service, store, withdrawal
from ckanext.paser.tables.signals import DROP, table_changed

pytestmark = pytest.mark.ckan_config("ckan.plugins", "paser datastore")

PEOPLE = "NIK;Nama;Tgl Lahir;Kecamatan\n" + "".join(
    f"64010157{n % 12 + 1:02}90{n:04};Orang Contoh {n};{n % 28 + 1:02}/{n % 12 + 1:02}/1990;Kecamatan {n % 10}\n"
    for n in range(1, 31)
)
"""Groups that are all too small to be counted."""


class FallError(Exception):
    """The power goes."""


def decide(resource_id: str, decision: str, columns: list[str]) -> None:
    call_action("paser_privacy_decide", resource_id=resource_id, decision=decision, columns=columns)


def kept(resource_id: str) -> list[int]:
    model.Session.rollback()
    return [release.number for release in releases.of(resource_id) if not release.removed]


@pytest.fixture
def overtaken(load) -> str:
    """Columns were left out, then people were to be counted; the file is about to be read again."""
    resource_id, _ = load(PEOPLE)
    decide(resource_id, "drop_column", ["nik", "nama"])
    service.load_upload(resource_id)
    assert kept(resource_id) == [1]
    decide(resource_id, "aggregate", ["kecamatan"])
    return resource_id


@pytest.mark.parametrize(
    ("owner", "step"),
    [
        (releases, "remove_overtaken"),
        (DatastorePostgresqlBackend, "delete"),
        (withdrawal, "drop"),
        (store, "flag"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_wherever_it_falls_none_of_its_releases_stays_public_and_the_next_attempt_ends_it(
    overtaken, monkeypatch, owner, step
):
    done = getattr(owner, step)

    def fall(*args, **kwargs) -> None:
        done(*args, **kwargs)
        raise FallError

    with monkeypatch.context() as patch:
        patch.setattr(owner, step, fall)
        with pytest.raises(FallError):
            service.load_upload(overtaken)
    assert kept(overtaken) == []
    heard: list[str] = []
    with table_changed.connected_to(lambda _, by, **more: heard.append(by)):
        service.load_upload(overtaken)
    active = call_action("resource_show", id=overtaken)["datastore_active"]
    assert (service.data_versions([overtaken]), active, heard) == ({}, False, [DROP])


def test_an_edit_that_becomes_a_release_meanwhile_goes_too(overtaken, monkeypatch):
    monkeypatch.setattr(hooks, "SETTLED", 3600.0)
    row = {"_id": 1, "kecamatan": "Kecamatan 1"}
    call_action("datastore_upsert", resource_id=overtaken, method="update", force=True, records=[row])
    drop = withdrawal.drop

    def drop_late(resource_id: str) -> bool:
        assert releases.take(resource_id)
        return drop(resource_id)

    monkeypatch.setattr(withdrawal, "drop", drop_late)
    service.load_upload(overtaken)
    assert kept(overtaken) == []

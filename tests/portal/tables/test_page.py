"""Claims about what the page of a file says of how it was read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ckan.tests import factories
from ckan.tests.helpers import CKANTestApp, call_action

from ckanext.paser.tables import service, store

pytestmark = pytest.mark.ckan_config("ckan.plugins", "paser datastore")

SLIP = "nama;nilai\n" + "Kuaro;5\n" * 12 + "Ikis;1.23O\nJumlah;60\n"
LOCKED = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2048) + "EncryptedPackage".encode("utf-16-le")
PREVIOUS = "This is the table of the previous file."

Page = Callable[[str, bool], str]


@pytest.fixture
def dataset(reset_db_once, with_plugins) -> dict[str, Any]:
    """Made outside of any request: within one, CKAN would go on knowing its visitor, whoever asks later."""
    return factories.Dataset(owner_org=factories.Organization()["id"])


@pytest.fixture
def page(app: CKANTestApp, dataset) -> Page:
    """The English page of a resource, as a visitor or as one who may edit it."""
    headers = {"Authorization": factories.SysadminWithToken()["token"]}

    def get(resource_id: str, edits: bool) -> str:
        address = f"/en/dataset/{dataset['name']}/resource/{resource_id}"
        return app.get(address, headers=headers if edits else {}).text

    return get


def test_who_may_edit_is_told_what_to_put_right_and_what_was_left_out(load, page):
    resource_id, _ = load(SLIP)
    told = page(resource_id, True)
    assert "Row 14, column &#34;nilai&#34;: &#34;1.23O&#34; is not a number" in told
    assert "Total rows recognised and kept out of the table: 1 (Jumlah)." in told
    assert "How the file was read" not in page(resource_id, False)


def test_who_uploaded_a_protected_workbook_is_told_why_there_is_no_table(load, page):
    resource_id, _ = load(LOCKED, "data.xlsx")
    assert "The file is protected by a password. Remove the password" in page(resource_id, True)
    assert PREVIOUS not in page(resource_id, False)


def test_everybody_is_told_that_the_table_is_of_the_previous_file(load, page):
    resource_id, _ = load(SLIP)
    load(LOCKED, "data.xlsx", id=resource_id)
    assert PREVIOUS in page(resource_id, False)
    load(SLIP, id=resource_id)
    assert PREVIOUS not in page(resource_id, False)


def test_everybody_is_told_that_the_table_waits_or_is_being_made(upload, page):
    waits, is_made = "The table waits for its turn.", "The table is being made."
    resource_id = upload(SLIP)["id"]
    seen = [page(resource_id, False)]
    store.start(resource_id)
    seen.append(page(resource_id, False))
    service.load_upload(resource_id)
    seen.append(page(resource_id, False))
    assert [(waits in one, is_made in one) for one in seen] == [(True, False), (False, True), (False, False)]


def test_the_form_of_the_columns_says_that_their_file_waits_for_its_turn(load, upload, page):
    resource_id, _ = load(SLIP)
    upload("nama;nilai\nKuaro;6\n", id=resource_id)
    assert "The file waits for its turn." in page(f"{resource_id}/kolom", True)


def test_of_a_linked_file_nobody_knows_whether_it_waits_or_is_being_fetched(dataset, page):
    link = {"package_id": dataset["id"], "url": "https://paserkab.invalid/data.csv"}
    shown = page(call_action("resource_create", **link)["id"], False)
    assert "The table is being made." in shown
    assert "waits for its turn" not in shown

"""Claims about what the page of a dataset says of files that are, or fail to become, tables."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from werkzeug.datastructures import FileStorage

from ckan.tests import factories
from ckan.tests.helpers import CKANTestApp, call_action

from ckanext.paser.tables import service as tables

pytestmark = pytest.mark.ckan_config(
    "ckan.plugins", "paser scheming_datasets scheming_organizations datastore"
)

TABLE = b"nama;nilai\nKuaro;5\nIkis;6\n"
LOCKED = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2048) + "EncryptedPackage".encode("utf-16-le")
LOCKED_SAID = "Berkas terkunci kata sandi."
PREVIOUS = "Ini tabel dari berkas sebelumnya."
WAITING = "Tabelnya menunggu giliran."


@pytest.fixture
def upload(catalogue) -> Callable[..., str]:
    """Upload a file to a dataset, as a new resource or as the new file of one; returns the resource's id."""

    def send(dataset: str, content: bytes, filename: str, **extra: str) -> str:
        file = FileStorage(io.BytesIO(content), filename=filename)
        about = {"package_id": dataset, "name": filename, "url": filename, "upload": file, **extra}
        return call_action("resource_update" if extra else "resource_create", **about)["id"]

    return send


@pytest.fixture
def page(app: CKANTestApp, catalogue) -> Callable[..., str]:
    """The page of a dataset, as a visitor or as one who may edit it."""
    headers = {"Authorization": factories.SysadminWithToken()["token"]}
    return lambda dataset, edits=False: app.get(f"/dataset/{dataset}", headers=headers if edits else {}).text


def test_who_may_edit_is_told_which_file_failed_why_and_where_to_look(upload, page):
    tables.load_upload(upload("kemiskinan", TABLE, "baik.csv"))
    failed = upload("kemiskinan", LOCKED, "terkunci.xlsx")
    tables.load_upload(failed)
    told = page("kemiskinan", edits=True)
    assert f"Berkas terkunci.xlsx belum menjadi tabel.</b> {LOCKED_SAID}" in told
    assert f'href="/dataset/kemiskinan/resource/{failed}">Ke halaman berkas ini' in told
    assert told.count("Berkas ini belum menjadi tabel:") == 1
    assert LOCKED_SAID not in page("kemiskinan")


def test_everybody_is_told_that_a_table_waits_for_its_turn(upload, page):
    resource_id = upload("bantuan", TABLE, "bantuan.csv")
    seen = page("bantuan")
    assert f"<h3>{WAITING}</h3>" in seen
    assert f"<small>{WAITING}</small>" in seen
    assert "Belum ada tabel" not in seen
    tables.load_upload(resource_id)
    assert WAITING not in page("bantuan")


def test_everybody_is_told_that_the_table_is_of_the_previous_file(upload, page):
    resource_id = upload("hujan", TABLE, "hujan.csv")
    tables.load_upload(resource_id)
    tables.load_upload(upload("hujan", LOCKED, "hujan.xlsx", id=resource_id))
    assert PREVIOUS in page("hujan")


def test_which_of_several_files_is_shown_is_said(upload, page, own_dataset):
    tables.load_upload(upload(own_dataset, TABLE, "pertama.csv"))
    upload(own_dataset, TABLE, "kedua.csv")
    beginning = page(own_dataset).split('id="h-tabel"')[1].split("<table")[0]
    assert "Dari berkas" in beginning
    assert "pertama.csv</a>" in beginning

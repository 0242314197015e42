"""Claims about downloads for which no disk has room."""

from __future__ import annotations

import pytest

import ckan.plugins.toolkit as tk

from ckanext.paser.exports import cache, service
from ckanext.paser.exports.rules import formats
from ckanext.paser.exports.writing import builder

PLUGINS = "paser scheming_datasets scheming_organizations datastore"

pytestmark = pytest.mark.ckan_config("ckan.plugins", PLUGINS)


@pytest.fixture
def full(people, disk, monkeypatch, table) -> str:
    """A table, kept on a disk on which there is no room for anything else; its id."""
    monkeypatch.setitem(tk.config, "ckan.storage_path", str(disk.folder))
    resource_id = table()
    disk.fill(0)
    return resource_id


@pytest.mark.parametrize("name", ["csv", "xlsx", "json", "parquet"])
def test_a_table_is_told_in_a_sentence_and_had_when_there_is_room(app, full, disk, name):
    url = f"/api/paser/v1/tabel/{full}/unduh.{name}"
    answer = app.get(url, status=503)
    assert (answer.json["error"]["code"], answer.headers["Retry-After"]) == ("no_space", "900")
    assert list(cache.root().rglob(f"{builder.UNFINISHED}*")) == []
    disk.grow()
    assert app.get(url).status_code == 200


def test_so_is_a_package(app, full, disk, people):
    url = f"/dataset/{people['dataset']['name']}/unduh.zip"
    assert app.get(url, status=503).json["error"]["code"] == "no_space"
    disk.grow()
    assert app.get(url).status_code == 200


def test_people_read_it_in_indonesian(app, full):
    url = f"/id/api/paser/v1/tabel/{full}/unduh.csv"
    page = app.get(url, headers={"Accept": "text/html"}, status=503).text
    assert "Tidak ada ruang di penyimpanan portal" in page
    assert "Sebentar lagi" not in page


def test_a_large_one_is_not_promised_to_be_there_soon(app, full, monkeypatch):
    monkeypatch.setattr(formats, "PATIENCE", 0)
    slow = formats.Format("json", "JSON", "application/json", 0)
    monkeypatch.setitem(formats.FORMATS, "json", slow)
    answer = app.get(f"/api/paser/v1/tabel/{full}/unduh.json", status=503)
    assert answer.json["error"]["code"] == "no_space"


def test_a_fault_of_the_portal_is_told_in_a_sentence_too(app, table, monkeypatch):
    def fall(*_, **__):
        raise builder.WritingError

    monkeypatch.setattr(service, "build", fall)
    answer = app.get(f"/api/paser/v1/tabel/{table()}/unduh.json", status=503)
    assert answer.json["error"]["code"] == "not_written"

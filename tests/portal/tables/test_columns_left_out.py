"""Claims about a column that the dictionary takes out of what is public, in either way in which it can be said. DATA CONTOH."""

from __future__ import annotations

import io
import zipfile

import pytest

from ckan import model
from ckan.tests.helpers import call_action

from ckanext.paser.jobs import service as jobs

pytestmark = pytest.mark.ckan_config("ckan.plugins", "paser datastore")

TABLE = "desa;pendamping;jumlah\n" + "".join(f"Contoh {n};Rahasia {n};{n + 20}\n" for n in range(10))
SAID = {"id": "pendamping", "apakah_variabel_bisa_diakses_umum": False}
REMOVED = {"id": "pendamping", "kelas_data_pribadi": "umum", "perlakuan": "hapus"}
NAMES = ("pendamping", "Rahasia")


@pytest.fixture(params=[SAID, REMOVED, {**REMOVED, "apakah_variabel_bisa_diakses_umum": True}])
def resource_id(request, load) -> str:
    """A table that was public with all of its columns, and has lost one."""
    id_, _ = load(TABLE)
    jobs.run_pending()
    call_action("resource_patch", id=id_, kamus_data=[request.param])
    jobs.run_pending()
    model.Session.rollback()
    return id_


def told(text: str) -> list[str]:
    return [name for name in NAMES if name in text]


def test_it_is_in_no_table(resource_id):
    found = call_action("datastore_search", resource_id=resource_id)
    assert [field["id"] for field in found["fields"]] == ["_id", "desa", "jumlah"]
    assert call_action("datastore_search", resource_id=resource_id, q="Rahasia")["records"] == []


@pytest.mark.parametrize("asked", ["unduh.csv", "unduh.json", "unduh.ndjson", "baris"])
def test_it_is_in_no_download_and_no_row(resource_id, app, asked):
    answer = app.get(f"/api/paser/v1/tabel/{resource_id}/{asked}")
    assert (answer.status_code, told(answer.text)) == (200, [])


def test_it_is_no_column_that_rows_can_be_asked_for(resource_id, app):
    assert app.get(f"/api/paser/v1/tabel/{resource_id}/baris?kolom=pendamping").status_code == 400


def test_it_is_not_in_the_data_package(resource_id, app, dataset):
    app.get(f"/dataset/{dataset['name']}/unduh.zip")
    jobs.run_pending()
    package = zipfile.ZipFile(io.BytesIO(app.get(f"/dataset/{dataset['name']}/unduh.zip").data))
    texts = [package.read(name).decode(errors="replace") for name in package.namelist()]
    assert [name for text in texts for name in told(text)] == []


def test_it_is_not_on_the_page_of_the_file(resource_id, app, dataset):
    assert "Rahasia" not in app.get(f"/dataset/{dataset['name']}/resource/{resource_id}").text


def test_the_file_as_it_was_sent_is_its_editors_and_others_get_the_table(resource_id, app, dataset):
    address = f"/dataset/{dataset['name']}/resource/{resource_id}/download/data.csv"
    answer = app.get(address, follow_redirects=False)
    instead = answer.headers.get("Location", "")
    assert (answer.status_code, instead.endswith(f"/{resource_id}/unduh.csv")) == (302, True)


def test_no_former_release_gives_it(resource_id, app, dataset):
    places = [
        f"/api/paser/v1/tabel/{resource_id}/rilis/1/unduh.csv",
        f"/dataset/{dataset['name']}/resource/{resource_id}/rilis/1/berkas",
    ]
    assert [app.get(place).status_code for place in places] == [404, 403]


def test_nobody_gets_file_or_download_between_the_choice_and_its_reading(load, app, dataset):
    id_, _ = load(TABLE)
    jobs.run_pending()
    call_action("resource_patch", id=id_, kamus_data=[REMOVED])
    places = [
        f"/dataset/{dataset['name']}/resource/{id_}/download/data.csv",
        f"/api/paser/v1/tabel/{id_}/unduh.csv",
    ]
    assert [app.get(place, follow_redirects=False).status_code for place in places] == [403, 503]

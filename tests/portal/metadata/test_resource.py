"""Claims about the files and links of a dataset, in its form and through the API."""

from __future__ import annotations

import io
from typing import Any

import pytest
from bs4 import BeautifulSoup
from werkzeug.datastructures import FileStorage

import ckan.plugins.toolkit as tk
from ckan.tests.helpers import call_action

pytestmark = [
    pytest.mark.usefixtures("non_clean_db", "with_plugins"),
    pytest.mark.ckan_config("ckan.plugins", "paser scheming_datasets scheming_organizations datastore"),
]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MISSING = "Pilih berkas atau isi tautannya."


@pytest.fixture
def officer(app, sysadmin_factory, api_token_factory):
    """Headers of somebody who may edit every dataset."""
    return {"Authorization": api_token_factory(user=sysadmin_factory()["name"])["token"]}


@pytest.fixture
def stored(dataset) -> dict[str, Any]:
    """Private: what a file of a public dataset has to say besides is told elsewhere."""
    return call_action("package_create", **dataset, private=True)


def file(name: str) -> FileStorage:
    return FileStorage(io.BytesIO(b"nama;nilai\nKuaro;5\n"), filename=name)


class TestFileOrLink:
    @pytest.mark.parametrize("kind", ["", "upload"])
    def test_the_form_says_at_the_field_that_there_is_neither(self, app, officer, stored, kind):
        sent = {"id": "", "name": "Tabel", "url": "", "url_type": kind, "save": "go-metadata"}
        page = app.post(f"/dataset/{stored['id']}/resource/new", data=sent, headers=officer).body
        field = BeautifulSoup(page, "html.parser").select_one(".resource-upload-field")
        shown = field.select_one("input[name=url_type][checked] + .select-type")
        assert MISSING in shown.get_text()
        assert call_action("package_show", id=stored["id"])["resources"] == []

    def test_the_api_says_so_too(self, stored):
        with pytest.raises(tk.ValidationError) as refused:
            call_action("resource_create", package_id=stored["id"], name="Tabel", url=" ")
        assert refused.value.error_dict == {"url": ["Choose a file or fill in its link."]}

    def test_a_link_that_nobody_can_follow_is_refused(self, stored):
        with pytest.raises(tk.ValidationError) as refused:
            call_action("resource_create", package_id=stored["id"], name="Tabel", url="javascript:alert(1)")
        assert list(refused.value.error_dict) == ["url"]

    @pytest.mark.parametrize(
        ("given", "url"),
        [
            ({"upload": file("data.csv")}, "data.csv"),
            ({"url": "https://paserkab.invalid/a.csv"}, "https://paserkab.invalid/a.csv"),
            ({"url_type": "tabledesigner"}, ""),
        ],
        ids=["upload", "link", "table designer"],
    )
    def test_what_has_one_or_needs_none_is_taken(self, stored, given, url):
        created = call_action("resource_create", package_id=stored["id"], **given)
        assert created["url"].endswith(url)

    def test_rows_can_be_sent_without_a_file(self, stored):
        made = call_action(
            "datastore_create", resource={"package_id": stored["id"]}, records=[{"nama": "Kuaro"}]
        )
        assert call_action("datastore_search", resource_id=made["resource_id"])["total"] == 1


class TestReplacing:
    def test_the_form_offers_to_replace_the_file_in_plain_words(self, app, officer, stored):
        made = call_action("resource_create", package_id=stored["id"], upload=file("data.csv"))
        page = app.get(f"/dataset/{stored['id']}/resource/{made['id']}/edit", headers=officer).body
        button = BeautifulSoup(page, "html.parser").select_one("[data-check=field-clear-upload]")
        assert button.get_text() == "Ganti berkas"
        assert "btn-danger" not in button["class"]

    @pytest.fixture
    def workbook(self, stored) -> dict[str, Any]:
        made = call_action("resource_create", package_id=stored["id"], name="Tabel", upload=file("data.xlsx"))
        assert (made["format"], made["mimetype"]) == ("XLSX", XLSX)
        return made

    def test_format_and_media_type_follow_the_new_file(self, app, officer, stored, workbook):
        address = f"/dataset/{stored['id']}/resource/{workbook['id']}/edit"
        sent = {"name": "Tabel", "url": workbook["url"], "url_type": "upload", "format": "XLSX", "save": ""}
        app.post(address, data=sent | {"upload": (io.BytesIO(b"a;b"), "data.csv")}, headers=officer)
        shown = call_action("resource_show", id=workbook["id"])
        assert (shown["format"], shown["mimetype"]) == ("CSV", "text/csv")

    def test_they_follow_in_the_api_too(self, workbook):
        shown = call_action("resource_patch", id=workbook["id"], upload=file("data.csv"))
        assert (shown["format"], shown["mimetype"]) == ("CSV", "text/csv")

    @pytest.mark.parametrize(
        ("name", "after"),
        [("Data 2023.xlsx", "Data 2024.xlsx"), ("Penduduk 2023", "Penduduk 2023"), ("", "Data 2024.xlsx")],
        ids=["the file's", "a chosen one", "none"],
    )
    def test_a_name_that_is_only_the_file_s_follows_the_new_file(self, stored, name, after):
        made = call_action(
            "resource_create", package_id=stored["id"], name=name, upload=file("Data 2023.xlsx")
        )
        shown = call_action("resource_patch", id=made["id"], upload=file("Data 2024.xlsx"))
        assert shown["name"] == after

    def test_a_name_that_is_sent_with_the_new_file_stays(self, stored):
        made = call_action("resource_create", package_id=stored["id"], name="a.csv", upload=file("a.csv"))
        shown = call_action("resource_patch", id=made["id"], name="Tabel", upload=file("b.csv"))
        assert shown["name"] == "Tabel"

    def test_a_format_that_the_sender_has_chosen_stays(self, workbook):
        shown = call_action("resource_patch", id=workbook["id"], upload=file("data.txt"), format="TSV")
        assert shown["format"] == "TSV"

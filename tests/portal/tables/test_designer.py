"""Claims about tables that officers fill in on the portal, by CKAN's Table Designer. DATA CONTOH."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from bs4 import BeautifulSoup

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests import factories
from ckan.tests.helpers import CKANTestApp, call_action

from ckanext.paser.jobs.service import run_pending
from ckanext.paser.releases import hooks, service
from ckanext.paser.tables import edits
from ckanext.paser.tables import service as tables

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "paser tabledesigner datastore"),
    pytest.mark.ckan_config("WTF_CSRF_ENABLED", True),
    pytest.mark.ckan_config("ckan.site_url", "http://localhost"),  # the host of the test client's cookie
]

NIK = "6401015708900001"
COLUMNS = [
    {"id": "kode", "type": "text", "tdtype": "text", "tdpkreq": "pk"},
    {"id": "nilai", "type": "int8", "tdtype": "integer", "tdpkreq": ""},
]


@pytest.fixture
def dataset(reset_db_once, with_plugins) -> dict[str, Any]:
    """Without a request context around the test, in which nobody could sign in."""
    return factories.Dataset(owner_org=factories.Organization()["id"])


@pytest.fixture
def editor(dataset) -> str:
    user = factories.User()
    call_action("organization_member_create", id=dataset["owner_org"], username=user["name"], role="editor")
    return user["id"]


@pytest.fixture
def designed(dataset) -> str:
    resource = factories.Resource(package_id=dataset["id"], url_type="tabledesigner", url="", name="Isian")
    call_action("datastore_create", resource_id=resource["id"], fields=COLUMNS, primary_key=["kode"])
    call_action("datastore_upsert", resource_id=resource["id"], records=[{"kode": "A", "nilai": 1}])
    return resource["id"]


@pytest.fixture
def indexed(designed, monkeypatch) -> Iterator[str]:
    """The same while an index of it is being made: rows may be written, but no comment."""
    monkeypatch.setattr(edits, "_PATIENCE", 1)
    with psycopg.connect(tk.config["ckan.datastore.write_url"]) as connection:
        connection.execute(f'LOCK TABLE "{designed}" IN SHARE UPDATE EXCLUSIVE MODE')
        yield designed


@pytest.fixture
def officer(app: CKANTestApp, editor) -> CKANTestApp:
    app.set_session_user(editor)
    return app


def page_of(browser: Any, address: str) -> BeautifulSoup:
    answer = browser.get(address)
    assert answer.status_code == 200, answer.text
    return BeautifulSoup(answer.text, "html.parser")


def sent(browser: Any, address: str, values: dict[str, str]) -> Any:
    """The answer to a form that was opened, filled in and sent."""
    token = page_of(browser, address).select_one("form input[name=_csrf_token]")
    assert token is not None
    return browser.post(address, data=values | {"_csrf_token": token["value"]}, follow_redirects=False)


def rows(resource_id: str) -> list[tuple[str, int]]:
    found = call_action("datastore_search", resource_id=resource_id, sort="kode")["records"]
    return [(row["kode"], row["nilai"]) for row in found]


def addresses(dataset: dict[str, Any], resource_id: str) -> list[str]:
    at = f"/en/dataset/{dataset['name']}"
    forms = [
        f"{at}/tabledesigner/{resource_id}/{form}"
        for form in ("add-row", "edit-row?_id=1", "delete-rows?_id=1")
    ]
    return [*forms, f"{at}/dictionary/{resource_id}"]


class TestOfficer:
    def test_a_row_that_is_added_on_its_page_becomes_a_release(self, officer, designed, dataset, monkeypatch):
        monkeypatch.setattr(hooks, "SETTLED", 0.0)
        add, *_ = addresses(dataset, designed)
        assert sent(officer, add, {"col__1__value": "B", "col__2__value": "2"}).status_code == 302
        run_pending()
        newest = service.one(designed)
        assert newest is not None
        assert (newest.kind, newest.rows, rows(designed)) == ("suntingan", 2, [("A", 1), ("B", 2)])

    def test_a_table_without_columns_leads_its_officer_to_them(self, officer, dataset):
        new = factories.Resource(package_id=dataset["id"], url_type="tabledesigner", url="", name="Isian")[
            "id"
        ]
        page = page_of(officer, f"/en/dataset/{dataset['name']}/resource/{new}")
        assert page.select_one(f'a[href$="/dictionary/{new}"]').get_text() == "Columns of the table"
        assert page.select_one('a[href$="/add-row"]') is None
        assert "The table has no columns yet." in page.select_one("#tabel").get_text()
        assert officer.get(f"/api/paser/v1/tabel/{new}/baris").status_code == 404
        call_action("datastore_create", resource_id=new, fields=COLUMNS, primary_key=["kode"])
        assert officer.get(f"/api/paser/v1/tabel/{new}/baris").status_code == 200

    def test_one_without_rows_says_so(self, officer, dataset):
        new = factories.Resource(package_id=dataset["id"], url_type="tabledesigner", url="", name="Isian")
        call_action("datastore_create", resource_id=new["id"], fields=COLUMNS, primary_key=["kode"])
        page = page_of(officer, f"/en/dataset/{dataset['name']}/resource/{new['id']}")
        shown = page.select_one("#tabel").get_text()
        assert ("The table has no rows yet" in shown, "No row is like that" in shown) == (True, False)

    def test_rows_are_changed_and_deleted_from_the_page_of_the_file(self, officer, designed, dataset):
        at = f"/en/dataset/{dataset['name']}/resource/{designed}"
        edit, delete = (link["href"] for link in page_of(officer, at).select("#tabel tbody td:last-child a"))
        assert sent(officer, edit, {"col__1__value": "A", "col__2__value": "9"}).status_code == 302
        assert rows(designed) == [("A", 9)]
        assert sent(officer, delete, {}).status_code == 302
        assert rows(designed) == []

    def test_columns_are_designed_on_the_page_of_the_dictionary(self, officer, designed, dataset):
        *_, dictionary = addresses(dataset, designed)
        fields = {
            "fields__1__id": "kode", "fields__1__tdtype": "text", "fields__1__tdpkreq": "pk",
            "fields__2__id": "nilai", "fields__2__tdtype": "integer", "fields__2__tdpkreq": "",
            "fields__3__id": "satuan", "fields__3__tdtype": "text", "fields__3__tdpkreq": "",
        } | {f"info__{number}__label": "" for number in (1, 2, 3)}  # fmt: skip
        assert sent(officer, dictionary, fields).status_code == 302
        columns = [field["id"] for field in call_action("datastore_info", id=designed)["fields"]]
        assert columns == ["kode", "nilai", "satuan"]

    def test_personal_data_are_told_at_their_field_and_what_was_typed_stays(self, officer, designed, dataset):
        add, *_ = addresses(dataset, designed)
        answer = sent(officer, add, {"col__1__value": f"Contoh {NIK}", "col__2__value": "7"})
        page = BeautifulSoup(answer.text, "html.parser")
        assert answer.status_code == 200
        assert "Personal data may stand here" in page.select_one(".error-block").get_text()
        assert page.select_one("#field-2")["value"] == "7"
        assert rows(designed) == [("A", 1)]

    @pytest.mark.parametrize("typed", ["1.250", "NaN"])
    @pytest.mark.parametrize("form", [0, 1], ids=["added", "changed"])
    def test_a_value_that_its_column_cannot_keep_is_told_at_its_field(
        self, officer, designed, dataset, form, typed
    ):
        address = addresses(dataset, designed)[form]
        answer = sent(officer, address, {"col__1__value": "B", "col__2__value": typed})
        page = BeautifulSoup(answer.text, "html.parser")
        assert f'"{typed}" cannot be a value of this column' in page.select_one(".error-block").get_text()
        assert page.select_one("#field-2")["value"] == typed

    @pytest.mark.parametrize("form", ["add-row", "edit-row", "dictionary"])
    def test_a_table_that_is_being_indexed_is_told_in_the_form(self, officer, indexed, dataset, form):
        values = {
            "col__1__value": "B", "col__2__value": "7",
            "fields__1__id": "kode", "fields__1__tdtype": "text", "fields__1__tdpkreq": "pk",
            "fields__2__id": "nilai", "fields__2__tdtype": "integer", "fields__2__tdpkreq": "",
        }  # fmt: skip
        (address,) = (each for each in addresses(dataset, indexed) if form in each)
        answer = sent(officer, address, values)
        page = BeautifulSoup(answer.text, "html.parser")
        assert (answer.status_code, rows(indexed)) == (200, [("A", 1)])
        assert "it is being indexed." in page.select_one("main").get_text()
        assert [field["value"] for field in page.select("#field-2[value]")] == ["7"] * (form != "dictionary")

    def test_it_is_told_on_the_page_where_rows_are_deleted(self, officer, indexed, dataset):
        delete = addresses(dataset, indexed)[2]
        answer = sent(officer, delete, {})
        assert (answer.status_code, rows(indexed)) == (302, [("A", 1)])
        assert answer.headers["Location"].endswith(delete)
        assert "it is being indexed." in page_of(officer, delete).get_text()

    def test_personal_data_in_the_words_of_a_column_are_told_with_its_number(
        self, officer, designed, dataset
    ):
        *_, dictionary = addresses(dataset, designed)
        fields = {
            "fields__1__id": "kode", "fields__1__tdtype": "text", "fields__1__tdpkreq": "pk", "info__1__label": "",
            "fields__2__id": "nilai", "fields__2__tdtype": "integer", "fields__2__tdpkreq": "", "info__2__label": "",
            "fields__3__id": "satuan", "fields__3__tdtype": "text", "fields__3__tdpkreq": "",
            "info__3__label": f"seperti {NIK}",
        }  # fmt: skip
        answer = sent(officer, dictionary, fields)
        assert answer.status_code == 200
        assert 'Field 3: Name and explanations of column "satuan"' in " ".join(
            BeautifulSoup(answer.text, "html.parser").select_one(".error-explanation").get_text(" ").split()
        )
        assert len(call_action("datastore_info", id=designed)["fields"]) == 2

    def test_a_table_that_is_of_a_file_has_no_forms_for_its_rows(self, officer, designed, dataset):
        model.Resource.get(designed).url_type = "upload"
        model.Session.commit()
        forms = addresses(dataset, designed)[:3]
        assert [officer.get(at).status_code for at in forms] == [404] * 3
        assert rows(designed) == [("A", 1)]

    def test_the_form_of_a_file_offers_a_table_to_fill_in_without_inline_code(self, officer, dataset):
        page = page_of(officer, f"/en/dataset/{dataset['name']}/resource/new")
        button = page.select_one("#resource-table-designer-button")
        assert button["data-check"] == page.select_one("input[value=tabledesigner]")["id"]
        assert "onclick" not in str(page.select_one(".resource-upload-field"))


class TestMistakes:
    """What an officer does wrong is told at the field, in Indonesian, and nothing typed is lost."""

    @pytest.fixture
    def asked(self, officer, dataset) -> str:
        new = factories.Resource(package_id=dataset["id"], url_type="tabledesigner", url="", name="Isian")[
            "id"
        ]
        *_, dictionary = addresses(dataset, new)
        fields = {
            "fields__1__id": "kode", "fields__1__tdtype": "text", "fields__1__tdpkreq": "pk",
            "fields__2__id": "hari", "fields__2__tdtype": "date", "fields__2__tdpkreq": "",
            "fields__3__id": "nilai", "fields__3__tdtype": "integer", "fields__3__tdpkreq": "req",
            "fields__3__tdminimum": "5",
        } | {f"info__{number}__label": "" for number in (1, 2, 3)}  # fmt: skip
        assert sent(officer, dictionary, fields).status_code == 302
        call_action(
            "datastore_upsert",
            resource_id=new,
            records=[{"kode": "A", "nilai": 7}, {"kode": "B", "nilai": 7}],
        )
        return new

    @pytest.mark.parametrize(
        ("typed", "told"),
        [
            (("A", "", "7"), "Pengenal ini sudah dipakai baris lain."),
            (("", "", "7"), "Pengenal baris wajib diisi"),
            (("C", "31/12/2024", "7"), '"31/12/2024" tidak dapat menjadi nilai kolom ini'),
            (("C", "", "1.250"), '"1.250" tidak dapat menjadi nilai kolom ini'),
            (("C", "", ""), "Wajib diisi"),
            (("C", "", "3"), 'Kurang dari nilai paling kecil: "5"'),
        ],
    )
    def test_in_a_row(self, officer, asked, dataset, typed, told):
        add = addresses(dataset, asked)[0].replace("/en/", "/id/")
        answer = sent(officer, add, {f"col__{n}__value": value for n, value in enumerate(typed, 1)})
        page = BeautifulSoup(answer.text, "html.parser")
        assert answer.status_code == 200
        assert told in " ".join(block.get_text() for block in page.select(".error-block"))
        assert page.select_one("#field-1")["value"] == typed[0]

    @pytest.mark.parametrize(
        ("changed", "told"),
        [
            (("kode", "kode"), "Kolom 4: Nama ini sudah dipakai kolom lain."),
            (("_kode", "kode"), 'Kolom 4: "_kode" tidak dapat menjadi nama kolom'),
            (("x" * 64, "kode"), "Kolom 4: Nama kolom terlalu panjang"),
            (("lain", "nilai"), "Kolom 3: Ada dua baris dengan isi yang sama"),
        ],
    )
    def test_in_a_column(self, officer, asked, dataset, changed, told):
        name, key = changed
        dictionary = addresses(dataset, asked)[-1].replace("/en/", "/id/")
        columns = [("kode", "text"), ("hari", "date"), ("nilai", "integer"), (name, "text")]
        fields: dict[str, str] = {}
        for n, (id_, type_) in enumerate(columns, 1):
            values = {"id": id_, "tdtype": type_, "tdpkreq": "pk" if id_ == key and n < 4 else ""}
            fields |= {f"fields__{n}__{part}": value for part, value in values.items()}
            fields[f"info__{n}__label"] = ""
        answer = sent(officer, dictionary, fields)
        assert answer.status_code == 200
        shown = BeautifulSoup(answer.text, "html.parser").select_one(".error-explanation").get_text(" ")
        assert told in " ".join(shown.split())


class TestPrograms:
    @pytest.mark.parametrize("action", ["paser_table_status", "paser_table_report"])
    def test_they_are_told_of_it_as_of_the_table_of_a_file(self, designed, action):
        told = call_action(action, resource_id=designed)
        assert (told["status"], told["filename"], told["finished"]) == ("done", "", None)
        assert (told["rows"], [column["id"] for column in told["columns"]]) == (1, ["kode", "nilai"])
        assert told["data_version"] == tables.data_versions([designed])[designed]

    def test_there_is_no_form_of_how_its_file_is_read(self, officer, designed, dataset):
        assert officer.get(f"/en/dataset/{dataset['name']}/resource/{designed}/kolom").status_code == 404


class TestOthers:
    @pytest.fixture(params=["a visitor", "an officer of another agency"])
    def other(self, request, app: CKANTestApp, designed) -> Any:
        if request.param != "a visitor":
            stranger = factories.User()
            factories.Organization(users=[{"name": stranger["name"], "capacity": "admin"}])
            app.set_session_user(stranger["id"])
        return app

    def test_its_forms_are_not_there_for_others(self, other, designed, dataset):
        assert [other.get(at).status_code for at in addresses(dataset, designed)] == [404] * 4

    def test_nothing_that_others_send_is_written(self, other, designed, dataset):
        own = re.search(r'name="_csrf_token" value="([^"]+)"', other.get("/en/dataset/new").text)
        values = {
            "col__1__value": "Z",
            "col__2__value": "0",
            "fields__1__tdtype": "text",
            "fields__1__id": "z",
        }
        values |= {"_csrf_token": own[1]} if own else {}  # who asks is what refuses, not a token that lacks
        answers = [other.post(at, data=values, follow_redirects=False) for at in addresses(dataset, designed)]
        assert [answer.status_code for answer in answers] == [404] * 4
        assert rows(designed) == [("A", 1)]

    def test_the_page_of_the_file_offers_others_nothing_to_edit(self, other, designed, dataset):
        text = other.get(f"/en/dataset/{dataset['name']}/resource/{designed}").text
        assert "A" in BeautifulSoup(text, "html.parser").select_one("#tabel tbody").get_text()
        assert re.search(r"tabledesigner/|/dictionary/", text) is None

"""Claims about withdrawing the newest release: nothing of it is given any more, until a file is sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.paser.jobs import service as jobs
from ckanext.paser.releases import hooks, service, withdrawal
from ckanext.paser.search import service as search
from ckanext.paser.tables import datastore
from ckanext.paser.tables import service as tables
from ckanext.paser.tables import withdrawal as of_tables

pytestmark = pytest.mark.ckan_config("ckan.plugins", "paser datastore")

OLD = "kode;nilai\nA;1\nB;2\n"
LEAK = "kode;nilai;catatan\nA;1;Bocoran\nB;3;Bocoran\n"
ACROSS = "Kecamatan;2021;2022\nContoh A;11;12\nContoh B;13;14\n"
REASON = "Memuat catatan pribadi."


@pytest.fixture
def gone(load) -> str:
    """A resource whose newest release, the second, is withdrawn."""
    resource_id, _ = load(OLD)
    load(LEAK, id=resource_id)
    jobs.run_pending()
    withdrawal.withdraw(resource_id, 2, REASON)
    jobs.run_pending()
    return resource_id


def numbers(resource_id: str) -> list[int]:
    model.Session.rollback()
    return [release.number for release in service.of(resource_id) if not release.removed]


def load_state(resource_id: str) -> tuple[str, list[str]]:
    model.Session.rollback()
    status = tables.status(resource_id)
    assert status
    return status["status"], [problem["code"] for problem in status["problems"]]


class TestWhatIsGiven:
    @pytest.mark.parametrize(
        "address",
        [
            "/api/paser/v1/tabel/{id}/baris",
            "/api/paser/v1/odata/{id}/baris",
            "/api/paser/v1/tabel/{id}/unduh.csv",
            "/api/paser/v1/tabel/{id}/rilis/2/unduh.csv.gz",
            "/api/paser/v1/tabel/{id}/rilis/2/unduh.csv-metadata.json",
            "/dataset/{name}/resource/{id}/rilis/2/berkas",
            "/dataset/{name}/resource/{id}/rilis/banding?dari=1&ke=2",
            "/api/3/action/datastore_search?resource_id={id}",
        ],
    )
    def test_nothing_at_any_address(self, app, gone, dataset, address):
        assert app.get(address.format(id=gone, name=dataset["name"])).status_code == 404

    def test_not_the_uploaded_file_either(self, app, gone, dataset):
        address = f"/dataset/{dataset['name']}/resource/{gone}/download/data.csv"
        assert app.get(address, follow_redirects=False).status_code == 403

    def test_its_page_shows_no_row_and_says_why(self, app, gone, dataset):
        page = app.get(f"/en/dataset/{dataset['name']}/resource/{gone}").text
        assert (REASON in page, "Bocoran" in page) == (True, False)

    def test_its_columns_are_not_found_by_the_search(self, gone, dataset):
        found = search.index_fields(call_action("package_show", id=dataset["id"]))
        assert found["column_labels"] == []

    def test_number_and_reason_stay_and_the_statistics_go(self, gone):
        told = call_action("paser_release_show", resource_id=gone)
        assert (told["number"], told["removed_why"], told["statistics"]) == (2, REASON, {})

    def test_no_release_is_in_force(self, app, gone, dataset):
        place = f"/en/dataset/{dataset['name']}/resource/{gone}/rilis"
        pages = [app.get(f"{place}{page}").text for page in ("", "/2")]
        assert ["In force" in page for page in pages] == [False, False]

    def test_the_release_before_stays(self, app, gone):
        assert app.get(f"/api/paser/v1/tabel/{gone}/rilis/1/unduh.csv").body == "kode,nilai\nA,1\nB,2\n"


class TestTheSameFile:
    """A file goes from wherever it is given, with the tables that were made of it."""

    @pytest.fixture
    def dataset(self, reset_db_once, with_plugins) -> dict[str, Any]:
        """Without a request, as it would keep who signs in from it anonymous."""
        return factories.Dataset(owner_org=factories.Organization()["id"])

    @pytest.fixture
    def twice(self, load) -> str:
        """A resource whose file was read in two ways: release 1 has its years across, release 2 in rows."""
        resource_id, _ = load(ACROSS)
        call_action("resource_patch", id=resource_id, bentuk_tabel="panjang")
        jobs.run_pending()
        assert numbers(resource_id) == [2, 1]
        return resource_id

    @pytest.fixture
    def given(self, app, dataset) -> Callable[..., list[int]]:
        """What is answered to a visitor who asks for the resource's file, or for file and table of some releases."""

        def ask(resource_id: str, *releases: int) -> list[int]:
            place = f"/dataset/{dataset['name']}/resource/{resource_id}"
            files = [f"{place}/rilis/{n}/berkas" for n in releases] or [f"{place}/download/data.csv"]
            made = [f"/api/paser/v1/tabel/{resource_id}/rilis/{n}/unduh.csv" for n in releases]
            return [app.get(one, follow_redirects=False).status_code for one in (*files, *made)]

        return ask

    @pytest.mark.parametrize("number", [1, 2])
    def test_every_release_of_it_goes_with_one(self, twice, given, number):
        assert (given(twice), given(twice, 1, 2)) == ([200], [200] * 4)
        withdrawal.withdraw(twice, number, REASON)
        assert (numbers(twice), given(twice), given(twice, 1, 2)) == ([], [403], [404] * 4)
        assert {release.removed_why for release in service.of(twice)} == {REASON}

    def test_the_tables_of_older_ones_stay_where_that_is_said(self, twice, given):
        asked = {"resource_id": twice, "number": 2, "reason": REASON, "keep_others": True}
        call_action("paser_release_withdraw", **asked)
        assert (numbers(twice), given(twice), given(twice, 1, 2)) == ([1], [403], [404, 404, 200, 404])

    def test_that_of_the_newest_goes_all_the_same(self, twice):
        withdrawal.withdraw(twice, 1, REASON, keep_others=True)
        assert (numbers(twice), tables.data_versions([twice])) == ([], {})

    def test_it_goes_from_the_archive_too(self, twice):
        kept = service.original(service.one(twice, 1))
        assert kept
        withdrawal.withdraw(twice, 2, REASON, keep_others=True)
        assert not kept.exists()

    def test_another_file_stays(self, twice, load, given):
        load(OLD, id=twice)
        withdrawal.withdraw(twice, 1, REASON)
        assert (numbers(twice), given(twice), given(twice, 3)) == ([3], [200], [200, 200])

    @pytest.fixture
    def edited(self, load, monkeypatch) -> str:
        """A resource whose release 1 is of a file, and release 2 of an edit of its rows."""
        monkeypatch.setattr(hooks, "SETTLED", 0.0)
        resource_id, _ = load(LEAK)
        jobs.run_pending()
        row = {"_id": 1, "catatan": "Diperbaiki"}
        call_action("datastore_upsert", resource_id=resource_id, method="update", force=True, records=[row])
        jobs.run_pending()
        return resource_id

    def test_of_a_table_that_was_edited_since_the_file_goes_and_the_rows_stay(self, edited, given):
        withdrawal.withdraw(edited, 1, REASON)
        tables.load_upload(edited)
        assert (numbers(edited), given(edited)) == ([2], [403])
        assert call_action("datastore_search", resource_id=edited)["total"] == 2

    def test_where_an_edit_of_it_is_withdrawn_its_release_gives_it_no_more_than_the_resource(
        self, edited, given
    ):
        withdrawal.withdraw(edited, 2, REASON)
        assert (numbers(edited), given(edited), given(edited, 1)) == ([1], [403], [403, 200])

    def test_its_form_names_the_others_and_asks_about_their_tables(self, app, twice, dataset):
        place = f"/id/dataset/{dataset['name']}/resource/{twice}/rilis/2"
        headers = {"Authorization": factories.SysadminWithToken()["token"]}
        page = app.get(place, headers=headers).text
        assert "Rilis 1 berasal dari berkas yang sama; ikut ditarik." in page
        assert 'name="keep_others"' in page


class TestReturn:
    def test_neither_a_sweep_nor_another_wish_for_the_same_file_brings_it_back(self, gone):
        tables.sweep()
        service.sweep()
        call_action("resource_patch", id=gone, kamus_data=[{"id": "nilai", "tipe_data": "CHARACTER"}])
        jobs.run_pending()
        tables.load_upload(gone)
        assert (load_state(gone), numbers(gone)) == (("held", ["withdrawn"]), [1])

    @pytest.mark.parametrize("content", [OLD, LEAK], ids=["another", "the-same"])
    def test_a_file_that_is_sent_is_loaded(self, app, gone, load, content):
        _, result = load(content, id=gone)
        assert (result.status.value, numbers(gone)) == ("done", [3, 1])
        assert app.get(f"/api/paser/v1/tabel/{gone}/baris").json["total"] == 2

    def test_a_link_that_gives_the_same_stays_away_until_it_gives_something_else(self, dataset, file):
        linked = factories.Resource(
            package_id=dataset["id"], url="https://contoh.invalid/a.csv", format="CSV"
        )
        tables.load(linked["id"], file(LEAK), "a.csv")
        withdrawal.withdraw(linked["id"], 1, REASON)
        again = [tables.load(linked["id"], file(text), "a.csv").status.value for text in (LEAK, OLD)]
        assert (again, numbers(linked["id"])) == (["held", "done"], [2])

    def test_an_edit_that_was_written_down_meanwhile_is_no_release(self, load, monkeypatch):
        resource_id, _ = load(OLD)
        monkeypatch.setattr(hooks, "SETTLED", 0.0)
        call_action(
            "datastore_upsert", resource_id=resource_id, force=True, method="insert", records=[{"kode": "C"}]
        )
        snapshot = tables.snapshot

        def withdrawn_meanwhile(*asked):
            monkeypatch.setattr(tables, "snapshot", snapshot)
            found = snapshot(*asked)
            withdrawal.withdraw(resource_id, 1, REASON)
            return found

        monkeypatch.setattr(tables, "snapshot", withdrawn_meanwhile)
        assert (service.take(resource_id), numbers(resource_id)) == (None, [])


class TestRefusals:
    def test_a_table_without_a_file_is_not_taken_away_and_what_to_do_is_said(self, dataset, monkeypatch):
        monkeypatch.setattr(hooks, "SETTLED", 0.0)
        fields, records = [{"id": "kode", "type": "text"}], [{"kode": "A"}]
        made = {"resource": {"package_id": dataset["id"]}, "fields": fields, "force": True}
        table = call_action("datastore_create", **made)["resource_id"]
        call_action("datastore_upsert", resource_id=table, force=True, method="insert", records=records)
        jobs.run_pending()
        with pytest.raises(tk.ValidationError, match="jadikan dataset privat"):
            withdrawal.withdraw(table, 1, REASON)
        assert (numbers(table), call_action("datastore_search", resource_id=table)["total"]) == ([1], 1)

    def test_while_a_file_is_read_what_to_do_is_said(self, load, monkeypatch):
        resource_id, _ = load(LEAK)
        monkeypatch.setattr(of_tables, "PATIENCE", 1)
        with datastore.connect() as connection:
            datastore.lock(connection, resource_id)
            with pytest.raises(tk.ValidationError, match="jadikan dataset privat"):
                withdrawal.withdraw(resource_id, 1, REASON)
        assert numbers(resource_id) == [1]

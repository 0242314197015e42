"""Claims about withdrawing the newest release: nothing of it is given any more, until a file is sent."""

from __future__ import annotations

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

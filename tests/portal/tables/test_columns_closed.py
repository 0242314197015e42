"""Claims about columns that an officer closes to the public."""

import itertools

import pytest

from ckan.tests.helpers import call_action

from ckanext.paser.jobs import service as jobs
from ckanext.paser.tables import datastore, fulltext, published, service, store

pytestmark = pytest.mark.ckan_config("ckan.plugins", "paser datastore")

WORDS = ("satu", "dua", "rahasia")
CLOSED = {"id": "catatan", "apakah_variabel_bisa_diakses_umum": False}
NIKS = "kode;nik\n" + "".join(f"{month};64010157{month:02}900001\n" for month in range(1, 6))


def test_a_closed_column_leaves_the_table_though_its_file_cannot_be_read_as_chosen(load):
    resource_id, _ = load("kode;nilai;catatan\nA;satu;rahasia\nB;2;x\n")
    jobs.run_pending()
    call_action(
        "resource_patch", id=resource_id, kamus_data=[CLOSED, {"id": "nilai", "tipe_data": "INTEGER"}]
    )
    jobs.run_pending()
    found = call_action("datastore_search", resource_id=resource_id)
    assert [field["id"] for field in found["fields"]] == ["_id", "kode", "nilai"]
    assert call_action("paser_table_status", resource_id=resource_id)["status"] == "failed"
    assert call_action("datastore_search", resource_id=resource_id, q="rahasia")["records"] == []
    assert len(call_action("datastore_search", resource_id=resource_id, q="satu")["records"]) == 1


def test_a_closed_column_leaves_a_table_that_was_made_by_the_api(dataset):
    rows = [{"kode": "A", "catatan": "rahasia"}]
    resource_id = call_action("datastore_create", resource={"package_id": dataset["id"]}, records=rows)[
        "resource_id"
    ]
    call_action("resource_patch", id=resource_id, kamus_data=[CLOSED])
    jobs.run_pending()
    found = call_action("datastore_search", resource_id=resource_id)
    assert [field["id"] for field in found["fields"]] == ["_id", "kode"]
    assert call_action("datastore_search", resource_id=resource_id, q="rahasia")["records"] == []


class TestWhileItsFileIsRead:
    """Something of a file is taken from the public after its load has begun, just before its table would be exchanged. DATA CONTOH."""

    @pytest.fixture
    def meanwhile(self, monkeypatch):
        """Has a call made, once, when the rows of the next load are written."""

        def have(name: str, **asked: object) -> None:
            copy, calls = datastore.Staging.copy, iter([asked])

            def copy_then(self, *args) -> str:
                digest = copy(self, *args)
                for each in calls:
                    call_action(name, **each)
                return digest

            monkeypatch.setattr(datastore.Staging, "copy", copy_then)

        return have

    def test_a_column_that_is_closed_does_not_come_with_the_first_file(self, upload, meanwhile):
        resource_id = upload("kode;catatan\nA;rahasia\n")["id"]
        meanwhile("resource_patch", id=resource_id, kamus_data=[CLOSED])
        assert (service.load_upload(resource_id), columns(resource_id)) == (None, [])
        jobs.run_pending()
        loads = [load.status for load in store.recent(resource_id, 9)]
        assert (columns(resource_id), loads) == (["kode"], ["done"])

    def test_a_column_that_is_closed_does_not_come_with_a_newer_file(self, load, upload, meanwhile):
        resource_id, _ = load("kode\nA\n")
        jobs.run_pending()
        upload("kode;catatan\nA;rahasia\nB;x\n", id=resource_id)
        meanwhile("resource_patch", id=resource_id, kamus_data=[CLOSED])
        assert (service.load_upload(resource_id), columns(resource_id)) == (None, ["kode"])
        jobs.run_pending()
        rows = call_action("datastore_search", resource_id=resource_id)["records"]
        assert [row["kode"] for row in rows] == ["A", "B"]
        assert (columns(resource_id), service.status(resource_id)["status"]) == (["kode"], "done")

    def test_a_file_that_is_held_again_becomes_no_table(self, load, meanwhile):
        resource_id, _ = load(NIKS)
        decide = {"resource_id": resource_id, "columns": []}
        call_action("paser_privacy_decide", decision="override", reason="Contoh.", resource_id=resource_id)
        meanwhile("paser_privacy_decide", decision="reset", **decide)
        assert (service.load_upload(resource_id), columns(resource_id)) == (None, [])
        jobs.run_pending()
        assert (columns(resource_id), service.status(resource_id)["status"]) == ([], "held")

    def test_what_is_chosen_of_another_column_keeps_no_table_back(self, upload, meanwhile):
        resource_id = upload("kode;nilai\nA;1\n")["id"]
        meanwhile("resource_patch", id=resource_id, kamus_data=[CLOSED])
        result = service.load_upload(resource_id)
        assert (result and result.status, columns(resource_id)) == ("done", ["kode", "nilai"])


class TestALargeTable:
    @pytest.fixture
    def large(self, load, monkeypatch) -> str:
        """A table whose full text is filled by a job of its own."""
        monkeypatch.setattr(datastore, "SEARCHED_AT_ONCE", 0)
        resource_id, _ = load("kode;nilai;catatan\nA;satu;rahasia\nB;dua;rahasia\n")
        return resource_id

    def test_no_row_is_written_while_its_readers_wait(self, large, datastore_sql):
        places = f'SELECT ctid::text FROM "{large}" ORDER BY _id'
        service.fill_full_text(large)
        before = datastore_sql(places)
        close(large)
        assert datastore_sql(places) == before

    @pytest.mark.parametrize(("step", "time"), [("set_language", 2), ("index_command", 1), ("hold_mark", 1)])
    def test_all_of_it_is_found_in_the_end_though_it_is_closed_while_its_full_text_is_filled(
        self, large, datastore_sql, monkeypatch, step, time
    ):
        monkeypatch.setattr(fulltext, "_BATCH", 1)
        at_step, calls = getattr(datastore, step), itertools.count(1)

        def close_first(*args, **kwargs):
            if next(calls) == time:
                close(large)
            return at_step(*args, **kwargs)

        monkeypatch.setattr(datastore, step, close_first)
        service.fill_full_text(large)
        found = [call_action("datastore_search", resource_id=large, q=word)["total"] for word in WORDS]
        assert found == [1, 1, 0]
        assert large not in published.unsearchable()
        index = "SELECT indexname FROM pg_indexes WHERE tablename = %s AND indexdef LIKE %s"
        assert datastore_sql(index, large, "%_full_text%") == [(datastore.index_name(large),)]

    def test_rows_that_are_written_before_it_is_filled_are_found(self, large):
        close(large)
        row = {"kode": "C", "nilai": "tiga"}
        call_action("datastore_upsert", resource_id=large, method="insert", force=True, records=[row])
        found = [
            call_action("datastore_search", resource_id=large, q=word)["total"] for word in ("tiga", "satu")
        ]
        assert found == [1, 0]

    def test_its_aliases_lose_the_column_too(self, large):
        call_action("datastore_create", resource_id=large, aliases=["sebutan"], force=True)
        close(large)
        fields = call_action("datastore_search", resource_id="sebutan")["fields"]
        assert [field["id"] for field in fields] == ["_id", "kode", "nilai"]


def close(resource_id: str) -> None:
    with datastore.connect() as connection:
        assert datastore.close_columns(connection, resource_id, {"catatan"}, "close")
        connection.commit()


def columns(resource_id: str) -> list[str]:
    return [column.id for column in published.columns(resource_id)]

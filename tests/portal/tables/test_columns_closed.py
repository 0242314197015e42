"""Claims about columns that an officer closes to the public."""

import itertools

import pytest

from ckan.tests.helpers import call_action

from ckanext.paser.jobs import service as jobs
from ckanext.paser.tables import datastore, fulltext, published, service

pytestmark = pytest.mark.ckan_config("ckan.plugins", "paser datastore")

WORDS = ("satu", "dua", "rahasia")
CLOSED = {"id": "catatan", "apakah_variabel_bisa_diakses_umum": False}


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

"""Claims about columns that an officer closes to the public."""

import pytest

from ckan.tests.helpers import call_action

from ckanext.paser.jobs import service as jobs

pytestmark = pytest.mark.ckan_config("ckan.plugins", "paser datastore")

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

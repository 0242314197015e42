"""The dictionary that an officer writes decides which figures a table has."""

from __future__ import annotations

import pytest

from ckan.tests.helpers import call_action

from ckanext.paser.jobs.service import run_pending

pytestmark = pytest.mark.ckan_config("ckan.plugins", "paser datastore")


def test_a_figure_that_the_dictionary_of_the_table_forbids_is_refused(app, load):
    resource_id, _ = load("nama;nilai\na;1\nb;2\n")
    address = f"/api/paser/v1/tabel/{resource_id}/baris?hitung=nilai:sum"
    kept = {"id": "nilai", "peran": "ukuran", "agregasi": "jumlah"}
    call_action("resource_patch", id=resource_id, kamus_data=[kept])
    run_pending()
    assert app.get(address).json["items"] == [{"nilai_sum": 3}]
    call_action("resource_patch", id=resource_id, kamus_data=[{**kept, "agregasi": "tidak_boleh"}])
    run_pending()
    assert app.get(address, status=400).json["error"]["code"] == "not_aggregable"

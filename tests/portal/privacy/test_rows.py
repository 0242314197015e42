"""Claims about rows that are written through CKAN's API. DATA CONTOH."""

from __future__ import annotations

import json

import pytest

import ckan.plugins.toolkit as tk
from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.paser.tables import service

pytestmark = pytest.mark.ckan_config("ckan.plugins", "paser datastore")

NIK = "6401015708900001"
PERSONAL = "Desa;NIK\n" + "".join(f"Contoh {n};64010157{n:02}900001\n" for n in range(1, 9))


@pytest.fixture
def table(people) -> str:
    """A table without a file, in a dataset that everybody sees."""
    about = {"package_id": people["dataset"]["id"], "name": "Tabel"}
    fields = [{"id": "desa", "type": "text"}, {"id": "catatan", "type": "text"}]
    made = call_action("datastore_create", resource=about, fields=fields, primary_key="desa")
    return made["resource_id"]


def rows(resource_id: str) -> list[dict]:
    return call_action("datastore_search", resource_id=resource_id)["records"]


def write(resource_id: str, *records: dict, **more) -> None:
    call_action("datastore_upsert", resource_id=resource_id, records=list(records), **more)


class TestUpsert:
    def test_rows_without_personal_data_are_written(self, table):
        write(table, {"desa": "Contoh A", "catatan": "baik"})
        assert [row["desa"] for row in rows(table)] == ["Contoh A"]

    @pytest.mark.parametrize("more", [{}, {"force": True}, {"method": "insert"}])
    def test_one_number_keeps_all_rows_of_the_call_out(self, table, more):
        with pytest.raises(tk.ValidationError) as refused:
            write(table, {"desa": "Contoh A"}, {"desa": "Contoh B", "catatan": NIK}, **more)
        (text,) = refused.value.error_dict["records"]
        assert "Rows 2, column" in text
        assert "(NIK)" in text
        assert NIK not in json.dumps(refused.value.error_dict)
        assert rows(table) == []

    def test_many_calls_of_one_datum_each_come_to_nothing(self, table):
        for number in range(5):
            with pytest.raises(tk.ValidationError):
                write(table, {"desa": f"Contoh {number}", "catatan": f"640101570890000{number}"})
        assert rows(table) == []

    def test_a_private_dataset_is_no_way_around(self, people):
        private = factories.Dataset(owner_org=people["dataset"]["owner_org"], private=True)
        records = [{"nik": NIK}]
        with pytest.raises(tk.ValidationError):
            call_action("datastore_create", resource={"package_id": private["id"]}, records=records)

    def test_counts_are_of_what_the_table_is_called(self, table, people):
        write(table, {"desa": "Contoh A", "catatan": "2"})
        call_action("package_patch", id=people["dataset"]["id"], title="Kasus HIV per Desa")
        with pytest.raises(tk.ValidationError, match="below 5"):
            write(table, {"desa": "Contoh B", "catatan": "2"})
        made = {"package_id": people["dataset"]["id"], "name": "Rincian"}
        with pytest.raises(tk.ValidationError, match="below 5"):
            call_action("datastore_create", resource=made, records=[{"desa": "Contoh B", "jumlah": 2}])

    def test_masked_values_pass(self, table):
        write(table, {"desa": "Contoh A", "catatan": "6401•••"})
        assert rows(table)[0]["catatan"] == "6401•••"

    def test_who_may_not_write_is_told_so_first(self, table, people):
        context = {"user": people["stranger"]["name"], "ignore_auth": False}
        with pytest.raises(tk.NotAuthorized):
            call_action("datastore_upsert", context, resource_id=table, records=[{"catatan": NIK}])


class TestTableOfAFile:
    def test_it_opens_no_other_table_whatever_id_is_named_beside(self, load, decide, table):
        id_ = load(PERSONAL)
        decide(id_, "override", reason="Nomor contoh, bukan orang.")
        records = [{"desa": "Contoh A", "catatan": NIK}]
        with pytest.raises(tk.ValidationError, match="NIK"):
            call_action("datastore_upsert", id=table, resource_id=id_, force=True, records=records)

    def test_an_override_lets_rows_pass_as_it_did_the_file(self, load, decide):
        id_ = load(PERSONAL)
        decide(id_, "override", reason="Nomor contoh, bukan orang.")
        write(id_, {"desa": "Contoh 9", "nik": NIK}, method="insert", force=True)
        assert len(rows(id_)) == 9

    def test_a_column_left_out_does_not_come_back(self, load, decide):
        id_ = load(PERSONAL)
        decide(id_, "mask", columns=["nik"])
        with pytest.raises(tk.ValidationError):
            write(id_, {"desa": "Contoh 9", "nik": NIK}, method="insert", force=True)
        write(id_, {"desa": "Contoh 9", "nik": "6401•••"}, method="insert", force=True)
        assert [column.id for column in service.preview(id_).columns] == ["desa", "nik"]
        assert rows(id_)[-1]["nik"] == "6401•••"


class TestCreate:
    def test_no_table_is_made_of_rows_with_personal_data(self, people):
        about = {"package_id": people["dataset"]["id"], "name": "Tabel"}
        with pytest.raises(tk.ValidationError):
            call_action("datastore_create", resource=about, records=[{"nik": NIK}])
        assert call_action("package_show", id=people["dataset"]["id"])["resources"] == []

    def test_no_explanation_of_a_column_holds_any(self, table):
        field = {"id": "catatan", "type": "text", "info": {"notes": f"misalnya {NIK}"}}
        with pytest.raises(tk.ValidationError, match="explanations"):
            call_action("datastore_create", resource_id=table, fields=[field])

    def test_an_alias_is_no_way_around(self, table):
        call_action("datastore_create", resource_id=table, aliases=["nama_lain"])
        with pytest.raises(tk.ValidationError):
            write("nama_lain", {"desa": "A", "catatan": NIK}, force=True)

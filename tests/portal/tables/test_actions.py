"""Claims about paser_table_status and ``ckan paser table``."""

from __future__ import annotations

import json

import pytest

import ckan.plugins.toolkit as tk
from ckan.tests import factories
from ckan.tests.helpers import call_action, call_auth

from ckanext.paser.tables import cli as commands
from ckanext.paser.tables import service

pytestmark = pytest.mark.ckan_config("ckan.plugins", "paser datastore")

CSV = "Penduduk;\nTahun 2020;\nKecamatan;Jumlah (orang)\nKuaro;5\nLong Ikis;-\n"


class TestTableStatus:
    def test_it_says_what_was_found_and_what_was_passed_over(self, load):
        resource_id, result = load(CSV)
        status = call_action("paser_table_status", resource_id=resource_id)
        assert {
            name: status[name] for name in ("status", "filename", "rows", "rows_done", "data_version")
        } == {
            "status": "done",
            "filename": "data.csv",
            "rows": 2,
            "rows_done": 2,
            "data_version": result.data_version,
        }
        assert [(c["id"], c["label"], c["type"], c["unit"]) for c in status["columns"]] == [
            ("kecamatan", "Kecamatan", "text", ""),
            ("jumlah_orang", "Jumlah (orang)", "integer", "orang"),
        ]
        assert [note["code"] for note in status["notes"]] == ["titles", "missing"]

    def test_it_speaks_the_language_of_the_reader(self, load, app):
        resource_id, _ = load(CSV)
        answer = app.get(f"/id/api/3/action/paser_table_status?resource_id={resource_id}").json["result"]
        assert answer["notes"][0]["text"].startswith("Baris judul")

    def test_it_says_what_is_wrong_and_what_to_do(self, load):
        resource_id, _ = load("nama;nilai\n")
        (problem,) = call_action("paser_table_status", resource_id=resource_id)["problems"]
        assert set(problem) == {"code", "where", "fact", "remedy", "text"}
        assert problem["code"] == "no_rows"

    @pytest.mark.parametrize("action", ["paser_table_status", "paser_table_report"])
    def test_after_an_edit_of_rows_it_is_that_of_the_table(self, load, action):
        resource_id, loaded = load(CSV)
        row = {"kecamatan": "Batu Sopang"}
        call_action("datastore_upsert", resource_id=resource_id, method="insert", force=True, records=[row])
        told = call_action(action, resource_id=resource_id)
        assert told["rows"] == 3
        assert told["data_version"] == service.data_versions([resource_id])[resource_id]
        assert told["data_version"] != loaded.data_version

    def test_while_a_new_file_is_on_its_way_the_version_is_that_of_the_old_table(self, load, upload):
        resource_id, loaded = load(CSV)
        upload("nama;nilai\nA;1\n", id=resource_id)
        told = call_action("paser_table_status", resource_id=resource_id)
        assert (told["status"], told["rows"], told["data_version"]) == ("queued", None, loaded.data_version)

    def test_a_resource_without_a_table_has_none(self, upload):
        with pytest.raises(tk.ObjectNotFound):
            call_action("paser_table_status", resource_id=upload(b"%PDF-1.7", "laporan.pdf")["id"])

    def test_resource_id_is_required(self, dataset):
        with pytest.raises(tk.ValidationError, match="resource_id"):
            call_action("paser_table_status")

    def test_nobody_sees_it_who_may_not_see_the_resource(self, load, dataset):
        resource_id, _ = load(CSV)
        stranger = {"user": factories.User()["name"], "model": None}
        assert call_auth("paser_table_status", {**stranger}, resource_id=resource_id)
        call_action("package_patch", id=dataset["id"], private=True)
        with pytest.raises(tk.NotAuthorized):
            call_auth("paser_table_status", {**stranger}, resource_id=resource_id)


class TestCommands:
    def test_a_table_is_loaded_by_hand(self, upload, cli):
        resource_id = upload(CSV)["id"]
        done = cli.invoke(commands.load, [resource_id])
        assert (done.exit_code, done.output.split(",")[:2]) == (0, ["loaded: 2 rows", " 2 columns"])

    def test_a_bad_file_ends_with_its_sentence(self, upload, cli):
        failed = cli.invoke(commands.load, [upload("nama;nilai\n")["id"]])
        assert failed.exit_code == 1
        assert "Under the header there is no row of data." in failed.output

    def test_the_status_is_json(self, load, cli):
        resource_id, _ = load(CSV)
        assert json.loads(cli.invoke(commands.status, [resource_id]).stdout)["rows"] == 2

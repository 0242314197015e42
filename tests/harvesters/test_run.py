"""Claims about runs of a folder: what is written, and above all what is not."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path

import pytest

from ckan.lib import signals, uploader
from ckan.tests.helpers import call_action

from ckanext.paser.kegiatan import service as kegiatan
from ckanext.paser.metadata import service as metadata
from ckanext.paser.tables.signals import table_changed

from paser_harvesters import records, rules, service, store
from paser_harvesters.document import read

pytestmark = [
    pytest.mark.ckan_config(
        "ckan.plugins", "paser_harvest paser scheming_datasets scheming_organizations datastore"
    ),
    pytest.mark.usefixtures("with_plugins", "clean_index"),
]
SAMPLE = Path(__file__).parents[2] / "deploy" / "sample"
WRITES = {"package_create", "package_update", "package_patch", "resource_create", "resource_patch"}


@contextmanager
def watched():
    """Collect what is written while the block runs: CKAN's write actions, and changes of tables."""
    seen: list[str] = []

    def action(name: str, **sent):
        if name in WRITES:
            seen.append(name)

    def table(resource_id: str, **sent):
        seen.append(f"table {resource_id}")

    signals.action_succeeded.connect(action)
    table_changed.connect(table)
    try:
        yield seen
    finally:
        signals.action_succeeded.disconnect(action)
        table_changed.disconnect(table)


def rows(name: str, show) -> list[dict]:
    resource = show(name)["resources"][0]
    found = call_action("datastore_search", resource_id=resource["id"])
    return [{key: value for key, value in row.items() if key != "_id"} for row in found["records"]]


class TestFirstRun:
    def test_every_dataset_is_made_and_the_run_is_ok(self, folder, show):
        names = [folder.add("ipm"), folder.add("gini")]
        run = folder.run()
        assert (run.status, dict(run.counts)) == ("ok", {"created": 2})
        assert [show(name)["state"] for name in names] == ["active", "active"]

    def test_the_id_of_a_dataset_comes_from_source_and_key(self, folder, show):
        name = folder.add("ipm")
        folder.run()
        assert show(name)["id"] == rules.dataset_id(folder.source_id, "dataset", name)

    def test_the_file_is_kept_as_it_was_sent(self, folder, show):
        name = folder.add("ipm")
        folder.run()
        resource = show(name)["resources"][0]
        stored = Path(uploader.get_resource_uploader(resource).get_path(resource["id"]))
        assert stored.read_bytes() == (folder.path / "ipm.csv").read_bytes()

    def test_a_file_with_personal_data_is_held_and_said_so_without_them(self, folder, show, told):
        name = folder.add("warga")
        folder.write("warga.csv", "Desa;NIK", *(f"Contoh {n};64010157{n:02}900001" for n in range(1, 9)))
        run = folder.run()
        resource = show(name)["resources"][0]
        assert not resource.get("datastore_active")
        assert resource["pii_scan_status"] == "temuan"
        assert call_action("paser_table_status", resource_id=resource["id"])["status"] == "held"
        assert told(run)
        assert "64010157" not in str(told(run))

    def test_the_file_is_a_typed_table(self, folder, show):
        name = folder.add("ipm")
        folder.run()
        assert rows(name, show) == [{"tahun": 2023, "nilai": 1.5}, {"tahun": 2024, "nilai": 2.5}]

    def test_a_resource_says_what_its_file_is(self, folder, show):
        name = folder.add("ipm")
        folder.run()
        resource = show(name)["resources"][0]
        shown = {
            key: resource[key] for key in ("name", "format", "url_type", "mimetype", "size", "sumber_id")
        }
        assert shown == {
            "name": "ipm",
            "format": "CSV",
            "url_type": "upload",
            "mimetype": "text/csv",
            "size": (folder.path / "ipm.csv").stat().st_size,
            "sumber_id": "ipm.csv",
        }

    def test_a_dataset_says_where_it_comes_from(self, folder, show):
        name = folder.add("ipm")
        run = folder.run()
        extras = {extra["key"]: extra["value"] for extra in show(name)["extras"]}
        assert {key: extras[key] for key in ("sumber_nama", "sumber_id", "sumber_run")} == {
            "sumber_nama": "Berkas uji",
            "sumber_id": f"{folder.source_id}/{name}",
            "sumber_run": run.id,
        }


class TestSecondRun:
    def test_nothing_is_written(self, folder, show):
        name = folder.add("ipm")
        folder.run()
        before = show(name)
        with watched() as seen:
            run = folder.run()
        assert (run.status, dict(run.counts), seen, show(name)) == ("ok", {"same": 1}, [], before)

    def test_a_touched_file_is_read_and_nothing_is_written(self, folder, show):
        name = folder.add("ipm")
        folder.run()
        before = show(name)
        os.utime(folder.path / "ipm.csv", (1, 1))
        with watched() as seen:
            run = folder.run()
        assert (dict(run.counts), seen, show(name)) == ({"same": 1}, [], before)

    def test_a_changed_file_is_one_write_of_its_dataset_alone(self, folder, show):
        changed, same = folder.add("ipm"), folder.add("gini")
        folder.run()
        before = show(same)
        folder.write("ipm.csv", "tahun;nilai", "2025;3,5")
        with watched() as seen:
            run = folder.run()
        assert dict(run.counts) == {"updated": 1, "same": 1}
        assert [write for write in seen if write in WRITES] == [
            "package_update",
            "package_patch",
        ]  # patch calls update
        assert (rows(changed, show), show(same)) == ([{"tahun": 2025, "nilai": 3.5}], before)

    def test_changed_words_leave_file_and_table_alone(self, folder, show):
        name = folder.add("ipm")
        folder.run()
        before = show(name)["resources"][0]
        folder.change("ipm", title="Judul Baru")
        with watched() as seen:
            folder.run()
        after = show(name)["resources"][0]
        assert show(name)["title"] == "Judul Baru"
        assert [write for write in seen if write.startswith("table")] == []
        differing = {field for field in after if after[field] != before[field]}
        assert differing <= {"pii_scan_pada"}  # by its new name it is looked through for personal data again

    def test_a_renamed_file_with_a_key_keeps_its_resource(self, folder, show):
        folder.write("a.csv")
        name = folder.add("ipm", resources=[{"file": "a.csv", "key": "data"}])
        folder.run()
        before = show(name)["resources"][0]
        (folder.path / "a.csv").rename(folder.path / "b.csv")
        folder.change("ipm", resources=[{"file": "b.csv", "key": "data"}])
        folder.run()
        after = show(name)["resources"]
        assert [each["id"] for each in after] == [before["id"]]

    def test_a_field_that_is_gone_at_the_source_is_emptied(self, folder, show):
        name = folder.add("ipm", tag_string="ipm, uji")
        folder.run()
        del folder.entries[0]["tag_string"]
        folder.run()
        assert show(name)["tags"] == []


def test_a_column_of_numbers_that_read_two_ways_is_told_and_the_run_is_well(folder):
    (folder.path / "penduduk.csv").write_text(
        "kecamatan;penduduk\nKuaro;24.484\nIkis;868\n", encoding="utf-8"
    )
    folder.add("penduduk", resources=[{"file": "penduduk.csv"}])
    run = folder.run()
    (outcome,) = store.outcomes(run.id, 10, 0)
    assert (run.status, [(note["code"], note["params"]["file"]) for note in outcome.notes]) == (
        "ok",
        [("ambiguous_number", "penduduk.csv")],
    )


class TestWorkOfPeople:
    def test_fields_kept_locally_survive(self, folder, show):
        name = folder.add("ipm")
        folder.run(keep_local=["notes"])
        call_action("package_patch", id=name, notes="Disunting petugas")
        folder.change("ipm", title="Judul Baru", notes="Dari sumber")
        folder.run(keep_local=["notes"])
        assert (show(name)["title"], show(name)["notes"]) == ("Judul Baru", "Disunting petugas")

    def test_another_local_edit_is_told_when_the_source_writes_over_it(self, folder, show):
        name = folder.add("ipm")
        folder.run()
        call_action("package_patch", id=name, notes="Disunting petugas")
        folder.change("ipm", notes="Dari sumber")
        run = folder.run()
        (outcome,) = store.outcomes(run.id, 10, 0)
        assert [(note["code"], note["params"]) for note in outcome.notes] == [
            ("local_edit", {"field": "notes"})
        ]
        assert (run.status, show(name)["notes"]) == ("ok", "Dari sumber")

    def test_a_local_edit_stays_as_long_as_the_source_does_not_change(self, folder, show):
        name = folder.add("ipm")
        folder.run()
        call_action("package_patch", id=name, notes="Disunting petugas")
        folder.run()
        assert show(name)["notes"] == "Disunting petugas"

    def test_a_resource_that_people_added_stays(self, folder, show):
        name = folder.add("ipm")
        folder.run()
        added = call_action(
            "resource_create", package_id=name, url="https://example.com/a", name="Tautan", format="HTML"
        )
        folder.change("ipm", title="Judul Baru")
        folder.run()
        assert [each["id"] for each in show(name)["resources"]][1:] == [added["id"]]

    def test_a_dataset_that_people_deleted_is_not_brought_back(self, folder, told):
        name = folder.add("ipm")
        folder.run()
        call_action("package_delete", id=name)
        folder.change("ipm", title="Judul Baru")
        run = folder.run()
        assert (run.status, list(told(run))) == ("partial", [name])
        assert "was deleted on the portal" in told(run)[name][0]


def test_what_was_sent_is_remembered_for_explaining(folder):
    name = folder.add("ipm")
    folder.run()
    row = records.find(folder.source_id, name)
    assert row is not None
    assert (row.status, row.sent["fields"]["title"], row.problems) == ("active", "Ipm", [])


def test_the_sample_of_the_portal_is_harvested_well(clean_db, clean_index):
    metadata.apply(SAMPLE / "organizations.yaml")
    kegiatan.apply(SAMPLE / "kegiatan.yaml")  # one of its datasets comes from an activity
    (document,) = read(SAMPLE / "contoh.yaml")
    service.apply(document)
    run = service.run_now("contoh")
    refused = [outcome.notes for outcome in store.outcomes(run.id, 20, 0) if outcome.notes]
    assert (run.status, dict(run.counts), refused) == ("ok", {"created": 16}, [])

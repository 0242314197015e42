"""Claims about releases: when one is taken, what it keeps, what it says has changed."""

import csv
import gzip
import hashlib
import os
import time
from collections.abc import Callable
from datetime import datetime, timedelta, timezone

import pytest
import sqlalchemy as sa

from ckan import model
from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.paser.jobs import service as jobs
from ckanext.paser.releases import hooks, service, store, withdrawal
from ckanext.paser.releases.snapshots import archive
from ckanext.paser.tables import service as tables

pytestmark = pytest.mark.ckan_config("ckan.plugins", "paser datastore")

OLD = "kode;nilai\nA;1,50\nB;2\n"
NEW = "kode;nilai\nA;1,5\nB;3\nC;4\n"


def kept(resource_id: str, number: int) -> list[list[str]]:
    release = service.one(resource_id, number)
    assert release is not None
    with gzip.open(service.snapshot(release), "rt", encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def numbers(resource_id: str) -> list[int]:
    return [release.number for release in service.of(resource_id)]


def upsert(resource_id: str, **row) -> None:
    call_action("datastore_upsert", resource_id=resource_id, records=[row], method="insert", force=True)


class TestTaking:
    def test_each_file_with_other_content_is_a_release_and_keeps_table_and_file(self, load):
        resource_id, _ = load(OLD)
        load(NEW, id=resource_id)
        first, second = service.one(resource_id, 1), service.one(resource_id, 2)
        assert numbers(resource_id) == [2, 1]
        assert kept(resource_id, 1) == [["kode", "nilai"], ["A", "1.50"], ["B", "2"]]
        assert kept(resource_id, 2) == [["kode", "nilai"], ["A", "1.5"], ["B", "3"], ["C", "4"]]
        assert first
        assert second
        assert (first.rows, second.rows, first.kind, second.filename) == (2, 3, "berkas", "data.csv")
        assert first.sha256 == hashlib.sha256(OLD.encode()).hexdigest()
        original = service.original(first)
        assert original is not None
        assert original.read_text() == OLD

    def test_the_newest_release_is_the_version_of_the_table(self, load):
        resource_id, result = load(OLD)
        newest = service.one(resource_id)
        assert newest is not None
        assert newest.version == result.data_version

    def test_a_file_with_the_same_content_is_no_release(self, load):
        resource_id, _ = load(OLD)
        load(OLD + "\n", id=resource_id)
        assert numbers(resource_id) == [1]

    def test_rows_edited_in_place_are_one_release_when_they_have_settled(self, load, monkeypatch):
        monkeypatch.setattr(hooks, "SETTLED", 0.0)
        resource_id, _ = load(OLD)
        jobs.run_pending()
        upsert(resource_id, kode="C", nilai=3)
        upsert(resource_id, kode="D", nilai=4)
        jobs.run_pending()
        newest = service.one(resource_id)
        assert numbers(resource_id) == [2, 1]
        assert newest is not None
        assert (newest.kind, newest.rows, newest.sha256) == ("suntingan", 4, "")

    def test_columns_that_an_editor_removed_are_not_in_the_release_of_that_edit(self, load, monkeypatch):
        monkeypatch.setattr(hooks, "SETTLED", 0.0)
        resource_id, _ = load(OLD)
        jobs.run_pending()
        fields = [{"id": "nilai"}]
        call_action(
            "datastore_create", resource_id=resource_id, fields=fields, delete_fields=True, force=True
        )
        jobs.run_pending()
        assert kept(resource_id, 2) == [["nilai"], ["1.50"], ["2"]]

    def test_the_release_without_a_closed_column_is_taken_soon_though_its_file_cannot_be_read(
        self, load, monkeypatch
    ):
        monkeypatch.setattr(hooks, "SOON", 0.0)
        resource_id, _ = load("kode;nilai;catatan\nA;satu;x\nB;2;y\n")
        jobs.run_pending()
        closed = {"id": "catatan", "apakah_variabel_bisa_diakses_umum": False}
        call_action(
            "resource_patch", id=resource_id, kamus_data=[closed, {"id": "nilai", "tipe_data": "INTEGER"}]
        )
        jobs.run_pending()
        assert call_action("paser_table_status", resource_id=resource_id)["status"] == "failed"
        assert kept(resource_id, 2) == [["kode", "nilai"], ["A", "satu"], ["B", "2"]]

    def test_a_file_is_a_release_though_its_table_is_edited_before_it_is_written_down(
        self, load, monkeypatch
    ):
        monkeypatch.setattr(hooks, "SETTLED", 0.0)
        written_down = tables.snapshot
        with monkeypatch.context() as patch:

            def snapshot_after_an_edit(resource_id, file):
                patch.undo()
                upsert(resource_id, kode="C", nilai=3)
                return written_down(resource_id, file)

            patch.setattr(tables, "snapshot", snapshot_after_an_edit)
            resource_id, result = load(OLD)
        jobs.run_pending()
        edited, first = service.of(resource_id)
        assert (first.kind, first.sha256, edited.kind) == (
            "berkas",
            hashlib.sha256(OLD.encode()).hexdigest(),
            "suntingan",
        )
        assert (first.version, service.original(first) is not None) == (result.data_version, True)
        assert [len(kept(resource_id, number)) - 1 for number in (1, 2)] == [2, 3]

    def test_an_edit_goes_on_though_the_release_of_the_file_before_it_cannot_be_taken(
        self, load, monkeypatch
    ):
        monkeypatch.setattr(hooks, "SETTLED", 0.0)
        with monkeypatch.context() as patch:
            patch.setattr(archive, "new_table", lambda _: (_ for _ in ()).throw(OSError("disk full")))
            resource_id, _ = load(OLD)
            upsert(resource_id, kode="C", nilai=3)
        jobs.run_pending()
        assert [(release.kind, release.rows) for release in service.of(resource_id)] == [("suntingan", 3)]

    def test_edits_are_given_time_to_end(self, load):
        resource_id, _ = load(OLD)
        jobs.run_pending()
        upsert(resource_id, kode="C", nilai=3)
        jobs.run_pending()
        assert numbers(resource_id) == [1]

    def test_edits_that_go_on_are_a_release_ten_minutes_after_the_first(self, load, monkeypatch):
        resource_id, _ = load(OLD)
        jobs.run_pending()
        upsert(resource_id, kode="C", nilai=3)
        monkeypatch.setattr(hooks, "LONGEST", 0.0)
        upsert(resource_id, kode="D", nilai=4)
        jobs.run_pending()
        assert numbers(resource_id) == [2, 1]

    def test_a_table_that_was_deleted_through_the_api_leaves_its_releases(self, load, monkeypatch):
        monkeypatch.setattr(hooks, "SETTLED", 0.0)
        resource_id, _ = load(OLD)
        jobs.run_pending()
        call_action("datastore_delete", resource_id=resource_id, force=True)
        jobs.run_pending()
        assert numbers(resource_id) == [1]

    def test_the_edited_table_of_a_table_designer_is_a_release_too(self, dataset, monkeypatch):
        monkeypatch.setattr(hooks, "SETTLED", 0.0)
        resource = factories.Resource(package_id=dataset["id"], url_type="tabledesigner")
        fields = [{"id": "kode", "type": "text"}, {"id": "nilai", "type": "int"}]
        call_action("datastore_create", resource_id=resource["id"], fields=fields, force=True)
        upsert(resource["id"], kode="A", nilai=1)
        jobs.run_pending()
        assert kept(resource["id"], 1) == [["kode", "nilai"], ["A", "1"]]

    def test_a_release_that_could_not_be_taken_is_taken_by_the_job(self, load, monkeypatch):
        with monkeypatch.context() as patch:
            patch.setattr(archive, "new_table", lambda _: (_ for _ in ()).throw(OSError("disk full")))
            resource_id, result = load(OLD)
        assert (result.status.value, numbers(resource_id)) == ("done", [])
        jobs.run_pending()
        assert numbers(resource_id) == [1]
        assert service.original(service.of(resource_id)[0]) is not None

    def test_the_sweep_takes_what_a_fall_has_left_out(self, load, monkeypatch):
        with monkeypatch.context() as patch:
            patch.setattr(service, "take", lambda *_: None)
            resource_id, _ = load(OLD)
        service.sweep()
        jobs.run_pending()
        assert numbers(resource_id) == [1]

    def test_a_job_that_has_waited_since_before_an_upgrade_takes_it(self, load, monkeypatch):
        with monkeypatch.context() as patch:
            patch.setattr(service, "take", lambda *_: None)
            resource_id, _ = load(OLD)
        jobs.defer("paser.releases.take", resource_id=resource_id, user="petugas")
        model.Session.commit()
        jobs.run_pending()
        assert numbers(resource_id) == [1]

    def test_the_sweep_removes_what_a_killed_process_had_begun_to_write(self, load):
        resource_id, _ = load(OLD)
        place = archive.folder(resource_id)
        for begun, age in ((".new-a", 7200), ("files/.new-b", 7200), (".new-c", 60)):
            (place / begun).mkdir()
            (place / begun / "table").touch()
            os.utime(place / begun, (time.time() - age,) * 2)
        service.sweep()
        assert sorted(path.name for path in place.rglob(".new-*")) == [".new-c"]

    def test_taking_it_twice_is_taking_it_once(self, load):
        resource_id, _ = load(OLD)
        assert service.take(resource_id) is None
        assert numbers(resource_id) == [1]

    def test_a_table_that_another_has_followed_while_it_was_written_down_is_not_the_newest_release(
        self, load, monkeypatch
    ):
        resource_id, _ = load(OLD)
        upsert(resource_id, kode="C", nilai=3)
        written_down = tables.snapshot

        def snapshot_with_a_later_release_beside(*asked):
            monkeypatch.undo()
            found = written_down(*asked)
            upsert(resource_id, kode="D", nilai=4)
            service.take(resource_id)
            return found

        monkeypatch.setattr(tables, "snapshot", snapshot_with_a_later_release_beside)
        service.take(resource_id)
        assert numbers(resource_id) == [2, 1]
        assert [row[0] for row in kept(resource_id, 2)] == ["kode", "A", "B", "C", "D"]

    def test_the_agency_says_why_once(self, load, upload):
        resource_id, _ = load(OLD)
        upload(NEW, id=resource_id, catatan_rilis="Angka B diperbaiki.")
        tables.load_upload(resource_id)
        upload(OLD, id=resource_id, catatan_rilis="Angka B diperbaiki.")
        tables.load_upload(resource_id)
        assert [release.note for release in service.of(resource_id)] == ["", "Angka B diperbaiki.", ""]

    def test_what_it_says_of_a_newer_file_is_not_said_of_the_one_before(self, load, upload, monkeypatch):
        resource_id, _ = load(OLD)
        upload(NEW, id=resource_id, catatan_rilis="Angka B diperbaiki.")
        written_down = tables.snapshot

        def snapshot_with_a_newer_file_beside(*asked):
            monkeypatch.undo()
            upload(OLD + "D;9\n", id=resource_id, catatan_rilis="Desa D ditambah.")
            return written_down(*asked)

        monkeypatch.setattr(tables, "snapshot", snapshot_with_a_newer_file_beside)
        tables.load_upload(resource_id)
        jobs.run_pending()
        said = [release.note for release in service.of(resource_id)]
        assert said == ["Desa D ditambah.", "Angka B diperbaiki.", ""]

    def test_what_it_says_of_a_file_that_became_no_table_is_not_said_of_the_next_edit(
        self, load, upload, monkeypatch
    ):
        monkeypatch.setattr(hooks, "SETTLED", 0.0)
        resource_id, _ = load(OLD)
        upload("\n", id=resource_id, catatan_rilis="Desa D ditambah.")
        jobs.run_pending()
        upsert(resource_id, kode="C", nilai=3)
        jobs.run_pending()
        assert [release.note for release in service.of(resource_id)] == ["", ""]

    def test_what_it_says_of_an_edit_is_said(self, load, monkeypatch):
        monkeypatch.setattr(hooks, "SETTLED", 0.0)
        resource_id, _ = load(OLD)
        jobs.run_pending()
        call_action("resource_patch", id=resource_id, catatan_rilis="Desa C ditambah.")
        upsert(resource_id, kode="C", nilai=3)
        jobs.run_pending()
        assert [release.note for release in service.of(resource_id)] == ["Desa C ditambah.", ""]

    def test_a_table_that_is_made_by_the_api_is_a_release(self, dataset, monkeypatch):
        monkeypatch.setattr(hooks, "SETTLED", 0.0)
        made = call_action(
            "datastore_create", resource={"package_id": dataset["id"]}, records=[{"kode": "A", "nilai": 1}]
        )
        jobs.run_pending()
        assert kept(made["resource_id"], 1) == [["kode", "nilai"], ["A", "1"]]

    def test_json_of_the_api_is_kept_as_it_is_and_a_name_may_have_a_percent_sign(self, dataset, monkeypatch):
        monkeypatch.setattr(hooks, "SETTLED", 0.0)
        made = call_action(
            "datastore_create",
            resource={"package_id": dataset["id"]},
            fields=[{"id": "persen (%)", "type": "int4"}, {"id": "rinci", "type": "json"}],
            records=[{"persen (%)": 7, "rinci": {"x": 0}}, {"persen (%)": 8, "rinci": None}],
        )
        jobs.run_pending()
        assert kept(made["resource_id"], 1) == [["persen (%)", "rinci"], ["7", '{"x": 0}'], ["8", ""]]


class TestKeeping:
    @pytest.fixture
    def statements(self) -> Callable[[Callable[[], None]], list[str]]:
        """What CKAN's database is asked while something is done."""

        def asked(function: Callable[[], None]) -> list[str]:
            heard: list[str] = []

            def note(connection, cursor, statement, parameters, *_) -> None:
                heard.append(f"{statement} {parameters}")

            engine = model.ensure_engine()
            sa.event.listen(engine, "before_cursor_execute", note)
            function()
            sa.event.remove(engine, "before_cursor_execute", note)
            return heard

        return asked

    @pytest.fixture
    def two(self, load) -> str:
        resource_id, _ = load(OLD)
        load(NEW, id=resource_id)
        jobs.run_pending()
        return resource_id

    def test_a_withdrawn_release_leaves_its_number_and_the_reason(self, two):
        withdrawal.withdraw(two, 1, "Salah satuan.")
        first = service.one(two, 1)
        assert first is not None
        assert (first.removed is not None, first.removed_why) == (True, "Salah satuan.")
        assert service.original(first) is None
        assert not service.snapshot(first).exists()
        assert not archive.difference_of(two, 1, 2).exists()

    def test_old_edits_are_removed_by_the_sweep(self, two, monkeypatch):
        monkeypatch.setattr(hooks, "SETTLED", 0.0)
        for code in "XY":
            upsert(two, kode=code, nilai=1)
            jobs.run_pending()
        load_time = datetime.now(timezone.utc) - timedelta(days=30)
        for number in (3, 4):
            store.write(two, number, issued=load_time)
        model.Session.commit()
        upsert(two, kode="Z", nilai=1)
        jobs.run_pending()
        service.sweep()
        assert [release.number for release in service.of(two) if release.removed] == [3]

    def test_the_sweep_removes_what_a_killed_process_has_left_of_removed_ones(self, two):
        sent = [service.original(service.one(two, number)) for number in (1, 2)]
        service.write_removed(two, [1, 2], "Salah.")
        model.Session.commit()
        service.sweep()
        assert [path for path in (*sent, *archive.folder(two).glob("*.*")) if path.exists()] == []

    def test_the_sweep_asks_nothing_of_removed_releases_of_which_nothing_is_left(self, two, statements):
        withdrawal.withdraw(two, 1, "Salah.")
        service.sweep()
        assert [asked for asked in statements(service.sweep) if two in asked] == []

    def test_releases_of_a_purged_dataset_go_with_it(self, two, dataset):
        call_action("dataset_purge", id=dataset["id"])
        jobs.run_pending()
        service.sweep()
        assert service.of(two) == []
        assert not archive.folder(two).exists()

    def test_releases_of_a_deleted_dataset_stay_for_its_return(self, two, dataset):
        call_action("package_delete", id=dataset["id"])
        jobs.run_pending()
        service.sweep()
        assert numbers(two) == [2, 1]


def test_a_file_about_which_something_else_was_decided_takes_its_former_table_with_it(load):
    people = "nama;nik\n" + "".join(f"Orang {n};64010{n}4708900001\n" for n in range(1, 6))
    resource_id, held = load(people)
    assert (held.status.value, numbers(resource_id)) == ("held", [])
    call_action("paser_privacy_decide", resource_id=resource_id, decision="mask")
    tables.load_upload(resource_id)
    call_action("paser_privacy_decide", resource_id=resource_id, decision="drop_column", columns=["nik"])
    tables.load_upload(resource_id)
    first, second = service.one(resource_id, 1), service.one(resource_id, 2)
    assert first
    assert second
    assert (first.removed is not None, service.snapshot(first).exists()) == (True, False)
    assert not service.original_is_public(second)
    assert kept(resource_id, 2)[0] == ["nama"]

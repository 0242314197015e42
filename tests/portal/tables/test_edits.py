"""Claims about rows that are edited in place, and a process that is killed between CKAN's commit and ours."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta

import psycopg
import pytest

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests.helpers import call_action

from ckanext.paser.jobs.service import run_pending
from ckanext.paser.releases import service as releases
from ckanext.paser.tables import datastore, edits, loading, service
from ckanext.paser.tables.rules.mark import Mark
from ckanext.paser.tables.signals import content_leaving, table_changed

pytestmark = pytest.mark.ckan_config("ckan.plugins", "paser datastore")

EDITS = {
    "datastore_upsert": {"method": "insert", "records": [{"kode": "C"}]},
    "datastore_create": {"records": [{"kode": "C"}]},
    "datastore_records_delete": {"filters": {"kode": "A"}},
}


class FallError(Exception):
    """The power goes."""


@pytest.fixture
def table(load) -> str:
    resource_id, _ = load("kode;nilai\nA;1\nB;2\n")
    return resource_id


@pytest.fixture
def heard(table) -> Iterator[list[str]]:
    """How the table was changed, as it is told."""
    told: list[str] = []
    with table_changed.connected_to(lambda _, by, **more: told.append(by)):
        yield told


def mark(resource_id: str) -> Mark:
    with datastore.connect() as connection:
        found = datastore.read_mark(connection, resource_id)
    assert found
    return found


def sweep_later(monkeypatch) -> None:
    model.Session.rollback()
    monkeypatch.setattr(edits, "_LONGEST", timedelta(seconds=-1))
    service.sweep()


def fall(monkeypatch, resource_id: str, action: str = "datastore_upsert") -> None:
    """Write or remove a row, with a process that is killed before it can tell."""
    with monkeypatch.context() as patch:
        patch.setattr(edits, "edited", lambda *_: (_ for _ in ()).throw(FallError()))
        with pytest.raises(FallError):
            call_action(action, resource_id=resource_id, force=True, **EDITS[action])


@pytest.mark.parametrize("action", EDITS)
def test_an_edit_that_falls_after_its_rows_are_committed_is_another_version_by_itself(
    table, heard, monkeypatch, action
):
    before = mark(table)
    fall(monkeypatch, table, action)
    assert call_action("datastore_search", resource_id=table)["total"] != 2
    sweep_later(monkeypatch)
    assert (mark(table).version != before.version, mark(table).fingerprint, heard) == (True, "", ["edit"])


def test_it_is_told_once(table, heard, monkeypatch):
    call_action("datastore_upsert", resource_id=table, force=True, **EDITS["datastore_upsert"])
    sweep_later(monkeypatch)
    assert (mark(table).edits, heard) == ({}, ["edit"])


def test_an_edit_that_is_refused_leaves_version_and_file_as_they_are(table, heard, monkeypatch):
    before = mark(table)
    with pytest.raises(tk.ValidationError):
        call_action(
            "datastore_upsert", resource_id=table, force=True, method="insert", records=[{"nilai": "x"}]
        )
    sweep_later(monkeypatch)
    assert (mark(table), heard) == (before, [])


@pytest.fixture
def crossed(table) -> Iterator[str]:
    """A table whose rows another edit has locked in the opposite order: the database gives up every edit of ours."""
    with psycopg.connect(tk.config["ckan.datastore.write_url"], autocommit=True) as connection:
        connection.execute(
            "CREATE FUNCTION public.contoh_buntu() RETURNS trigger LANGUAGE plpgsql"
            " AS 'BEGIN RAISE deadlock_detected; END'"
        )
        connection.execute(
            f'CREATE TRIGGER contoh BEFORE INSERT OR UPDATE OR DELETE ON "{table}" EXECUTE FUNCTION contoh_buntu()'
        )
        yield table
        connection.execute("DROP FUNCTION public.contoh_buntu CASCADE")


@pytest.mark.parametrize("action", EDITS)
def test_an_edit_that_crosses_another_one_is_told_to_come_again(crossed, heard, action):
    before = mark(crossed)
    with pytest.raises(tk.ValidationError) as caught:
        call_action(action, resource_id=crossed, force=True, **EDITS[action])
    (text,) = caught.value.error_dict["resource_id"]
    assert text.startswith("Orang lain sedang mengubah baris yang sama dengan urutan lain.")
    assert (mark(crossed), heard) == (before, [])


def test_rows_with_a_nul_character_are_refused_with_their_place(table):
    sent = [{"kode": "C"}, {"kode": "D\0"}]
    with pytest.raises(tk.ValidationError) as caught:
        call_action("datastore_upsert", resource_id=table, force=True, method="insert", records=sent)
    (text,) = caught.value.error_dict["records"]
    assert text.startswith('Baris 2, kolom "kode": Di sini ada karakter NUL (U+0000)')


def test_an_edit_that_goes_on_is_left_alone(table, heard):
    with service.editing(table):
        service.sweep()
        assert heard == []


def test_one_that_fell_before_the_same_content_is_loaded_is_not_forgotten(table, load, monkeypatch):
    fall(monkeypatch, table)
    fallen = mark(table).edits
    load("\ufeffkode;nilai\nA;1\nB;2\n", id=table)
    assert mark(table).edits == fallen != {}


def test_only_the_first_edit_of_a_file_has_its_table_become_a_release(table):
    package_id = call_action("resource_show", id=table)["package_id"]
    asked_for = {"resource": {"package_id": package_id}, "records": [{"kode": "A"}]}
    made = call_action("datastore_create", **asked_for)["resource_id"]
    asked: list[str] = []
    with content_leaving.connected_to(lambda sender, **_: asked.append(sender)):
        for each in (table, table, made, made):
            call_action("datastore_upsert", resource_id=each, force=True, **EDITS["datastore_upsert"])
    assert asked == [table]


def test_a_table_is_named_by_id_as_well_as_by_resource_id(table, heard):
    call_action("datastore_upsert", id=table, force=True, **EDITS["datastore_upsert"])
    assert heard == ["edit"]


@contextmanager
def indexing(resource_id: str) -> Iterator[None]:
    """As ``CREATE INDEX CONCURRENTLY`` does, let rows be written, but no comment."""
    with psycopg.connect(tk.config["ckan.datastore.write_url"]) as connection:
        connection.execute(f'LOCK TABLE "{resource_id}" IN SHARE UPDATE EXCLUSIVE MODE')
        yield


def test_who_edits_a_table_that_is_being_indexed_is_told_to_come_again(table, monkeypatch):
    monkeypatch.setattr(edits, "_PATIENCE", 1)
    with indexing(table), pytest.raises(tk.ValidationError) as caught:
        call_action("datastore_upsert", resource_id=table, force=True, **EDITS["datastore_upsert"])
    assert "sedang diindeks" in str(caught.value)


def test_an_edit_that_ends_while_its_table_is_being_indexed_is_told_by_the_sweep(table, monkeypatch):
    monkeypatch.setattr(edits, "_PATIENCE", 1)
    before = mark(table).version
    with ExitStack() as index:
        with edits.editing(table):
            index.enter_context(indexing(table))
        assert mark(table).version == before
    sweep_later(monkeypatch)
    assert mark(table).version != before


def test_a_table_that_is_being_indexed_does_not_keep_the_sweep_from_others(table, load, monkeypatch):
    monkeypatch.setattr(edits, "_PATIENCE", 1)
    both = [table, load(FILE)[0]]
    before = [mark(each).version for each in both]
    for each in both:
        fall(monkeypatch, each)
    for each in both:
        with indexing(each):
            sweep_later(monkeypatch)
    assert [mark(each).version == known for each, known in zip(both, before, strict=True)] == [False, False]


FILE = "kode;nilai\nA;1\nB;2\n"


class TestReadAnew:
    """Rows that were edited since their file was read, when that file is to be read again."""

    @pytest.fixture
    def edited(self, table) -> str:
        call_action(
            "datastore_upsert",
            resource_id=table,
            force=True,
            method="insert",
            records=[{"kode": "C", "nilai": 3}],
        )
        return table

    @pytest.fixture
    def rows(self, edited) -> Callable[[], list[tuple[str, object]]]:
        def read() -> list[tuple[str, object]]:
            run_pending()
            found = call_action("datastore_search", resource_id=edited, sort="_id")["records"]
            return [(row["kode"], row["nilai"]) for row in found]

        return read

    def notes(self, resource_id: str) -> list[str]:
        status = service.status(resource_id)
        assert status
        assert status["status"] == "done"
        return [note["code"] for note in status["notes"]]

    def once_copied(self, monkeypatch, then: Callable[[], object]) -> None:
        """Have something done when the rows of a file are in its new table."""
        copy = datastore.Staging.copy

        def copy_and_then(self, *args) -> str:
            digest = copy(self, *args)
            then()
            return digest

        monkeypatch.setattr(datastore.Staging, "copy", copy_and_then)

    def choose(self, resource_id: str) -> None:
        chosen = json.dumps([{"id": "nilai", "tipe_data": "CHARACTER"}])
        call_action("resource_patch", id=resource_id, kamus_data=chosen)

    def test_they_stay_and_what_was_chosen_waits_for_the_next_file(self, edited, rows):
        self.choose(edited)
        assert rows() == [("A", 1), ("B", 2), ("C", 3)]
        assert self.notes(edited) == ["edits_stay"]

    def test_they_stay_without_a_word_where_nothing_was_chosen(self, edited, rows):
        service.load_upload(edited)
        assert (rows(), self.notes(edited)) == ([("A", 1), ("B", 2), ("C", 3)], [])

    def test_their_file_is_looked_through_as_it_was_chosen_and_stays_open(self, edited, rows):
        self.choose(edited)
        rows()
        report = call_action("paser_privacy_report", resource_id=edited)
        assert (report["status"], report["file_public"]) == ("bersih", True)

    def test_what_was_chosen_counts_in_the_next_file(self, edited, rows, upload):
        self.choose(edited)
        run_pending()
        kamus = call_action("resource_show", id=edited)["kamus_data"]
        upload("kode;nilai\nD;4\n", id=edited, kamus_data=kamus)
        assert (rows(), self.notes(edited)) == ([("D", "4")], [])

    def test_the_same_file_sent_again_brings_its_rows_back(self, edited, rows, upload):
        upload(FILE, id=edited)
        assert rows() == [("A", 1), ("B", 2)]

    def test_edits_that_no_release_has_yet_are_one_before_a_file_comes(self, edited, rows, upload):
        upload(FILE, id=edited)
        rows()
        assert [(one.number, one.kind, one.rows) for one in releases.of(edited)] == [
            (3, "berkas", 2),
            (2, "suntingan", 3),
            (1, "berkas", 2),
        ]

    def test_those_that_were_edited_while_another_file_was_read_are_one_too(self, table, load, monkeypatch):
        row = {"resource_id": table, "force": True, **EDITS["datastore_upsert"]}
        self.once_copied(monkeypatch, lambda: call_action("datastore_upsert", **row))
        load("kode;nilai\nD;4\n", id=table)
        assert [one.kind for one in releases.of(table)] == ["berkas", "suntingan", "berkas"]

    def test_those_of_an_edit_that_fell_are_one_too(self, table, load, monkeypatch):
        fall(monkeypatch, table)
        load("kode;nilai\nD;4\n", id=table)
        assert [(one.kind, one.rows) for one in releases.of(table)] == [
            ("berkas", 1),
            ("suntingan", 3),
            ("berkas", 2),
        ]

    def test_a_file_waits_for_an_edit_that_is_under_way_before_it_takes_its_place(
        self, table, load, monkeypatch, datastore_sql
    ):
        begun = threading.Event()

        def edit() -> None:
            with edits.editing(table):
                begun.set()
                time.sleep(1)
                datastore_sql(f"INSERT INTO \"{table}\" (kode) VALUES ('C') RETURNING _id")
            model.Session.remove()

        editor = threading.Thread(target=edit)
        self.once_copied(monkeypatch, lambda: (editor.start(), begun.wait()))
        load("kode;nilai\nD;4\n", id=table)
        editor.join()
        assert [(one.kind, one.rows) for one in releases.of(table)] == [
            ("berkas", 1),
            ("suntingan", 3),
            ("berkas", 2),
        ]
        assert not mark(table).edited

    def test_an_edit_that_comes_when_a_file_takes_its_place_is_told_to_come_again(
        self, table, load, monkeypatch
    ):
        monkeypatch.setattr(edits, "_PATIENCE", 1)
        complete = datastore.Staging.complete
        told: list[str] = []

        def complete_and_edit(self, new: Mark) -> None:
            complete(self, new)
            with pytest.raises(tk.ValidationError) as caught:
                call_action("datastore_upsert", resource_id=table, force=True, **EDITS["datastore_upsert"])
            told.append(str(caught.value))

        monkeypatch.setattr(datastore.Staging, "complete", complete_and_edit)
        load("kode;nilai\nD;4\n", id=table)
        assert "sedang diganti" in told[0]
        assert [one.kind for one in releases.of(table)] == ["berkas", "berkas"]

    def test_a_column_that_was_closed_is_no_edit_of_rows(self, table):
        closed = {"id": "nilai", "apakah_variabel_bisa_diakses_umum": False}
        call_action("resource_patch", id=table, kamus_data=[closed])
        service.describe(call_action("resource_show", id=table)["package_id"])
        service.load_upload(table)
        assert [one.kind for one in releases.of(table)] == ["berkas", "berkas"]


NIKS = [f"64010157{month:02}900001" for month in range(1, 6)]
PERSONAL = "kode;nik;desa\n" + "".join(f"{n};{nik};Contoh\n" for n, nik in enumerate(NIKS))


class TestDecisions:
    """Decisions about personal data in a file whose rows were edited, or a column of which was closed. DATA CONTOH."""

    @pytest.fixture
    def public(self, load) -> str:
        """A table that shows personal data, as an administrator has decided."""
        resource_id, _ = load(PERSONAL)
        self.decide(resource_id, "override", reason="Contoh.")
        return resource_id

    def decide(self, resource_id: str, decision: str, **more: object) -> None:
        call_action("paser_privacy_decide", resource_id=resource_id, decision=decision, **more)
        service.load_upload(resource_id)

    def shown(self, resource_id: str) -> list[str]:
        model.Session.rollback()
        if resource_id not in service.data_versions([resource_id]):
            return []
        return [column.id for column in service.preview(resource_id).columns]

    def test_a_column_that_was_edited_is_left_out_and_no_release_shows_it_before(self, public):
        call_action("datastore_upsert", resource_id=public, force=True, **EDITS["datastore_upsert"])
        self.decide(public, "drop_column", columns=["nik"])
        assert self.shown(public) == ["kode", "desa"]
        assert [(one.kind, bool(one.removed)) for one in releases.of(public)] == [
            ("berkas", False),
            ("berkas", True),
        ]

    def test_an_override_taken_back_ends_a_table_of_which_a_column_was_closed(self, public):
        chosen = [
            {"id": "kode", "apakah_variabel_bisa_diakses_umum": False},
            {"id": "desa", "tipe_data": "INTEGER"},
        ]
        call_action("resource_patch", id=public, kamus_data=chosen)
        service.describe(call_action("resource_show", id=public)["package_id"])
        service.load_upload(public)
        assert self.shown(public) == ["nik", "desa"]
        self.decide(public, "reset")
        assert self.shown(public) == []

    def test_an_override_after_an_edit_opens_the_file(self, load):
        resource_id, _ = load(PERSONAL)
        self.decide(resource_id, "drop_column", columns=["nik"])
        row = {"_id": 1, "desa": "Lain"}
        call_action("datastore_upsert", resource_id=resource_id, force=True, method="update", records=[row])
        self.decide(resource_id, "override", reason="Contoh.")
        assert call_action("paser_privacy_report", resource_id=resource_id)["file_public"]


def test_a_column_that_is_closed_while_its_file_is_copied_does_not_come_back(table, monkeypatch):
    hash_of = loading.sha256_of

    def close_meanwhile(path) -> str:
        monkeypatch.setattr(loading, "sha256_of", hash_of)
        closed = {"id": "nilai", "apakah_variabel_bisa_diakses_umum": False}
        call_action("resource_patch", id=table, kamus_data=[closed])
        service.describe(call_action("resource_show", id=table)["package_id"])
        return hash_of(path)

    monkeypatch.setattr(loading, "sha256_of", close_meanwhile)
    assert service.load_upload(table) is None
    assert [column.id for column in service.preview(table).columns] == ["kode"]

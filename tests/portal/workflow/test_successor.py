"""Claims about the next version of a published dataset."""

from __future__ import annotations

import io
import json
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import pytest
from werkzeug.datastructures import FileStorage

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests.helpers import call_action

from ckanext.paser.jobs.service import run_pending
from ckanext.paser.problems import ProblemError
from ckanext.paser.tables import files
from ckanext.paser.workflow import service, successors

from .conftest import APPROVED, FILE, PUBLISHED

pytestmark = pytest.mark.ckan_config(
    "ckan.plugins", "paser scheming_datasets scheming_organizations datastore"
)

ANNUAL = "http://publications.europa.eu/resource/authority/frequency/ANNUAL"
ROWS = {"name": "Baris", "baris_langsung": True, "periode_mulai": "2020", "periode_selesai": "2020"}
STEPS = (
    "ckanext.paser.tables.uploads.hand_over",
    "ckanext.paser.privacy.service.hand_over",
    "ckanext.paser.workflow.store.add",
    "ckanext.paser.workflow.store.end_successor",
    "ckanext.paser.workflow.store.adopt",
    "ckan.logic.index_update_package_dicts",
)
"""What is done one after the other while a next version takes its place, before it is committed."""


def is_interrupted() -> None:
    raise KeyboardInterrupt


def is_killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def exit_code(work: Callable[[], object]) -> int | None:
    """How a process ends that does this with connections of its own."""

    def child() -> None:
        model.Session.registry.clear()  # pyright: ignore[reportAttributeAccessIssue]
        model.meta.engine.dispose(close=False)
        work()

    process = multiprocessing.get_context("fork").Process(target=child)
    process.start()
    process.join(60)
    return process.exitcode


def upload(people, dataset_id: str, content: str, **about: str) -> dict:
    """Upload a file that becomes no table, and have it looked through."""
    file = FileStorage(io.BytesIO(content.encode()), filename="data.json")
    said = {**FILE, "url": "data.json", "upload": file, **about}
    if "id" in about:
        made = people.does("officer", "resource_patch", **said)
    else:
        made = people.does("officer", "resource_create", package_id=dataset_id, **said)
    run_pending()
    return made


def content(resource_id: str) -> str:
    resource = model.Resource.get(resource_id)
    with files.steady_copy(resource) as path:
        return path.read_text()


@pytest.fixture
def published(people, make) -> dict:
    """A published dataset with an uploaded file and a link, and all that follows from publishing done. DATA CONTOH."""
    made = make(resources=[])
    upload(people, made["id"], json.dumps({"versi": 1}))
    people.does("officer", "resource_create", package_id=made["id"], **FILE)
    people.steps(made["id"], *PUBLISHED)
    run_pending()
    return call_action("package_show", id=made["id"])


class TestTheNextVersion:
    @pytest.fixture
    def next_id(self, people, published):
        return people.steps(published["id"], ("officer", "draf"))["id"]

    def test_is_a_private_draft_beside_the_published_one(self, people, published, next_id):
        shown = people.does("officer", "package_show", id=next_id)
        assert (shown["private"], shown["status_sdi"], shown["title"]) == (True, "draf", published["title"])
        assert shown["id"] != published["id"]
        assert (shown["identifier"], shown["issued"]) == (published["identifier"], published["issued"])
        assert call_action("package_show", id=published["id"]) == published
        assert people.does("", "package_search", q=published["title"], fq=f"id:{next_id}")["count"] == 0

    def test_has_the_files_of_the_published_one_under_ids_of_its_own(self, people, published, next_id):
        shown = people.does("officer", "package_show", id=next_id)
        assert [one["name"] for one in shown["resources"]] == [one["name"] for one in published["resources"]]
        ids = [{one["id"] for one in each["resources"]} for each in (shown, published)]
        assert not ids[0] & ids[1]
        assert json.loads(content(shown["resources"][0]["id"])) == {"versi": 1}

    def test_there_is_one_at_a_time(self, people, published, next_id):
        with pytest.raises(tk.ValidationError, match="in work already"):
            people.steps(published["id"], ("colleague", "draf"))
        shown = people.does("officer", "paser_workflow_show", id=published["id"])
        assert shown["successor"]["id"] == next_id

    def test_changes_nothing_that_the_public_sees_until_it_is_published(self, people, published, next_id):
        shown = people.does("officer", "package_show", id=next_id)
        upload(people, next_id, json.dumps({"versi": 2}), id=shown["resources"][0]["id"])
        people.does("officer", "package_patch", id=next_id, title="Judul Baru")
        people.steps(next_id, *APPROVED)
        assert call_action("package_show", id=published["id"]) == published
        assert json.loads(content(published["resources"][0]["id"])) == {"versi": 1}

    def test_takes_the_place_of_the_published_one_in_one_step_with_its_ids(self, people, published, next_id):
        shown = people.does("officer", "package_show", id=next_id)
        upload(people, next_id, json.dumps({"versi": 2}), id=shown["resources"][0]["id"])
        people.does("officer", "resource_create", package_id=next_id, **FILE | {"name": "Ketiga"})
        people.does("officer", "package_patch", id=next_id, title="Judul Baru", version="2")
        people.steps(next_id, *APPROVED)
        assert people.steps(next_id, ("walidata", "terbit"))["id"] == published["id"]
        now = people.does("", "package_show", id=published["id"])
        assert (now["name"], now["title"], now["version"]) == (published["name"], "Judul Baru", "2")
        assert now["identifier"] == published["identifier"]
        assert now["issued"] == published["issued"]
        assert [one["id"] for one in now["resources"]][:2] == [one["id"] for one in published["resources"]]
        assert [one["name"] for one in now["resources"]][2] == "Ketiga"
        assert json.loads(content(now["resources"][0]["id"])) == {"versi": 2}
        assert model.Package.get(next_id) is None

    def test_makes_the_data_as_new_as_its_file(self, people, published, next_id):
        mine = people.does("officer", "package_show", id=next_id)["resources"]
        sent = upload(people, next_id, json.dumps({"versi": 2}), id=mine[0]["id"])["last_modified"]
        people.steps(next_id, *PUBLISHED)
        shown = people.does("", "package_show", id=published["id"])
        assert (shown["resources"][0]["last_modified"], shown["modified"][:19]) == (sent, sent[:19])

    def test_leaves_data_as_old_as_they_are_whose_file_it_keeps(self, people, published, next_id):
        people.does("officer", "package_patch", id=next_id, notes="DATA CONTOH: kalimat baru.")
        people.steps(next_id, *PUBLISHED)
        shown = people.does("", "package_show", id=published["id"])
        assert shown["modified"] == published["modified"]
        assert [one["last_modified"] for one in shown["resources"]] == [
            one["last_modified"] for one in published["resources"]
        ]

    def test_has_one_history_with_the_published_one(self, people, published, next_id):
        people.does("officer", "package_patch", id=next_id, title="Judul Baru")
        people.steps(next_id, *APPROVED, ("walidata", "terbit"))
        history = people.does("officer", "paser_workflow_show", id=published["id"])["history"]
        told = [one["to"] for one in reversed(history) if one["kind"] == "langkah"]
        way = ["draf", "diajukan", "diperiksa_walidata", "disetujui", "terbit"]
        assert told == way * 2
        public = people.does("", "paser_workflow_show", id=published["id"])["history"]
        assert [one["to"] for one in public] == ["terbit", "terbit"]

    def test_is_checked_by_four_eyes_of_its_own(self, people, published):
        next_id = people.steps(published["id"], ("sysadmin", "draf"))["id"]
        people.steps(next_id, ("officer", "diajukan"))
        with pytest.raises(tk.NotAuthorized, match="worked on this version yourself"):
            people.steps(next_id, ("sysadmin", "diperiksa_walidata"))

    def test_is_given_up_by_deleting_it_and_begun_anew(self, people, published, next_id):
        people.does("officer", "package_delete", id=next_id)
        shown = people.does("officer", "paser_workflow_show", id=published["id"])
        assert (shown["status"], shown["successor"]) == ("terbit", None)
        assert [one["kind"] for one in shown["history"][:2]] == ["dihentikan", "langkah"]
        assert people.steps(published["id"], ("officer", "draf"))["id"] != next_id

    def test_is_none_any_more_once_given_up_even_if_it_is_restored(self, people, published, next_id):
        people.does("officer", "package_delete", id=next_id)
        people.does("sysadmin", "package_patch", id=next_id, state="active")
        with pytest.raises(tk.ValidationError, match="was given up"):
            people.steps(next_id, ("officer", "diajukan"))

    def test_does_not_undo_what_a_source_has_written_meanwhile(self, people, published, next_id):
        people.does("officer", "package_patch", id=next_id, title="Judul Baru")
        call_action("package_patch", id=published["id"], version="dari sumber")
        other = published["resources"][1]
        call_action("resource_patch", id=other["id"], description="Dari sumber.")
        added = call_action("resource_create", package_id=published["id"], **FILE | {"name": "Dari sumber"})
        people.steps(next_id, *PUBLISHED)
        now = call_action("package_show", id=published["id"])
        assert (now["title"], now["version"]) == ("Judul Baru", "dari sumber")
        told = [(one["id"], one.get("description")) for one in now["resources"][1:]]
        assert told == [(other["id"], "Dari sumber."), (added["id"], added.get("description"))]

    def test_leaves_the_file_alone_that_a_source_has_replaced_meanwhile(self, people, published, next_id):
        own = published["resources"][0]["id"]
        file = FileStorage(io.BytesIO(json.dumps({"versi": 3}).encode()), filename="data.json")
        call_action("resource_patch", id=own, upload=file, url="data.json")
        run_pending()
        people.does("officer", "package_patch", id=next_id, title="Judul Baru")
        told = people.does("officer", "paser_workflow_show", id=next_id)["replaces"]
        assert (told["changed"], told["changed_files"]) == (["title"], [])
        people.steps(next_id, *PUBLISHED)
        assert json.loads(content(own)) == {"versi": 3}

    def test_tells_who_checks_what_it_has_changed(self, people, published, next_id):
        shown = people.does("officer", "package_show", id=next_id)
        told = people.does("officer", "paser_workflow_show", id=next_id)["replaces"]
        assert (told["id"], told["changed"], told["changed_files"]) == (published["id"], [], [])
        upload(people, next_id, json.dumps({"versi": 2}), id=shown["resources"][0]["id"])
        people.does("officer", "package_patch", id=next_id, title="Judul Baru")
        told = people.does("officer", "paser_workflow_show", id=next_id)["replaces"]
        assert (told["changed"], told["changed_files"]) == (["title"], [shown["resources"][0]["name"]])

    def test_leaves_out_a_file_that_it_has_left_out(self, people, published, next_id):
        shown = people.does("officer", "package_show", id=next_id)
        people.does("officer", "resource_delete", id=shown["resources"][0]["id"])
        people.steps(next_id, *PUBLISHED)
        now = call_action("package_show", id=published["id"])["resources"]
        assert [one["id"] for one in now] == [published["resources"][1]["id"]]

    def test_brings_new_files_with_their_addresses_and_tables(self, people, published, next_id):
        made = people.does("officer", "resource_create", package_id=next_id, **FILE | {"name": "Baris"})
        table = {"resource_id": made["id"], "force": True, "fields": [{"id": "a"}], "records": [{"a": "1"}]}
        people.does("officer", "datastore_create", **table)
        people.steps(next_id, *PUBLISHED)
        now = call_action("package_show", id=published["id"])["resources"]
        assert [one["id"] for one in now] == [*(one["id"] for one in published["resources"]), made["id"]]
        assert people.does("", "datastore_search", resource_id=made["id"])["total"] == 1

    def test_may_take_the_place_of_what_was_withdrawn_meanwhile_and_nothing_else_may(
        self, people, published, next_id
    ):
        people.steps(published["id"], ("walidata", "ditarik"))
        with pytest.raises(tk.ValidationError, match="in work already"):
            people.steps(published["id"], ("officer", "draf"))
        people.steps(next_id, *PUBLISHED)
        assert people.does("", "package_show", id=published["id"])["status_sdi"] == "terbit"

    def test_finds_no_place_where_the_published_one_is_gone(self, people, published, next_id):
        people.steps(next_id, *APPROVED)
        call_action("package_delete", id=published["id"])
        with pytest.raises(tk.ValidationError, match="was deleted meanwhile"):
            people.steps(next_id, ("walidata", "terbit"))
        assert people.does("officer", "package_show", id=next_id)["status_sdi"] == "disetujui"

    def test_takes_its_place_by_itself_on_the_day_of_its_release(self, people, published, next_id):
        due = {"frequency": ANNUAL, "jadwal_rilis": "2020-01-01"}
        people.does("officer", "package_patch", id=next_id, title="Judul Baru", **due)
        people.steps(next_id, *APPROVED)
        assert (next_id, "") in list(service.publish_due())
        assert call_action("package_show", id=published["id"])["title"] == "Judul Baru"

    def test_no_day_of_release_undoes_a_withdrawal_a_person_may(self, people, published, next_id):
        due = {"frequency": ANNUAL, "jadwal_rilis": "2020-01-01"}
        people.does("officer", "package_patch", id=next_id, **due)
        people.steps(next_id, *APPROVED)
        people.steps(published["id"], ("walidata", "ditarik"))
        assert next_id not in dict(service.publish_due())
        assert call_action("package_show", id=published["id"])["status_sdi"] == "ditarik"
        people.steps(next_id, ("walidata", "terbit"))
        assert call_action("package_show", id=published["id"])["status_sdi"] == "terbit"

    def test_nor_does_one_that_has_come_just_before_it(self, people, published, next_id):
        people.steps(next_id, *APPROVED)
        people.steps(published["id"], ("walidata", "ditarik"))
        with pytest.raises(ProblemError, match="withdrawn"):
            service.take(next_id, "terbit", service.PORTAL)
        assert call_action("package_show", id=published["id"])["status_sdi"] == "ditarik"
        assert call_action("package_show", id=next_id)["status_sdi"] == "disetujui"

    def test_the_rows_of_programs_are_written_in_the_published_one_alone(self, people, make):
        made = make()
        table = {"fields": [{"id": "a"}], "records": [{"a": "1"}]}
        about = {"package_id": made["id"], **ROWS}
        rows = people.does("officer", "datastore_create", resource=about, **table)["resource_id"]
        people.steps(made["id"], *PUBLISHED)
        next_id = people.steps(made["id"], ("officer", "draf"))["id"]
        mine = people.does("officer", "package_show", id=next_id)["resources"][1]
        with pytest.raises(tk.NotAuthorized, match="in the published dataset"):
            people.does("officer", "datastore_create", resource_id=mine["id"], force=True, **table)
        people.does("officer", "datastore_upsert", resource_id=rows, method="insert", records=[{"a": "2"}])
        people.does("officer", "resource_patch", id=mine["id"], description="Baru.")
        people.steps(next_id, *PUBLISHED)
        now = call_action("package_show", id=made["id"])["resources"][1]
        assert (now["id"], now["description"], now["url_type"]) == (rows, "Baru.", "datastore")
        assert people.does("", "datastore_search", resource_id=rows)["total"] == 2


class TestFalls:
    """Whatever fails while a next version takes its place, the old one stays whole, and doing it again works."""

    @pytest.fixture
    def next_id(self, people, published):
        next_id = people.steps(published["id"], ("officer", "draf"))["id"]
        shown = people.does("officer", "package_show", id=next_id)
        upload(people, next_id, json.dumps({"versi": 2}), id=shown["resources"][0]["id"])
        people.does("officer", "resource_create", package_id=next_id, **FILE | {"name": "Ketiga"})
        people.does("officer", "package_patch", id=next_id, title="Judul Baru")
        people.steps(next_id, *APPROVED)
        return next_id

    @staticmethod
    @contextmanager
    def falling(step: str, fall: Callable[[], None]) -> Iterator[None]:
        """Have a step be the last that the process does."""
        module, _, name = step.rpartition(".")
        place: Any = import_module(module)
        before = getattr(place, name)

        def falls(*args: Any, **known: Any) -> None:
            before(*args, **known)
            fall()

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(place, name, falls)
            yield

    @pytest.mark.parametrize("fall", [is_interrupted, is_killed])
    @pytest.mark.parametrize("step", STEPS)
    def test_the_old_version_stays_whole_and_its_successor_too(self, people, published, next_id, step, fall):
        before = people.does("officer", "package_show", id=next_id)
        model.Session.remove()
        with self.falling(step, fall):
            assert exit_code(lambda: people.steps(next_id, ("walidata", "terbit"))) != 0
        model.Session.rollback()
        model.Session.remove()
        assert call_action("package_show", id=published["id"]) == published
        assert json.loads(content(published["resources"][0]["id"])) == {"versi": 1}
        assert people.does("officer", "package_show", id=next_id) == before
        assert people.steps(next_id, ("walidata", "terbit"))["id"] == published["id"]
        now = call_action("package_show", id=published["id"])
        assert (now["title"], [one["name"] for one in now["resources"]][2:]) == ("Judul Baru", ["Ketiga"])
        assert json.loads(content(now["resources"][0]["id"])) == {"versi": 2}

    def test_a_successor_that_was_not_removed_is_a_deleted_dataset_and_removed_later(
        self, people, published, next_id, monkeypatch
    ):
        with monkeypatch.context() as patch:
            patch.setattr(successors, "remove", lambda id_: 1 / 0)
            assert people.steps(next_id, ("walidata", "terbit"))["id"] == published["id"]
        assert people.does("officer", "paser_workflow_show", id=published["id"])["successor"] is None
        for person in ("", "stranger", "walidata"):
            with pytest.raises(tk.NotAuthorized):
                people.does(person, "package_show", id=next_id)
        with pytest.raises(tk.ObjectNotFound):
            people.steps(next_id, ("sysadmin", "terbit"))
        successors.remove_left_over()
        assert model.Package.get(next_id) is None

    def test_one_that_cannot_be_removed_keeps_no_other_from_it(self, people, published, make, monkeypatch):
        other = make()
        people.steps(other["id"], *PUBLISHED)
        ids = [people.steps(one["id"], ("officer", "draf"))["id"] for one in (published, other)]
        remove, tried = successors.remove, []

        def falls_first(id_: str) -> None:
            tried.append(id_)
            remove(id_ if len(tried) > len(ids) + 1 else "")

        with monkeypatch.context() as patch:
            patch.setattr(successors, "remove", falls_first)
            for next_id in ids:
                people.steps(next_id, *PUBLISHED)
            successors.remove_left_over()
        assert [model.Package.get(id_) is None for id_ in tried[len(ids) :]] == [False, True]
        successors.remove_left_over()
        assert [model.Package.get(id_) for id_ in ids] == [None, None]

    def test_nothing_is_left_of_a_version_that_could_not_be_begun(self, people, published):
        lent = self.falling("ckanext.paser.releases.service.lend", is_interrupted)
        with lent, pytest.raises(KeyboardInterrupt):
            people.steps(published["id"], ("officer", "draf"))
        model.Session.rollback()
        model.Session.remove()
        assert people.does("officer", "paser_workflow_show", id=published["id"])["successor"] is None
        assert people.steps(published["id"], ("officer", "draf"))["status"] == "draf"

"""Claims about the next version of a published dataset."""

from __future__ import annotations

import io
import json

import pytest
from werkzeug.datastructures import FileStorage

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests.helpers import call_action

from ckanext.paser.tables import files

from .conftest import APPROVED, FILE, PUBLISHED

pytestmark = pytest.mark.ckan_config(
    "ckan.plugins", "paser scheming_datasets scheming_organizations datastore"
)


def upload(people, dataset_id: str, content: str, **about: str) -> dict:
    """Upload a file that becomes no table."""
    file = FileStorage(io.BytesIO(content.encode()), filename="data.json")
    said = {**FILE, "url": "data.json", "upload": file, **about}
    if "id" in about:
        return people.does("officer", "resource_patch", **said)
    return people.does("officer", "resource_create", package_id=dataset_id, **said)


def content(resource_id: str) -> str:
    resource = model.Resource.get(resource_id)
    with files.steady_copy(resource) as path:
        return path.read_text()


class TestTheNextVersion:
    @pytest.fixture
    def published(self, people, make):
        made = make(resources=[])
        upload(people, made["id"], json.dumps({"versi": 1}))
        people.does("officer", "resource_create", package_id=made["id"], **FILE)
        people.steps(made["id"], *PUBLISHED)
        return call_action("package_show", id=made["id"])

    @pytest.fixture
    def next_id(self, people, published):
        return people.steps(published["id"], ("officer", "draf"))["id"]

    def test_is_a_private_draft_beside_the_published_one(self, people, published, next_id):
        shown = people.does("officer", "package_show", id=next_id)
        assert (shown["private"], shown["status_sdi"], shown["title"]) == (True, "draf", published["title"])
        assert shown["id"] != published["id"]
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

    def test_may_be_given_up_and_begun_anew(self, people, published, next_id):
        people.does("officer", "package_delete", id=next_id)
        assert people.steps(published["id"], ("officer", "draf"))["id"] != next_id

    def test_a_source_goes_on_writing_the_published_one(self, people, published, next_id):
        call_action("package_patch", id=published["id"], version="dari sumber")
        shown = people.does("officer", "paser_workflow_show", id=published["id"])
        assert (shown["status"], shown["history"][0]["to"]) == ("terbit", "draf")

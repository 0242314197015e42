"""Claims about the views of a file: who may change one, whatever file is sent with it. DATA CONTOH."""

from __future__ import annotations

import pytest

import ckan.plugins.toolkit as tk
from ckan.tests import factories
from ckan.tests.helpers import call_action

from .conftest import COMPLETE, agency

pytestmark = pytest.mark.ckan_config(
    "ckan.plugins", "paser scheming_datasets scheming_organizations datastore text_view"
)


class TestTheViewsOfAFile:
    @pytest.fixture
    def view(self, people, make) -> dict:
        file = make()["resources"][0]["id"]
        return people.does(
            "officer", "resource_view_create", resource_id=file, title="Teks", view_type="text_view"
        )

    @pytest.fixture
    def elsewhere(self, people) -> str:
        """A file of another agency."""
        owner = agency("produsen", editor=people.stranger)["id"]
        data = {**COMPLETE, "name": f"contoh-{factories.User.stub().name}", "owner_org": owner}
        return people.does("stranger", "package_create", **data)["resources"][0]["id"]

    def test_are_changed_by_whoever_may_change_it_and_nobody_who_sends_another_file(
        self, people, view, elsewhere
    ):
        sent = {"id": view["id"], "title": "Lain"}
        for file in ({}, {"resource_id": elsewhere}, {"resource_id": view["resource_id"]}):
            with pytest.raises(tk.NotAuthorized):
                people.does("stranger", "resource_view_update", **sent, **file)
        assert people.does("officer", "resource_view_update", **sent)["title"] == "Lain"

    def test_go_to_no_file_that_one_may_not_change(self, people, view, elsewhere):
        with pytest.raises(tk.NotAuthorized):
            people.does("officer", "resource_view_update", id=view["id"], resource_id=elsewhere)
        assert call_action("resource_view_show", id=view["id"])["resource_id"] == view["resource_id"]

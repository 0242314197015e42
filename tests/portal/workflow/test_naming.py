"""Claims about lists of CKAN's that name what hangs on datasets: of what is not public only its agency is told. DATA CONTOH."""

from __future__ import annotations

import json
from typing import Any

import pytest

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests import factories

from .conftest import PUBLISHED

pytestmark = pytest.mark.ckan_config(
    "ckan.plugins", "paser scheming_datasets scheming_organizations datastore"
)
HIDDEN, SHOWN = "tagrahasia", "tagterbuka"
ASKING = {
    "tag_list": {},
    "tag_list/words": {"query": "tag"},
    "tag_list/all_fields": {"all_fields": True},
    "tag_autocomplete": {"query": "tag"},
    "tag_search": {"query": "tag"},
}
OWN = ("officer", "sysadmin")


@pytest.fixture
def tags(people, make) -> None:
    """A draft and a published dataset, each with a tag of its own."""
    make(tag_string=f"contoh,{HIDDEN}")
    people.steps(make(tag_string=f"contoh,{SHOWN}")["id"], *PUBLISHED)


@pytest.mark.usefixtures("tags", "with_request_context")
class TestTags:
    @pytest.mark.parametrize("person", ["", "stranger", "officer", "sysadmin"])
    @pytest.mark.parametrize("asked", ASKING)
    def test_a_list_has_those_of_datasets_that_who_asks_may_read(self, people, asked, person):
        told = str(people.does(person, asked.partition("/")[0], **ASKING[asked]))
        assert (HIDDEN in told, SHOWN in told) == (person in OWN, True)

    @pytest.mark.parametrize("person", ["", "stranger"])
    def test_one_of_a_draft_is_not_there_for_others(self, people, person):
        with pytest.raises(tk.ObjectNotFound):
            people.does(person, "tag_show", id=HIDDEN)

    def test_one_of_a_draft_is_shown_to_its_agency(self, people):
        assert people.does("officer", "tag_show", id=HIDDEN)["name"] == HIDDEN

    def test_a_search_counts_what_it_shows(self, people):
        found = people.does("", "tag_search", query=HIDDEN)
        assert (found["count"], found["results"]) == (0, [])

    @pytest.mark.parametrize(
        "page", [{"limit": 0}, {"limit": 1}, {"offset": 9}, {"limit": "1", "offset": "9"}]
    )
    def test_a_page_of_a_search_counts_no_more_than_the_whole(self, people, page):
        counts = [people.does("", "tag_search", query=word, **page)["count"] for word in (HIDDEN, SHOWN)]
        assert counts == [0, 1]

    @pytest.mark.parametrize("person", ["", "stranger"])
    @pytest.mark.parametrize("action", ["tag_list", "tag_search", "tag_autocomplete"])
    def test_what_is_hidden_takes_no_room_on_a_page(self, people, action, person):
        told = [str(people.does(person, action, query="tag", limit=1, offset=begin)) for begin in (0, 1)]
        assert [SHOWN in one for one in told] == [True, False]

    @pytest.mark.parametrize("page", [{"limit": -1}, {"limit": "semua"}, {"offset": "awal"}])
    def test_a_page_that_is_none_is_refused(self, people, page):
        with pytest.raises(tk.ValidationError):
            people.does("", "tag_search", query="tag", **page)

    def test_those_of_a_vocabulary_are_for_everybody(self, people):
        vocabulary = factories.Vocabulary(tags=[{"name": "kosakata"}])
        assert people.does("", "tag_list", vocabulary_id=vocabulary["id"]) == ["kosakata"]


@pytest.mark.usefixtures("with_request_context")
class TestMembers:
    @pytest.fixture
    def made(self, people, make) -> dict[str, Any]:
        """Ids of a draft and of a published dataset of one agency."""
        public = make()
        people.steps(public["id"], *PUBLISHED)
        return {"draft": make()["id"], "public": public["id"]}

    @pytest.mark.parametrize("person", ["", "stranger", "officer", "sysadmin"])
    @pytest.mark.parametrize("more", [{}, {"object_type": "package"}])
    def test_the_datasets_of_an_agency_are_those_that_who_asks_may_read(self, people, made, person, more):
        told = people.does(person, "member_list", id=people.agency, **more)
        ids = {id_ for id_, kind, _ in told if kind == "package"}
        assert (made["draft"] in ids, made["public"] in ids) == (person in OWN, True)

    @pytest.mark.parametrize("person", ["", "stranger", "officer", "sysadmin"])
    def test_its_people_are_told_to_its_members(self, people, made, person):
        told = people.does(person, "member_list", id=people.agency)
        ids = {id_ for id_, kind, _ in told if kind == "user"}
        assert (model.User.get(people.officer).id in ids) == (person in OWN)


@pytest.mark.usefixtures("with_request_context")
class TestTheListOfTables:
    @pytest.fixture
    def tables(self, people, make) -> dict[str, str]:
        """Ids of a table of a draft, and of one of a published dataset."""
        drafts, public = ({**make(), "rows": [{"kode": "A"}]} for _ in range(2))
        made = {}
        for name, dataset in (("draft", drafts), ("public", public)):
            made[name] = dataset["resources"][0]["id"]
            people.does(
                "officer", "datastore_create", resource_id=made[name], force=True, records=dataset["rows"]
            )
        people.steps(public["id"], *PUBLISHED)
        return made

    def told(self, people, person: str, **asked: Any) -> set[str]:
        found = people.does(person, "datastore_search", resource_id="_table_metadata", limit=32000, **asked)
        return {row["name"] for row in found["records"]}

    @pytest.mark.parametrize("person", ["", "stranger", "officer", "sysadmin"])
    def test_has_those_that_who_asks_may_read(self, people, tables, person):
        told = self.told(people, person)
        assert (tables["draft"] in told, tables["public"] in told) == (person in OWN, True)

    @pytest.mark.parametrize("filters", [None, "null", "0", "[]", "{}", [], {}])
    def test_tells_nobody_more_who_asks_for_all(self, people, tables, filters):
        told = self.told(people, "", filters=filters)
        assert (tables["draft"] in told, tables["public"] in told) == (False, True)

    @pytest.mark.parametrize("way", ["object", "text", "either", "list"])
    def test_tells_nobody_more_who_asks_for_one(self, people, tables, way):
        named = {"name": list(tables.values())}
        asked = {"object": named, "text": json.dumps(named), "either": {"$or": [named]}, "list": [named]}
        assert self.told(people, "", filters=asked[way]) == {tables["public"]}

    @pytest.mark.parametrize("wrong", ["{", "3", 3, {"$lain": []}])
    def test_refuses_filters_that_are_none(self, people, tables, wrong):
        with pytest.raises(tk.ValidationError):
            self.told(people, "", filters=wrong)

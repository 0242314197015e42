"""Claims about what is sent to the portal in good faith, and too much, too late or too long. DATA CONTOH."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests.helpers import call_action

from tests.portal.metadata.conftest import FILE

pytestmark = pytest.mark.usefixtures("non_clean_db", "with_plugins")

MANY = 200
LONG = "Catatan panjang untuk DATA CONTOH. " * 1_450
"""More than 50,000 characters."""


@pytest.fixture
def sysadmin(sysadmin_factory) -> str:
    return sysadmin_factory()["name"]


def as_person(person: str, action: str, **data: Any) -> Any:
    """Call an action as somebody does through the API."""
    return tk.get_action(action)({"user": person, "auth_user_obj": model.User.get(person)}, data)


class TestAProgramThatSendsAllOfADataset:
    @pytest.fixture
    def read(self, dataset) -> dict[str, Any]:
        """The dataset as the program has read it."""
        made = call_action("package_create", **dataset | {"private": True})
        return call_action("package_show", id=made["id"])

    def test_does_not_write_over_what_came_meanwhile(self, read, sysadmin):
        call_action("resource_create", package_id=read["id"], url="https://a.test/a.json", name="Meanwhile")
        with pytest.raises(tk.ValidationError) as refused:
            as_person(sysadmin, "package_update", **read | {"notes": "Kata program."})
        stored = call_action("package_show", id=read["id"])
        assert stored["metadata_modified"] in refused.value.error_dict["metadata_modified"][0]
        assert ([one["name"] for one in stored["resources"]], stored["notes"]) == (
            ["Meanwhile"],
            read["notes"],
        )

    def test_changes_what_nobody_else_has_changed(self, read, sysadmin):
        as_person(sysadmin, "package_update", **read | {"notes": "Kata program."})
        assert call_action("package_show", id=read["id"])["notes"] == "Kata program."

    def test_does_as_in_ckan_where_it_says_nothing_of_when_it_has_read(self, read, sysadmin):
        call_action("package_patch", id=read["id"], notes="Kata rekan.")
        mine = {name: value for name, value in read.items() if name != "metadata_modified"}
        as_person(sysadmin, "package_update", **mine | {"notes": "Kata program."})
        assert call_action("package_show", id=read["id"])["notes"] == "Kata program."

    def test_is_told_nothing_where_it_may_not_change_it(self, read, user_factory):
        sent = {"id": read["id"], "metadata_modified": "2020-01-01"}
        with pytest.raises(tk.NotAuthorized):
            as_person(user_factory()["name"], "package_update", **sent)

    @pytest.mark.parametrize("moment", ["kemarin", "2020-01-01", "2020-01-01T00:00:00+08:00", 7])
    def test_is_told_of_a_moment_at_which_there_was_no_such_version(self, read, sysadmin, moment):
        with pytest.raises(tk.ValidationError) as refused:
            as_person(sysadmin, "package_update", **read | {"metadata_modified": moment})
        assert str(moment) in refused.value.error_dict["metadata_modified"][0]


class TestAProgramThatSendsAllOfAFile:
    @pytest.fixture
    def read(self, dataset) -> dict[str, Any]:
        """The file as the program has read it."""
        made = call_action("package_create", **dataset | {"private": True, "resources": [FILE]})
        return call_action("resource_show", id=made["resources"][0]["id"])

    def test_does_not_write_over_what_came_meanwhile(self, read, sysadmin):
        call_action("resource_patch", id=read["id"], description="Kata rekan.")
        with pytest.raises(tk.ValidationError) as refused:
            as_person(sysadmin, "resource_update", **read | {"name": "Kata program."})
        stored = call_action("resource_show", id=read["id"])
        assert stored["metadata_modified"] in refused.value.error_dict["metadata_modified"][0]
        assert (stored["name"], stored["description"]) == (read["name"], "Kata rekan.")

    def test_changes_what_nobody_else_has_changed(self, read, sysadmin):
        as_person(sysadmin, "resource_update", **read | {"name": "Kata program."})
        assert call_action("resource_show", id=read["id"])["name"] == "Kata program."

    def test_is_told_nothing_where_it_may_not_change_it(self, read, user_factory):
        sent = {"id": read["id"], "metadata_modified": "2020-01-01"}
        with pytest.raises(tk.NotAuthorized):
            as_person(user_factory()["name"], "resource_update", **sent)


class TestVeryManyFiles:
    @pytest.fixture
    def many(self, dataset) -> dict[str, Any]:
        """A dataset with 200 links."""
        files = [
            {"name": f"Tabel {n}", "url": f"https://a.test/{n}.json", "format": "JSON"} for n in range(MANY)
        ]
        return call_action("package_create", **dataset | {"private": True, "resources": files})

    def test_are_all_kept_in_their_order(self, many):
        shown = call_action("package_show", id=many["id"])
        assert [one["name"] for one in shown["resources"]] == [f"Tabel {n}" for n in range(MANY)]

    def test_are_all_listed_on_its_page(self, many, app, sysadmin, api_token_factory):
        headers = {"Authorization": api_token_factory(user=sysadmin)["token"]}
        page = app.get(f"/dataset/{many['name']}", headers=headers)
        assert [n for n in range(MANY) if f"Tabel {n}<" not in page.body] == []


class TestAVeryLongDescription:
    def test_is_kept_whole(self, dataset):
        created = call_action("package_create", **dataset | {"private": True, "notes": LONG})
        assert call_action("package_show", id=created["id"])["notes"] == LONG

    def test_is_found_by_its_words(self, dataset):
        created = call_action("package_create", **dataset | {"private": True, "notes": f"{LONG} kuwalikatan"})
        found = call_action("package_search", q="kuwalikatan", fq=f"id:{created['id']}", include_private=True)
        assert found["count"] == 1


class TestThePeriodOfAFileThatSaysNone:
    @pytest.fixture
    def stored(self, dataset) -> Callable[[int], dict[str, Any]]:
        """A draft of one year with so many files that say no period."""

        def create(count: int) -> dict[str, Any]:
            files = [{"name": f"Tabel {n}", "url": f"https://a.test/{n}.csv"} for n in range(count)]
            said = {"temporal_coverage": [{"start": "2024", "end": "2024"}], "resources": files}
            return call_action("package_create", **dataset | said | {"private": True})

        return create

    def test_is_that_of_its_dataset_when_the_dataset_is_put_right(self, stored, sysadmin):
        covered = [{"start": "2020", "end": "2021"}]
        as_person(sysadmin, "package_patch", id=(made := stored(1))["id"], temporal_coverage=covered)
        (file,) = call_action("package_show", id=made["id"])["resources"]
        assert (file["periode_mulai"], file["periode_selesai"]) == ("2020", "2021")

    def test_stays_with_each_of_several_files(self, stored, sysadmin):
        covered = [{"start": "2024", "end": "2025"}]
        as_person(sysadmin, "package_patch", id=(made := stored(2))["id"], temporal_coverage=covered)
        files = call_action("package_show", id=made["id"])["resources"]
        assert [one["periode_mulai"] + one["periode_selesai"] for one in files] == ["20242024"] * 2

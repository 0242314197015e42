"""Claims about rows that people write into what is published."""

from __future__ import annotations

from typing import Any

import pytest

import ckan.plugins.toolkit as tk

from .conftest import FILE, PUBLISHED

pytestmark = pytest.mark.ckan_config(
    "ckan.plugins", "paser scheming_datasets scheming_organizations datastore"
)
WRITES: dict[str, dict[str, Any]] = {
    "datastore_create": {"records": [{"a": "2"}]},
    "datastore_upsert": {"method": "insert", "records": [{"a": "2"}]},
    "datastore_delete": {"filters": {"a": "1"}},
    "datastore_records_delete": {"filters": {"a": "1"}},
}


@pytest.fixture
def table(people, make):
    """Make a dataset with a table of one row and publish it; what names the table to an action."""

    def publish(**about: Any) -> dict[str, Any]:
        made = make(resources=[FILE | about])
        table = {"resource_id": made["resources"][0]["id"], "force": True}
        people.does("officer", "datastore_create", **table, fields=[{"id": "a"}], records=[{"a": "1"}])
        people.steps(made["id"], *PUBLISHED)
        return table

    return publish


def rows(people, table: dict[str, Any]) -> list[int]:
    found = people.does("", "datastore_search", resource_id=table["resource_id"])
    return [row["a"] for row in found["records"]]


@pytest.mark.parametrize("person", ["officer", "colleague", "sysadmin"])
@pytest.mark.parametrize("action", WRITES)
def test_nobody_alone_writes_rows_that_are_public(people, table, action, person):
    published = table()
    with pytest.raises(tk.NotAuthorized, match="stay as they were checked"):
        people.does(person, action, **published, **WRITES[action])
    assert rows(people, published) == [1]


@pytest.mark.parametrize("action", WRITES)
def test_rows_are_written_where_that_was_checked_with_the_file(people, table, action):
    published = table(baris_langsung=True)
    people.does("officer", action, **published, **WRITES[action])
    assert rows(people, published) == ([] if "delete" in action else [1, 2])


def test_nobody_lets_rows_be_written_after_it_was_checked(people, table):
    published = table()
    with pytest.raises(tk.ValidationError, match="Begin a new version"):
        people.does("officer", "resource_patch", id=published["resource_id"], baris_langsung=True)

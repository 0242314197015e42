"""Claims about the Table Schema of a file (``schema``) in answers of the API."""

from __future__ import annotations

from typing import Any

import pytest

from ckan.tests.helpers import call_action

from ckanext.paser.jobs.service import run_pending

pytestmark = [
    pytest.mark.usefixtures("non_clean_db", "with_plugins"),
    pytest.mark.ckan_config("ckan.plugins", "paser scheming_datasets scheming_organizations datastore"),
]
ROWS = "kode_wilayah;tahun;nilai\n64.01.04;2023;1,5\n64.01.07;2023;3\n64.01.07;2024;9\n"
DECIDED = [{"id": "nilai", "notes": "Banyaknya.", "batasan": {"minimum": 0, "maximum": 5, "required": True}}]
"""What an officer has said of one column of three."""


@pytest.fixture
def dataset(dataset) -> dict[str, Any]:
    return call_action("package_create", **dataset, private=True)


def schema(dataset: dict[str, Any]) -> dict[str, Any]:
    return call_action("package_show", id=dataset["id"])["resources"][0]["schema"]


def test_a_partly_decided_table_is_told_whole_and_true(dataset, load):
    resource_id, _ = load(ROWS)
    run_pending()
    call_action("resource_patch", id=resource_id, kamus_data=DECIDED)
    run_pending()
    found = schema(dataset)
    assert [(one["name"], one["type"]) for one in found["fields"]] == [
        ("kode_wilayah", "string"),
        ("tahun", "integer"),
        ("nilai", "number"),
    ]
    assert found["fields"][2]["description"] == "Banyaknya."
    assert found["fields"][2]["constraints"] == {"minimum": 0, "required": True}
    assert found["primaryKey"] == ["kode_wilayah", "tahun"]


def test_a_table_of_which_nobody_has_decided_anything_has_one_too(dataset, load):
    load(ROWS)
    run_pending()
    assert len(schema(dataset)["fields"]) == 3


def test_another_table_has_another_one(dataset, load):
    resource_id, _ = load(ROWS)
    run_pending()
    load("kode_wilayah;nilai\n64.01.04;1\n64.01.04;2\n", id=resource_id)
    run_pending()
    found = schema(dataset)
    assert ([one["name"] for one in found["fields"]], "primaryKey" in found) == (
        ["kode_wilayah", "nilai"],
        False,
    )

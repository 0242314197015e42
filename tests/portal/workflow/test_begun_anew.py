"""Claims about a withdrawn dataset with which its agency begins anew: the public reads why it was withdrawn until it is published again."""

from __future__ import annotations

from typing import Any

import pytest

import ckan.plugins.toolkit as tk
from ckan.tests.helpers import call_action

from .conftest import PUBLISHED

pytestmark = pytest.mark.ckan_config(
    "ckan.plugins", "paser scheming_datasets scheming_organizations datastore"
)
REASON = "Angkanya keliru."
WORD = "zamrud"
"""What the new draft alone says."""


@pytest.fixture
def withdrawn(people, make) -> dict[str, Any]:
    made = make()
    people.steps(made["id"], *PUBLISHED)
    people.does("walidata", "paser_workflow_transition", id=made["id"], to="ditarik", note=REASON)
    return call_action("package_show", id=made["id"])


@pytest.fixture
def draft(people, withdrawn) -> dict[str, Any]:
    """It as it was withdrawn; what stands there now is a draft that says something else."""
    people.steps(withdrawn["id"], ("officer", "draf"))
    people.does(
        "officer", "package_patch", id=withdrawn["id"], title=f"Jumlah {WORD}", notes=f"DATA CONTOH {WORD}"
    )
    return withdrawn


@pytest.mark.parametrize(
    "address",
    [
        "/dataset/{name}",
        "/dataset/{id}",
        "/dataset/{name}/resource/{file}",
        "/dataset/{name}/resource/{file}/download/a.json",
        "/dataset/{name}/unduh.zip",
        "/api/paser/v1/tabel/{file}/unduh.csv",
    ],
)
def test_the_reason_stays_at_its_addresses_and_nothing_of_the_draft_is_told(draft, app, address):
    asked = address.format(name=draft["name"], id=draft["id"], file=draft["resources"][0]["id"])
    page = app.get(asked, status=410, headers={"Accept": "text/html"}).text
    assert REASON in page
    assert draft["title"] in page
    assert WORD not in page


def test_it_stays_when_a_file_is_taken_out_of_the_draft(people, draft, app):
    (file,) = draft["resources"]
    people.does("officer", "resource_delete", id=file["id"])
    assert REASON in app.get(f"/dataset/{draft['name']}/resource/{file['id']}", status=410).text


def test_it_stays_when_the_draft_is_deleted(people, draft, app):
    people.does("colleague", "package_delete", id=draft["id"])
    page = app.get(f"/dataset/{draft['name']}", status=410).text
    assert (REASON in page, WORD in page) == (True, False)


def test_it_stays_while_the_draft_is_checked(people, draft, app):
    people.steps(draft["id"], *PUBLISHED[:-1])
    page = app.get(f"/dataset/{draft['name']}", status=410).text
    assert (REASON in page, WORD in page) == (True, False)


def test_it_goes_when_it_is_published_again(people, draft, app):
    people.steps(draft["id"], *PUBLISHED)
    page = app.get(f"/dataset/{draft['name']}", status=200).text
    assert (REASON in page, WORD in page) == (False, True)


def test_its_agency_goes_on_with_the_draft(people, draft):
    assert WORD in people.does("officer", "package_show", id=draft["id"])["title"]


def test_the_draft_keeps_the_address(people, draft):
    with pytest.raises(tk.ValidationError, match="which stays"):
        people.does("officer", "package_patch", id=draft["id"], name=f"{draft['name']}-lain")


def test_a_draft_that_was_never_public_gets_another_address(people, make):
    made = make()
    people.does("officer", "package_patch", id=made["id"], name=f"{made['name']}-lain")
    assert call_action("package_show", id=made["id"])["name"] == f"{made['name']}-lain"

"""Claims about personal data in the files of a published dataset: shown more by two people alone, less at once. DATA CONTOH."""

from __future__ import annotations

import io
from typing import Any

import pytest
from werkzeug.datastructures import FileStorage

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests.helpers import call_action

from ckanext.paser.jobs.service import run_pending
from ckanext.paser.privacy import files
from ckanext.paser.privacy.rules.access import Access

from .conftest import PUBLISHED

pytestmark = pytest.mark.ckan_config(
    "ckan.plugins", "paser scheming_datasets scheming_organizations datastore"
)

NIKS = [f"64010157{month:02}900001" for month in range(1, 9)]
LIST = "Desa;NIK\n" + "".join(f"Contoh {n};{nik}\n" for n, nik in enumerate(NIKS))
NAME = "Penerima, 2020"
ABOUT = {"name": NAME, "url": "penerima.csv", "jenis_resource": "dokumentasi"}
OVERRIDE = {"decision": "override", "reason": "Nomor contoh."}
DROP = {"decision": "drop_column", "columns": ["nik"]}
MASK = {"decision": "mask", "columns": ["nik"]}


def rows(resource_id: str) -> list[str]:
    """What the public reads of the numbers; empty texts where the column is left out."""
    found = call_action(
        "datastore_search", {"user": "", "ignore_auth": False}, resource_id=resource_id, sort="_id"
    )
    return [str(row.get("nik", "")) for row in found["records"]]


@pytest.fixture
def decide(people):
    def take(person: str, resource_id: str, **asked: Any) -> dict[str, Any]:
        told = people.does(person, "paser_privacy_decide", resource_id=resource_id, **asked)
        run_pending()
        return told

    return take


@pytest.fixture
def listed(people, make, decide) -> dict[str, Any]:
    """A list of a published dataset, with numbers that were masked before it was published."""
    made = make()
    file = FileStorage(io.BytesIO(LIST.encode()), filename="penerima.csv")
    resource = people.does("officer", "resource_create", package_id=made["id"], upload=file, **ABOUT)
    run_pending()
    decide("officer", resource["id"], **MASK)
    people.steps(made["id"], *PUBLISHED)
    run_pending()
    return resource


@pytest.fixture
def next_file(people, listed) -> dict[str, Any]:
    """The same file in the next version."""
    version = people.steps(listed["package_id"], ("officer", "draf"))["id"]
    run_pending()
    return next(
        one for one in people.does("officer", "package_show", id=version)["resources"] if one["name"] == NAME
    )


def test_what_shows_more_is_not_decided_at_once(decide, listed):
    masked = rows(listed["id"])
    with pytest.raises(tk.ValidationError, match="second person"):
        decide("colleague", listed["id"], **OVERRIDE)
    run_pending()
    assert rows(listed["id"]) == masked
    assert not set(masked) & set(NIKS)


def test_what_shows_less_is_decided_at_once_and_not_taken_back(decide, listed):
    decide("officer", listed["id"], **DROP)
    assert set(rows(listed["id"])) == {""}
    with pytest.raises(tk.ValidationError, match="second person"):
        decide("officer", listed["id"], **MASK)


def test_the_next_version_shows_more_once_a_second_person_has_published_it(people, decide, listed, next_file):
    decide("colleague", next_file["id"], **OVERRIDE)
    assert not set(rows(listed["id"])) & set(NIKS)
    people.steps(next_file["package_id"], *PUBLISHED)
    run_pending()
    assert rows(listed["id"]) == NIKS
    assert files.access(model.Resource.get(listed["id"])) is Access.FILE


def test_who_checks_reads_that_the_file_is_another_one(people, decide, next_file):
    decide("colleague", next_file["id"], **OVERRIDE)
    told = people.does("officer", "paser_workflow_show", id=next_file["package_id"])["replaces"]
    assert told["changed_files"] == [NAME]


def test_what_was_closed_meanwhile_stays_closed(people, decide, listed, next_file):
    decide("colleague", next_file["id"], **OVERRIDE)
    decide("officer", listed["id"], **DROP)
    people.steps(next_file["package_id"], *PUBLISHED)
    run_pending()
    assert set(rows(listed["id"])) == {""}


def test_who_has_decided_does_not_check(people, decide, next_file):
    decide("sysadmin", next_file["id"], **OVERRIDE)
    people.steps(next_file["package_id"], ("officer", "diajukan"))
    with pytest.raises(tk.NotAuthorized, match="worked on this version yourself"):
        people.steps(next_file["package_id"], ("sysadmin", "diperiksa_walidata"))

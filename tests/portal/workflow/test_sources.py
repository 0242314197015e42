"""Claims about priority data that a source brings: the Pembina confirms them before they are public. DATA CONTOH."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from click.testing import CliRunner

import ckan.plugins.toolkit as tk
from ckan.tests.helpers import call_action

from ckanext.paser.workflow import cli, rules

from .conftest import COMPLETE, PRIORITY

pytestmark = pytest.mark.ckan_config(
    "ckan.plugins", "paser scheming_datasets scheming_organizations datastore"
)
APPROVED = "Disetujui lewat sumber contoh: sistem, 2026-11-29."


def says(action: str, **data: Any) -> dict[str, Any]:
    """Call an action as a harvester does."""
    context = {"user": call_action("get_site_user")["name"], "ignore_auth": True, rules.OF_SOURCE: APPROVED}
    return tk.get_action(action)(context, data)


@pytest.fixture
def brought(people) -> dict[str, Any]:
    said = {**COMPLETE, **PRIORITY, "name": f"contoh-{uuid4()}", "owner_org": people.agency}
    return says("package_create", **said, private=False)


def test_they_wait_for_the_pembina_who_has_them_in_the_queue(people, brought):
    assert (brought["status_sdi"], brought["private"]) == ("diperiksa_pembina", True)
    queue = people.does("pembina", "paser_workflow_queue")["items"]
    assert brought["id"] in [one["id"] for one in queue]
    with pytest.raises(tk.NotAuthorized):
        people.does("", "package_show", id=brought["id"])


def test_their_history_says_through_which_source_they_came(people, brought):
    history = people.does("pembina", "paser_workflow_show", id=brought["id"])["history"]
    assert [(one["to"], one["role"], one["note"]) for one in history] == [
        ("diperiksa_pembina", "sistem", APPROVED)
    ]


def test_no_later_run_publishes_them(brought):
    again = says("package_patch", id=brought["id"], private=False, notes="Kali kedua, DATA CONTOH.")
    assert (again["status_sdi"], again["private"]) == ("diperiksa_pembina", True)


def test_once_confirmed_and_published_the_source_keeps_them_current(people, brought):
    people.steps(brought["id"], ("pembina", "disetujui"), ("walidata", "terbit"))
    says("package_patch", id=brought["id"], notes="Bulan berikutnya, DATA CONTOH.")
    shown = people.does("", "package_show", id=brought["id"])
    assert shown["notes"] == "Bulan berikutnya, DATA CONTOH."
    assert shown["diperiksa_pembina_pada"]


def test_what_they_lack_is_told_the_source_before_the_pembina_sees_them(people):
    said = {**COMPLETE, **PRIORITY, "name": f"contoh-{uuid4()}", "owner_org": people.agency}
    with pytest.raises(tk.ValidationError) as told:
        says("package_create", **said | {"sumber_data": ""}, private=False)
    assert list(told.value.error_dict) == ["sumber_data"]


def test_an_account_with_both_offices_confirms_them_on_the_command_line_and_again_changes_nothing(
    people, brought
):
    told = [
        CliRunner().invoke(cli.workflow, ["confirm", brought["name"], "--as", people.sysadmin]).output
        for _ in range(2)
    ]
    assert told == [f"{brought['name']}: disetujui\n{brought['name']}: terbit\n", ""]
    assert people.does("", "package_show", id=brought["id"])["diperiksa_pembina_pada"]


def test_nobody_else_confirms_them_there(people, brought):
    done = CliRunner().invoke(cli.workflow, ["confirm", brought["name"], "--as", people.walidata])
    assert done.exit_code == 1
    assert call_action("package_show", id=brought["id"])["status_sdi"] == "diperiksa_pembina"

"""Claims about who may see a table and whatever is made of it, and decide about it: one place says so, and every room asks it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import ckan.plugins.toolkit as tk
from ckan.tests import factories
from ckan.tests.helpers import call_action, call_auth

pytestmark = pytest.mark.ckan_config("ckan.plugins", "paser datastore")

CSV = "kode;nilai\nA;1\n"


@pytest.fixture(
    params=[
        *("paser_table_show", "paser_table_status", "paser_table_report", "paser_rows"),
        *("paser_release_list", "paser_release_show", "paser_release_diff"),
    ]
)
def sees(request) -> Callable[..., bool]:
    """Whether somebody may, by the name of an account; a visitor without one."""

    def ask(resource_id: str, user: str = "") -> bool:
        try:
            return call_auth(request.param, {"user": user, "model": None}, resource_id=resource_id)  # pyright: ignore[reportArgumentType]
        except (tk.NotAuthorized, tk.ObjectNotFound):
            return False

    return ask


DECISIONS = {
    "paser_table_update": {},
    "paser_privacy_report": {},
    "paser_privacy_decide": {"decision": "mask"},
    "paser_release_withdraw": {"number": 1},
}


@pytest.fixture(params=DECISIONS)
def decides(request) -> Callable[..., bool]:
    """Whether somebody may decide, by the name of an account."""

    def ask(resource_id: str, user: str) -> bool:
        asked = {"resource_id": resource_id, **DECISIONS[request.param]}
        try:
            return call_auth(request.param, {"user": user, "model": None}, **asked)  # pyright: ignore[reportArgumentType]
        except (tk.NotAuthorized, tk.ObjectNotFound):
            return False

    return ask


@pytest.fixture
def administrator(dataset) -> str:
    return factories.Sysadmin()["name"]


def test_everybody_sees_what_is_public(load, sees):
    assert sees(load(CSV)[0])


def test_what_is_private_is_for_its_agency(load, dataset, sees, administrator):
    resource_id, _ = load(CSV)
    call_action("package_patch", id=dataset["id"], private=True)
    assert (sees(resource_id), sees(resource_id, administrator)) == (False, True)


def test_a_deleted_resource_is_seen_by_nobody(load, sees, administrator):
    resource_id, _ = load(CSV)
    call_action("resource_delete", id=resource_id)
    assert (sees(resource_id), sees(resource_id, administrator)) == (False, False)


def test_neither_is_one_of_a_deleted_dataset(load, dataset, sees, administrator):
    resource_id, _ = load(CSV)
    call_action("package_delete", id=dataset["id"])
    assert (sees(resource_id), sees(resource_id, administrator)) == (False, False)


def test_a_table_is_seen_by_its_id_alone(upload, sees, administrator):
    upload(CSV, name="gaji")
    assert (sees("gaji"), sees("gaji", administrator)) == (False, False)


def test_who_edits_a_resource_decides_about_its_table(load, decides, administrator):
    resource_id, _ = load(CSV)
    assert (decides(resource_id, administrator), decides(resource_id, "")) == (True, False)


def test_a_table_is_decided_about_by_its_id_alone(upload, decides, administrator):
    upload(CSV, name="gaji")
    assert not decides("gaji", administrator)


def test_about_a_deleted_table_nothing_is_decided(load, decides, administrator):
    resource_id, _ = load(CSV)
    call_action("resource_delete", id=resource_id)
    assert not decides(resource_id, administrator)

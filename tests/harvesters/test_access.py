"""Who may see and steer the harvesters: sysadmins and the admins of a Walidata agency, nobody else."""

from __future__ import annotations

import pytest

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests import factories
from ckan.tests.helpers import call_auth

from paser_harvesters import actions

pytestmark = [
    pytest.mark.ckan_config(
        "ckan.plugins", "paser_harvest paser scheming_datasets scheming_organizations datastore"
    ),
    pytest.mark.usefixtures("with_plugins"),
]


def _member(role: str, capacity: str, make_agency) -> str:
    user = factories.User()
    name = f"opd-{user['name']}"[:60].lower()
    make_agency(name, role, users=[{"name": user["name"], "capacity": capacity}])
    return user["name"]


@pytest.fixture
def person(non_clean_db, make_agency):
    """Make the person of a role."""
    made = {
        "anonymous": lambda: "",
        "a user": lambda: factories.User()["name"],
        "admin of a produsen": lambda: _member("produsen", "admin", make_agency),
        "editor of a walidata": lambda: _member("walidata", "editor", make_agency),
        "admin of a walidata_pendukung": lambda: _member("walidata_pendukung", "admin", make_agency),
        "admin of a walidata": lambda: _member("walidata", "admin", make_agency),
        "sysadmin": lambda: factories.Sysadmin()["name"],
    }
    return lambda role: made[role]()


def allowed(user: str) -> set[str]:
    """The actions that a person may call."""
    return {name for name in actions.__all__ if _may(name, user)}


def _may(action: str, user: str) -> bool:
    try:
        return call_auth(action, {"user": user, "model": model}, id="x")
    except tk.NotAuthorized:
        return False


@pytest.mark.parametrize("role", ["admin of a walidata", "sysadmin"])
def test_the_walidata_may_do_everything(person, role):
    assert allowed(person(role)) == set(actions.__all__)


@pytest.mark.parametrize(
    "role",
    [
        "anonymous",
        "a user",
        "admin of a produsen",
        "editor of a walidata",
        "admin of a walidata_pendukung",
    ],
)
def test_others_may_do_nothing(person, role):
    assert allowed(person(role)) == set()

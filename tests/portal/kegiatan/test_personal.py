"""Claims about who is responsible for an activity: only its editors learn it, whichever way they ask."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ckan import model
from ckan.lib import search
from ckan.lib.search.common import make_connection
from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.paser.kegiatan.rules import PERSONAL

from .conftest import token_of

pytestmark = pytest.mark.usefixtures("non_clean_db", "with_plugins")

PERSONS = ("Nama Contoh Kompilasi", "0000-111111", "pj.kompilasi@dkisp.paserkab.invalid")


@pytest.fixture
def stored(compilation) -> dict[str, Any]:
    return call_action("package_create", **compilation)


@pytest.fixture
def headers(stored, officer, stranger):
    """Who asks, by name."""
    member = factories.User()
    call_action("organization_member_create", id=stored["owner_org"], username=member["name"], role="member")
    return {
        "anonymous": {},
        "logged-in": token_of(factories.User()),
        "member of the agency": token_of(member),
        "editor of another agency": token_of(stranger),
        "editor": token_of(officer),
        "sysadmin": token_of(factories.Sysadmin()),
    }


OTHERS = ["anonymous", "logged-in", "member of the agency", "editor of another agency"]
WAYS = [
    "/api/3/action/package_show?id={name}",
    "/api/3/action/package_show?id={name}&use_default_schema=true",
    "/api/3/action/package_search?fq=name:{name}",
    "/api/3/action/package_search?fq=name:{name}&use_default_schema=true",
    "/api/3/action/package_search?fq=name:{name}&fl=name,ii_pj_nama,extras_ii_pj_nama,data_dict",
    "/api/3/action/current_package_list_with_resources?limit=1000",
    "/api/3/action/organization_show?id={owner_org}&include_datasets=true",
    "/kegiatan/{name}",
    "/kegiatan/",
    "/dataset/{name}",
    "/dataset/edit/{name}",
    "/kegiatan/edit/{name}",
    "/kegiatan/new",
]


@pytest.mark.parametrize("who", OTHERS)
@pytest.mark.parametrize("way", WAYS)
def test_nobody_else_reads_it(app, stored, headers, who, way):
    answer = app.get(way.format(**stored), headers=headers[who]).body
    assert [text for text in PERSONS if text in answer] == []


@pytest.mark.parametrize("who", OTHERS)
def test_nor_is_it_read_while_the_index_is_behind(app, stored, headers, who):
    search.clear(stored["id"])
    answer = app.get(f"/api/3/action/package_show?id={stored['id']}", headers=headers[who])
    assert answer.json["success"]
    assert [text for text in PERSONS if text in answer.body] == []


@pytest.mark.parametrize("who", ["editor", "sysadmin"])
def test_its_editors_do_from_index_and_database_alike(app, stored, headers, who):
    for _ in range(2):
        answer = app.get(f"/api/3/action/package_show?id={stored['id']}", headers=headers[who])
        assert tuple(answer.json["result"][name] for name in PERSONAL) == PERSONS
        search.clear(stored["id"])


def test_nothing_of_it_stands_in_the_index(stored):
    entry = next(iter(make_connection().search(f'name:"{stored["name"]}"')))
    written = json.dumps(entry, default=str)
    assert [text for text in (*PERSONS, *PERSONAL) if text in written] == []


@pytest.mark.parametrize("words", PERSONS)
def test_nobody_finds_it_by_searching(stored, words):
    assert call_action("package_search", q=f'"{words}"', fq=f"name:{stored['name']}")["count"] == 0


def test_an_editor_who_changes_something_else_does_not_lose_it(app, stored, headers):
    change = {"id": stored["id"], "i_telepon": "0000-999999"}
    for action, sent in (
        ("package_patch", change),
        ("package_revise", {"match": {"id": stored["id"]}, "update": {"i_telepon": "0000-888888"}}),
    ):
        answer = app.post(f"/api/3/action/{action}", json=sent, headers=headers["editor"])
        assert answer.json["success"]
    model.Session.expire_all()
    extras = model.Package.get(stored["id"]).extras
    assert tuple(extras[name] for name in PERSONAL) == PERSONS

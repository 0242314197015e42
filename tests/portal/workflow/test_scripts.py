"""Claims about HTML that somebody writes wherever a text can be written: nobody's browser takes it for a part of a page. DATA CONTOH."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from lxml import etree
from werkzeug.datastructures import FileStorage

import ckan.plugins.toolkit as tk
from ckan.tests import factories

from ckanext.paser.jobs.service import run_pending
from ckanext.paser.tables import service as tables

from . import crawl
from .conftest import APPROVED, COMPLETE, People, agency
from .crawl import Answer, Planted

MARK = "kuwalikatan"
SCRIPT = f'"\'></title></script><{MARK} {MARK}="1">{{{{7*7}}}}'
"""Ends an attribute, a title and a script, then begins an element that is nobody's."""
WRITTEN: dict[str, Any] = {
    "title": f"Jumlah {SCRIPT}",
    "notes": f"DATA CONTOH {SCRIPT}",
    "definisi": SCRIPT,
    "contact": [{"name": SCRIPT, "email": "data@contoh.invalid"}],
}
_OF_A_FORM = (
    "alternate_identifier",
    "indikator_sdgs",
    "prioritas_tahun",
    "id_sds",
    "kode_dssd",
    "sheet",
    "name",
)
"""Fields whose values look like something, else they are refused."""
ROLES = ("anonymous", "officer", "walidata", "sysadmin")
_FREE = ("paser_text", "paser_textarea", "paser_markdown", "paser_lines")
_TABLE = f'Kode;Jumlah {MARK};Catatan\n64.01.01;3;"{SCRIPT.replace(chr(34), chr(34) * 2)}"\n64.01.02;4;baik\n'


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    """What the tests of this module share."""
    return {}


@pytest.fixture
def ground(made, reset_db_once, app) -> dict[str, Any]:
    if not made:
        with app.flask_app.test_request_context():
            made |= _plant()
    return made


def _plant() -> dict[str, Any]:
    """A published dataset and one that was submitted, of an agency and people who all write HTML."""
    users = {role: factories.UserWithToken(fullname=SCRIPT, about=SCRIPT) for role in ROLES[1:3]}
    sysadmin = factories.SysadminWithToken(fullname=SCRIPT)
    names = {role: user["name"] for role, user in users.items()}
    mine = agency("produsen", editor=names["officer"])
    call = tk.get_action("organization_patch")
    call(
        {"ignore_auth": True, "user": sysadmin["name"]},
        {"id": mine["id"], "title": SCRIPT, "description": SCRIPT},
    )
    agency("walidata", editor=names["walidata"])
    people = People(mine["id"], colleague="", stranger="", walidata_second="", pembina="",
                    sysadmin=sysadmin["name"], **names)  # fmt: skip
    way = (*APPROVED, ("walidata", "terbit"))
    planted = [_dataset(people, mine["name"], way), _dataset(people, mine["name"], APPROVED[:1])]
    run_pending()
    tokens = {role: user["token"] for role, user in users.items()} | {"sysadmin": sysadmin["token"]}
    return {"planted": planted, "tokens": tokens, "answers": {}}


def _dataset(people: People, agency_name: str, way: tuple[tuple[str, str], ...]) -> Planted:
    said = {**COMPLETE, **_texts("dataset_fields"), **WRITTEN}
    said |= {"name": f"contoh-{uuid4()}", "owner_org": people.agency}
    dataset = people.does("officer", "package_create", **said)
    resource = people.does(
        "officer",
        "resource_create",
        **{**_texts("resource_fields"), "name": SCRIPT, "description": SCRIPT, "catatan_rilis": SCRIPT},
        package_id=dataset["id"],
        url="data.csv",
        upload=FileStorage(io.BytesIO(_TABLE.encode()), filename=f"{MARK}.csv"),
        periode_mulai="2020",
        periode_selesai="2020",
        kolom_wilayah="kode",
        sistem_kode_wilayah="kemendagri",
        kamus_data=json.dumps([{"id": "kode", "peran": "dimensi", "label": SCRIPT, "notes": SCRIPT}]),
    )
    tables.load_upload(resource["id"])
    for person, to in way:
        people.does(person, "paser_workflow_transition", id=dataset["id"], to=to, note=SCRIPT)
    ids = (dataset["id"], dataset["name"], resource["id"], "tidak-ada")
    return Planted(*ids, resource["url"].rsplit("/", 1)[-1], agency_name, people.officer)


def _texts(kind: str) -> dict[str, Any]:
    """The HTML in each field of the profile that takes any text."""
    fields = tk.h.scheming_get_dataset_schema("dataset")[kind]
    free = {one["field_name"]: one["preset"] for one in fields if one.get("preset") in _FREE}
    texts = {name: [SCRIPT] if preset == "paser_lines" else SCRIPT for name, preset in free.items()}
    return {name: text for name, text in texts.items() if name not in _OF_A_FORM}


@pytest.fixture
def answers(app, ground) -> Callable[[str], list[Answer]]:
    """What somebody is answered at all addresses about both datasets and in lists; each is asked for once."""

    def ask(role: str) -> list[Answer]:
        known = ground["answers"]
        if role not in known:
            headers = {"Authorization": ground["tokens"][role]} if role in ground["tokens"] else {}
            known[role] = list(crawl.read(app, _paths(app, ground["planted"]), headers))
        return known[role]

    return ask


def _paths(app: Any, planted: list[Planted]) -> Iterator[str]:
    for one in planted:
        yield from crawl.addresses(app, one)
    yield from crawl.lists(app, planted[0], SCRIPT)


def _content(answer: Answer) -> tuple[str, str]:
    """The kind of an answer, and what follows its headers."""
    kind = re.search(r"^Content-Type: ([\w/+.-]+)", answer.text, re.MULTILINE)
    head, _, body = answer.text.partition("\n<")
    return (kind[1] if kind else ""), f"<{body}"


@pytest.mark.parametrize("role", ROLES)
class TestHtmlInEveryText:
    def test_becomes_no_element_of_a_page(self, answers, role):
        assert [one.where for one in answers(role) if _is_taken_for_html(one)] == []

    def test_leaves_every_document_readable(self, answers, role):
        broken = []
        for one in answers(role):
            kind, body = _content(one)
            if kind.endswith("xml") and "html" not in kind:
                broken += [one.where] if _is_no_xml(body) else []
        assert broken == []

    def test_breaks_no_address(self, answers, role):
        ours = (
            one for one in answers(role) if not one.where.startswith("/group/")
        )  # CKAN's, asked for an agency
        assert [one.where for one in ours if one.broken] == []

    def test_is_told_as_the_text_that_it_is(self, answers, role):
        told = [one.where for one in answers(role) if f"&lt;{MARK}" in one.text]
        assert len(told) >= 3

    def test_is_no_template(self, answers, role):
        assert [one.where for one in answers(role) if f"{MARK}=&#34;1&#34;&gt;49" in one.text] == []


def _is_taken_for_html(answer: Answer) -> bool:
    kind, body = _content(answer)
    if kind != "text/html":
        return False
    page = BeautifulSoup(body, "html.parser")
    return page.find(MARK) is not None or page.find(attrs={MARK: True}) is not None


def _is_no_xml(body: str) -> bool:
    try:
        found = etree.fromstring(body.encode())
    except etree.XMLSyntaxError:
        return True
    return found.find(f".//{{*}}{MARK}") is not None

"""Claims about a held file of a dataset that stands still or is published: its editors see why, and where it is decided. DATA CONTOH."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from bs4 import BeautifulSoup
from werkzeug.datastructures import FileStorage

import ckan.plugins.toolkit as tk
from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.paser.tables import service as tables

from .conftest import PUBLISHED

pytestmark = pytest.mark.ckan_config(
    "ckan.plugins", "paser scheming_datasets scheming_organizations datastore"
)
NIKS = [f"64010157{month:02}900001" for month in range(1, 9)]
HELD = "Desa;NIK\n" + "".join(f"Contoh {n};{nik}\n" for n, nik in enumerate(NIKS))
DECIDED = {"decision": "drop_column", "columns": ["nik"]}


def sent(create: Callable[..., Any], dataset: str) -> dict[str, Any]:
    """A new file with personal data, looked through; ``create`` calls an action."""
    about = {
        "package_id": dataset,
        "name": "Penerima",
        "url": "penerima.csv",
        "jenis_resource": "dokumentasi",
    }
    file = FileStorage(io.BytesIO(HELD.encode()), filename="penerima.csv")
    resource = create("resource_create", upload=file, **about)
    tables.load_upload(resource["id"])
    return resource


@pytest.fixture
def held(people, make) -> dict[str, Any]:
    """A submitted dataset with a file that is held."""
    resource = sent(partial(people.does, "officer"), make()["id"])
    people.steps(resource["package_id"], ("officer", "diajukan"))
    return resource


@pytest.fixture
def held_of_published(people, make) -> dict[str, Any]:
    """A file that is held, which a source has added to a published dataset."""
    made = make()
    people.steps(made["id"], *PUBLISHED)
    return sent(call_action, made["id"])


@pytest.fixture
def visit(app, people) -> Callable[..., Any]:
    """Ask for an address as one of these people."""

    def ask(person: str, address: str) -> Any:
        headers = {"Authorization": factories.APIToken(user=getattr(people, person))["token"]}
        return app.get(address, headers=headers, status=None, follow_redirects=False)

    return ask


@pytest.mark.usefixtures("with_request_context")
class TestReport:
    @pytest.mark.parametrize("person", ["officer", "colleague", "sysadmin"])
    def test_its_editors_read_it(self, people, held, person):
        report = people.does(person, "paser_privacy_report", resource_id=held["id"])
        assert [one["kind"] for one in report["findings"]] == ["nik"]

    @pytest.mark.parametrize("person", ["", "stranger", "walidata"])
    def test_others_do_not(self, people, held, person):
        with pytest.raises(tk.NotAuthorized):
            people.does(person, "paser_privacy_report", resource_id=held["id"])

    @pytest.mark.parametrize("person", ["officer", "colleague", "sysadmin"])
    def test_nobody_decides(self, people, held, person):
        with pytest.raises(tk.NotAuthorized):
            people.does(person, "paser_privacy_decide", resource_id=held["id"], **DECIDED)


class TestPage:
    def panel(self, visit, held, person: str = "officer") -> Any:
        page = visit(person, f"/dataset/{held['package_id']}/resource/{held['id']}")
        return BeautifulSoup(page.text, "html.parser").select_one("#data-pribadi")

    def test_its_editor_sees_where_it_was_found_and_no_form(self, visit, held):
        panel = self.panel(visit, held)
        assert ("B2" in panel.text, panel.select("form")) == (True, [])

    def test_after_its_return_it_has_the_form_again(self, people, visit, held):
        people.steps(held["package_id"], ("walidata", "diperiksa_walidata"), ("walidata", "perlu_perbaikan"))
        assert self.panel(visit, held).select("form")

    def test_who_checks_does_not_see_it(self, visit, held):
        assert self.panel(visit, held, "walidata") is None

    def test_of_what_is_published_a_new_version_is_offered_instead_of_answers(self, visit, held_of_published):
        panel = self.panel(visit, held_of_published)
        assert [(one["name"], one["value"]) for one in panel.select("form button")] == [("to", "draf")]

    def test_with_a_version_in_work_the_way_to_it(self, visit, people, held_of_published):
        version = people.steps(held_of_published["package_id"], ("officer", "draf"))
        panel = self.panel(visit, held_of_published)
        assert (panel.select("form"), panel.select_one("a.btn")["href"].rpartition("/")[2]) == (
            [],
            version["name"],
        )

    def test_of_a_table_that_the_public_sees_the_answers_that_take_from_it(self, visit, people, make):
        resource = sent(partial(people.does, "officer"), make()["id"])
        people.does("officer", "paser_privacy_decide", resource_id=resource["id"], **DECIDED)
        tables.load_upload(resource["id"])
        people.steps(resource["package_id"], *PUBLISHED)
        people.does("officer", "paser_privacy_decide", resource_id=resource["id"], decision="reset")
        answers = {one["value"] for one in self.panel(visit, resource).select("[name=decision]")}
        assert "drop_column" in answers


def test_its_editor_has_the_file(visit, held):
    answers = [visit(person, held["url"]).status_code for person in ("officer", "walidata")]
    assert answers == [200, 403]

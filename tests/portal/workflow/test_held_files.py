"""Claims about a held file of a dataset that stands still: its editors still see why, and cannot decide. DATA CONTOH."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from werkzeug.datastructures import FileStorage

import ckan.plugins.toolkit as tk
from ckan.tests import factories

from ckanext.paser.tables import service as tables

pytestmark = pytest.mark.ckan_config(
    "ckan.plugins", "paser scheming_datasets scheming_organizations datastore"
)
NIKS = [f"64010157{month:02}900001" for month in range(1, 9)]
HELD = "Desa;NIK\n" + "".join(f"Contoh {n};{nik}\n" for n, nik in enumerate(NIKS))
DECIDED = {"decision": "drop_column", "columns": ["nik"]}


@pytest.fixture
def held(people, make) -> dict[str, Any]:
    """A submitted dataset with a file that is held."""
    made = make()
    about = {
        "package_id": made["id"],
        "name": "Penerima",
        "url": "penerima.csv",
        "jenis_resource": "dokumentasi",
    }
    file = FileStorage(io.BytesIO(HELD.encode()), filename="penerima.csv")
    resource = people.does("officer", "resource_create", upload=file, **about)
    tables.load_upload(resource["id"])
    people.steps(made["id"], ("officer", "diajukan"))
    return resource


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


def test_its_editor_has_the_file(visit, held):
    answers = [visit(person, held["url"]).status_code for person in ("officer", "walidata")]
    assert answers == [200, 403]

"""Claims about what who decides about a dataset is shown of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup

from ckan.tests import factories

from .conftest import APPROVED, FILE, PUBLISHED

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "paser scheming_datasets scheming_organizations datastore"),
    pytest.mark.ckan_config("ckan.locale_default", "id"),
]


@pytest.fixture
def page(app, people) -> Callable[..., BeautifulSoup]:
    """A page as one of these people sees it."""

    def open_(address: str, person: str = "walidata") -> BeautifulSoup:
        headers = {"Authorization": factories.APIToken(user=getattr(people, person))["token"]}
        return BeautifulSoup(app.get(address, headers=headers).text, "html.parser")

    return open_


def test_the_files_lead_to_their_pages(people, make, page):
    made = make()
    people.steps(made["id"], *APPROVED[:2])
    (link,) = page(f"/dataset/{made['name']}/alur").select("#berkas-alur a")
    assert link["href"].endswith(f"/resource/{made['resources'][0]['id']}")


def test_on_a_second_check_it_says_what_was_changed_since_the_return(people, make, page):
    made = make()
    people.steps(made["id"], *APPROVED[:2], ("walidata", "perlu_perbaikan"))
    said = {**made["resources"][0], "url": "https://a.test/b.json"}
    people.does("officer", "package_patch", id=made["id"], notes="DATA CONTOH, lain.", resources=[said])
    assert not page(f"/dataset/{made['name']}/alur").select("#berubah")
    people.steps(made["id"], ("officer", "diperbaiki"))
    told = [one.get_text() for one in page(f"/dataset/{made['name']}/alur").select("#berubah li")]
    assert told == ["Deskripsi", FILE["name"]]


def test_a_remark_on_a_file_names_it_in_every_later_version(people, make, page):
    made = make()
    people.steps(made["id"], *APPROVED[:2])
    comments = {f"file-{made['resources'][0]['id']}": "Satuannya salah."}
    asked = {"id": made["id"], "to": "perlu_perbaikan", "note": "Karena.", "comments": comments}
    people.does("walidata", "paser_workflow_transition", **asked)
    people.does("officer", "package_patch", id=made["id"], notes="DATA CONTOH, lain.")
    people.steps(made["id"], ("officer", "diperbaiki"), *PUBLISHED[1:])
    first = people.does("officer", "paser_workflow_transition", id=made["id"], to="draf")
    told = (
        page(f"/dataset/{first['name']}/alur", "officer").select_one(".ps-linimasa").get_text(" ", strip=True)
    )
    assert f"{FILE['name']} : Satuannya salah." in told
    assert "file-" not in told


class TestDesk:
    def test_says_how_many_wait_for_an_office_and_leads_to_its_queue(self, people, make, page):
        people.steps(make()["id"], APPROVED[0])
        told = page("/meja").select_one("[data-menunggu='walidata']")
        assert "menunggu Anda sebagai Walidata" in told.get_text()
        assert told.a["href"].endswith("/meja/verifikasi?peran=walidata")

    def test_says_nothing_of_an_office_to_whoever_holds_none(self, app, people, make):
        people.steps(make()["id"], APPROVED[0])
        headers = {"Authorization": factories.APIToken(user=people.officer)["token"]}
        assert "data-menunggu" not in app.get("/meja", headers=headers).text

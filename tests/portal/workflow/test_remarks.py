"""Claims about the page on which whoever checks a dataset writes a remark for each field."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from ckan.tests import factories

from .conftest import APPROVED

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "paser scheming_datasets scheming_organizations datastore"),
    pytest.mark.ckan_config("ckan.locale_default", "id"),
]
SAID = {
    "temporal_resolution": "Tahun",
    "frequency": "Sekali saja",
    "data_prioritas": "Tidak",
    "contact": "Dinas Contoh, data@contoh.invalid",
    "kode_wilayah": "Kabupaten Paser",
    "license_id": "Creative Commons",
    "tag_string": "contoh",
    "temporal_coverage": "2020",
}


@pytest.fixture
def page(app, people, make) -> BeautifulSoup:
    """What Walidata decides on."""
    made = make(notes="DATA CONTOH " * 500)
    people.steps(made["id"], *APPROVED[:2])
    headers = {"Authorization": factories.APIToken(user=people.walidata)["token"]}
    return BeautifulSoup(app.get(f"/dataset/{made['name']}/alur", headers=headers).text, "html.parser")


def beside(page: BeautifulSoup, field: str) -> str:
    """The value that stands beside the remark on a field."""
    return " ".join(page.select_one(f"#komentar-{field}").find_previous_sibling("div").get_text(" ").split())


@pytest.mark.parametrize(("field", "words"), SAID.items())
def test_a_value_stands_there_in_the_words_of_the_page_of_the_dataset(page, field, words):
    assert words in beside(page, field)


def test_a_long_text_is_cut(page):
    assert len(beside(page, "notes")) < 320


def test_no_value_stands_there_as_it_is_stored(page):
    told = page.select_one("#alur").get_text(" ")
    assert not [mark for mark in ("{'", "['", "P1Y", "authority/frequency", "False") if mark in told]

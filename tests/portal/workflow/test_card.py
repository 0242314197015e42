"""Claims about the card of data that are not open, published without files."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from ckan.tests.helpers import call_action

from .conftest import PUBLISHED

pytestmark = pytest.mark.ckan_config(
    "ckan.plugins", "paser scheming_datasets scheming_organizations datastore"
)

CARD = {
    "resources": [],
    "kategori_informasi": "setiap_saat",
    "akses_level": "terbatas",
    "dasar_pembatasan": "DATA CONTOH: berita acara",
}
PPID = "/api/paser/v1/ppid/daftar-informasi-publik.csv"


class TestTheCardOfRestrictedData:
    @pytest.fixture
    def card(self, people, make) -> dict:
        made = make(**CARD)
        people.steps(made["id"], *PUBLISHED)
        return call_action("package_show", id=made["id"])

    def test_is_published_and_says_how_to_ask_for_the_data(self, card, app):
        assert (card["status_sdi"], card["private"]) == ("terbit", False)
        page = app.get(f"/id/dataset/{card['name']}").text
        assert "Data ini tidak terbuka untuk umum" in page
        assert "mailto:data@contoh.invalid" in page

    def test_promises_neither_a_table_nor_free_use(self, card, app):
        page = BeautifulSoup(app.get(f"/id/dataset/{card['name']}").text, "html.parser")
        assert page.select("#tabel, a[href='#tabel']") == []
        assert "bebas dipakai" not in page.select_one(".ps-kunci").get_text()

    def test_stands_in_the_list_of_data_as_a_card_alone(self, card, app):
        rows = app.get("/api/paser/v1/sdi/daftar-data.csv").text.splitlines()
        (row,) = [one for one in rows if card["name"] in one]
        assert "hanya_kartu" in row
        asked = {"q": card["title"]}  # other tests leave more datasets than stand on a page
        assert card["title"] in app.get("/daftar-data", query_string=asked).text.partition("<tbody")[2]
        assert card["title"] in app.get(PPID).text

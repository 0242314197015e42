"""Claims about the pages of releases."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup

from ckanext.paser.releases import withdrawal

pytestmark = pytest.mark.ckan_config("ckan.plugins", "paser datastore")


def test_a_long_text_is_cut_where_two_releases_are_compared(app, load, dataset):
    old, new = ("Uraian lama " * 100, "Uraian baru " * 100)
    resource_id, _ = load(f"kode;uraian\nA;{old}\nB;tetap\n")
    load(f"kode;uraian\nA;{new}\nB;tetap\n", id=resource_id)
    address = f"/dataset/{dataset['name']}/resource/{resource_id}/rilis/banding?dari=1&ke=2"
    cells = [cell.get_text() for cell in BeautifulSoup(app.get(address).text, "html.parser").select("td")]
    told = {text for text in cells if text.startswith("Uraian")}
    assert told == {text[:300].rstrip() + "…" for text in (old, new)}


class TestComparison:
    @pytest.fixture
    def compare(self, app, load, dataset) -> Callable[..., BeautifulSoup]:
        """The page that compares releases 1 and 2 of a table; or two others."""
        first = "kode;tanggal;nilai\nA;2025-01-03;12345,678\nB;2025-01-04;2,5\n"
        resource_id, _ = load(first)
        load(first.replace("12345,678", "12346,5").replace("2025-01-04", "2025-02-04"), id=resource_id)

        def page(old: int, new: int, status: int = 200, withdrawn: int = 0) -> BeautifulSoup:
            if withdrawn:
                withdrawal.withdraw(resource_id, withdrawn, "Salah")
            address = f"/dataset/{dataset['name']}/resource/{resource_id}/rilis/banding?dari={old}&ke={new}"
            answer = app.get(address, status=status)
            return BeautifulSoup(answer.text, "html.parser")

        return page

    def test_writes_numbers_and_days_as_the_table_does(self, compare):
        page = compare(1, 2)
        cells = {cell.get_text(): cell.get("class", []) for cell in page.select("td")}
        assert {"12.345,678", "12.346,5", "3 Jan 2025"} <= set(cells)
        assert "r" in cells["12.345,678"]

    def test_of_a_release_with_itself_asks_for_another(self, compare):
        assert compare(1, 1, status=400).h1.get_text() == "Pilih dua rilis yang berbeda."

    def test_with_a_withdrawn_release_says_so(self, compare):
        page = compare(1, 2, status=404, withdrawn=1)
        assert page.h1.get_text() == "Rilis 1 tidak disimpan lagi."
        assert page.select_one("main a[href$='/rilis'], a[href$='/rilis']")


def test_an_older_release_is_called_as_it_was_with_its_period(app, load, dataset):
    resource_id, _ = load("kode;nilai\nA;1\n", name="Posyandu Oktober", periode_mulai="2026-10")
    load("kode;nilai\nA;2\n", id=resource_id, name="Posyandu November", periode_mulai="2026-11")
    address = f"/dataset/{dataset['name']}/resource/{resource_id}/rilis"
    page = BeautifulSoup(app.get(f"{address}/1").text, "html.parser")
    listed = BeautifulSoup(app.get(address).text, "html.parser").get_text(" ")
    assert "Posyandu Oktober" in page.h1.get_text()
    assert "Oktober 2026" in page.select_one(".ps-dl").get_text()
    assert [period in listed for period in ("Oktober 2026", "November 2026")] == [True, True]

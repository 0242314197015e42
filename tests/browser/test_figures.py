"""Claims about figures on a screen: nothing of a tile, a panel or a table breaks where it is narrow."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.stack

LINES = "all => all.map(one => Math.round(one.getBoundingClientRect().height / parseFloat(getComputedStyle(one).lineHeight)))"
PIECES = """all => all.map(one => {
  const words = document.createRange();
  words.selectNodeContents(one);
  return words.getClientRects().length;
})"""
HIDDEN = "all => all.filter(box => box.scrollWidth > box.clientWidth).map(box => box.ariaLabel)"
TALLEST = "all => Math.max(...all.map(row => row.getBoundingClientRect().height))"
BESIDE = """all => all.filter(one => {
  const figure = one.parentElement.querySelector('.ps-angka').getBoundingClientRect();
  return one.getBoundingClientRect().top > figure.bottom;
}).length"""
GAP = """() => Math.min(...[...document.querySelectorAll('.ps-tile .ps-pil')].map(pill => {
  const above = pill.parentElement.previousElementSibling.previousElementSibling.getBoundingClientRect();
  return pill.getBoundingClientRect().top - above.bottom;
}))"""
DASHBOARD = "/dasbor/paser-hari-ini"
RAIN = "/dataset/contoh-curah-hujan-kecamatan"


def test_a_tile_keeps_its_pill_its_line_and_its_unit_together(open_page, portal_url):
    page = open_page()
    page.goto(f"{portal_url}/indikator")
    assert set(page.locator(".ps-tile .ps-pil").evaluate_all(LINES)) == {1}
    assert page.locator(".ps-tile .ps-spark").count() >= 2
    assert page.locator(".ps-tile .ps-spark").evaluate_all(BESIDE) == 0
    assert page.locator(".ps-tile .ps-satuan").filter(has_text="mm").count() == 1


@pytest.mark.parametrize("width", [390, 1440])
def test_the_pill_of_a_tile_stands_apart_from_the_source_above_it(open_page, portal_url, width):
    page = open_page(width)
    page.goto(f"{portal_url}/indikator")
    assert page.evaluate(GAP) >= 2


@pytest.mark.parametrize("width", [390, 1440])
def test_tables_of_panels_are_seen_whole_and_their_notes_stand_below(open_page, portal_url, width):
    page = open_page(width)
    page.goto(portal_url + DASHBOARD)
    page.locator("main details").evaluate_all("all => all.forEach(one => { one.open = true })")
    assert page.locator("main details .ps-gulir").evaluate_all(HIDDEN) == []
    assert page.locator("main details tbody tr").evaluate_all(TALLEST) < 70
    assert page.locator(".ps-tabel-catatan p", has_text="Putus deret").count() >= 1


def test_a_month_keeps_its_line_on_a_phone(open_page, portal_url):
    page = open_page(390)
    page.goto(portal_url + RAIN)
    assert set(page.locator("#tabel tbody .waktu").evaluate_all(PIECES)) == {1}


def test_escape_closes_the_menu_of_downloads(open_page, portal_url):
    page = open_page()
    page.goto(portal_url + RAIN)
    menu = page.locator(".ps-lainnya").first
    menu.locator("summary").click()
    assert menu.evaluate("menu => menu.open")
    page.keyboard.press("Escape")
    assert not menu.evaluate("menu => menu.open")

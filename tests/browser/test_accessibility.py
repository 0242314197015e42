"""Claims about every kind of page in a real browser: nobody is shut out, nothing is cut off or blocked."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

PAGES = {
    "home": ["/"],
    "results": ["/dataset/?q=penduduk"],
    "no result": ["/dataset/?q=qwertyuiop"],
    "dataset": ["/dataset/", ".dataset-heading a"],
    "sample dataset": ["/dataset/?tags=data+contoh", ".dataset-heading a"],
    "file": ["/dataset/", ".dataset-heading a", ".ps-berkas a"],
    "agencies": ["/organization/"],
    "agency": ["/organization/", ".ps-opd a"],
    "log in": ["/user/login"],
    "about": ["/about"],
    "missing": ["/dataset/tidak-ada"],
    "English": ["/en/"],
    "indicators": ["/indikator"],
    "indicator": ["/indikator", "main a[href*='/indikator/']"],
    "dashboard": ["/dasbor/paser-hari-ini"],
}
WIDTHS = (390, 1440)
THEMES = ("light", "dark")

pytestmark = pytest.mark.stack


@pytest.fixture
def visit(portal_url, open_page) -> Callable[..., Page]:
    """Go to a kind of page: an address, then links by their selectors. Complaints of the browser are kept."""

    def visit(kind: str, width: int = 1440, theme: str = "light") -> tuple[Page, list[str]]:
        page = open_page(width, color_scheme=theme)
        complaints: list[str] = []
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda asked: complaints.append(asked.url) if _foreign(asked.url) else None)
        address, *links = PAGES[kind]
        page.goto(portal_url + address)
        for selector in links:
            page.goto(page.locator(selector).first.evaluate("link => link.href"))
        return page, complaints

    def _foreign(url: str) -> bool:
        return not url.startswith((portal_url, "data:", "blob:"))

    return visit


@pytest.mark.parametrize(("kind", "width", "theme"), product(PAGES, WIDTHS, THEMES))
def test_axe_finds_nothing(visit, kind, width, theme):
    page, _ = visit(kind, width, theme)
    found = Axe().run(page).response["violations"]
    assert {fault["id"]: [node["html"] for node in fault["nodes"]] for fault in found} == {}


@pytest.mark.parametrize(("kind", "width"), product(PAGES, (320, *WIDTHS)))
def test_no_page_scrolls_sideways(visit, kind, width):
    page, _ = visit(kind, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("kind", PAGES)
def test_the_browser_blocks_nothing_and_asks_no_other_host(visit, kind):
    _, complaints = visit(kind)
    assert [said for said in complaints if "404" not in said] == []


def test_everything_can_be_read_and_searched_without_scripts(portal_url, open_page):
    page = open_page(390, java_script_enabled=False)
    page.goto(f"{portal_url}/")
    page.fill("main input[name=q]", "penduduk")
    page.click("main form button[type=submit]")
    page.locator(".dataset-heading a").first.click()
    assert page.locator("h1").inner_text()
    assert page.locator(".ps-unduh .btn-primary").is_visible()


def test_a_sheet_of_filters_opens_and_closes_on_a_phone_without_scripts(portal_url, open_page):
    page = open_page(390, java_script_enabled=False)
    page.goto(f"{portal_url}/dataset/")
    sheet = page.locator("#search-facets")
    assert not sheet.is_visible()
    page.click(".ps-saring-hp a")
    assert sheet.is_visible()
    page.click(".ps-lembar-kepala a")
    assert not sheet.is_visible()


def test_suggestions_can_be_chosen_by_keys_and_enter_searches_what_was_typed(portal_url, open_page):
    page = open_page()
    page.goto(f"{portal_url}/")
    field = page.locator("main input[name=q]")
    field.press_sequentially("pendu")
    page.locator("[role=option]").first.wait_for()
    field.press("ArrowDown")
    assert page.locator("[role=option]").first.get_attribute("aria-selected") == "true"
    field.press("Escape")
    field.press("Enter")
    page.wait_for_url("**/dataset/?q=pendu")

"""Claims about every kind of page in a real browser: nobody is shut out, nothing is cut off or blocked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

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
    "activities": ["/kegiatan/"],
    "activity": ["/kegiatan/contoh-survei-kepuasan-layanan-pengaduan"],
    "new activity": ["/kegiatan/new"],
    "form of an activity": ["/kegiatan/edit/contoh-survei-kepuasan-layanan-pengaduan"],
    "agencies": ["/organization/"],
    "agency": ["/organization/", ".ps-opd a"],
    "log in": ["/user/login"],
    "about": ["/about"],
    "list of data": ["/daftar-data"],
    "priority data": ["/data-prioritas"],
    "master data": ["/data-induk"],
    "release calendar": ["/jadwal-rilis?bulan=2026-12"],
    "code lists": ["/kode-referensi"],
    "areas": ["/kode-referensi/wilayah"],
    "a code": ["/kode-referensi/wilayah/64.01.04"],
    "missing": ["/dataset/tidak-ada"],
    "English": ["/en/"],
    "indicators": ["/indikator"],
    "indicator": ["/indikator", "main a[href*='/indikator/']"],
    "dashboard": ["/dasbor/paser-hari-ini"],
    "embedded map": ["/sematan/panel/paser-hari-ini/peta-hujan"],
    "embedded list": ["/sematan/panel/paser-hari-ini/banding-kaltim"],
    "wall": ["wall"],  # its address is a secret, a fixture tells it
    "desk": ["/meja"],
    "verification": ["/meja/verifikasi"],
    "late data": ["/meja/verifikasi/terlambat"],
    "new draft": ["/meja/terbitkan"],
    "new period": ["/meja", ".ps-tabel-meja a[href$='/periode']"],
    "sources": ["/meja/sumber"],
    "a source": ["/meja/sumber", "main td a, main th a"],
    "own datasets": ["/dashboard/datasets"],
    "profile": ["/user/edit/admin"],
    "next version": ["/dataset/{version}/alur"],
    "new file": ["/dataset/{version}/resource/new"],
    "columns": ["/dataset/{version}", ".ps-berkas a", "#pembacaan .btn"],
}
LOGGED_IN = {
    *("desk", "new draft", "new period", "verification", "late data"),
    *("sources", "a source", "own datasets", "profile", "next version", "new file", "columns"),
    *("new activity", "form of an activity"),
}
WIDTHS = (320, 390, 1440)
THEMES = ("light", "dark")

pytestmark = pytest.mark.stack


@dataclass
class Seen:
    """What was seen of one kind of page, opened once for all claims about it."""

    faults: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    widths: dict[int, int] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def seen() -> dict[str, Seen]:
    """What was looked at before, by kind of page."""
    return {}


@pytest.fixture
def look(seen, portal_url, request) -> Callable[[str], Seen]:
    def look(kind: str) -> Seen:
        if kind not in seen:
            who = {"storage_state": request.getfixturevalue("administrator")} if kind in LOGGED_IN else {}
            address, *links = PAGES[kind]
            address = request.getfixturevalue("wall") if address == "wall" else address
            if "{version}" in address:
                address = address.format(version=request.getfixturevalue("version"))
            seen[kind] = _visit(request.getfixturevalue("open_page")(**who), portal_url, address, *links)
        return seen[kind]

    return look


def _visit(page: Page, portal_url: str, address: str, *links: str) -> Seen:
    """Go to an address, then along links by their selectors; look at the page in every width and theme."""
    seen = Seen()
    ours = (portal_url, "data:", "blob:")
    page.on("console", lambda said: seen.complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    page.on("request", lambda to: None if to.url.startswith(ours) else seen.complaints.append(to.url))
    page.goto(portal_url + address)
    for selector in links:
        page.goto(page.locator(selector).first.evaluate("link => link.href"))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        seen.widths[width] = page.evaluate("document.documentElement.scrollWidth")
        for theme in THEMES:
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            found = Axe().run(page).response["violations"]
            faults = {fault["id"]: [node["html"] for node in fault["nodes"]] for fault in found}
            seen.faults[f"{theme}, {width} px"] = faults
    return seen


@pytest.mark.parametrize("kind", PAGES)
class TestPage:
    def test_axe_finds_nothing_in_any_width_and_theme(self, look, kind):
        assert {where: faults for where, faults in look(kind).faults.items() if faults} == {}

    def test_it_does_not_scroll_sideways(self, look, kind):
        assert {width: wide for width, wide in look(kind).widths.items() if wide > width} == {}

    def test_the_browser_blocks_nothing_and_asks_no_other_host(self, look, kind):
        assert [said for said in look(kind).complaints if "404" not in said] == []


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


def test_a_photo_is_chosen_by_one_button_that_nothing_covers(portal_url, open_page, administrator):
    page = open_page(storage_state=administrator)
    page.goto(f"{portal_url}/user/edit/admin")
    page.locator("html.js").wait_for(state="attached")
    assert page.locator("#field-image-upload").evaluate("field => getComputedStyle(field).opacity") == "0"

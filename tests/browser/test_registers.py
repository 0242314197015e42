"""Claims about the lists that the law asks for, in a real browser: on a phone, without scripts, on paper."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.stack

A4_ACROSS = 1047  # CSS pixels between margins of 10 mm
MONTH = "/jadwal-rilis?bulan=2026-12"


def test_the_list_is_narrowed_and_ordered_without_scripts(portal_url, open_page):
    page = open_page(390, java_script_enabled=False)
    page.goto(f"{portal_url}/daftar-data")
    page.select_option("#saring-tema", "04")
    page.select_option("#saring-urut", "kode")
    page.click(".ps-register-saring button")
    assert "tema=04" in page.url
    assert "urut=kode" in page.url
    codes = page.locator("main tbody th .jenis").all_inner_texts()
    assert codes
    assert codes == sorted(codes)


def test_a_phone_shows_the_calendar_day_by_day(portal_url, open_page):
    page = open_page(390)
    page.goto(portal_url + MONTH)
    assert not page.locator(".ps-kalender").is_visible()
    assert page.locator(".ps-hari").first.is_visible()


def test_a_wide_screen_shows_the_month_as_a_table_too(portal_url, open_page):
    page = open_page()
    page.goto(portal_url + MONTH)
    assert page.locator(".ps-kalender").is_visible()
    assert page.locator(".ps-kalender a").first.is_visible()


@pytest.mark.parametrize(
    "path", ["/daftar-data?batas=1000", "/data-prioritas", MONTH, "/kode-referensi/wilayah"]
)
def test_on_paper_every_column_is_there_and_no_form(portal_url, open_page, path):
    page = open_page(A4_ACROSS)
    page.goto(portal_url + path)
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") == A4_ACROSS
    assert page.locator(":is(nav, form, footer, .btn):visible").count() == 0


def test_a_calendar_program_is_given_the_calendar(portal_url, open_page):
    page = open_page()
    answer = page.request.get(f"{portal_url}/jadwal-rilis.ics")
    assert answer.text().startswith("BEGIN:VCALENDAR\r\n")

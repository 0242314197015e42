"""Claims about a page on paper: what is printed is whole, and nothing is printed that only a screen can use."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.stack

A4 = 718  # CSS pixels between margins of 10 mm
WIDE = "/dataset/penduduk-kabupaten"  # twelve columns, two of them sentences
LICENSED = "/dataset/luas-wilayah-kabupaten"  # its licence has an address


@pytest.fixture
def paper(open_page, portal_url) -> Callable[[str], Page]:
    def paper(path: str) -> Page:
        page = open_page(A4)
        page.goto(portal_url + path)
        page.emulate_media(media="print")
        return page

    return paper


def test_every_column_of_a_wide_table_is_on_the_page(paper):
    page = paper(WIDE)
    right = "all => all.map(cell => Math.ceil(cell.getBoundingClientRect().right))"
    edges = page.locator(".ps-gulir th:visible").evaluate_all(right)
    assert [edge for edge in edges if edge > A4] == []
    assert page.evaluate("document.documentElement.scrollWidth") == A4
    flow = "all => [...new Set(all.map(box => getComputedStyle(box).overflowX))]"
    assert page.locator(".ps-gulir, .ps-kode").evaluate_all(flow) == ["visible"]


def test_navigation_forms_and_buttons_are_not_printed(paper):
    page = paper(WIDE)
    assert page.locator("nav, footer, .btn").count() > 0
    assert page.locator(":is(nav, form, footer, .btn, #api):visible").count() == 0


def test_what_can_be_copied_into_another_page_is_not_printed(paper):
    page = paper("/indikator/kemiskinan")
    assert page.locator("#sematkan").count() == 1
    assert page.locator("#sematkan:visible").count() == 0


def test_the_address_of_a_licence_is_printed_beside_its_name(paper):
    link = paper(LICENSED).locator("#metadata a[rel=license]")
    written = link.evaluate("link => getComputedStyle(link, '::after').content")
    assert written == f'" ({link.get_attribute("href")})"'

"""Claims about tables and lists of facts as a browser lays them out."""

from __future__ import annotations

import pytest
from playwright.sync_api import FloatRect, Locator

pytestmark = pytest.mark.stack


def test_the_names_of_facts_about_a_file_are_not_broken(portal_url, open_page):
    page = open_page(1440)
    page.goto(f"{portal_url}/dataset/penduduk-kabupaten")
    page.goto(page.locator(".ps-berkas a").first.evaluate("link => link.href"))
    lines = "name => { const r = document.createRange(); r.selectNodeContents(name); return r.getClientRects().length }"
    names = page.locator(".ps-dl-rapat dt").all()
    assert [(name.inner_text(), name.evaluate(lines)) for name in names] == [
        (name, 1) for name in ("Format", "Ukuran", "Diperbarui", "Lisensi")
    ]


def _is_shaded(table: Locator) -> bool:
    """Whether a few pixels at the right edge, above the text of the first row, look otherwise without a shade."""
    edge = table.evaluate("box => box.getBoundingClientRect().right")
    top = table.locator("tbody tr").first.evaluate("row => row.getBoundingClientRect().top")
    clip: FloatRect = {"x": edge - 8, "y": top + 3, "width": 6, "height": 4}
    seen = table.page.screenshot(clip=clip)
    table.evaluate("box => box.style.backgroundImage = 'none'")
    plain = table.page.screenshot(clip=clip)
    table.evaluate("box => box.style.backgroundImage = ''")
    return seen != plain


class TestTableOnAPhone:
    @pytest.fixture
    def table(self, portal_url, open_page) -> Locator:
        page = open_page(390)
        page.goto(f"{portal_url}/dataset/penduduk-kecamatan")
        return page.locator("#tabel .ps-gulir")

    def test_the_names_of_all_rows_can_be_read_whole(self, table):
        edge = table.evaluate("box => box.getBoundingClientRect().right")
        names = table.locator("tbody th")
        right = names.evaluate_all("all => all.map(name => name.getBoundingClientRect().right)")
        assert len(right) == 10
        assert [one for one in right if one > edge] == []

    def test_a_shade_at_the_edge_says_that_it_goes_on_and_the_end_has_none(self, table):
        table.scroll_into_view_if_needed()
        assert table.evaluate("box => box.scrollWidth > box.clientWidth")
        assert _is_shaded(table)
        table.evaluate("box => box.scrollTo({left: box.scrollWidth, behavior: 'instant'})")
        assert not _is_shaded(table)

"""Claims about tables and lists of facts as a browser lays them out."""

from __future__ import annotations

import pytest

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

"""Claims about figures in other people's pages, with the very lines that the portal offers."""

from __future__ import annotations

import re

import pytest

pytestmark = pytest.mark.stack

OVERFLOW = "document.documentElement.scrollHeight - innerHeight"


@pytest.fixture
def offered(open_page, portal_url) -> dict[str, str]:
    """The embed code of every indicator, by id."""
    page = open_page()
    page.goto(f"{portal_url}/indikator")
    names = page.locator(".ps-tile h3 a").evaluate_all("links => links.map(link => link.pathname)")
    codes = {}
    for name in names:
        page.goto(portal_url + name)
        codes[name.rpartition("/")[2]] = page.locator("#sematkan pre").inner_text()
    return codes


@pytest.mark.parametrize("width", [390, 559, 560, 720])
def test_an_offered_frame_is_high_enough_for_the_whole_figure(open_page, portal_url, offered, width):
    heights = {name: int(re.findall(r'height="(\d+)"', code)[0]) for name, code in offered.items()}
    page = open_page(width=width)
    beyond = {}
    for name, height in heights.items():
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"{portal_url}/sematan/indikator/{name}", wait_until="load")
        beyond[name] = page.evaluate(OVERFLOW)
    assert len(beyond) >= 8
    assert {name: pixels for name, pixels in beyond.items() if pixels > 0} == {}


def test_an_offered_code_names_the_frame_and_shows_the_figure(open_page, portal_url, offered):
    page = open_page()
    page.goto(portal_url)
    page.set_content(offered["kemiskinan"])
    frame = page.frame_locator("iframe[title='Persentase penduduk miskin']")
    assert "8,63" in frame.locator("main table").text_content()

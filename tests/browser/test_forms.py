"""Claims about forms that only a browser can show."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.stack


@pytest.fixture
def form(open_page, portal_url, administrator) -> Page:
    """The form of a new dataset."""
    page = open_page(storage_state=administrator)
    page.goto(f"{portal_url}/dataset/new")
    return page


@pytest.mark.parametrize("leave", ["Tab", "click"])
def test_the_last_keyword_stays_however_quickly_the_field_is_left(form, leave):
    keywords = form.locator(".form-group", has=form.locator("#field-tag_string"))
    field, chosen = (keywords.locator(f".select2-{part}") for part in ("search__field", "selection__choice"))
    field.press_sequentially("padi,")
    expect(chosen).to_have_count(1)
    field.press_sequentially("jagung")
    if leave == "Tab":
        field.press("Tab")
    form.locator("#field-notes").click()
    expect(form.locator("#field-tag_string")).to_have_value("padi,jagung")
    expect(chosen).to_have_count(2)

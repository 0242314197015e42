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


@pytest.mark.parametrize("scripts", [True, False])
def test_a_second_contact_is_written_behind_the_first_one(
    open_page, portal_url, administrator, version, scripts
):
    page = open_page(390, 844, storage_state=administrator, java_script_enabled=scripts)
    page.goto(f"{portal_url}/dataset/edit/{version}")
    second = page.locator("[name='contact-1-name']")
    expect(second).to_be_hidden()
    page.locator("summary", has_text="Tambah baris: Kontak 2").press("Enter")
    second.fill("Bidang Statistik")
    page.fill("[name='contact-1-email']", "statistik@contoh.invalid")
    expect(page.locator("[name='contact-2-name']")).to_have_count(1 if scripts else 0)
    page.locator("#dataset-edit .btn-primary").first.press("Enter")
    page.goto(f"{portal_url}/dataset/edit/{version}")
    expect(page.locator("[name='contact-1-name']")).to_have_value("Bidang Statistik")
    page.fill("[name='contact-1-name']", "")
    page.fill("[name='contact-1-email']", "")
    page.locator("#dataset-edit .btn-primary").first.press("Enter")  # an empty row is none
    page.goto(f"{portal_url}/dataset/edit/{version}")
    expect(page.locator("[name='contact-1-name']")).to_have_value("")


class TestColumns:
    """The form of a file's columns, as an officer at a keyboard uses it."""

    @pytest.fixture
    def columns(self, open_page, portal_url, administrator, version) -> Page:
        page = open_page(storage_state=administrator, java_script_enabled=False)
        page.goto(f"{portal_url}/dataset/{version}")
        page.click(".ps-berkas a >> nth=0")
        page.click("#pembacaan .btn")
        return page

    def test_a_meaning_typed_and_sent_by_keyboard_is_read_on_the_page_of_the_file(self, columns):
        field = columns.locator(".ps-kolom textarea").first
        field.fill("Nama wilayah menurut Permendagri.")
        field.press("Tab")
        columns.locator("form.ps-atur button[type=submit]").press("Enter")
        expect(columns.locator(".flash-messages")).to_contain_text("Tersimpan")
        columns.click("#pembacaan .btn")
        expect(columns.locator(".ps-kolom textarea").first).to_have_value("Nama wilayah menurut Permendagri.")

    def test_on_a_narrow_screen_each_column_is_a_card_that_fits(self, columns):
        columns.set_viewport_size({"width": 390, "height": 844})
        first = columns.locator(".ps-kolom tbody tr").first.bounding_box()
        assert first
        assert first["x"] >= 0
        assert first["x"] + first["width"] <= 390
        assert columns.locator(".ps-kolom thead").is_hidden()
